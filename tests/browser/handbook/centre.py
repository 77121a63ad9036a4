"""The contact centre: its facts, its hours, and who asks for a meeting."""

from playwright.sync_api import expect

from tests.browser.handbook.editor import NEXT_YEAR, Editor

MEETING_DAY = f"5. 10. {NEXT_YEAR}"


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


def verification(editor: Editor) -> None:
    page = editor.page
    editor.start()
    waiting = page.locator("li", has_text="Kontaktní centrum: kontakty")
    waiting.get_by_text("Podívat se a ověřit").click()
    editor.look()
    editor.picture("overit", waiting)
    editor.click(waiting.get_by_role("link", name="Něco nesedí, opravit"))
    editor.follow("Ověřit kontakty")
    editor.press("Potvrdit, že údaje platí")
    editor.said("Ověřeno: kontakty.")


def answer(editor: Editor) -> None:
    page = editor.page
    _ask_for_a_meeting(editor)
    editor.open("Žádosti", "Jana Tichá")
    editor.look_at_deletion("Smazat na přání žadatele…")
    for way in ["Jen napsat", "Vyřízeno po telefonu", "Domluvit termín"]:
        page.get_by_text(way, exact=True).click()
        editor.look()
    _choose_time(editor, "10")
    editor.picture("zadost", page.locator("section[aria-labelledby=answer]"))
    editor.press("Poslat pozvánku")
    editor.said("Pozvánka odchází e-mailem: schůzka")


def change_of_meeting(editor: Editor) -> None:
    page = editor.page
    editor.open("Žádosti")
    editor.click(page.get_by_role("link", name="Domluvené"))
    editor.follow("Jana Tichá")
    _choose_time(editor, "14")
    editor.press("Poslat novou pozvánku")
    editor.said("Pozvánka odchází e-mailem: schůzka")
    editor.click(page.get_by_role("link", name="Domluvené"))
    editor.follow("Jana Tichá")
    editor.follow("Zrušit schůzku…")
    editor.picture("zrusit-schuzku", page.locator(".confirm fieldset"))
    editor.press("Zrušit schůzku a poslat e-mail")
    editor.said("Zrušení odchází e-mailem: schůzka")


def report(editor: Editor) -> None:
    page = editor.page
    page.goto("/obce/")
    editor.look()
    editor.click(page.get_by_role("link", name="Našli jste na stránce chybu?"))
    page.get_by_label("Údaj neplatí").check()
    page.get_by_label("Popište to jednou větou").fill("Telefon už neplatí.")
    editor.click(page.get_by_role("button", name="Odeslat"))
    editor.open("Hlášení", "Telefon už neplatí.")
    editor.look_at_deletion("Smazat na přání čtenáře…")
    page.get_by_label("Stav").select_option("vyřízené")
    editor.picture("hlaseni", page.locator("section[aria-labelledby=answer]"))
    editor.press("Uložit")
    editor.said("Uloženo: ")


def _ask_for_a_meeting(editor: Editor) -> None:
    page = editor.page
    page.goto("/kontaktni-centrum/schuzka/")
    page.get_by_label("hledám pomoc s bydlením").check()
    page.get_by_label("Jméno (nepovinné)").fill("Jana Tichá")
    page.get_by_label("E-mail").fill("jana.ticha@example.org")
    page.get_by_label("Čeho se schůzka týká").fill("Potřebuji poradit s bydlením.")
    page.get_by_role("button", name="Odeslat žádost").click()
    expect(page.get_by_text("uveďte číslo žádosti")).to_be_visible()


def _choose_time(editor: Editor, hour: str) -> None:
    editor.fill("Den", MEETING_DAY)
    editor.fill("Od", hour)
    expect(editor.page.locator("#letter")).to_contain_text(f"od {hour}.00")  # the script has asked for the invitation
    editor.look()


def help_for_people(editor: Editor) -> None:
    page = editor.page
    editor.open("Kam se obrátit", "Přidat, kdo pomáhá")
    editor.fill("Kdo pomůže:", "Poradna pro bydlení")
    editor.fill("S čím pomůže:", "Poradí, co dělat, když přicházíte o byt.")
    page.get_by_label("Můžu přijít o byt").check()
    editor.picture("pomoc", page.locator("fieldset").first)
    editor.fill("Pro koho:", "Každý, kdo má starost s bydlením")
    editor.fill("Telefon:", "+420 222 333 444")
    page.get_by_label("Zdroj údajů:").select_option(index=1)
    editor.press("Uložit a zveřejnit")
    page.get_by_role("row", name="Poradna pro bydlení").get_by_role("checkbox").check()
    editor.press("Platí, ověřit vybrané")
    editor.said("Ověřeno: Poradna pro bydlení")
    editor.start()
    editor.follow("životní situace")
    editor.follow("Bydlím na ubytovně nebo u známých")
    editor.look_at_deletion()
