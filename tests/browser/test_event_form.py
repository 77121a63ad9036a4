"""The form of an event by keyboard, with its page beside it; and without any script."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations

pytestmark = [pytest.mark.browser, pytest.mark.any_database]
NEW = "/sprava/pages/page/add/?kind=event"
TITLE = "Seminář o bydlení"


@pytest.fixture(scope="module")
def account(make_account):
    return make_account("poradatelka", "Vydavatel")


def beside(page):
    return page.frame_locator("iframe[title='Náhled stránky, jak ji uvidí čtenáři']")


def test_an_event_is_written_by_keyboard_and_its_page_follows(account, new_tab):
    page = new_tab(1440, 900)
    account.sign_in(page)
    page.goto(NEW)
    page.get_by_label("Nadpis:").fill(TITLE)
    page.locator("#preview-toggle").click()
    page.get_by_label("Začíná dne:").focus()
    for typed, tabs in [("12. 1. 2031", 2), ("9", 1), ("", 2), ("13", 1)]:
        page.keyboard.type(typed)
        for _ in range(tabs):
            page.keyboard.press("Tab")
    expect(page.get_by_label("na místě", exact=True)).to_be_focused()
    expect(page.get_by_label("Odkaz na přenos:")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_label("online", exact=True)).to_be_checked()
    expect(page.get_by_label("Název místa:")).to_be_hidden()
    page.keyboard.press("Tab")
    page.keyboard.type("https://example.cz/prenos")
    expect(beside(page).locator("main")).to_contain_text(re.compile(r"neděle\s12\.\s1\.\s2031,\s9\W+13\shodin"))
    assert violations(page) == {}


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("colors", ["light", "dark"])
def test_the_form_and_its_list_are_accessible(account, new_tab, width, colors):
    page = new_tab(width, color_scheme=colors)
    account.sign_in(page)
    for address in [NEW, "/sprava/pages/eventpage/"]:
        page.goto(address)
        assert violations(page) == {}, address


def test_without_a_script_an_event_is_written_shown_and_cancelled(account, new_tab):
    page = new_tab(390, java_script_enabled=False)
    account.sign_in(page)
    page.goto(NEW)
    page.get_by_label("Nadpis:").fill(TITLE)
    page.get_by_label("Úvodní věta:").fill("Projdeme spolu krok za krokem, jak obec napíše svou koncepci.")
    page.get_by_label("Text:", exact=True).fill("<p>Program pošleme.</p>")
    page.get_by_label("Začíná dne:").fill("12. 1. 2031")
    page.get_by_label("V kolik začíná:").fill("25")
    page.get_by_label("Obec:").fill("Praha")
    page.get_by_role("button", name="Uložit koncept").click()
    expect(page.get_by_label("V kolik začíná:")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Obec:")).to_have_value("Praha")
    page.get_by_label("V kolik začíná:").fill("9")
    page.get_by_role("button", name="Zveřejnit…").click()
    page.get_by_role("button", name="Zveřejnit teď").first.click()
    page.get_by_role("link", name="Zrušit akci…").click()
    page.get_by_label("Proč:").fill("Přednášející onemocněl.")
    page.get_by_role("button", name="Zrušit akci").click()
    expect(page.get_by_text("Čtenáři vidí, že se akce nekoná.")).to_be_visible()
    page.goto("/akce/seminar-o-bydleni/")
    expect(page.get_by_text("Přednášející onemocněl.").first).to_be_visible()
