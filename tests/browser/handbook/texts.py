"""Texts: written, published, planned, shown, given back, taken off the web."""

import re

from playwright.sync_api import expect

from tests.browser.handbook.editor import NEXT_YEAR, Editor
from tests.pages.uploads.made_images import drawn, saved

LONG = "Obec, která " + "opravdu " * 30 + "chce pomoci, začne metodikou."
SUMMARY = "Tady se dozvíte, jak to v projektu chodí a na koho se obrátit."


def text(editor: Editor) -> None:
    page = editor.page
    editor.open("Stránky", "O projektu")
    page.get_by_role("button", name="Náhled", exact=True).click()
    editor.look()
    page.get_by_role("button", name="Zavřít náhled").click()
    editor.fill("Úvodní věta:", "Krátká.")
    editor.paste(LONG)
    editor.press("Zveřejnit…")
    editor.picture("brani", page.locator(".problems"))
    editor.follow("Opravit text")
    editor.fill("Úvodní věta:", SUMMARY)
    editor.press("Uložit a ukázat náhled")
    editor.follow("Zpět k úpravám", "body")
    editor.press("Uložit koncept")
    editor.press("Zveřejnit…")
    editor.fill("Co se změnilo:", "Doplnili jsme, kam se obrátit o víkendu.")
    editor.picture("zverejnit", page.locator("fieldset").first)
    editor.press("Zveřejnit teď")
    editor.said("Čtenáři uvidí verzi 3 od této chvíle.")


def asked(editor: Editor) -> None:
    author = Editor(editor.author, editor.account, words=editor.words)
    author.start()
    author.open("Stránky", "Kontaktní centrum")
    author.fill("Úvodní věta:", SUMMARY)
    author.press("Požádat o zveřejnění…")
    author.fill("Zpráva pro vydavatele:", "Prosím do pátku, termín je 15. 12.")
    author.picture("pozadat", author.page.locator(".stack section").first)
    author.press("Požádat o zveřejnění")
    author.said("Požádali jste o zveřejnění.")
    author.press("Vzít žádost zpět")
    author.press("Požádat o zveřejnění…")
    author.press("Požádat o zveřejnění")
    editor.start()
    editor.click(editor.page.get_by_role("link", name="Podívat se Čeká na zveřejnění"))
    editor.follow("Vrátit k úpravě…")
    editor.fill("Co upravit:", "Doplňte prosím, kdy a kde seminář je.")
    editor.picture("vratit-autorovi", editor.page.locator(".card.confirm"))
    editor.press("Vrátit k úpravě")
    editor.said("Text je vrácený k úpravě.")
    author.start()
    author.click(author.page.get_by_role("link", name="Upravit Vráceno k úpravě"))
    author.said("Vráceno k úpravě.")
    editor.pictures |= author.pictures


def into_text(editor: Editor) -> None:
    page = editor.page
    editor.open("Stránky", "Ochrana osobních údajů")
    text, toolbar = page.locator(".ProseMirror"), page.get_by_role("toolbar")
    text.locator("p").first.click(click_count=3)
    toolbar.get_by_role("button", name="Odkaz", exact=True).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Text odkazu").fill("Velké Hamry")
    dialog.get_by_label("Kam odkaz vede").fill("velke h")
    dialog.get_by_role("option", name="/obce/").wait_for()
    editor.look()
    editor.picture("odkaz-v-textu", dialog.locator(".dialog__in"))
    page.keyboard.press("ArrowDown")
    dialog.get_by_role("button", name="Použít").click()
    page.keyboard.press("ArrowRight")
    toolbar.get_by_role("button", name="Tabulka", exact=True).click()
    editor.look()
    page.get_by_label("Vložit údaj").get_by_role("button", name="telefon").first.click()
    editor.press("Uložit koncept")
    editor.said("Koncept je uložený")


def plan(editor: Editor) -> None:
    page = editor.page
    editor.open("Stránky", "Spolupracující obce")
    editor.fill("Úvodní věta:", SUMMARY)
    editor.press("Zveřejnit…")
    editor.fill("Co se změnilo:", "Upřesnili jsme úvod.")
    editor.fill("Den:", f"5. 10. {NEXT_YEAR}")
    editor.press("Ukázat, na kdy se to naplánuje")
    editor.picture("plan", page.locator("section.note", has=page.locator("#confirm")))
    editor.press("Naplánovat na")
    editor.said("Čtenáři uvidí verzi 2 od 5. 10.")
    editor.start()
    editor.open("Stránky", "Spolupracující obce")
    editor.follow("Verze a rozdíly")
    editor.picture("zrusit-plan", page.locator(".versions > li", has_text="Zrušit plán"))
    editor.press("Zrušit plán")
    editor.said("Plán u verze 2 je zrušený.")


