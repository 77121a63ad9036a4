"""Documents in a browser: an editor publishes, replaces and withdraws one; readers meet none, one or two hundred."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations as editors_violations
from tests.browser.test_accessibility import violations_in_every_look
from tests.browser.test_keyboard import count_of_controls, hidden_stops, places, walk
from tests.browser.test_reflow import DOUBLE_THE_TEXT, outside
from tests.pages.documents.made_files import HTML, pdf

pytestmark = pytest.mark.browser
LIST, ADD, COLLECTION = "/dokumenty/", "/sprava/pages/document/add/", "/dokumenty/sbirky/zaciname/"
LONG = (
    "Vyhodnocení pilotního ověřování sociálního bydlení ve spolupracujících obcích, nejneobhospodařovávatelnější část"
)
SEED = """
from datetime import timedelta
from django.db import transaction
from django.utils import timezone
from pages.documents import stored_files
from pages.documents.document import Category
from pages.models import Document, DocumentVersion, Page, PageVersion, Verdict
then = timezone.now() - timedelta(days=1)
with transaction.atomic():
    for number in range({number}):
        words = "{long}" if number % 18 else "Metodika sociální práce v bydlení"  # the first two on the list
        title = f"{{number + 1}}. {{words}}" if number else "Metodika"
        document = Document.objects.create(
            title=title, description="Jak obec zavede sociální bydlení.", author="Jana Nováková, MPSV",
            year=2020 - number // 6 % 3, category=Category.values[number % 6], publish_at=then,
            language="en" if number % 4 == 3 else "cs",
            accessible_url="/o-projektu/" if number % 3 else "",
        )
        if number % 5 == 4:
            DocumentVersion.objects.create(document=document, url="https://www.mpsv.cz/koncepce", valid_from=then)
            continue
        stored = stored_files.keep([b"%PDF-1.7 " + bytes(1000 * number)])
        version = DocumentVersion.objects.create(document=document, stored_name=stored.name, size=stored.size,
            digest=stored.digest, extension="pdf", original_name="a.pdf", valid_from=then)
        verdicts = [["no-text", 1]], [], [["no-title", 1], ["no-bookmarks", 1]], None
        Verdict.objects.keep(version.pk, verdicts[number % 4], number + 1)
    keys = list(Document.objects.order_by("pk").values_list("pk", flat=True)[:4])
    page = Page.objects.create(address="{collection}", kind="collection", menu_title="Pro obce, které začínají")
    PageVersion.objects.create(page=page, title="Pro obce, které začínají", summary="Co číst dřív.", publish_at=then,
        documents=[[key, "Než začnete" if not place % 2 else ""] for place, key in enumerate(keys)])
    if len(keys) > 2:
        Document.objects.filter(pk=keys[0]).update(replaces=keys[1])
