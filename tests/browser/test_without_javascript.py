"""Nothing on the public site needs a script, and nothing that the policy forbids is tried."""

import re

import pytest
from playwright.sync_api import expect

from tests.thorough import some

pytestmark = [pytest.mark.browser, pytest.mark.any_database]


@pytest.mark.thorough
def test_menu_opens_and_closes_without_javascript(new_tab, kinds):
    page = new_tab(360, java_script_enabled=False)
    entries = page.locator("#menu nav:not(.langs)").get_by_role("link")
    for address in some(kinds, 4):  # the menu is the same on every page of a language
        page.goto(address)
        expect(entries).to_have_count(0)
        page.locator(".top__row .menu-btn").click()
        expect(entries.first).to_be_visible()
        expect(entries.first).to_have_text(re.compile("^(Úvod|Home|Головна)$"))
        page.locator("#menu .menu-btn").click()
        expect(entries).to_have_count(0)


def test_menu_leads_to_its_pages_without_javascript(new_tab):
    page = new_tab(360, java_script_enabled=False)
    page.goto("/")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Hlavní").get_by_role("link", name="Spolupracující obce").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Spolupracující obce")


def test_wide_window_shows_the_menu_without_a_button(new_tab):
    page = new_tab(1440, java_script_enabled=False)
    page.goto("/")
    expect(page.get_by_role("navigation", name="Hlavní").get_by_role("link").first).to_be_visible()
    expect(page.get_by_role("button", name="Menu")).to_have_count(0)
