"""Publicity of the European Union on every page: Implementing Regulation (EU) 821/2014, Article 4 and Annex II.

Of a project of 2021–2027 it is Regulation (EU) 2021/1060, Annex IX: second_site goes by the same measures.
"""

import base64

import pytest

from tests.thorough import THOROUGH

pytestmark = [pytest.mark.browser, pytest.mark.any_database, pytest.mark.thorough]

WINDOWS = [(320, 568), (360, 640), (768, 1024), (1024, 768), (1440, 900)]
LINES = ["Evropská unie", "Evropský sociální fond", "Operační program Zaměstnanost"]
IN_ENGLISH = ["European Union", "European Social Fund", "Operational Programme Employment"]
TYPEFACES = {"Arial", "Auto", "Calibri", "Garamond", "Trebuchet", "Tahoma", "Verdana", "Ubuntu"}
REFLEX_BLUE, YELLOW, WHITE = [0, 51, 153], [255, 204, 0], [255, 255, 255]

# The emblem is measured by its blue field: the white border around it is no part of it.
MEASURE = """() => {
    const box = (element) => element.getBoundingClientRect().toJSON();
    const block = document.querySelector(".eu"), words = block.querySelector("span");
    const range = new Range();
    range.selectNodeContents(words);
    const emblem = box(block.querySelector('path[fill="#039"]'));
    const text = range.getBoundingClientRect().toJSON();
    const style = getComputedStyle(words);
    const seen = ({ left, top, width, height }) =>
        block.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    const ancestors = [];
    for (let one = words; one; one = one.parentElement) ancestors.push(getComputedStyle(one));
    return {
        block: box(block), emblem, text, mark: box(document.querySelector(".brand svg")),
        lines: words.innerText.split("\\n").map((line) => line.replaceAll("\\u00a0", " ").trim()),
        typeface: style.fontFamily.split(",")[0].replaceAll('"', ""),
        inLink: block.closest("a") !== null || block.querySelector("a") !== null,
        seen: seen(emblem) && seen(text) && block.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
        effects: ancestors.flatMap((one) => [
            one.textDecorationLine, one.fontStyle, one.textShadow, one.filter, one.mixBlendMode, one.opacity,
        ]),
        weight: style.fontWeight,
        height: innerHeight, width: innerWidth, scrolled: scrollY,
    };
}"""
NO_EFFECTS = {"none", "normal", "1"}


def faults(found, lines=LINES, lowest=160):
    """What the regulation would object to, in words; on a phone the block ends at `lowest` px."""
    block, emblem, text, mark = found["block"], found["emblem"], found["text"], found["mark"]
    checks = {
        "is not wholly in the first view": found["scrolled"] == 0
        and block["top"] >= 0
        and block["bottom"] <= found["height"]
        and all(box["left"] >= 0 and box["right"] <= found["width"] for box in (emblem, text))
        and all(block["top"] <= box["top"] and box["bottom"] <= block["bottom"] for box in (emblem, text)),
        f"ends lower than {lowest} px": found["width"] > 360 or block["bottom"] <= lowest,
        "is covered or invisible": found["seen"],
        f"has other lines: {found['lines']}": found["lines"] == lines,
        f"has another typeface: {found['typeface']}": found["typeface"] in TYPEFACES,
        "is underlined, slanted, bold or has effects": set(found["effects"]) <= NO_EFFECTS and found["weight"] == "400",
        "is a link": not found["inLink"],
        "covers the emblem with its text": emblem["right"] <= text["left"],
        "has an emblem smaller than the mark": emblem["width"] >= mark["width"] and emblem["height"] >= mark["height"],
    }
    return [fault for fault, holds in checks.items() if not holds]


def test_every_page_names_the_union_and_its_fund_in_the_first_view(new_tab, opened):
    page = new_tab(*WINDOWS[0])
    found = []
    for address in opened:
        page.goto(address)
        for width, height in WINDOWS:
            page.set_viewport_size({"width": width, "height": height})
            lines = IN_ENGLISH if address.startswith("/en/") else LINES  # Ukrainian is no language of the Union
            found += [f"{address} at {width} px: the block {fault}" for fault in faults(page.evaluate(MEASURE), lines)]
    assert found == []


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        (".eu { margin-top: 40rem }", "is not wholly in the first view"),
        (".eu { font-style: italic }", "is underlined, slanted, bold or has effects"),
        (".top { filter: grayscale(1) }", "is underlined, slanted, bold or has effects"),
        (".eu { font-family: Roboto }", "has another typeface: Roboto"),
        (".eu svg { width: 2rem }", "has an emblem smaller than the mark"),
        (".top { opacity: 0 }", "is covered or invisible"),
        (".skip { inset: 0; width: 100%; height: 100% }", "is covered or invisible"),
    ],
)
def test_a_block_that_breaks_a_rule_would_be_found(new_tab, rule, fault):
    page = new_tab(360)
    page.goto("/")
    page.evaluate(
        """(rule) => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(rule);
            document.adoptedStyleSheets = [sheet];
        }""",
        rule,
    )
    assert fault in faults(page.evaluate(MEASURE))


def pixels(page, reader, places):
    """The colours that a screen really shows, at places given in the emblem's own units (54 × 36, see Annex II)."""
    field = page.locator('.eu path[fill="#039"]')
    picture = base64.b64encode(field.screenshot()).decode()
    return reader.evaluate(
        """async ([picture, places]) => {
            const image = new Image();
            image.src = "data:image/png;base64," + picture;
            await image.decode();
            const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
            canvas.drawImage(image, 0, 0);
            const at = ([x, y]) => canvas.getImageData((x / 54) * image.width, (y / 36) * image.height, 1, 1);
            return places.map((place) => [...at(place).data.slice(0, 3)]);
        }""",
        [picture, places],
    )


@pytest.mark.parametrize(
    "look",
    [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}, {"forced_colors": "active", "color_scheme": "dark"}],
)
def test_emblem_is_blue_with_twelve_yellow_stars_in_every_look(new_tab, new_context, kinds, look):
    page, reader = new_tab(360, device_scale_factor=4, **look), new_context().new_page()
    stars = [(27, 6), (33, 7.6), (37.4, 12), (39, 18), (37.4, 24), (33, 28.4)]
    stars += [(27, 30), (21, 28.4), (16.6, 24), (15, 18), (16.6, 12), (21, 7.6)]
    ground = [(27, 18), (2, 2), (52, 34), (8, 18), (46, 18)]
    # The drawing is the same on every page; it is asked of a common page and of an error page.
    for address in kinds if THOROUGH and not look else ["/", "/neni/"]:
        page.goto(address)
        assert pixels(page, reader, stars) == [YELLOW] * 12, address
        assert pixels(page, reader, ground) == [REFLEX_BLUE] * 5, address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_are_reflex_blue_on_light_and_white_on_dark(new_tab, scheme):
    page = new_tab(360, color_scheme=scheme)
    page.goto("/")
    colour = page.locator(".eu span").evaluate("element => getComputedStyle(element).color")
    expected = REFLEX_BLUE if scheme == "light" else WHITE
    assert colour == f"rgb({', '.join(map(str, expected))})"


def test_emblem_is_left_alone_by_forced_colours(new_tab):
    page = new_tab(360, forced_colors="active")
    page.goto("/")
    emblem = page.locator(".eu svg")
    assert emblem.evaluate("element => getComputedStyle(element).forcedColorAdjust") == "none"
