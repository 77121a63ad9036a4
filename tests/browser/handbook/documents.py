"""Documents and notices."""

from playwright.sync_api import expect

from tests.browser.handbook.editor import NEXT_YEAR, Editor
from tests.pages.documents.made_files import pdf


def document(editor: Editor) -> None:
    page = editor.page
    editor.open("Dokumenty", "Nahrát dokument")
    editor.fill("Název:", "Metodika sociální práce")
    editor.fill("Popis:", "Krok za krokem, jak obec zavede sociální bydlení.")
    page.get_by_label("Téma:").select_option("Metodické podklady")
    editor.fill("Rok vydání:", "2020")
    page.get_by_label("Soubor:").set_input_files(_file("metodika.pdf", pdf(b"% first")))
    at_once = page.get_by_label("Zveřejnit hned po uložení")
    at_once.check()
    editor.picture("dokument", page.locator("fieldset", has=at_once))
    at_once.uncheck()
    editor.press("Uložit")
    editor.follow("Metodika sociální práce")
    editor.look_at_deletion()
    at_once.check()
    editor.press("Uložit")
    editor.follow("Metodika sociální práce")
    page.get_by_label("Soubor:").set_input_files(_file("metodika-2.pdf", pdf(b"% second")))
    editor.fill("Co je nového:", "Doplněná kapitola o dluzích.")
    editor.press("Uložit")
    editor.said("Uloženo: Metodika sociální práce.")
    editor.follow("Metodika sociální práce")
    editor.picture("dokument-verze", page.locator(".field-all_versions table"))


def document_off_the_web(editor: Editor) -> None:
    page = editor.page
    editor.open("Dokumenty", "Metodika sociální práce")
    page.get_by_label("Vzít z webu hned po uložení").check()
    editor.fill("Proč ho berete z webu:", "Nahradila ho nová metodika.")
    editor.picture("dokument-mimo-web", page.locator("fieldset", has=page.get_by_label("Proč ho berete z webu:")))
    editor.press("Uložit")
    editor.follow("Metodika sociální práce")
    for part in ["den", "čas"]:
        editor.fill(f"vzít z webu od, {part}", "")
    editor.press("Uložit")
    editor.said("Uloženo: Metodika sociální práce.")


def collection(editor: Editor) -> None:
    page = editor.page
    editor.open("Sbírky", "Sestavit sbírku")
    editor.fill("Nadpis:", "Pro obce, které začínají")
    editor.fill("Úvodní věta:", "Co si má obec přečíst dřív, než začne se sociálním bydlením.")
    page.get_by_label("Dokument, 1. řádek").fill("Metodika sociální práce")
    editor.press("Zveřejnit…")
    editor.press("Zveřejnit teď")
    page.goto("/dokumenty/")
    expect(page.get_by_role("link", name="Pro obce, které začínají")).to_be_visible()
    editor.look()


def notice(editor: Editor) -> None:
    page = editor.page
    editor.open("Oznámení", "Oznámit něco na webu")
    editor.fill("Znění:", "Od 22. do 31. 12. na telefonu nejsme, pište na {{e-mail}}.")
    editor.picture("oznameni", page.locator("fieldset").first)
    for field, day, time in [("ukázat od", "22. 12.", "8:00"), ("ukázat do", "31. 12.", "16:00")]:
        editor.fill(f"{field}, den", f"{day} {NEXT_YEAR}")
        editor.fill(f"{field}, čas", time)
    editor.press("Uložit")
    editor.follow("Od 22. do 31. 12. na telefonu nejsme, pište na {{e-mail}}.")
    editor.look_at_deletion()


def _file(name: str, content: bytes) -> dict:
    return {"name": name, "mimeType": "application/pdf", "buffer": content}