"""
# Between the title and what follows it in the same link, in px.
GAP = """(link) => {
    const type = new Range(), text = link.lastChild;
    type.setStart(text, text.data.indexOf("("));
    type.setEnd(text, text.data.length);
    return type.getClientRects()[0].left - [...link.firstChild.getClientRects()].at(-1).right;
}"""
UNDO = """
from pages.models import Document, Page, PageVersion
PageVersion.objects.filter(page__kind="collection")._raw_delete("default")
Page.objects.filter(kind="collection").delete()
Document.objects.all().delete()
Document.history.all().delete()
"""


@pytest.fixture(scope="module")
def account(make_account):
    return make_account("dokumentaristka", "Vydavatel")


@pytest.fixture(scope="module", params=[0, pytest.param(1, marks=pytest.mark.proof), 200])
def number(request, site):
    """So many documents on the site, filled in once for all tests that look at as many."""
    site.manage("shell", "-c", SEED.format(number=request.param, long=LONG, collection=COLLECTION))
    yield request.param
    site.manage("shell", "-c", UNDO)


def of(number):
    """For tests that look at so many documents only."""
    return pytest.mark.parametrize("number", [number], indirect=True)


@pytest.fixture
def library(number):
    """The addresses to look at."""
    more = [f"{LIST}?kategorie=vyzkum&strana=2", f"{LIST}?strana=5"] if number > 100 else []
    return [LIST, COLLECTION, *([f"{LIST}metodika/"] if number else []), *more]


def file(name, content):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


@of(0)
def test_a_document_is_uploaded_published_replaced_and_withdrawn(new_heard_tab, account, number, site, complaints):
    page = new_heard_tab(1440, 900)
    account.sign_in(page)
    page.goto(ADD)
    page.get_by_label("Název:").fill("Metodika práce v bydlení")
    page.get_by_label("Popis:").fill("Krok za krokem, jak obec zavede sociální bydlení.")
    page.get_by_label("Rok vydání:").fill("2020")
    page.get_by_label("Téma:").select_option("Metodické podklady")
    page.get_by_label("Soubor:").set_input_files(file("metodika.pdf", HTML))
    page.get_by_role("button", name="Uložit", exact=True).click()
    expect(page.get_by_text("Je to webová stránka. Zveřejnit jde jen PDF,").first).to_be_visible()
    expect(page.get_by_label("Název:")).to_have_value("Metodika práce v bydlení")
    expect(page.get_by_label("Popis:")).to_have_value("Krok za krokem, jak obec zavede sociální bydlení.")

    page.get_by_label("Soubor:").set_input_files(file("metodika.pdf", pdf(b"% first")))
    page.get_by_role("button", name="Uložit", exact=True).click()
    assert site.get(f"{LIST}metodika-prace-v-bydleni.pdf")[0] == 404
    page.locator("#result_list").get_by_role("link", name="Metodika práce v bydlení", exact=True).click()
    expect(page.get_by_role("cell", name="metodika.pdf (PDF, ")).to_be_visible()
    page.get_by_label("Zveřejnit hned po uložení").check()
    page.get_by_role("button", name="Uložit", exact=True).click()

    page.goto("/")
    page.get_by_role("link", name="Pomáháte lidem s bydlením?").click()
    link = page.get_by_role("link", name=re.compile(r"Metodika práce v.bydlení \(PDF, \d{3}.B\)"))
    address = link.get_attribute("href")
    assert b"% first" in site.get(address)[2]

    page.goto("/sprava/pages/document/")
    page.get_by_role("link", name="Metodika práce v bydlení", exact=True).click()
    page.get_by_label("Soubor:").set_input_files(file("nova.pdf", pdf(b"% second")))
    page.get_by_label("Co je nového:").fill("Doplněná kapitola o dluzích.")
    page.get_by_role("button", name="Uložit a pokračovat v úpravách").click()
    expect(page.get_by_role("row", name="platí teď")).to_contain_text("Doplněná kapitola o dluzích.")
    assert b"% second" in site.get(address)[2]

    page.get_by_label("Vzít z webu hned po uložení").check()
    page.get_by_label("Proč ho berete z webu:").fill("Nahradila ho jiná.")
    page.get_by_role("button", name="Uložit", exact=True).click()
    assert site.get(address)[0] == 410
    page.goto("/o-projektu/")
    expect(page.get_by_role("link", name="Dokumenty")).to_have_count(0)
    assert complaints == []
    site.manage("shell", "-c", UNDO)


@pytest.mark.any_database
@of(1)
def test_forms_of_a_document_are_accessible_and_fit_a_phone(new_tab, account, number):
    page = new_tab(360)
    account.sign_in(page)
    page.goto("/sprava/pages/document/")
    with page.expect_navigation():  # a page that has only just begun has no root to ask
        page.get_by_role("link", name="Metodika", exact=True).click()
    for address in [page.url, ADD, "/sprava/pages/document/"]:
        page.goto(address)
        assert editors_violations(page) == {}, address
    page.goto(ADD)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


@pytest.mark.any_database
@pytest.mark.thorough
def test_axe_finds_nothing_with_none_one_and_many(new_tab, library):
    page = new_tab(360)
    found = []
    for address in library:
        page.goto(address)
        page.locator("details").evaluate_all("all => all.forEach((one) => (one.open = true))")
        found += violations_in_every_look(page)
    assert found == []


@pytest.mark.any_database
def test_nothing_scrolls_sideways_and_every_stop_of_the_keyboard_shows(new_tab, library):
    page = new_tab(320)
    found, lost = [], []
    for address in library:
        page.goto(address)
        page.locator("details").evaluate_all("all => all.forEach((one) => (one.open = true))")
        found += outside(page)
        stops = walk(page)
        assert places(stops) == ["skip", "brand", "menu-btn", "obsah", "footer"], address
        assert len(stops) == count_of_controls(page), address
        lost += hidden_stops(page, stops)
        page.set_viewport_size({"width": 360, "height": 640})
        page.evaluate(DOUBLE_THE_TEXT)
        found += outside(page)
    assert (found, lost) == ([], [])


@pytest.mark.any_database
@of(200)
def test_topics_and_years_are_chosen_and_the_pages_turn_by_the_keyboard(new_tab, number):
    page = new_tab(360)
    page.goto(LIST)
    page.get_by_role("link", name="Výzkum (33)").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_have_text("Výzkum: nejnovější první")
    expect(page.get_by_role("link", name="Výzkum (33)")).to_have_attribute("aria-current", "true")
    page.get_by_role("link", name="Další").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Stránka 2")).to_have_attribute("aria-current", "page")
    assert page.locator("main ul.found > li").count() == 13


@pytest.mark.any_database
@of(200)
def test_a_title_in_another_language_stands_apart_from_the_type_of_its_file(new_tab, number):
    page = new_tab(1440)
    page.goto(f"{LIST}?kategorie=vzdelavani")
    link = page.locator(".found__link:has([lang=en])").first
    assert link.evaluate(GAP) >= 2


@pytest.mark.any_database
def test_paper_names_each_document_and_has_nothing_to_click(new_tab, library, number):
    page = new_tab(794, 1123)
    page.emulate_media(media="print")
    for address in library:
        page.goto(address)
        assert page.locator("main .no-print:visible, main .chips:visible").count() == 0, address
        assert page.locator("main h1:visible").count() == 1, address
    page.goto(LIST)
    assert page.locator("main ul.found > li:visible").count() == min(number, 20)


@pytest.mark.any_database
@of(200)
def test_first_view_on_a_phone_shows_what_there_is_to_choose_and_where_the_list_begins(new_tab, number):
    page = new_tab(360, 640)
    page.goto(LIST)
    assert page.get_by_role("navigation", name="Výběr dokumentů").get_by_role("link").count() == 11
    heading = page.get_by_role("heading", name="Nejnovější první").bounding_box()
    assert heading["y"] + heading["height"] <= 640
