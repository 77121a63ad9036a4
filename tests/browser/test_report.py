"""Reporting a fault in a real browser: from the foot of a page, without JavaScript, by keyboard, in every state."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.keys import tab_to
from tests.browser.test_accessibility import looks, violations
from tests.browser.test_reflow import outside

LONG_WORD = "nejneobhospodařovávatelnějšímu" * 5

pytestmark = [pytest.mark.browser, pytest.mark.any_database]


def send(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Odeslat").click()


def faults(page, state):
    return [fault for look in looks(page) for fault in violations(page, f"{state} {look}") + outside(page)]


def test_a_reader_without_javascript_reports_a_fault_from_the_foot_of_a_page(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/obce/")
    with page.expect_navigation():
        page.get_by_role("link", name="Našli jste na stránce chybu?").click()
    expect(page.get_by_text("Stránka: Spolupracující obce")).to_be_visible()
    page.get_by_label("Nerozumím tomu").check()
    page.get_by_label("Popište to jednou větou").fill("Co je pilotní ověřování?")
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Zprávu jsme přijali")
    assert re.search(r"/nahlasit-chybu/prijato/[2-9A-Z]{8}/$", page.url)
    assert page.context.cookies() == []


def test_the_keyboard_alone_goes_from_the_errors_to_their_fields_and_to_the_end(new_tab):
    page = new_tab(360, 640)
    page.goto("/nahlasit-chybu/?stranka=/obce/")
    keys = page.keyboard
    tab_to(page, page.get_by_role("button", name="Odeslat"))
    with page.expect_navigation():
        keys.press("Enter")
    expect(page.get_by_role("heading", name="Zprávu jsme zatím nepřijali")).to_be_focused()
    assert page.title().startswith("Chyba: Našli jste na stránce chybu?")
    keys.press("Tab")
    keys.press("Enter")
    expect(page.get_by_label("Údaj neplatí")).to_be_focused()
    keys.type(" ")
    keys.press("Tab")
    expect(page.get_by_label("Popište to jednou větou")).to_be_focused()
    keys.type("Telefon už neplatí.")
    keys.press("Tab")
    keys.press("Tab")
    with page.expect_navigation():
        keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zprávu jsme přijali")


@pytest.mark.slow
def test_axe_finds_nothing_and_nothing_sticks_out_in_any_state(new_tab):
    page = new_tab(320, 640)
    found = []
    page.goto("/nahlasit-chybu/")
    send(page)
    found += faults(page, "errors")
    page.get_by_label("Něco jiného").check()
    page.get_by_label("Popište to jednou větou").fill(LONG_WORD)
    page.locator('[name="stamp"]').evaluate("input => input.value = ''")
    send(page)
    found += faults(page, "refused")
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Zprávu jsme přijali")
    found += faults(page, "received")
    assert found == []
