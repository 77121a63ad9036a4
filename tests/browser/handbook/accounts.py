"""Accounts: one's own, a new one, that of a colleague who leaves; and the way round."""

from playwright.sync_api import expect

from tests.browser.handbook.editor import Editor


def the_way_round(editor: Editor) -> None:
    page = editor.page
    editor.start()
    page.keyboard.press("Control+k")
    page.keyboard.type("steti")
    expect(page.locator(".find__list a").first).to_be_visible()
    editor.picture("hledani", page.locator(".find__list"))
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Štětí", level=1)).to_be_visible()


def new_account(editor: Editor) -> None:
    page = editor.page
    editor.open("Účty", "Založit účet")
    editor.fill("Jméno:", "Věra")
    editor.fill("Příjmení:", "Zkušební")
    editor.fill("Přihlašovací jméno:", "vera")
    page.get_by_label("Autor", exact=True).check()
    editor.picture("ucet", page.locator("fieldset.module", has=page.get_by_label("Autor", exact=True)))
    editor.press("Uložit")
    editor.press("Ukázat odkaz")
    expect(page.get_by_label("Odkaz pro Věra Zkušební")).to_be_visible()


def anothers_account(editor: Editor) -> None:
    page = editor.page
    editor.open("Účty", "Věra Zkušební")
    page.get_by_label("Vydavatel", exact=True).check()
    editor.press("Uložit")
    editor.follow("Věra Zkušební")
    editor.follow("Zrušit druhý krok…")
    editor.press("Zrušit druhý krok")
    editor.follow("Odkaz pro nastavení hesla…")
    editor.press("Ukázat odkaz")
    editor.follow("Zpět na účet")
    editor.follow("Vypnout účet…")
    editor.picture("vypnout-ucet", page.locator(".confirm"))
    editor.press("Vypnout účet")
    editor.follow("Zapnout účet…")
    editor.press("Zapnout účet")


def own_account(editor: Editor) -> None:
    page, account = editor.page, editor.account
    _open_own(editor, "Nový telefon")
    editor.fill("Kód z aplikace nebo záložní kód:", account.codes.pop())
    editor.press("Pokračovat")
    account.key = page.locator(".key").inner_text().replace(" ", "")
    editor.fill("Kód z aplikace:", account.phone_shows())
    editor.press("Používat nový telefon")
    editor.said("Nový telefon je nastavený.")
    _open_own(editor, "Záložní kódy")
    editor.picture("zalozni-kody", page.locator("#content-main .form-row"))
    editor.fill("Kód z aplikace nebo záložní kód:", account.codes.pop())
    editor.press("Ukázat deset nových kódů")
    expect(page.get_by_role("button", name="Vytisknout")).to_be_visible()
    editor.look()
    _open_own(editor, "Změnit heslo")
    editor.fill("Současné heslo:", account.password)
    for label in ["Nové heslo:", "Potvrzení nového hesla:"]:
        editor.fill(label, f"{account.password}-nové")
    editor.press("Změnit heslo")
    expect(page.get_by_text("Heslo je změněné")).to_be_visible()


def _open_own(editor: Editor, name: str) -> None:
    editor.page.locator("#user-tools summary").click()
    editor.look()
    editor.follow(name, "#user-tools")
