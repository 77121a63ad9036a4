"""The header survives letters as large as a reader has set in the browser: no word breaks, the page begins above.

The size is that of the browser's settings, which media queries see too; test_reflow.py enlarges the letters alone.
"""

import re

import pytest

from tests.browser.test_reflow import outside

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

SIZES = [16, 24, 28, 32, 64]
HEIGHTS = {320: 568, 360: 640, 768: 1024, 1366: 768}
BROKEN_WORDS = """() => {
    const broken = [];
    for (const element of document.querySelectorAll(".brand b, .eu, .menu-btn")) {
        const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
            for (const { 0: word, index } of texts.currentNode.data.matchAll(/[^\\s\u2060]+/g)) {
                const range = new Range();
                range.setStart(texts.currentNode, index);
                range.setEnd(texts.currentNode, index + word.length);
                if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) broken.push(word);
            }
        }
    }
    return broken;
}"""


@pytest.fixture
def letters(new_tab):
    """Opens a tab of the given width in a browser whose reader has set letters of this size, in px."""

    def open_tab(width, size):
        page = new_tab(width, HEIGHTS[width])
        page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": size}})
        return page

    return open_tab


def bottom(page, selector):
    place = page.locator(selector).first.bounding_box()
    return place["y"] + place["height"]


@pytest.mark.parametrize("width", HEIGHTS)
def test_header_keeps_its_words_its_emblem_and_its_menu_at_every_size_of_letters(letters, width):
    for size in SIZES:
        page = letters(width, size)
        page.goto("/")
        assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == size
        assert page.evaluate(BROKEN_WORDS) == [], size
        assert outside(page) == [], size
        assert bottom(page, ".eu") <= HEIGHTS[width], size
        name, menu = page.locator(".brand b").bounding_box(), page.locator(".menu-btn").first.bounding_box()
        if menu:
            assert menu["height"] >= 44, size
            assert menu["x"] >= name["x"] + name["width"] or menu["y"] >= name["y"] + name["height"], size
        page.context.close()


def test_doubled_letters_leave_the_heading_near_the_top_of_a_phone(letters, kinds):
    page = letters(360, 32)
    for address in kinds:
        page.goto(address)
        # In other languages the name, or the words beside the emblem, are a line longer.
        assert bottom(page, ".top") <= (352 if re.match("/(en|uk)/", address) else 320), address
        assert page.locator("main h1").bounding_box()["y"] <= 700, address
        assert outside(page) == [], address


def test_icons_keep_their_size_where_the_stylesheet_did_not_come(new_context, site):
    page = new_context(viewport={"width": 360, "height": 640}).new_page()
    page.route("**/*.css", lambda route: route.abort())
    page.goto("/kontaktni-centrum/")
    widths = "icons => icons.filter((icon) => icon.checkVisibility()).map((icon) => icon.getBoundingClientRect().width)"
    assert set(page.locator("svg.ico").evaluate_all(widths)) == {20}
