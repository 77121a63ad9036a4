"""News and free pages in a browser: with none, one and two hundred, with the longest title that there may be."""

import gzip
import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser import test_documents, written
from tests.browser.keys import tab_to
from tests.browser.test_accessibility import violations_in_every_look
from tests.browser.test_keyboard import count_of_controls, hidden_stops, places, walk
from tests.browser.test_reflow import DOUBLE_THE_TEXT, outside
from tests.browser.test_weight import PAGE_LIMIT, STYLE_LIMIT, requests_before_load, stylesheet_of
from tests.thorough import THOROUGH

pytestmark = [pytest.mark.browser, pytest.mark.any_database, pytest.mark.thorough]
LIST, FREE = "/aktuality/", "/metodika/"
SUBPAGES = {0: 0, 1: 1, 200: 40}
MANY = pytest.mark.parametrize("number", [200], indirect=True)
UNFOLD = "all => all.forEach((one) => (one.open = true))"


@pytest.fixture(scope="module", params=[0, pytest.param(1, marks=pytest.mark.proof), 200])
def number(request, site):
    """So many news, subpages of a free page, and with any also documents of two municipalities."""
    number = request.param
    files = test_documents.SEED.format(
        number=min(number, 4), long=test_documents.LONG, collection=test_documents.COLLECTION
    )
    site.command("shell", "-c", written.news(number) + written.free_page(SUBPAGES[number]) + files)
    site.manage("shell", "-c", written.documents(4))
    yield number
    site.manage("shell", "-c", written.UNDO + test_documents.UNDO)


