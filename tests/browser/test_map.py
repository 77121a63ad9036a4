"""The map as a reader sees it: beside the list or below it, every name legible, and a way in for the mouse only."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

LABELS, LINKS = ".map text", ".map a"
WIDTHS = [640, 768, 960, 1100, 1440]

# Glyphs, not line boxes: of a label only what lies between the top of its capitals and the end of its tails.
COVERED = """() => {
    const dots = [...document.querySelectorAll(".map circle")].map((dot) => [dot, dot.getBoundingClientRect()]);
    const labels = [...document.querySelectorAll(".map text")].map((text) => {
        const { left, right, top, height } = text.getBoundingClientRect();
        const tail = /[gjpqy]/.test(text.textContent) ? 0.95 : 0.8;
        return [text, { left, right, top: top + height * 0.15, bottom: top + height * tail }];
    });
    const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    return labels.flatMap(([text, box], index) => [...labels.slice(index + 1), ...dots]
        .filter(([, other]) => overlap(box, other))
        .map(([other]) => `${text.textContent} × ${other.textContent || other.parentNode.textContent}`));
}"""


# WCAG 2.2, 1.4.11: a dot, or the ring around it, against each land that it could lie on; the faint ones say nothing.
CONTRASTS = r"""() => {
    const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    const luminance = (colour) => {
        const [r, g, b] = colour.match(/[\d.]+/g).map((channel) => linear(channel / 255));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const { fill, stroke } = getComputedStyle(document.querySelector(".map circle:not(.map__other)"));
    return [...document.querySelectorAll(".map path")].map((land) => luminance(getComputedStyle(land).fill))
        .map((land) => Math.max(...[fill, stroke].map(luminance).map((dot) =>
            (Math.max(dot, land) + 0.05) / (Math.min(dot, land) + 0.05))));
}"""


def box(page, selector):
    return page.locator(selector).bounding_box()


def bottom(place):
    return place["y"] + place["height"]


@pytest.mark.parametrize("width", WIDTHS)
def test_names_on_the_map_are_readable_and_cover_nothing(new_tab, width):
    page = new_tab(width)
    page.goto("/obce/")
    assert page.locator(LABELS).count() == 16
    sheet = box(page, ".map svg")
    assert 16 * sheet["width"] / 720 >= 11  # px
    assert page.evaluate(COVERED) == []
    for label in page.locator(LABELS).all():
        place = label.bounding_box()
        assert place["x"] >= sheet["x"]
        assert place["x"] + place["width"] <= sheet["x"] + sheet["width"]


def test_a_name_that_covers_another_would_be_found(new_tab):
    page = new_tab(1440)
    page.goto("/obce/")
    page.evaluate("document.querySelector('.map a[href=\"/obce/kadan/\"] text').setAttribute('y', 108)")
    assert page.evaluate(COVERED) != []


def test_map_stands_below_the_list_on_a_phone_and_shows_dots_alone(new_tab):
    page = new_tab(360)
    page.goto("/obce/")
    assert box(page, ".map")["y"] >= bottom(box(page, ".places"))
    expect(page.locator(".map circle").first).to_be_visible()
    assert not page.locator(f"{LABELS}:visible").count()


def test_map_stands_beside_the_list_on_a_wide_screen_and_stays_in_view(new_tab):
    page = new_tab(960, 600)
    page.goto("/obce/")
    places, sheet = box(page, ".places"), box(page, ".map")
    assert sheet["x"] >= places["x"] + places["width"]
    assert abs(sheet["y"] - places["y"]) < 8
    page.evaluate("scrollTo(0, 400)")
    assert 0 <= box(page, ".map")["y"] < 100


@pytest.mark.parametrize("target", ["circle", "text"])
def test_dot_and_name_lead_to_the_page_of_the_municipality(new_tab, target):
    page = new_tab(1440, 900)
    for name in ["Praha 7", "Praha 14"]:
        page.goto("/obce/")
        page.locator(LINKS, has_text=name.replace(" ", "\u00a0")).locator(target).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(name.replace(" ", "\u00a0"))


def test_links_on_the_map_are_not_offered_to_keyboard_and_screen_reader(new_tab):
    page = new_tab(1440)
    page.goto("/obce/")
    assert page.get_by_role("link", name="Veselíčko").count() == 1
    assert page.locator(LINKS).evaluate_all("links => links.map((link) => link.tabIndex)") == [-1] * 16


def test_on_paper_the_map_is_grey_and_has_its_names(new_tab):
    page = new_tab(658, color_scheme="dark")
    page.goto("/obce/")
    page.emulate_media(media="print")
    assert page.locator(f"{LABELS}:visible").count() == 16
    colours = page.locator(".map path, .map circle, .map text").evaluate_all(
        "all => [...new Set(all.map((one) => getComputedStyle(one).fill))]"
    )
    for colour in colours:
        red, green, blue = colour.removeprefix("rgb(").removesuffix(")").split(", ")
        assert red == green == blue, colour


@pytest.mark.parametrize("options", [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_dots_stand_out_in_every_look(new_tab, options):
    page = new_tab(1440, **options)
    for address in ["/", "/obce/", "/obce/praha-7/"]:
        page.goto(address)
        ratios = page.evaluate(CONTRASTS)
        assert ratios
        assert min(ratios) >= 3, address


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_a_municipality_is_named_on_its_map_in_letters_of_the_text_and_the_map_stays_in_its_card(new_tab, width):
    page = new_tab(width)
    for slug in ["jindrichuv-hradec", "vir", "ostrava"]:
        page.goto(f"/obce/{slug}/")
        name, sheet = box(page, ".map__name"), box(page, ".map svg")
        assert sheet["x"] <= name["x"]
        assert name["x"] + name["width"] <= sheet["x"] + sheet["width"] <= width
        assert 260 <= sheet["width"] <= 352, slug
        assert 44 * sheet["width"] / 720 >= 15, slug  # px
        dot = box(page, ".map__here")
        is_beside = max(name["x"] - dot["x"] - dot["width"], dot["x"] - name["x"] - name["width"]) > -2  # its halo
        assert is_beside or bottom(name) - dot["y"] < 8, slug


def test_home_names_every_municipality_on_its_map_once_there_is_room(new_tab):
    page = new_tab(768)
    page.goto("/")
    assert page.locator(f"{LABELS}:visible").count() == 16
    assert page.evaluate(COVERED) == []
