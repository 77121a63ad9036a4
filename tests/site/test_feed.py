"""The feed of changes, read back as a reader's program reads it."""

from datetime import UTC, datetime, timedelta

import feedparser
import pytest
import time_machine
from django.urls import reverse

from contact.models import ContactCentre
from municipalities.models import Municipality
from pages.models import Page, PageVersion

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def read(client):
    def read():
        response = client.get("/zmeny.atom")
        assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
        feed = feedparser.parse(response.content)
        assert not feed.bozo, feed.get("bozo_exception")
        return feed

    return read


def test_feed_names_every_page_with_a_day_of_its_own_the_latest_first(read):
    feed = read()
    assert (feed.version, feed.feed.title, feed.feed.language) == (
        "atom10",
        "Podpora sociálního bydlení: co je nového",
        "cs",
    )
    assert feed.feed.author == "Ministerstvo práce a sociálních věcí"
    days = [entry.updated for entry in feed.entries]
    assert days == sorted(days, reverse=True)
    assert {"Vír", "Velké Hamry", "Jindřichův Hradec"} <= {entry.title for entry in feed.entries}
    assert len({entry.id for entry in feed.entries}) == len(feed.entries) == 23


def test_a_new_text_is_one_new_entry_and_every_other_stays_as_it_was(read):
    before = {entry.id for entry in read().entries}
    page = Page.objects.get(address="/o-projektu/")
    PageVersion.objects.create(page=page, title="O projektu", summary="Nová věta.", publish_at=NOW - timedelta(hours=1))
    PageVersion.objects.create(page=page, title="Koncept", summary="Ještě ne.")
    PageVersion.objects.create(page=page, title="Zítra", publish_at=NOW + timedelta(hours=20))
    new = [entry for entry in read().entries if entry.id not in before]
    assert [(entry.title, entry.link, entry.summary, entry.updated) for entry in new] == [
        ("O projektu", "http://127.0.0.1:8000/o-projektu/", "Nová věta.", "2026-11-24T00:00:00+01:00")
    ]


def test_the_feed_says_what_changed_in_the_words_of_the_editor(read):
    page = Page.objects.get(address="/o-projektu/")
    text = {"page": page, "title": "O projektu", "summary": "Věta.", "publish_at": NOW - timedelta(hours=1)}
    PageVersion.objects.create(**text, change_note="Doplnili jsme, kdo projekt platí.")
    (entry,) = [entry for entry in read().entries if entry.link.endswith("/o-projektu/")]
    assert entry.summary == "Doplnili jsme, kdo projekt platí."


def test_a_typo_fix_is_no_news(read):
    before = {entry.id for entry in read().entries}
    page = Page.objects.get(address="/o-projektu/")
    PageVersion.objects.create(page=page, title="Bez chyby", publish_at=NOW - timedelta(hours=1), is_typo_fix=True)
    assert {entry.id for entry in read().entries} == before


def test_verified_hours_are_news_of_the_centre_alone(read):
    before = {entry.id for entry in read().entries}
    ContactCentre.objects.get().verify("hours_verified", None, NOW.date())
    assert [entry.link for entry in read().entries if entry.id not in before] == [
        "http://127.0.0.1:8000/kontaktni-centrum/"
    ]


def test_a_hidden_municipality_is_not_in_the_feed(read):
    municipality = Municipality.objects.get(slug="vir")
    municipality.is_published = False
    municipality.save()
    assert not [entry for entry in read().entries if "vir" in entry.link]


def test_every_page_says_where_the_feed_is(client):
    link = f'<link rel="alternate" type="application/atom+xml" title="Co je nového" href="{reverse("changes")}">'
    for address in ["/", "/obce/vir/", "/neni/"]:
        assert link in client.get(address).content.decode()


def test_a_site_without_content_has_no_feed(client):
    PageVersion.objects.all().delete()
    Municipality.objects.all().delete()
    ContactCentre.objects.all().delete()
    Page.objects.update(parent=None)
    Page.objects.all().delete()
    assert client.get("/zmeny.atom").status_code == 404
