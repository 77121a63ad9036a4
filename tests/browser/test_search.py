"""Searching in a real browser: from the header and from the page itself, by keyboard, without a script."""

import gzip

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import violations_in_every_look
from tests.browser.test_reflow import outside
from tests.browser.test_weight import PAGE_LIMIT, requests_before_load, stylesheet_of

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

PHONE, DESKTOP = 360, 1440
WRONG, REGION = "socialni bidleni", "středočeský kraj"
QUERIES = ["", "obec", "nesmysl", WRONG, REGION, "obec " + "x" * 195, "obec " + "<b>" * 60]


def field_in_header(page):
    return page.get_by_role("search").get_by_label("Hledat na webu")


def test_the_field_in_the_bar_answers_by_keyboard_without_javascript(new_tab):
    page = new_tab(DESKTOP, java_script_enabled=False)
    page.goto("/obce/")
    field_in_header(page).focus()
    page.keyboard.type("steti")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Našli jsme 1\u00a0výsledek pro „steti“.")).to_be_visible()
    expect(page.get_by_label("Co hledáte")).to_have_value("steti")
    page.locator("ol").get_by_role("link", name="Štětí").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Štětí")


def test_on_a_phone_the_field_stands_in_the_menu_and_its_button_has_a_name(new_tab):
    page = new_tab(PHONE, java_script_enabled=False)
    page.goto("/")
    expect(field_in_header(page)).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    field_in_header(page).fill("konzultaci")
    page.get_by_role("search").get_by_role("button", name="Hledat").click()
    expect(page.locator("mark").first).to_have_text("konzultačních")


def test_the_page_itself_asks_again(new_tab):
    page = new_tab(PHONE)
    page.goto("/hledat/?q=nesmysl")
    page.get_by_label("Co hledáte").fill("Kadani")
    page.get_by_role("button", name="Hledat").click()
    expect(page.locator("ol").get_by_role("link", name="Kadaň")).to_be_visible()


def test_field_and_button_are_high_enough_for_a_finger(new_tab):
    page = new_tab(PHONE)
    page.goto("/hledat/?q=obec")
    page.get_by_role("button", name="Menu").click()
    controls = page.locator("form input, form button, ol.found a").all()
    assert len(controls) > 4  # fields and buttons of both forms, and what was found
    for control in controls:
        assert control.bounding_box()["height"] >= 44


@pytest.mark.parametrize("width", [320, PHONE, 960, DESKTOP])
def test_no_answer_scrolls_sideways(new_tab, width):
    page = new_tab(width)
    found = []
    for query in QUERIES:
        page.goto(f"/hledat/?q={query}")
        found += outside(page)
    assert found == []


@pytest.mark.parametrize("query", [WRONG, REGION])
def test_axe_finds_nothing_on_answers_of_other_kinds(new_tab, query):
    page = new_tab(PHONE)
    page.goto(f"/hledat/?q={query}")
    assert violations_in_every_look(page, [PHONE, DESKTOP]) == []


def test_what_was_meant_and_who_takes_part_nearby_are_one_press_away(new_tab):
    page = new_tab(PHONE, java_script_enabled=False)
    page.goto(f"/hledat/?q={WRONG}")
    page.get_by_role("link", name="bydlení").filter(has=page.locator("strong")).click()
    expect(page.get_by_text("Našli jsme")).to_be_visible()
    page.goto(f"/hledat/?q={REGION}")
    page.get_by_role("link", name="Velké Hamry").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Velké Hamry")


def test_the_longest_menu_leaves_room_for_the_field(new_tab):
    page = new_tab(960)
    page.goto("/")
    page.evaluate("""() => {
        const list = document.querySelector(".nav ul");
        for (const name of ["Dokumenty", "Aktuality"]) {
            const entry = list.lastElementChild.cloneNode(true);
            entry.firstElementChild.textContent = name;
            list.append(entry);
        }
    }""")
    assert outside(page) == []
    field = field_in_header(page).bounding_box()
    assert field["width"] >= 96  # px; room for a word
    entries = [
        entry.bounding_box() for entry in page.get_by_role("navigation", name="Hlavní").get_by_role("link").all()
    ]
    assert max(entry["x"] + entry["width"] for entry in entries) <= field["x"]


def test_every_answer_is_two_requests_small_and_leaves_nothing_behind(new_tab, site):
    for query in ["", "obec", "nesmysl"]:
        page = new_tab(PHONE)
        assert requests_before_load(page, f"/hledat/?q={query}") == ["document", "stylesheet"]
        assert page.context.cookies() == []
        page.context.close()
        _, _, body = site.get(f"/hledat/?q={query}")
        _, _, style = site.get(stylesheet_of(body))
        assert len(gzip.compress(body, 9)) + len(gzip.compress(style, 9)) <= PAGE_LIMIT


def test_no_query_stands_in_the_log_of_the_server(site):
    site.get("/hledat/?q=tajemstvi")
    site.send(f"GET /hledat/?q=tajemstvi HTTP/9.9\r\nHost: {site.netloc}\r\n\r\n".encode())
    site.send(b"GET /hledat/?q=tajemstvi HTTP/1.1\r\nHost: evil.example\r\n\r\n")
    site.send(f"GET /hledat/?q=tajemstvi{'x' * 9000} HTTP/1.1\r\nHost: {site.netloc}\r\n\r\n".encode())
    assert site.workers  # as the log says, which is the right file then
    assert "tajemstvi" not in site.log.read_text()
