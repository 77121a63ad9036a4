"""Nothing on the public site needs a script, and nothing that the policy forbids is tried."""

import pytest
from playwright.sync_api import expect

from tests.thorough import some

pytestmark = [pytest.mark.browser, pytest.mark.any_database]


@pytest.mark.thorough
def test_menu_opens_and_closes_without_javascript(new_tab, kinds):
    page = new_tab(360, java_script_enabled=False)
    entries = page.get_by_role("navigation", name="Hlavní").get_by_role("link")
    for address in some(kinds, 4):  # the menu is the same on every page
        page.goto(address)
        expect(entries).to_have_count(0)
        page.get_by_role("button", name="Menu").click()
        expect(entries.first).to_be_visible()
        expect(entries.first).to_have_text("Úvod")
        page.get_by_role("button", name="Zavřít").click()
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
