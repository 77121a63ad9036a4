"""An account from its first day to its last, as an administrator and the new colleague meet it."""

import pytest
from playwright.sync_api import expect

from tests.browser.account import Account
from tests.browser.axe import violations
from tests.browser.test_accessibility import looks

pytestmark = pytest.mark.browser


def heading(page):
    return page.get_by_role("heading", level=1)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_colleague_gets_an_account_and_signs_in_without_anothers_help(new_context, make_account, script):
    name = f"nova{int(script)}"
    page = new_context(viewport={"width": 1440, "height": 900}, java_script_enabled=script).new_page()
    make_account(f"spravce{int(script)}", "Správce").sign_in(page)
    page.get_by_role("link", name="Založit účet").click()
    page.get_by_label("Jméno:", exact=True).fill("Jana")
    page.get_by_label("Příjmení:").fill("Horáková")
    page.get_by_label("Přihlašovací jméno").fill(name)
    page.get_by_label("Autor").check()
    page.get_by_role("button", name="Uložit", exact=True).click()
    expect(heading(page)).to_have_text("Odkaz pro nastavení hesla")
    page.get_by_role("button", name="Ukázat odkaz").click()
    expect(page.get_by_text("Kdo má tento odkaz")).to_be_visible()
    link = page.get_by_label("Odkaz pro Jana Horáková").input_value()

    theirs = new_context(viewport={"width": 390, "height": 844}, java_script_enabled=script).new_page()
    theirs.goto(link)
    expect(heading(theirs)).to_have_text("Nastavte si heslo")
    jana = Account(name)
    theirs.get_by_label("Nové heslo:", exact=True).fill(jana.password)
    theirs.get_by_label("Potvrzení nového hesla").fill(jana.password)
    theirs.get_by_role("button", name="Nastavit heslo").click()
    expect(theirs.get_by_text("Heslo je nastavené")).to_be_visible()
    theirs.get_by_label("Uživatelské jméno").fill(name)
    theirs.get_by_label("Heslo").fill(jana.password)
    theirs.get_by_role("button", name="Pokračovat").click()
    jana.enrol(theirs)
    expect(heading(theirs)).to_have_text("Co je dnes potřeba")

    theirs.goto(link)
    expect(heading(theirs)).to_have_text("Odkaz neplatí")


def test_axe_finds_nothing_on_the_pages_of_accounts_and_the_start_page(new_tab, make_account):
    page, editor, other = new_tab(1440, 900), make_account("osa"), make_account("kolega", "Autor")
    editor.sign_in(page)
    found = {}

    def look():
        page.wait_for_load_state()
        for name in looks(page, [390, 1440]):
            found[f"{page.url} {name}"] = violations(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], page.url

    look()
    page.goto("/sprava/auth/user/")
    look()
    with page.expect_navigation():  # a page that has only just begun has no root to ask
        page.get_by_role("link", name=other.name).click()
    look()
    account = page.url
    for act in ["vypnout", "druhy-krok", "odkaz"]:
        page.goto(account.replace("change", act))
        look()
    with page.expect_navigation():  # a page that has only just begun has no root to ask
        page.get_by_role("button", name="Ukázat odkaz").click()
    look()
    link = page.locator("#link").input_value()
    for address in ["/sprava/telefon/", "/sprava/auth/user/add/", link, link[:-1]]:
        page.goto(address)
        look()
    assert {address: rules for address, rules in found.items() if rules} == {}
