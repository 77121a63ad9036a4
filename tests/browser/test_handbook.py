"""The handbook tells the truth: its steps can be done, its words stand on the screen, its pictures show the site.

A picture is not held against the site pixel by pixel, because letters look different on every machine. It must show the
same words, fields and buttons, have about the same size and look about the same from afar. RETAKE=1 takes them anew.
make test does the first tasks, make proof all.
"""

import base64
import json
import os
import re
from dataclasses import dataclass
from itertools import islice

import pytest
from playwright.sync_api import expect

from socialnibydleni.editors.handbook.tasks import TASKS
from socialnibydleni.editors.handbook.texts import FOLDER, PICTURE
from tests.browser.account import QUICK_DOOR, Account
from tests.browser.handbook.editor import Editor, Picture
from tests.browser.handbook.walks import WALKS
from tests.browser.hands import SAVES_NOTHING
from tests.browser.keys import follow
from tests.running_site import ROOT, running_site
from tests.thorough import THOROUGH

pytestmark = [pytest.mark.browser, pytest.mark.any_database, pytest.mark.slow, pytest.mark.thorough]

RETAKE = bool(os.environ.get("RETAKE"))
DONE = dict(islice(WALKS.items(), len(WALKS) if THOROUGH or RETAKE else 2))
PICTURES, KNOWN = ROOT / "static/handbook", FOLDER / "pictures.json"
SHARPNESS = 1.5  # a picture's pixels for one of the screen
HANDBOOK = "/sprava/prirucka/"
PAPER = (794, 1123)  # A4 at 96 dots an inch
# Both pictures on a grid of 32 by 32, in shades of grey: how far they are apart in the mean, of 255.
APART = """async (addresses) => {
    const grids = []
    for (const address of addresses) {
        const image = new Image()
        image.src = address
        await image.decode()
        const canvas = new OffscreenCanvas(32, 32).getContext("2d", { willReadFrequently: true })
        canvas.imageSmoothingQuality = "high"
        canvas.drawImage(image, 0, 0, 32, 32)
        const { data } = canvas.getImageData(0, 0, 32, 32)
        grids.push(data.filter((_, place) => place % 4 === 1))
    }
    return grids[0].reduce((sum, shade, place) => sum + Math.abs(shade - grids[1][place]), 0) / grids[0].length
}"""
MOST_APART = 12
TO_WEBP = """async (address) => {
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = document.createElement("canvas")
    canvas.width = image.width
    canvas.height = image.height
    canvas.getContext("2d").drawImage(image, 0, 0)
    return canvas.toDataURL("image/webp", 0.75).split(",")[1]
}"""


@dataclass
class Walked:
    """What the walks have brought, by task: the words seen and the pictures."""

    words: dict[str, set[str]]
    pictures: dict[str, dict[str, Picture]]


@pytest.fixture(scope="module")
def walked(browser, tmp_path_factory):
    """The tasks done, on a site that nobody else changes."""
    more = {"WEB_CONCURRENCY": "1", "MEETING_MIN_SECONDS": "0", **QUICK_DOOR}
    with running_site(tmp_path_factory.mktemp("handbook"), **more) as own:
        account = Account("redaktorka")
        roles = [word for group in ["Vydavatel", "Kontaktní centrum", "Správce"] for word in ["--group", group]]
        own.manage("create_editor", account.name, "--password", account.password, *roles)
        author = Account("autor")
        own.manage("create_editor", author.name, "--password", author.password, "--group", "Autor")
        pages = [enter(browser, own, one) for one in [account, author]]
        found = Walked({}, {})
        for slug, walk in DONE.items():
            editor = Editor(pages[0], account, pages[1])
            walk(editor)
            found.words[slug], found.pictures[slug] = editor.words, editor.pictures
        for page in pages:
            page.context.close()
    if RETAKE:
        keep(browser, found)
    return found


def enter(browser, own, account):
    """A page in which this editor is in."""
    context = browser.new_context(
        base_url=own.url,
        locale="cs-CZ",
        timezone_id="Europe/Prague",
        viewport={"width": 1100, "height": 800},
        device_scale_factor=SHARPNESS,
        reduced_motion="reduce",
    )
    context.add_init_script(SAVES_NOTHING)  # nor may a picture depend on how long it took
    page = context.new_page()
    account.sign_in(page)
    return page


