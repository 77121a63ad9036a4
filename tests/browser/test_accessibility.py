"""What axe-core can find by itself: WCAG 2.2 A and AA, its best practices, and the size of targets."""

import pytest

from tests.browser.axe import CONTRAST, SIZES, is_dark, run
from tests.thorough import THOROUGH, some

pytestmark = [pytest.mark.browser, pytest.mark.any_database, pytest.mark.thorough]

WIDTHS = [320, 360, 1440]
PHONE = 360
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"runOnly": {"type": "tag", "values": TAGS}, "rules": {SIZES: {"enabled": True}}}  # else axe leaves it out


def rules(page):
    """Those that this look can break and no other look of the same page; None: all.

    In the dark only the contrast differs. Below the width of a phone no part comes or goes, so only the sizes differ.
    On a wide screen the menu does, which is the same on every page; make proof goes by the other rules there too.
    """
    width = page.viewport_size["width"]
    if is_dark(page):
        return [CONTRAST] if width == PHONE or (width > PHONE and THOROUGH) else []
    if width > PHONE and not THOROUGH:
        return [SIZES]
    return [SIZES] if width < PHONE else None


def violations(page, look):
    only = rules(page)
    return [] if only == [] else reported(page, only, look)


def reported(page, only, look):
    """What breaks one of these rules; None: any."""
    found = run(page, {"runOnly": only} if only else EVERYTHING)
    ran = {rule["id"] for rule in found["passes"] + found["violations"]}
    assert set(only or [CONTRAST, SIZES, "region"]) <= ran
    return [
        f"{page.url} {look}: {rule['id']} at {node['target']}: {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def looks(page, widths=WIDTHS):
    """Brings a loaded page into light and dark at each width, and gives the name of each look."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 640})
        for scheme in ["light", "dark"]:
            page.emulate_media(color_scheme=scheme)
            yield f"{scheme} {width}"


def violations_in_every_look(page, widths=WIDTHS):
    return [violation for look in looks(page, widths) for violation in violations(page, look)]


def test_axe_finds_nothing_on_any_kind_of_page(new_tab, kinds):
    page = new_tab(PHONE)
    found = []
    for address in kinds:
        page.goto(address)
        found += violations_in_every_look(page)
    assert found == []


def test_axe_finds_nothing_on_a_wide_screen_by_any_rule(new_tab):
    page = new_tab(1440)
    found = []
    for address in ["/", "/obce/praha-7/"]:
        page.goto(address)
        found += reported(page, None, "wide")
        page.emulate_media(color_scheme="dark")
        found += reported(page, [CONTRAST], "wide dark")
        page.emulate_media(color_scheme="light")
    assert found == []


def test_axe_finds_nothing_with_the_menu_open(new_tab, kinds):
    page = new_tab(PHONE)
    found = []
    for address in some(kinds, 3):  # it is the same on every page
        page.goto(address)
        page.get_by_role("button", name="Menu").click()
        page.locator("#menu:popover-open").wait_for()
        found += violations_in_every_look(page, [PHONE])
    assert found == []


def test_axe_finds_nothing_on_the_other_pages_of_a_known_kind(new_tab, addresses, kinds):
    page = new_tab(PHONE)
    found = []
    for address in some(sorted(set(addresses) - set(kinds)), 12):
        page.goto(address)
        found += violations(page, "light")
    assert found == []


def test_axe_would_find_something(new_tab):
    page = new_tab(PHONE)
    page.goto("/")
    page.evaluate("""() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(`
            h1 { color: #ccc }
            .foot li { font-size: 8px; line-height: 1 }
            .foot li a { min-height: 0 }
        `);
        document.adoptedStyleSheets = [sheet];
    }""")
    found = " ".join(violations(page, "broken"))
    assert "color-contrast" in found
    assert "target-size" in found