@pytest.fixture
def shown(number):
    """The addresses at which all this is seen; of those made alike the one with most on it, or in make proof all."""
    details = ["/aktuality/1/", "/aktuality/2/", "/aktuality/3/"][:number]
    lists = [LIST, f"{LIST}?strana=5", f"{LIST}?strana=10"] if number > 100 else [LIST]
    if THOROUGH:
        return ["/", *lists, *details, FREE, "/obce/praha-7/"]
    return ["/", lists[len(lists) // 2], *details[1:2], FREE]


def open_page(page, address):
    assert page.goto(address).ok, address
    page.locator("main details").evaluate_all(UNFOLD)


def test_axe_finds_nothing_with_none_one_and_many(new_tab, shown):
    page = new_tab(360)
    found = []
    for address in shown:
        open_page(page, address)
        found += violations_in_every_look(page)
    assert found == []


def test_nothing_scrolls_sideways_at_400_percent_or_with_the_text_doubled(new_tab, shown):
    page = new_tab(320, 256)  # 1280 by 1024 at 400 %
    found = []
    for address in shown:
        page.set_viewport_size({"width": 320, "height": 256})
        open_page(page, address)
        found += outside(page)
        page.evaluate(DOUBLE_THE_TEXT)
        for width in [360, 768, 1440]:
            page.set_viewport_size({"width": width, "height": 640})
            found += outside(page)
    assert found == []


@pytest.mark.parametrize(("width", "height", "scheme"), [(320, 256, "light"), (360, 640, "dark")])
def test_every_stop_of_the_keyboard_shows(new_tab, shown, width, height, scheme):
    page = new_tab(width, height, color_scheme=scheme)
    lost = []
    for address in shown:
        open_page(page, address)
        stops = walk(page)
        assert places(stops) == ["skip", "brand", "menu-btn", "obsah", "footer"], address
        assert len(stops) == count_of_controls(page), address
        lost += hidden_stops(page, stops)
    assert lost == []


def test_links_to_texts_are_as_high_as_a_finger(new_tab, number, shown):
    page, seen = new_tab(360), 0
    for address in shown:
        page.goto(address)
        links = page.locator("main .news a, main .subpages a, main .changes summary, main .pager a")
        heights = links.evaluate_all("all => all.map((one) => one.getBoundingClientRect().height)")
        assert [height for height in heights if height < 44] == [], address
        seen += len(heights)
    assert seen > min(number, 20) + SUBPAGES[number]


def test_page_and_stylesheet_fit_the_first_round_trip_in_two_requests(site, new_tab, shown):
    for address in shown:
        _, _, body = site.get(address)
        style = len(gzip.compress(site.get(stylesheet_of(body))[2], 9))
        assert style <= STYLE_LIMIT
        assert len(gzip.compress(body, 9)) + style <= PAGE_LIMIT, address
        page = new_tab(360)
        assert requests_before_load(page, address) == ["document", "stylesheet"], address
        page.context.close()


def test_paper_has_the_texts_and_nothing_to_click(new_tab, number, shown):
    page = new_tab(794, 1123)
    page.emulate_media(media="print")
    for address in shown:
        page.goto(address)
        page.locator("main h1").wait_for()
        assert page.locator("main .no-print:visible, main .pager:visible, main .more:visible").count() == 0, address
        assert page.locator("main details:visible").count() == 0, address  # what is folded cannot be unfolded
    page.goto(LIST)
    assert page.locator("main .news > li:visible").count() == min(number, 20)
    open_page(page, FREE)
    assert page.locator("main .changes li:visible").count() == 10
    blocks = page.locator("main .prose, main #podrobneji, main .subpages, main .changes")
    edges = blocks.evaluate_all(
        "all => all.map((one) => one.getBoundingClientRect()).map((box) => [box.top, box.bottom])"
    )
    assert len(edges) > 1
    assert [above for (_, above), (below, _) in pairwise(edges) if above > below] == []


def test_home_shows_at_most_three_beside_each_other_on_a_wide_screen(new_tab, number):
    page = new_tab(1440)
    page.goto("/")
    news = page.locator("main section", has=page.get_by_role("heading", name="Aktuality", level=2))
    titles = news.locator(".news h3")
    assert titles.count() == min(number, 3)
    assert news.count() == min(number, 1)
    assert page.locator("main a[href='/aktuality/']").count() == min(number, 1)
    assert len({title.bounding_box()["y"] for title in titles.all()}) == min(number, 1)
    page.set_viewport_size({"width": 768, "height": 640})
    assert len({title.bounding_box()["y"] for title in titles.all()}) == min(number, 3)


@MANY
def test_first_view_of_the_list_on_a_phone_shows_the_first_titles(new_tab, number):
    page = new_tab(360)
    page.goto(LIST)
    second = page.locator("main .news h2").nth(1).bounding_box()
    assert second["y"] + second["height"] <= 640


@MANY
def test_reader_goes_from_the_list_to_older_and_newer_news_by_the_keyboard(new_tab, number):
    page = new_tab(360)

    def go(link):
        tab_to(page, link)
        page.keyboard.press("Enter")

    page.goto(LIST)
    go(page.get_by_role("link", name="Setkání obcí v Praze"))
    expect(page).to_have_url(re.compile(r"/aktuality/1/$"))
    expect(page.get_by_role("link", name="Novější aktualita")).to_have_count(0)
    go(page.get_by_role("link", name="Starší aktualita"))
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("^Co se za čtyři roky změnilo"))
    go(page.get_by_role("link", name="Starší aktualita"))
    expect(page).to_have_url(re.compile(r"/aktuality/3/$"))
    go(page.get_by_role("link", name="Novější aktualita"))
    expect(page).to_have_url(re.compile(r"/aktuality/2/$"))
    go(page.get_by_role("navigation", name="Kde jste").get_by_role("link", name="Aktuality"))
    go(page.get_by_role("link", name="Další"))
    expect(page.get_by_role("link", name="Stránka 2")).to_have_attribute("aria-current", "page")
    assert page.locator("main .news > li").count() == 20


@MANY
def test_changes_of_a_page_unfold_by_the_keyboard_and_its_subpages_are_a_part_of_their_own(new_tab, number):
    page = new_tab(360)
    page.goto(FREE)
    tab_to(page, page.get_by_text("Co se na stránce změnilo"))
    assert page.locator("main .changes li:visible").count() == 0
    page.keyboard.press("Enter")
    assert page.locator("main .changes li:visible").count() == 10
    beneath = page.get_by_role("navigation", name="Podrobněji")
    assert beneath.get_by_role("heading", level=2).all_inner_texts() == ["Podrobněji"]
    assert beneath.get_by_role("listitem").count() == 40
