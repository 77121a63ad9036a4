"""The house of the editors in a browser: menu and search by keyboard and without a script, and forms left unsaved."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.any_database]


@pytest.fixture(scope="module")
def account(make_account):
    return make_account("dum")


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


def test_the_bar_of_buttons_covers_what_scrolls_under_it(new_tab, account):
    page = new_tab(1440, 800)
    account.sign_in(page)
    page.goto("/sprava/pages/page/add/")
    expect(page.locator(".tools")).to_be_visible()
    level = "Number(getComputedStyle(document.querySelector('{}')).zIndex)"
    assert page.evaluate(f"{level.format('.tools')} < {level.format('.submit-row')}")
    ground = "getComputedStyle(document.querySelector('.submit-row'), '::before')"
    assert page.evaluate(f"[{ground}.content, {ground}.backgroundColor]") == ['""', "rgb(255, 255, 255)"]
