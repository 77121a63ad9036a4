"""Texts that try to become script: stored as an editor would store them, then looked at where readers meet them."""

import re
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import html5lib
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from pages.models import Page, PageVersion, Project
from pages.richtext.html import OUR_IDS, outline, sanitise
from tests.hostile import ALL, EACH, HARMLESS, REFUSED, dangers, faults, parsed, structured_data, words_of
from tests.listed import in_time

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.thorough]

START = datetime(2026, 10, 5, 4, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
WORD = "kanárek"  # by which the search finds each of them
FEED_SHOWS = 25  # of these pages; others may be among its 30
ATOM = {"": "http://www.w3.org/2005/Atom"}
SHELF = {f"{section}/{name}": text for section, texts in EACH.items() for name, text in texts.items()}
AFTER_ALL = START + len(SHELF) * DAY


def version(page, text, publish_at):
    """An unsaved version whose body is the text and whose other words are, too, as far as a form would take them."""
    words = f"{WORD} {words_of(text)}"
    return PageVersion(page=page, title=words, summary=words, change_note=words, body=text, publish_at=publish_at)


def harmless_versions(page):
    """Two of them, so that the page says what has changed, as it will with any third."""
    return [version(page, HARMLESS, START), version(page, HARMLESS, START + MINUTE)]


def each_minute(page, texts):
    """The texts as versions of one page, each live from a minute of its own on."""
    return {name: version(page, text, START + number * MINUTE) for number, (name, text) in enumerate(texts.items(), 2)}


@pytest.fixture
def read(client):
    """The page at an address, as it is at a moment."""

    def read(address, moment, **query):
        with time_machine.travel(moment, tick=False):
            response = client.get(address, query)
        assert response.status_code == 200
        return parsed(response.content.decode())

    return read


@pytest.fixture
def shelf():
    """Each text as a page of its own, published on a day of its own."""
    versions = {}
    for number, (name, text) in enumerate(SHELF.items()):
        page = Page.objects.create(address=f"/cislo-{number}/", menu_title=words_of(text)[:60], kind=Page.Kind.FREE)
        versions[name] = version(page, text, START + number * DAY)
        versions[name].title += f" {1000 + number}"  # so that the search can tell it from those that are much the same
        versions[name].save()
    return versions


@pytest.mark.any_database
@pytest.mark.parametrize("section", EACH)
def test_readers_meet_a_hostile_text_as_text_or_not_at_all(read, section, subtests):
    page = Page.objects.get(address="/o-projektu/")
    versions = each_minute(page, EACH[section])
    for one in [*harmless_versions(page), *versions.values()]:
        one.save()
    harmless = read(page.address, START + MINUTE)
    for name, one in versions.items():
        with subtests.test(name):
            assert one.body == sanitise(one.body)
            seen = read(page.address, one.publish_at)
            assert list(faults(seen, harmless)) == []
            assert structured_data(seen) == structured_data(harmless)
            assert seen.find(".//meta[@name='description']").get("content") == one.summary


@pytest.mark.any_database
@pytest.mark.parametrize("section", [*EACH, "refused"])
def test_a_row_that_went_past_the_model_is_cleaned_on_its_way_out(read, section, subtests):
    page = Page.objects.get(address="/obce/vir/")
    versions = each_minute(page, EACH.get(section, REFUSED))
    for one in [*harmless_versions(page), *versions.values()]:
        raw, one.body = one.body.replace("\0", ""), ""  # PostgreSQL holds no null
        one.save()
        PageVersion._base_manager.filter(pk=one.pk).update(body=raw)
    harmless = read(page.address, START + MINUTE)
    for name, one in versions.items():
        with subtests.test(name):
            assert list(faults(read(page.address, one.publish_at), harmless)) == []


@pytest.mark.parametrize("name", REFUSED)
def test_braces_that_would_not_be_filled_are_refused(name):
    page = Page.objects.get(address="/o-projektu/")
    with pytest.raises(ValidationError, match=r"[Zz]načk|závorky"):
        PageVersion.objects.create(page=page, title="Zkouška", body=REFUSED[name])


def test_the_search_shows_hostile_words_and_questions_as_words(read, shelf, subtests):
    harmless = read("/hledat/", AFTER_ALL, q=WORD)
    for name, one in shelf.items():
        with subtests.test(name):
            seen = read("/hledat/", AFTER_ALL, q=one.title)
            assert list(faults(seen, harmless, filled={"page"})) == []
            assert one.page.address in [link.get("href") for link in seen.iterfind(".//ol[@class='found']//a")]


def test_the_feed_is_well_formed_and_tells_hostile_words_as_words(client, shelf, subtests):
    told = {}
    for number in range(0, len(SHELF) + FEED_SHOWS, FEED_SHOWS):
        with time_machine.travel(START + number * DAY, tick=False):
            feed = ElementTree.fromstring(client.get("/zmeny.atom").content)
        told |= {entry.find("link", ATOM).get("href"): entry for entry in feed.iterfind("entry", ATOM)}
    for name, one in shelf.items():
        with subtests.test(name):
            entry = told[f"http://127.0.0.1:8000{one.page.address}"]
            title, summary = entry.find("title", ATOM), entry.find("summary", ATOM)
            assert (len(title), title.get("type"), title.text) == (0, None, in_xml(one.title))
            assert (len(summary), summary.get("type")) == (0, "html")
            shown = html5lib.parseFragment(summary.text, namespaceHTMLElements=False)
            assert (len(shown), shown.text) == (0, in_xml(one.summary))


def in_xml(text):
    """Without the signs that XML cannot hold."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)


def test_hostile_facts_are_words_on_the_page_and_for_machines(read):
    words = [words_of(text) for text in ALL.values()]
    page = Page.objects.get(address="/o-projektu/")
    version(page, "<p>{{název-projektu}}</p>", START).save()
    harmless = read(page.address, START)
    Project.objects.update(means="\n".join(words), aim=" ".join(words), full_name=words[0], short_name=words[1])
    version(page, "<p>{{název-projektu}}</p>", START + MINUTE).save()
    seen = read(page.address, START + MINUTE)
    assert list(dangers(seen)) == []
    assert words[0] in ["".join(paragraph.itertext()) for paragraph in seen.iterfind(".//div[@class='prose']/p")]
    assert {element.tag for element in seen.iter()} == {element.tag for element in harmless.iter()}
    ((project,),) = structured_data(seen)
    assert (project["name"], project["legalName"], project["description"]) == (words[1], words[0], " ".join(words))


def test_no_heading_of_a_text_can_take_an_id_of_the_page_around_it(client):
    addresses = in_time(client)
    PageVersion.objects.exclude(translated_from=None).delete()
    PageVersion.objects.all().delete()
    bodies = [client.get(address).content.decode() for address in addresses]
    ids = {key for body in bodies for key in re.findall(r'\sid="([^"]+)"', body)}
    assert {key for key in ids if slugify(key) == key and "_" not in key} <= OUR_IDS
    headings = "".join(f"<h2>{key}</h2>" for key in ids)
    assert ids.isdisjoint(key for key, _ in outline(headings).headings)
