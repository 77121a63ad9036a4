"""The house of the editors in a browser: every kind of screen, in each colour and width, and the search by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.test_accessibility import looks

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def account(make_account):
    return make_account("dum")


def screens(page):
    """Open one screen of each kind, one after the other; gives its name."""
    for name, address in {
        "the start": "/sprava/",
        "pages": "/sprava/pages/page/",
        "an empty list": "/sprava/pages/newspage/",
        "municipalities": "/sprava/municipalities/municipality/",
        "new news": "/sprava/pages/page/add/?kind=news",
        "a notice": "/sprava/pages/notice/add/",
        "the search": "/sprava/hledat/?q=most",
        "the handbook": "/sprava/prirucka/",
        "a task": "/sprava/prirucka/text/",
        "the password": "/sprava/password_change/",
        "backup codes": "/sprava/zalozni-kody/",
    }.items():
        page.goto(address)
        yield name
    page.goto("/sprava/pages/notice/add/")
    page.get_by_role("button", name="Uložit", exact=True).click()
    expect(page.get_by_role("alert")).to_be_focused()
    yield "a form with errors"
    page.goto("/sprava/municipalities/municipality/")
    with page.expect_navigation():  # a page that has only just begun has no root to ask
        page.get_by_role("link", name="Brno", exact=True).click()
    yield "a municipality"
    with page.expect_navigation():  # a page that has only just begun has no root to ask
        page.get_by_role("link", name="Historie").click()
    yield "a history"


def test_every_kind_of_screen_is_accessible_and_fits(new_tab, account):
    page = new_tab(1440, 800)
    account.sign_in(page)
    found, wider = {}, {}
    for name in screens(page):
        for look in looks(page, [390, 1440]):
            wider[f"{name}, {look}"] = page.evaluate(WIDER)
            page.evaluate("document.documentElement.style.fontSize = '200%'")
            wider[f"{name}, {look}, doubled"] = page.evaluate(WIDER)
            page.evaluate("document.documentElement.style.fontSize = ''")
            found[f"{name}, {look}"] = violations(page)
    assert {name: rules for name, rules in found.items() if rules} == {}
    assert {name: px for name, px in wider.items() if px > 0} == {}


@pytest.mark.parametrize("width", [390, 1440])
def test_the_door_is_accessible_and_fits(new_tab, make_account, width):
    newcomer = make_account(f"novacek{width}", "Autor")
    page = new_tab(width, 800)
    page.goto("/sprava/")
    assert (violations(page), page.evaluate(WIDER)) == ({}, 0)
    newcomer.give_password(page)
    expect(page.locator(".key")).to_be_visible()
    assert (violations(page), page.evaluate(WIDER)) == ({}, 0)


def test_the_search_is_reached_and_used_by_keyboard_alone(new_heard_tab, account, complaints):
    page = new_heard_tab(1440, 800)
    account.sign_in(page)
    expect(page.locator(".find__list")).to_be_attached()
    page.keyboard.press("Control+k")
    expect(page.get_by_label("Hledat ve správě").first).to_be_focused()
    page.keyboard.type("steti")
    expect(page.locator(".find__list a", has_text="Štětí").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Štětí", level=1)).to_be_visible()
    assert complaints == []


def test_menu_and_search_work_without_script_on_a_phone(new_context, account):
    page = new_context(java_script_enabled=False, viewport={"width": 390, "height": 800}).new_page()
    account.sign_in(page)
    expect(page.locator("#menu")).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    page.get_by_label("Hledat ve správě").last.fill("steti")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Hledání")).to_be_visible()
    page.get_by_role("button", name="Menu").click()
    page.locator("#menu").get_by_role("link", name="Obce", exact=True).click()
    expect(page.get_by_role("heading", name="Obce", level=1)).to_be_visible()


def test_sixteen_participations_are_verified_by_two_clicks(new_heard_tab, account, complaints):
    page = new_heard_tab(1440, 800)
    account.sign_in(page)
    page.goto("/sprava/municipalities/municipality/")
    page.get_by_label(re.compile("Vyb(er|r)")).first.check()
    expect(page.get_by_text("Vybráno 16 z 16")).to_be_visible()
    page.get_by_role("button", name="Účast platí").click()
    expect(page.get_by_text("Účast v projektu je ověřená: Brno, ")).to_be_visible()
    assert complaints == []


def test_a_form_asks_before_what_was_typed_is_lost(new_tab, account):
    page = new_tab(1440, 800)
    account.sign_in(page)
    page.goto("/sprava/pages/notice/add/")
    page.get_by_label("Znění:").type("Zítra")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Přehled").click()
    expect(page).to_have_url(re.compile("/sprava/$"))
    assert asked == ["beforeunload"]