def preview(editor: Editor) -> None:
    page = editor.page
    editor.open("Stránky", "Spolupracující obce")
    editor.press("Uložit koncept")
    editor.follow("Odkaz na náhled")
    editor.fill("Pro koho:", "právní oddělení")
    editor.press("Uložit")
    editor.said("Odkaz je hotový. Zkopírujte ho a pošlete.")
    editor.picture("odkaz", page.locator("#previewlink_form .card"))
    editor.open("Stránky", "Odkazy na náhled")
    editor.click(page.locator("#result_list tbody th a").first)
    editor.press("Zrušit odkaz")
    editor.said("Odkaz na náhled už neplatí.")


def news(editor: Editor) -> None:
    page = editor.page
    editor.open("Aktuality", "Napsat aktualitu")
    editor.fill("Nadpis:", "Konference o sociálním bydlení")
    editor.fill("Úvodní věta:", "Zveme obce na jednodenní konferenci o sociálním bydlení v Praze.")
    editor.paste("Přihlásit se můžete do konce září.")
    editor.picture("aktualita", page.locator(".side-card", has=page.get_by_label("Konec adresy:")))
    editor.press("Zveřejnit…")
    editor.press("Zveřejnit teď")
    page.goto("/")
    expect(page.get_by_role("link", name="Konference o")).to_be_visible()


def question(editor: Editor) -> None:
    page = editor.page
    editor.open("Otázky", "Napsat otázku")
    editor.fill("Nadpis:", "Dá se přijít i s celou rodinou?")
    editor.fill("Úvodní věta:", "Ano. Jen nám to prosím napište předem, ať máme větší místnost.")
    page.get_by_label("Kdo se ptá:").select_option("Hledám bydlení")
    editor.picture("otazka", page.locator(".side-card", has=page.get_by_label("Kdo se ptá:")))
    editor.press("Zveřejnit…")
    editor.press("Zveřejnit teď")
    editor.follow("Přesunout")
    editor.fill("Pořadí:", "5")
    editor.press("Přesunout")
    page.goto("/otazky/")
    expect(page.get_by_role("heading", name="Dá se přijít i s celou rodinou?")).to_be_visible()
    editor.look()


def term(editor: Editor) -> None:
    page = editor.page
    editor.open("Slovník", "Přidat pojem")
    editor.fill("Nadpis:", "Metodika (metodický podklad)")
    editor.fill("Úvodní věta:", "Návod pro ty, kdo sociální bydlení poskytují, jak postupovat.")
    page.get_by_label("Zdroj definice:").select_option("Projekt – Podpora sociálního bydlení")
    editor.fill("Kde to ve zdroji stojí:", "2. odstavec")
    editor.picture("pojem", page.locator(".form-row", has=page.get_by_label("Zdroj definice:")))
    editor.press("Zveřejnit…")
    editor.press("Zveřejnit teď")
    page.goto("/slovnik/")
    expect(page.get_by_role("link", name="Metodika")).to_be_visible()
    editor.look()


def own_page(editor: Editor) -> None:
    page = editor.page
    editor.open("Stránky", "Napsat stránku")
    editor.fill("Nadpis:", "Jak požádat o podporu v bydlení")
    editor.fill("Úvodní věta:", SUMMARY)
    editor.paste("Nejdřív se ozvěte své obci.")
    editor.fill("Nadřazená stránka:", "/o-projektu/")
    editor.picture("stranka", page.locator(".side-card", has=page.get_by_label("Konec adresy:")))
    editor.press("Uložit koncept")
    editor.look_at_deletion()
    editor.press("Zveřejnit…")
    editor.press("Zveřejnit teď")
    editor.follow("Přesunout")
    editor.picture("presunout", page.locator("fieldset").first)
    editor.fill("Konec adresy:", "jak-pozadat")
    editor.press("Přesunout")
    editor.said("Stránka je teď na adrese /jak-pozadat/.")


def off_the_web(editor: Editor) -> None:
    page = editor.page
    editor.open("Aktuality", "Konference o sociálním bydlení")
    editor.follow("Vzít z webu…")
    editor.fill("Důvod:", "Konference už byla.")
    editor.picture("vzit-z-webu", page.locator(".form-row", has=page.get_by_label("Důvod:")))
    editor.press("Vzít z webu teď")
    editor.said("nebude vidět. Důvod: Konference už byla.")
    editor.press("Zveřejnit znovu…")
    editor.fill("Co se změnilo:", "Konference bude znovu.")
    editor.press("Zveřejnit teď")
    editor.said("od této chvíle.")


