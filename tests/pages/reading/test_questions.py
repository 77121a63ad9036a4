"""Questions and answers as readers meet them: by who asks, each with its own place and address."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from pages.models import Page, PageVersion, TextVerification

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 1, 11, 12, tzinfo=UTC)
DAY = timedelta(days=1)
ALL = "/otazky/"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def none():
    """A site whose editors have written no question yet."""
    PageVersion.objects.filter(page__kind=Page.Kind.QUESTION)._raw_delete("default")
    Page.objects.filter(kind=Page.Kind.QUESTION).delete()


def ask(slug, reader="obec", publish_at=NOON - DAY, position=0, **values):
    parent = Page.objects.get(address=ALL)
    place = {"kind": Page.Kind.QUESTION, "reader": reader, "position": position, "menu_title": slug, "parent": parent}
    page, _ = Page.objects.get_or_create(address=f"{ALL}{slug}/", defaults=place)
    text = {"title": slug, "summary": f"Odpověď na {slug}.", "body": "<p>Podrobně.</p>"}
    return PageVersion.objects.create(page=page, publish_at=publish_at, **{**text, **values})


def read(client, address=ALL):
    return client.get(address).content.decode().replace("\u00a0", " ").replace("\u2060", "")


def test_those_who_ask_find_their_own_questions_and_who_has_none_is_not_named(client, none):
    ask("c", "obec")
    ask("b", "obec", position=1)
    ask("a", "hledam")
    body = read(client)
    assert re.findall("<h2[^>]*>([^<]+)</h2><div", body) == ["Hledám bydlení", "Jsem z obce"]
    assert re.findall("<summary><h3>([^<]+)</h3>", body) == ["a", "c", "b"]


def test_an_answer_begins_with_its_sentence_and_a_link_to_its_place_opens_it(client, none):
    ask("kdy")
    body = read(client)
    assert '<details class="qa"><summary><h3>kdy</h3></summary><div id="otazka_kdy" class="prose"><p>Odpověď' in body
    assert 'href="/otazky/kdy/"' in body
    assert "<h1>kdy</h1>" in read(client, "/otazky/kdy/")


def test_drafts_and_plans_are_nowhere_and_what_was_withdrawn_is_gone(client, none):
    ask("koncept", publish_at=None)
    ask("budouci", publish_at=NOON + DAY)
    ask("stazena", withdrawn_at=NOON)
    ask("je")
    body = read(client)
    assert re.findall("<h3>([^<]+)</h3>", body) == ["je"]
    assert [client.get(f"{ALL}{slug}/").status_code for slug in ["koncept", "budouci", "stazena", "je"]] == [
        404, 404, 410, 200
    ]  # fmt: skip


def test_without_any_question_there_is_no_page_and_no_way_to_it(client, none):
    assert client.get(ALL).status_code == 404
    for address in ["/", "/o-projektu/", "/sitemap.xml", "/neni/", "/hledat/?q=otázky"]:
        assert f'{ALL}"' not in read(client, address), address
        assert f"{ALL}<" not in read(client, address), address


def test_the_first_question_brings_the_part_into_the_foot_at_its_hour_and_withdrawing_takes_it_away(client, none):
    ask("prvni", publish_at=NOON + DAY, withdrawn_at=NOON + 2 * DAY)
    for moment, is_there in [(NOON, False), (NOON + DAY, True), (NOON + 2 * DAY, False)]:
        with time_machine.travel(moment, tick=False):
            assert ('<a href="/otazky/">Otázky a odpovědi</a>' in read(client, "/o-projektu/")) is is_there, moment
            assert (ALL in read(client, "/sitemap.xml")) is is_there, moment


def test_in_the_list_an_answer_has_no_headings_and_no_anchors_of_its_own(client, none):
    note = '<p>Text<a href="#poznamka-1" id="odkaz-1"><sup>1</sup></a></p>'
    note += '<p><a href="#odkaz-1" id="poznamka-1">1</a> Zdroj.</p>'
    ask("a", body=f"<h2>Část</h2><h3>Kus</h3>{note}<p><a href='#cast'>Nahoru</a></p>")
    ask("b", body=f"<h2>Část</h2>{note}")
    body = read(client)
    main = body.partition("<main")[2].partition("</main>")[0]
    assert re.findall(r' id="([^"]+)"', main) == ["obsah", "otazka_a", "otazka_b"]
    assert "<p><strong>Část</strong></p><p><strong>Kus</strong></p>" in main
    assert 'href="#' not in main
    assert '<a href="/otazky/a/#cast">' in main
    assert '<h2 id="cast">Část</h2>' in read(client, "/otazky/a/")


def test_the_page_says_how_old_the_oldest_answer_is_until_somebody_verified_it(client, none):
    ask("nova")
    assert "Nejstarší odpovědi" not in read(client)
    old = ask("stara", publish_at=datetime(2020, 9, 16, tzinfo=UTC))
    assert 'Nejstarší odpovědi jsou z <time datetime="2020-09-16">16. 9. 2020</time>' in read(client)
    TextVerification.objects.create(version=old, verified_at=NOON)
    assert "Nejstarší odpovědi" not in read(client)


def test_a_question_is_found_by_its_words_and_named_in_the_feed(client):
    ask("kdy", title="Kdy začíná xylofon?")
    found = read(client, "/hledat/?q=xylofonu")
    assert '<p class="found__kind">Otázka</p><h2><a href="/otazky/kdy/">Kdy začíná xylofon?</a></h2>' in found
    assert "Kdy začíná xylofon?" in read(client, "/zmeny.atom")


def test_the_loaded_questions_are_answered_for_each_who_asks(client):
    body = read(client)
    assert len(re.findall("<h2[^>]*>([^<]+)</h2><div", body)) == 3
    assert len(re.findall("<summary><h3>", body)) == 10
