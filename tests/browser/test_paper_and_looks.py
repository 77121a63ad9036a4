"""The site on paper, without motion, and in the colours that a person forces upon it."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.any_database, pytest.mark.thorough]

A4 = {"width": 794, "height": 1123}  # at 96 dots an inch
ON_PAPER = ["header .brand", "header .eu", "header .eu svg", "main h1"]
NOT_ON_PAPER = [".skip", ".nav", ".menu-btn", ".crumbs", ".anchors", ".pager", ".hero__sky", ".foot__cols"]
PHONE = "main a[href^='tel:']"


@pytest.fixture
def paper(new_tab):
    page = new_tab(A4["width"], A4["height"], color_scheme="dark")
    page.emulate_media(media="print")
    return page


# What is asked of one page on paper.
PRINTED = """([selectors, phone]) => {
    const all = (selector) => [...document.querySelectorAll(selector)]
    const visible = (selector) => all(selector).some((one) => one.checkVisibility())
    const style = (selector) => getComputedStyle(document.querySelector(selector))
    return {
        visible: selectors.filter(visible),
        hasPhone: all(phone).length > 0, showsPhone: visible(phone),
        colours: [style("body").color, style("body").backgroundColor, style("main h1").color],
        emblem: style(".eu svg").printColorAdjust,
        links: all("main a[href^='http']").filter((link) => link.checkVisibility())
            .map((link) => [link.getAttribute("href"), getComputedStyle(link, "::after").content]),
    }
}"""


@pytest.fixture(scope="module")
def printed(browser, site, opened):
    """By address what the page is on paper, while the screen is dark."""
    context = browser.new_context(base_url=site.url, viewport=A4, color_scheme="dark", reduced_motion="reduce")
    page, found = context.new_page(), {}
    page.emulate_media(media="print")
    for address in opened:
        page.goto(address)
        found[address] = page.evaluate(PRINTED, [[*ON_PAPER, *NOT_ON_PAPER], PHONE])
    context.close()
    return found


def test_paper_shows_whose_page_it_is_and_nothing_to_click(printed):
    for address, paper in printed.items():
        assert paper["visible"] == ON_PAPER, address


def test_paper_names_the_phone_wherever_the_screen_does(printed):
    named = {address for address, paper in printed.items() if paper["hasPhone"]}
    assert [address for address in named if not printed[address]["showsPhone"]] == []
    assert {"/", "/kontaktni-centrum/", "/obce/praha-7/", "/neni/"} <= named


def test_paper_has_no_colour_of_the_screen_that_is_still_going(new_tab):
    page = new_tab(A4["width"], A4["height"], reduced_motion="no-preference")
    page.goto("/kontaktni-centrum/")
    filled = f"() => getComputedStyle(document.querySelector(`{PHONE}.btn`)).backgroundColor"
    nothing = "rgba(0, 0, 0, 0)"
    assert page.evaluate(filled) != nothing
    page.emulate_media(media="print")
    assert page.evaluate(filled) == nothing


def test_paper_prints_the_address_after_a_link_to_another_site(printed):
    links = [(address, *link) for address, paper in printed.items() for link in paper["links"]]
    assert [link for link in links if link[2] != f'" ({link[1]})"'] == []
    assert links


def test_paper_is_black_on_white_even_where_the_screen_is_dark(printed):
    for address, paper in printed.items():
        assert paper["colours"] == ["rgb(0, 0, 0)", "rgb(255, 255, 255)", "rgb(0, 0, 0)"], address
        assert paper["emblem"] == "exact", address


def test_map_takes_no_more_of_the_paper_than_it_tells(paper):
    for address in ["/", "/obce/", "/obce/praha-7/"]:
        paper.goto(address)
        assert 100 < paper.locator(".map").bounding_box()["width"] <= 341, address  # 90 mm


MOVING = """() => [...document.querySelectorAll("*")].filter((one) => {
    const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(one);
    return /[1-9]/.test(transitionDuration) || animationName !== "none" || scrollBehavior !== "auto";
}).map((one) => `${one.localName}.${one.className}`)"""


def test_nothing_moves_for_who_asked_for_less_motion(new_tab, kinds):
    page = new_tab(1440)
    for address in kinds:
        page.goto(address)
        assert page.evaluate(MOVING) == [], address
    # Otherwise the question above would have no meaning.
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(MOVING) != []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_note_about_the_hours_keeps_its_bar_in_forced_colours(new_tab, scheme):
    page = new_tab(360, forced_colors="active", color_scheme=scheme)
    for address in ["/", "/kontaktni-centrum/", "/obce/praha-7/"]:
        page.goto(address)
        style = page.locator("main .note").first.evaluate("""element => {
            const { borderLeftStyle, borderLeftWidth, borderLeftColor, color } = getComputedStyle(element);
            return [borderLeftStyle, borderLeftWidth, borderLeftColor === color];
        }""")
        assert style == ["solid", "4px", True], address


def test_current_page_is_marked_in_forced_colours_by_more_than_a_shade(new_tab):
    page = new_tab(1440, forced_colors="active")
    page.goto("/obce/")
    current = page.locator("#menu nav:not(.langs) [aria-current]")
    assert current.evaluate("element => getComputedStyle(element).borderBottomWidth") == "4px"
