"""The feed of documents: each an entry that stays the same one, whatever happens to its file."""

from datetime import UTC, datetime, timedelta

import feedparser
import pytest
import time_machine

from tests.pages.documents.made_files import pdf
from tests.pages.documents.received import text

pytestmark = pytest.mark.django_db
FEED, LIST = "/dokumenty.atom", "/dokumenty/"
NOON = datetime(2026, 12, 7, 11, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def entries(client):
    feed = feedparser.parse(client.get(FEED).content)
    assert not feed.bozo
    return feed.entries


def test_without_documents_there_is_no_feed_and_nobody_announces_it(client, make):
    make("Koncept", publish_at=None)
    make("Plán", publish_at=NOON + HOUR)
    assert client.get(FEED).status_code == 404
    assert FEED not in text(client.get(LIST))


def test_the_list_announces_a_feed_of_what_readers_see_the_latest_change_first(client, make, add_file, clock):
    first = make("První", publish_at=NOON - 2 * HOUR, content=pdf(), valid_from=NOON - 2 * HOUR)
    make("Druhá", publish_at=NOON - HOUR, url="https://www.mpsv.cz/druha", valid_from=NOON - 3 * HOUR)
    make("Koncept", publish_at=None)
    body = text(client.get(LIST))
    assert f'<link rel="alternate" type="application/atom+xml" title="Dokumenty" href="{FEED}">' in body
    assert f'<a class="more" href="{FEED}">Odebírat dokumenty (Atom)</a>' in body
    before = entries(client)
    assert [entry.title for entry in before] == ["Druhá", "První"]
    (enclosure,) = before[1].enclosures
    assert enclosure["href"] == "http://127.0.0.1:8000/dokumenty/prvni.pdf"
    assert (enclosure["type"], enclosure["length"]) == ("application/pdf", str(first.versions.get().size))
    assert before[0].enclosures == []
    add_file(first, pdf(b"% second"), note="Doplněná kapitola <o dluzích>.")
    after = entries(client)
    assert [entry.id for entry in after] == [before[1].id, before[0].id]
    assert after[0].summary.endswith("Co je nového: Doplněná kapitola &lt;o dluzích&gt;.")
    assert (after[0].published, after[0].updated) == ("2026-12-07T09:00:00+00:00", "2026-12-07T11:00:00+00:00")


def test_a_withdrawn_document_is_told_of_without_its_words_and_its_file(client, make, clock):
    make("Tajná", withdrawn_at=NOON + HOUR)
    (before,) = entries(client)
    clock.shift(HOUR)
    (after,) = entries(client)
    assert (after.id, after.title, after.enclosures) == (before.id, "Dokument jsme vzali z webu", [])
    assert "Tajná" not in client.get(FEED).content.decode()
    assert FEED not in text(client.get(LIST))
