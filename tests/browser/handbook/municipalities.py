"""Municipalities, and the single rows of the project."""

from playwright.sync_api import expect

from tests.browser.handbook.editor import Editor


def many_verified(editor: Editor) -> None:
    page = editor.page
    editor.open("Obce")
    page.locator("#action-toggle").check()
    expect(page.get_by_text("Vybráno 16 z 16")).to_be_visible()
    editor.picture("overit-obce", page.locator(".actions"))
    editor.press("Účast platí, ověřit vybrané")
    editor.said("Účast v projektu je ověřená")
    editor.follow("Brno")
    editor.follow("Ověřit web obce")
    editor.press("Potvrdit, že údaje platí")
    editor.said("Ověřeno: web obce.")


def municipality(editor: Editor) -> None:
    page = editor.page
    editor.open("Obce", "Přidat obec")
    editor.picture("obec", page.locator(".field-is_published"))
    for label, text in {
        "Název": "Nová Obec",
        "Okres": "Přerov",
        "Obec s rozšířenou působností": "Přerov",
        "Kód obce": "599999",
        "Kód okresu": "CZ0714",
    }.items():
        editor.fill(f"{label}:", text)
    page.get_by_label("Kraj:").select_option(index=1)
    page.get_by_label("Zdroj údajů:").select_option(index=1)
    page.get_by_label("Ukázat na webu").uncheck()
    editor.press("Uložit")
    editor.follow("Nová Obec")
    editor.follow("Smazat…")
    editor.press("Smazat navždy")
    editor.follow("Vír")
    page.get_by_label("Ukázat na webu").uncheck()
    editor.fill("Důvod, proč ji skrýváte:", "Odešla z projektu.")
    editor.press("Uložit")
    editor.said("Uloženo: Vír.")


def project(editor: Editor) -> None:
    page = editor.page
    editor.open("Projekt", "Upravit Údaje o projektu")
    editor.picture("projekt", page.locator("fieldset").first)
    editor.press("Uložit a zveřejnit")
    editor.open("Projekt", "Upravit Odkud údaje jsou", "Přidat zdroj")
    editor.fill("Název:", "Zkušební seznam obcí")
    editor.fill("Kdo ho vydal:", "Český statistický úřad")
    editor.fill("Odkaz na zdroj:", "https://www.czso.cz/")
    editor.fill("Stav ke dni:", "1. 1. 2026")
    editor.press("Uložit")
    editor.said("Uloženo: ")


def accessibility(editor: Editor) -> None:
    editor.open("Projekt", "Upravit Prohlášení o přístupnosti")
    editor.picture("pristupnost", editor.page.locator(".field-status"))
    editor.press("Uložit")
    editor.said("Uloženo: ")


def terms(editor: Editor) -> None:
    page = editor.page
    editor.open("Projekt", "Upravit Podmínky otevřených dat")
    editor.picture("podminky", page.locator("fieldset").first)
    for label in [
        "Autorská díla:",
        "Databáze jako autorské dílo:",
        "Zvláštní právo pořizovatele databáze:",
        "Osobní údaje:",
    ]:
        page.get_by_label(label).select_option(index=1)
    editor.press("Uložit")
    editor.said("Uloženo: ")
