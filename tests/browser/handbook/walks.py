"""What the handbook tells editors to do, done: one walk a page, in its order and by its words."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.handbook.editor import NEXT_YEAR, Editor
from tests.pages.documents.made_files import pdf

LONG = "Obec, která " + "opravdu " * 30 + "chce pomoci, začne metodikou."
PASTE = """(element, html) => {
    const data = new DataTransfer()
    data.setData("text/html", html)
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
}"""
SUMMARY = "Tady se dozvíte, jak to v projektu chodí a na koho se obrátit."


def phone(editor: Editor) -> None:
    page = editor.page
    page.goto("/sprava/contact/contactcentre/")
    fields = page.locator("fieldset", has=page.get_by_label("Telefon:"))
    editor.picture("telefon", fields)
    editor.fill("Telefon:", "+420 778 455 762")
    editor.press("Uložit a zveřejnit")
    editor.click(page.get_by_role("link", name="Zobrazit web"))
    expect(page.locator("footer").get_by_text("778 455 762")).to_be_visible()


def hours(editor: Editor) -> None:
    page = editor.page
    page.goto("/sprava/contact/openinghours/")
    page.get_by_text("Nové hodiny až od určitého dne").click()
    editor.look()
    editor.picture("hodiny", page.locator(".week tbody tr").first)
    page.get_by_text("čtvrtek: přidat hodiny").click()
    editor.fill("čtvrtek, od", "9")
    editor.fill("čtvrtek, do", "12")
    editor.fill("pátek, od", "")
    editor.fill("pátek, do", "")
    editor.fill("pondělí, do", "17")
    editor.press("Ukázat, co se změní")
    editor.picture("hodiny-ulozit", page.locator(".submit-row"))
    page.get_by_label("Nové hodiny jsem dnes porovnal(a)").check()
    editor.press("Uložit takto")
    expect(page.locator(".verified .state--live")).to_be_visible()


def closure(editor: Editor) -> None:
    page = editor.page
    page.goto(f"/sprava/contact/openinghours/1/change/?zavrit={NEXT_YEAR}-12-22")
    editor.look()
    editor.fill("do dne, nová výjimka", f"31. 12. {NEXT_YEAR}")
    editor.fill("důvod, nová výjimka", "dovolená")
    editor.picture("vyjimka", page.locator("#nova-vyjimka"))
    editor.press("Ukázat, co se změní")
    editor.press("Uložit takto")
    expect(page.locator(".exceptions b", has_text="zavřeno")).to_be_visible()

    editor.open("Oznámení", "Oznámit něco na webu")
    editor.fill("Znění:", "Od 22. do 31. 12. na telefonu nejsme, pište na {{e-mail}}.")
    editor.picture("oznameni", page.locator("fieldset").first)
    for field, day, time in [("ukázat od", "22. 12.", "8:00"), ("ukázat do", "31. 12.", "16:00")]:
        editor.fill(f"{field}, den", f"{day} {NEXT_YEAR}")
        editor.fill(f"{field}, čas", time)
    editor.press("Uložit")
    editor.said("Od 22. do 31. 12. na telefonu nejsme")


def text(editor: Editor) -> None:
    page = editor.page
    editor.open("Stránky", "O projektu")
    editor.fill("Úvodní věta:", "Krátká.")
    page.locator(".ProseMirror").evaluate(PASTE, f"<p>{LONG}</p>")
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


def plan(editor: Editor) -> None:
    page = editor.page
    editor.open("Stránky", "Spolupracující obce")
    editor.fill("Úvodní věta:", SUMMARY)
    editor.press("Zveřejnit…")
    editor.fill("Co se změnilo:", "Upřesnili jsme úvod.")
    editor.fill("Den:", f"5. 10. {NEXT_YEAR}")
    editor.press("Ukázat, na kdy se to naplánuje")
    editor.picture("plan", page.locator("section", has=page.locator("#confirm")))
    editor.press("Naplánovat na")
    editor.said("Čtenáři uvidí verzi 2 od 5. 10.")
    editor.start()
    editor.open("Stránky", "Spolupracující obce")
    editor.follow("Verze a rozdíly")
    editor.picture("zrusit-plan", page.get_by_role("row", name="Zrušit plán"))
    editor.press("Zrušit plán")
    editor.said("Plán u verze 2 je zrušený.")


def preview(editor: Editor) -> None:
    page = editor.page
    editor.open("Stránky", "Spolupracující obce")
    editor.press("Uložit koncept")
    editor.open("Stránky", "Odkazy na náhled", "Vytvořit odkaz na náhled")
    editor.fill("Pro koho:", "právní oddělení")
    editor.press("Uložit")
    editor.said("Odkaz je hotový. Zkopírujte ho a pošlete.")
    editor.picture("odkaz", page.locator("form#previewlink_form"))
    editor.open("Stránky", "Odkazy na náhled")
    editor.click(page.locator("#result_list tbody th a").first)
    editor.press("Zrušit odkaz")
    editor.said("Odkaz na náhled už neplatí.")


def news(editor: Editor) -> None:
    page = editor.page
    editor.open("Aktuality", "Napsat aktualitu")
    editor.fill("Nadpis:", "Konference o sociálním bydlení")
    editor.fill("Úvodní věta:", "Zveme obce na jednodenní konferenci o sociálním bydlení v Praze.")
    page.locator(".ProseMirror").evaluate(PASTE, "<p>Přihlásit se můžete do konce září.</p>")
    editor.picture("aktualita", page.locator("fieldset", has=page.get_by_label("Konec adresy:")))
    editor.press("Zveřejnit…")
    editor.press("Zveřejnit teď")
    page.goto("/")
    expect(page.get_by_role("link", name="Konference o")).to_be_visible()


def document(editor: Editor) -> None:
    page = editor.page
    editor.open("Dokumenty", "Nahrát dokument")
    editor.fill("Název:", "Metodika sociální práce")
    editor.fill("Popis:", "Krok za krokem, jak obec zavede sociální bydlení.")
    page.get_by_label("Téma:").select_option("Metodické podklady")
    editor.fill("Rok vydání:", "2020")
    page.get_by_label("Soubor:").set_input_files(_file("metodika.pdf", pdf(b"% first")))
    page.get_by_label("Zveřejnit hned po uložení").check()
    editor.picture("dokument", page.locator("fieldset", has=page.get_by_label("Zveřejnit hned po uložení")))
    editor.press("Uložit")
    editor.open("Dokumenty", "Metodika sociální práce")
    page.get_by_label("Soubor:").set_input_files(_file("metodika-2.pdf", pdf(b"% second")))
    editor.fill("Co je nového:", "Doplněná kapitola o dluzích.")
    editor.press("Uložit")
    editor.said("Uloženo: Metodika sociální práce.")
    editor.picture("dokument-verze", page.locator(".field-all_versions table"))


def way_back(editor: Editor) -> None:
    page = editor.page
    editor.open("Stránky", "O projektu")
    editor.follow("Verze a rozdíly")
    editor.press("Porovnat vybrané")
    editor.follow("Zpět na verze")
    oldest = page.get_by_role("row", name="Vrátit tento text").last
    editor.picture("obnovit", oldest)
    editor.click(oldest.get_by_role("button", name="Vrátit tento text"))
    editor.said("je obnovená jako koncept")
    editor.press("Zveřejnit…")
    editor.fill("Co se změnilo:", "Vrátili jsme původní text.")
    editor.press("Zveřejnit teď")
    editor.said("od této chvíle.")

    editor.open_centre()
    editor.follow("Historie")
    changed = page.get_by_role("row", name="+420778455761 → +420778455762")
    editor.picture("historie", changed)
    editor.click(page.locator("#change-history tbody tr").last.get_by_role("link"))
    editor.press("Vrátit")
    editor.open_centre()
    expect(page.get_by_label("Telefon:")).to_have_value("+420\u00a0778\u00a0455\u00a0761")
    editor.open("Hodiny")
    editor.follow("Historie")
    hours = page.locator("table", has=page.get_by_role("columnheader", name="Konzultační hodiny"))
    editor.click(hours.get_by_role("button", name="Vrátit to").last)
    editor.said("Konzultační hodiny jsou zpět: v pondělí od 12 do 16 hodin, ve středu a v pátek od 9 do 13 hodin.")


def verification(editor: Editor) -> None:
    page = editor.page
    editor.open("Podívat se a ověřit Kontaktní centrum: kontakty")
    editor.follow("nejdřív to opravte")
    editor.follow("Ověřit kontakty")
    editor.picture("overit", page.locator("#content-main"))
    editor.press("Potvrdit, že údaje platí")
    editor.said("Ověřeno: kontakty.")
    editor.open("Stránky", "O projektu")
    editor.follow("Ověřit text")
    editor.press("Text platí, ověřeno dnes")
    editor.said("Text je ověřený.")


def _file(name: str, content: bytes) -> dict:
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


WALKS: dict[str, Callable[[Editor], None]] = {
    "telefon": phone,
    "hodiny": hours,
    "zavrit": closure,
    "text": text,
    "plan": plan,
    "nahled": preview,
    "aktualita": news,
    "dokument": document,
    "vratit": way_back,
    "overit": verification,
}
