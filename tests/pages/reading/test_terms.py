"""The glossary as readers meet it: its page, and its words in the texts of the site."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from pages.models import Page, PageVersion, Source
from pages.reading import terms
from pages.words.alphabet import sort_key

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 1, 11, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ALL = "/slovnik/"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def none():
    """A site whose editors have explained no word yet."""
    PageVersion.objects.filter(page__kind=Page.Kind.TERM)._raw_delete("default")
    Page.objects.filter(kind=Page.Kind.TERM).delete()


def explain(title, slug, publish_at=NOON - DAY, **values):
    place = {"kind": Page.Kind.TERM, "menu_title": title, "parent": Page.objects.get(address=ALL)}
    page, _ = Page.objects.get_or_create(address=f"{ALL}{slug}/", defaults=place)
    text = {"title": title, "summary": f"Co je {slug}.", "source": Source.objects.get(key="social-services-act")}
    return PageVersion.objects.create(page=page, publish_at=publish_at, **{**text, **values})


def say(address, body, publish_at=NOON - DAY):
    page = Page.objects.get(address=address)
    return PageVersion.objects.create(page=page, title=page.menu_title, body=body, publish_at=publish_at)


def read(client, address=ALL):
    return client.get(address).content.decode().replace("\u00a0", " ").replace("\u2060", "")


def linked(client, address):
    """The words that lead to the glossary, each with where it leads."""
    return re.findall(r'<a href="/slovnik/#pojem_([^"]+)">([^<]+)</a>', read(client, address))


def test_terms_stand_in_the_order_of_the_czech_alphabet_each_with_its_source_and_day(client):
    body = read(client)
    names = re.findall(r"<dt><a [^>]+>([^<]+)</a></dt>", body)
    assert len(names) == 15
    assert names == sorted(names, key=sort_key)
    assert body.count('<p class="provenance">Zdroj: ') == 15
    assert "zákon č. 108/2006 Sb., o sociálních službách, § 3 písm. a), Sbírka zákonů, stav k" in body


def test_the_first_use_of_a_term_in_a_text_leads_to_its_place_in_the_glossary(client, none):
    explain("Sociální bydlení", "socialni-bydleni")
    say("/o-projektu/", "<h2>Sociální bydlení</h2><p>V sociálním bydlení. A sociální bydlení.</p>")
    assert linked(client, "/o-projektu/") == [("socialni-bydleni", "sociálním bydlení")]
    assert '<div id="pojem_socialni-bydleni">' in read(client)


def test_a_term_is_linked_from_its_hour_on_and_no_longer_once_it_is_withdrawn(client, none):
    say("/o-projektu/", "<p>Sociální bydlení.</p>")
    explain("Sociální bydlení", "socialni-bydleni", NOON + DAY, withdrawn_at=NOON + 2 * DAY)
    for moment, number in [(NOON, 0), (NOON + DAY, 1), (NOON + 2 * DAY, 0)]:
        with time_machine.travel(moment, tick=False):
            assert len(linked(client, "/o-projektu/")) == number, moment


def test_a_term_links_to_others_but_never_to_itself(client, none):
    explain("Bytová nouze", "nouze", body="<p>Bytová nouze a sociální bydlení.</p>")
    explain("Sociální bydlení", "bydleni", body="<p>Sociální bydlení v bytové nouzi.</p>")
    assert linked(client, "/slovnik/nouze/") == [("bydleni", "sociální bydlení")]
    assert linked(client, "/slovnik/bydleni/") == [("nouze", "bytové nouzi")]
    assert linked(client, ALL) == [("bydleni", "sociální bydlení"), ("nouze", "bytové nouzi")]


def test_a_free_page_with_the_last_part_of_a_terms_address_links_to_it(client, none):
    explain("Sociální bydlení", "bydleni")
    home = Page.objects.get(address="/")
    Page.objects.create(address="/bydleni/", kind="free", parent=home, menu_title="Bydlení")
    say("/bydleni/", "<p>O sociálním bydlení.</p>")
    assert linked(client, "/bydleni/") == [("bydleni", "sociálním bydlení")]


def test_among_the_answers_a_term_is_linked_once(client):
    found = linked(client, "/otazky/")
    assert len(found) == len({*found}) >= 4


def test_words_of_a_municipality_news_and_of_the_contact_centre_are_linked_too(client):
    say("/kontaktni-centrum/", "<p>Radíme se sociálním bydlením.</p>")
    assert ("socialni-bydleni", "sociálním bydlením") in linked(client, "/kontaktni-centrum/")
    assert ("lokalni-koncepce", "lokální koncepci sociálního bydlení") in linked(client, "/obce/")


def test_machines_get_the_text_without_the_links(client, none):
    explain("Sociální bydlení", "bydleni")
    say("/o-projektu/", "<p>Xylofon o sociálním bydlení.</p>")
    assert "pojem_" not in read(client, "/hledat/?q=xylofon").partition("<main")[2].partition("</main>")[0]
    assert "pojem_" not in read(client, "/zmeny.atom")


def test_without_any_term_there_is_no_page_and_no_way_to_it(client, none):
    assert client.get(ALL).status_code == 404
    assert linked(client, "/o-projektu/") == []
    for address in ["/", "/o-projektu/", "/sitemap.xml", "/neni/"]:
        assert ALL not in read(client, address), address


def test_of_two_terms_with_one_name_the_older_is_meant(none):
    explain("Byt", "byt")
    explain("Byt (sociální)", "druhy")
    assert terms.glossary({"word_forms": {}}).linked("<p>byt</p>", set()).count("#pojem_byt") == 1


def test_the_version_that_is_shown_says_where_its_definition_comes_from(client, none):
    explain("Byt", "byt", NOON - 2 * DAY, provision="§ 1")
    explain("Byt", "byt", NOON - DAY, provision="§ 2", summary="Jinak.")
    explain("Byt", "byt", None, provision="§ 3", summary="Koncept.")
    assert "o sociálních službách, § 2, Sbírka zákonů" in read(client, "/slovnik/byt/")
