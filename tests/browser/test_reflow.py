"""No page is wider than its window, however narrow the window and however large the text."""

import pytest

from tests.thorough import THOROUGH

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

# Beside the width of the document every line of text is looked at: what is cut off makes a page no wider. A table may
# be wider than its frame (WCAG 2.2, 1.4.10), which scrolls by keyboard too.
OUTSIDE = """() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const found = new Set(scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide`] : []);
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode, element = text.parentElement;
        if (!text.data.trim() || !element.checkVisibility()) continue;
        if (element.closest(".vh, .skip, [role=region][tabindex]")) continue;
        const range = new Range();
        range.selectNodeContents(text);
        for (const box of range.getClientRects()) {
            if (box.left < -1 || box.right > clientWidth + 1) found.add(text.data.trim());
        }
    }
    return [...found];
}"""
# Only the size of letters, as in the settings of Android: the media queries still see the same window.
DOUBLE_THE_TEXT = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("html { font-size: 200% }");
    document.adoptedStyleSheets = [sheet];
    return getComputedStyle(document.documentElement).fontSize;
}"""


def outside(page):
    return [f"{page.url} at {page.viewport_size['width']} px: {what}" for what in page.evaluate(OUTSIDE)]


@pytest.mark.thorough
def test_no_page_scrolls_sideways_at_320_px(new_tab, opened):
    page = new_tab(320)
    found = []
    for address in opened:
        page.goto(address)
        found += outside(page)
    assert found == []


@pytest.mark.thorough
def test_no_page_scrolls_sideways_when_only_the_text_is_doubled(new_tab, kinds):
    page = new_tab(360)
    found = []
    for address in kinds:
        page.goto(address)
        assert page.evaluate(DOUBLE_THE_TEXT) == "32px"
        for width in [360, 768, 1024, 1440] if THOROUGH else [360, 1024]:
            page.set_viewport_size({"width": width, "height": 640})
            found += outside(page)
    assert found == []


@pytest.mark.parametrize(("width", "script"), [(320, "0"), (360, DOUBLE_THE_TEXT)])
def test_open_menu_fits_a_narrow_window_and_large_text(new_tab, width, script):
    page = new_tab(width)
    page.goto("/obce/")
    page.evaluate(script)
    page.get_by_role("button", name="Menu").click()
    page.locator("#menu:popover-open").wait_for()
    assert outside(page) == []


def test_a_line_that_does_not_wrap_would_be_found(new_tab):
    page = new_tab(360)
    page.goto("/")
    page.evaluate("document.querySelector('h1').className = 'nb'")
    page.evaluate(DOUBLE_THE_TEXT)
    assert outside(page) != []


def test_a_long_word_breaks_in_the_list_of_what_is_on_the_page(new_tab):
    page = new_tab(320)
    page.goto("/ochrana-osobnich-udaju/")
    page.locator(".anchors a").first.evaluate("link => link.textContent = 'nejneobhospodařovávatelnější'.repeat(3)")
    assert outside(page) == []


@pytest.mark.parametrize("width", [320, 360])
def test_hours_of_a_day_stand_in_one_line_beside_the_longest_name_of_a_day(new_tab, width):
    page = new_tab(width)
    page.goto("/kontaktni-centrum/")
    last = page.locator(".hours tbody th").last
    last.evaluate("cell => cell.insertAdjacentHTML('beforeend', ' <span class=tag>dnes jinak</span>')")
    heights = "cells => cells.map((cell) => Math.round(cell.getBoundingClientRect().height))"
    assert set(page.locator(".hours__cell > span:first-child").evaluate_all(heights)) == {26}
    assert outside(page) == []


def test_a_menu_of_six_stands_in_one_row_beside_the_search_as_soon_as_it_is_no_button(new_tab):
    page = new_tab(960)
    page.goto("/")
    items = page.locator("nav[aria-label='Hlavní'] ul")
    for name in ["Dokumenty", "Aktuality"]:
        items.evaluate("(list, name) => list.insertAdjacentHTML('beforeend', `<li><a href='/'>${name}</a></li>`)", name)
    assert page.locator("#menu").bounding_box()["height"] < 60