def keep(browser, found):
    """The pictures as files, in place of all that were there."""
    for old in PICTURES.glob("*.webp"):
        old.unlink()
    page, known = browser.new_page(), {}
    for name, picture in all_pictures(found).items():
        webp = page.evaluate(TO_WEBP, address_of(picture.png, "png"))
        (PICTURES / f"{name}.webp").write_bytes(base64.b64decode(webp))
        known[name] = {"width": picture.width, "height": picture.height, "shows": picture.shows}
    page.close()
    KNOWN.write_text(json.dumps(known, ensure_ascii=False, indent=1) + "\n")


def all_pictures(found):
    return {name: picture for pictures in found.pictures.values() for name, picture in pictures.items()}


def address_of(content, kind):
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def text_of(slug):
    return (FOLDER / f"{slug}.html").read_text()


def known():
    return json.loads(KNOWN.read_text())


def names_on(slug):
    return {name for name, _ in PICTURE.findall(text_of(slug))}


def test_every_task_was_walked_and_every_word_of_it_stood_on_the_screen(walked):
    assert set(WALKS) == {task.slug for task in TASKS}
    assert set(walked.words) == set(DONE)
    missing = {slug: set(re.findall("„([^“]+)“", text_of(slug))) - words for slug, words in walked.words.items()}
    assert {slug: words for slug, words in missing.items() if words} == {}


def test_each_page_shows_exactly_the_pictures_that_its_walk_takes(walked):
    for slug, pictures in walked.pictures.items():
        assert names_on(slug) == set(pictures), slug
    shown = set().union(*map(names_on, WALKS))
    assert {path.stem for path in PICTURES.iterdir()} == shown == set(known())


def test_pictures_show_what_the_site_shows(walked):
    shown = {name: picture.shows for name, picture in all_pictures(walked).items()}
    assert shown == {name: about["shows"] for name, about in known().items() if name in shown}, (
        "make handbook takes them anew"
    )


def test_pictures_look_as_the_site_looks(walked, browser):
    page, apart = browser.new_page(), {}
    for name, picture in all_pictures(walked).items():
        was = known()[name]
        assert picture.width / was["width"] == pytest.approx(1, abs=0.15), name
        assert picture.height / was["height"] == pytest.approx(1, abs=0.25), name
        kept = (PICTURES / f"{name}.webp").read_bytes()
        apart[name] = page.evaluate(APART, [address_of(kept, "webp"), address_of(picture.png, "png")])
    page.close()
    assert {name: value for name, value in apart.items() if value > MOST_APART} == {}


@pytest.fixture(scope="module")
def reader(make_account):
    return make_account("ctenarka", "Autor")


def test_help_is_reached_by_keyboard_and_large_enough_to_be_hit(new_tab, reader):
    page = new_tab(360)
    reader.sign_in(page)
    page.goto("/sprava/pages/page/")
    link = page.get_by_role("link", name="Jak na to: Upravit text stránky a zveřejnit ho", exact=True)
    box = link.bounding_box()
    assert min(box["width"], box["height"]) >= 24
    follow(page, "Jak na to: Upravit text stránky a zveřejnit ho")
    expect(page.get_by_role("heading", level=1)).to_have_text("Upravit text stránky a zveřejnit ho")
    follow(page, "Naplánovat zveřejnění a zrušit plán")
    expect(page.get_by_role("heading", level=1)).to_have_text("Naplánovat zveřejnění a zrušit plán")


def test_paper_has_the_tasks_with_whole_pictures_and_nothing_to_click_on(new_tab, reader):
    page = new_tab(*PAPER)
    reader.sign_in(page)
    page.goto(f"{HANDBOOK}cela/")
    page.emulate_media(media="print")
    for name in ["#header", "#menu", ".where", ".handbook__hint"]:
        expect(page.locator(name)).to_be_hidden()
    pictures = page.locator(".handbook img").all()
    assert len(pictures) == len(known())
    for picture in pictures:
        box = picture.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PAPER[0]
        assert box["height"] < PAPER[1] / 2
    assert page.locator(".handbook section").count() == len(TASKS)
    sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
    assert len(TASKS) <= sheets <= 2 * len(TASKS)