def still_true(editor: Editor) -> None:
    page = editor.page
    editor.open("Stránky", "O projektu")
    editor.follow("Ověřit text")
    editor.picture("text-plati", page.locator("#content-main > .card"))
    editor.press("Text platí, ověřeno dnes")
    editor.said("Text je ověřený.")


def way_back(editor: Editor) -> None:
    page = editor.page
    editor.open("Stránky", "O projektu")
    editor.follow("Verze a rozdíly")
    editor.press("Porovnat vybrané")
    editor.follow("Zpět na verze")
    oldest = page.locator(".versions > li", has_text="Vrátit tento text").last
    editor.picture("obnovit", oldest)
    editor.click(oldest.get_by_role("button", name="Vrátit tento text"))
    editor.said("je obnovená jako koncept")
    editor.press("Zveřejnit…")
    editor.fill("Co se změnilo:", "Vrátili jsme původní text.")
    editor.press("Zveřejnit teď")
    editor.said("od této chvíle.")

    editor.open("Údaje")
    editor.follow("Historie")
    changed = page.get_by_role("row", name=re.compile(r"→ \+420\s778\s455\s762"))
    editor.picture("historie", changed)
    editor.click(page.locator("#change-history tbody tr").last.get_by_role("link"))
    editor.press("Vrátit")
    editor.open("Údaje")
    expect(page.get_by_label("Telefon:")).to_have_value("+420\u00a0778\u00a0455\u00a0761")
    editor.open("Hodiny")
    editor.follow("Historie")
    hours = page.locator("table", has=page.get_by_role("columnheader", name="Konzultační hodiny"))
    editor.click(hours.get_by_role("button", name="Vrátit to").last)
    editor.said("Konzultační hodiny jsou zpět: v pondělí od 12 do 16 hodin, ve středu a v pátek od 9 do 13 hodin.")


def image(editor: Editor) -> None:
    page = editor.page
    editor.open("Aktuality", "Napsat aktualitu")
    editor.fill("Nadpis:", "Kdo vyplňuje žádost")
    page.locator(".ProseMirror").click()
    tool = page.get_by_role("toolbar", name="Úprava textu").get_by_role("button", name="Obrázek", exact=True)
    tool.click()
    dialog = page.get_by_role("dialog", name="Obrázek")
    file = {"name": "ulice.jpg", "mimeType": "image/jpeg", "buffer": saved(drawn(900, 600))}
    dialog.get_by_label("Soubor s obrázkem").set_input_files(file)
    expect(dialog.get_by_role("status")).to_have_text("Obrázek ulice.jpg je nahraný.")
    dialog.get_by_label("Obrázek něco říká").check()
    dialog.get_by_label("Popis obrázku").fill("Dvě ženy u stolu vyplňují žádost.")
    editor.look()
    page.set_viewport_size({"width": 1100, "height": 1200})  # the dialog as a whole
    editor.picture("obrazek", dialog.locator(".dialog__in"))
    page.set_viewport_size({"width": 1100, "height": 800})
    dialog.get_by_role("button", name="Vložit obrázek").click()
    expect(dialog).to_have_count(0)
    editor.press("Uložit koncept")
    page.locator(".ProseMirror figure").click()
    tool.click()
    editor.look()
    dialog.get_by_label("Popis obrázku").fill("ulice.jpg")
    dialog.get_by_role("button", name="Použít").click()
    page.get_by_role("region", name="Kontrola textu").get_by_role("button", name="Upravit obrázek").click()
    editor.look()
    dialog.get_by_role("button", name="Zrušit").click()
    editor.press("Uložit koncept")
    editor.open("Obrázky", "Nahrát obrázek")


def translation(editor: Editor) -> None:
    page = editor.page
    editor.open("Stránky", "O projektu")
    editor.follow("Upravit překlad, angličtina")
    editor.fill("Úvodní věta:", "The ministry helps municipalities prepare social housing and try it out.")
    editor.press("Uložit koncept")
    editor.press("Zveřejnit…")
    editor.fill("Co se změnilo:", "We say it in fewer words.")
    editor.press("Zveřejnit teď")
    editor.said("od této chvíle.")
    editor.open("Překlady")
    page.locator("summary", has_text="Proti češtině").click()
    editor.look()
    editor.open("Projekt")
    editor.click(page.locator("a[href$='/languagestate/']").first)
    editor.open("Projekt")
    editor.click(page.locator("a[href$='/facttranslation/']").first)
    editor.follow("Přeložit údaj")
