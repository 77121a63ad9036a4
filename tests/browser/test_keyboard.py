"""The whole site by keyboard: in a sensible order, and with a focus that always shows."""

import pytest
from playwright.sync_api import expect

from tests.browser.focus import FOCUSED
from tests.thorough import THOROUGH, some

pytestmark = [pytest.mark.browser, pytest.mark.any_database, pytest.mark.thorough]

PHONE, DESKTOP = 360, 1440
MORE_THAN_ANY_PAGE_HAS = 200


def walk(page):
    """Everything that Tab comes to, from the top until the focus leaves the page."""
    stops = []
    while len(stops) < MORE_THAN_ANY_PAGE_HAS:
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        # After the last stop comes the browser's own window; a browser without one begins again.
        if stop is None or (stops and stop["place"] == "skip"):
            break
        stops.append(stop)
    return stops


def hidden_stops(page, stops):
    """Where somebody could not see where they are."""
    return [f"{page.url}: {stop}" for stop in stops if not (stop["ring"] and stop["inView"]) or stop["covered"]]


def places(stops):
    """The parts of the page in the order in which Tab enters them."""
    return [
        stop["place"]
        for before, stop in zip([None, *stops], stops, strict=False)
        if before is None or before["place"] != stop["place"]
    ]


def count_of_controls(page):
    """How many stops there should be: one for each control, frame of a table, and group of radio buttons."""
    return page.evaluate("""() => [
            ...document.querySelectorAll("a[href], button, input, summary, select, textarea, [tabindex='0']")]
        .filter((one) => one.tabIndex >= 0)
        .filter((one, at, all) => one.type !== "radio" || all.findIndex(({ name }) => name === one.name) === at)
        .filter((one) => one.checkVisibility({ visibilityProperty: true })).length""")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("width", "way_in"), [(PHONE, "menu-btn"), (DESKTOP, "menu")])
def test_tab_goes_from_the_skip_link_through_the_header_to_the_end_and_always_shows(
    new_tab, kinds, width, way_in, scheme
):
    page = new_tab(width, color_scheme=scheme)
    lost = []
    # In the dark and on a wide screen another part of the same list is asked; make proof asks on all of them.
    few = ["/", "/kontaktni-centrum/"] if scheme == "dark" else some(kinds, 16)
    for address in few if width == PHONE or THOROUGH else few[::3]:
        page.goto(address)
        stops = walk(page)
        assert places(stops) == ["skip", "brand", way_in, "obsah", "footer"], address
        assert len(stops) == count_of_controls(page), address
        lost += hidden_stops(page, stops)
    assert lost == []


def test_skip_link_shows_when_focused_and_leads_to_the_content(new_tab, kinds):
    page = new_tab(PHONE)
    for address in some(kinds, 6):
        page.goto(address)
        skip = page.locator("a.skip")
        assert skip.bounding_box()["y"] < 0, address
        page.keyboard.press("Tab")
        expect(skip).to_be_focused()
        assert skip.bounding_box()["y"] >= 0, address
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        page.keyboard.press("Tab")
        first = page.locator("main a:visible").first
        expect(first).to_be_focused()


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_menu_button_opens_the_menu_and_escape_gives_the_focus_back(new_tab, kinds, key):
    page = new_tab(PHONE)
    menu, button = page.locator("#menu"), page.locator(".top__row .menu-btn")
    for address in some(kinds, 4):
        page.goto(address)
        expect(menu).to_be_hidden()
        button.focus()
        page.keyboard.press(key)
        expect(menu).to_be_visible()
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('#menu') !== null"), address
        page.keyboard.press("Escape")
        expect(menu).to_be_hidden()
        expect(button).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_focus_shows_in_the_open_menu_and_leaves_it_to_the_content(new_tab, scheme):
    page = new_tab(PHONE, color_scheme=scheme)
    page.goto("/obce/")
    page.get_by_role("button", name="Menu").focus()
    page.keyboard.press("Enter")
    entries = page.locator("#menu a, #menu button, #menu input")
    for entry in range(entries.count()):
        page.keyboard.press("Tab")
        expect(entries.nth(entry)).to_be_focused()
        assert hidden_stops(page, [page.evaluate(FOCUSED)]) == []
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["place"] == "obsah"


@pytest.mark.parametrize(
    "rule",
    [
        ":focus-visible { outline: none }",
        ":focus-visible { outline-color: #fff0 }",
        ".foot :focus-visible { outline-color: #1d3c5d }",
        ".menu-btn { position: absolute; left: -10rem }",
        ".eu { position: fixed; inset: 0; margin: 0; opacity: 0 }",
    ],
)
def test_a_focus_that_does_not_show_would_be_found(new_tab, rule):
    page = new_tab(PHONE)
    page.goto("/pristupnost/")
    page.evaluate(
        """(rule) => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(rule);
            document.adoptedStyleSheets = [sheet];
        }""",
        rule,
    )
    assert hidden_stops(page, walk(page)) != []
