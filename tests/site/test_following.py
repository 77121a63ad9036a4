"""Whoever follows the feed of changes learns of each, at its true moment, whenever his program looks."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import feedparser
import pytest
import time_machine
from django.db import transaction
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contact.models import ContactCentre
from municipalities.models import Municipality
from pages.frame import memory
from pages.frame.frame import Frame
from pages.models import Page, PageVersion
from socialnibydleni.exports import fact_changes, feeds
from tests.thorough import examples

pytestmark = pytest.mark.django_db

NOON = datetime(2030, 11, 19, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
ATOM = {"": "http://www.w3.org/2005/Atom"}
SITE = "http://127.0.0.1:8000"
ABOUT, FREE, NEWS, VIR = "/o-projektu/", "/volna/", "/aktuality/nova/", "/obce/vir/"
GONE = {"Stránku jsme vzali z webu", "Aktualitu jsme vzali z webu"}


class Follower:
    """Keeps every entry, and takes another with the same id over when it is newer."""

    def __init__(self, read):
        self.read, self.held = read, {}

    def poll(self, feed):
        """Take a feed over. An entry with the same moment has the same words."""
        updated, entries = self.read(feed)
        moments = [entry[0] for entry in entries.values()]
        assert moments == sorted(moments, reverse=True)
        assert updated == moments[0]
        for name, entry in entries.items():
            known = self.held.get(name)
            assert known is None or entry == known or entry[0] > known[0], name
            self.held[name] = entry

    def last(self, address):
        """The newest entry about a page: its moment and its title."""
        about = [entry for entry in self.held.values() if entry[2] == SITE + address]
        return max(about)[:2] if about else None


def by_feedparser(feed):
    parsed = feedparser.parse(feed)
    assert not parsed.bozo, parsed.bozo_exception
    entries = {
        entry.id: (_moment(entry.updated), entry.title, entry.link, entry.get("summary", ""))
        for entry in parsed.entries
    }
    assert len(entries) == len(parsed.entries)
    return _moment(parsed.feed.updated), entries


def by_elements(feed):
    root = ElementTree.fromstring(feed)
    parts = ["updated", "title", "summary"]
    entries = {}
    for entry in root.iterfind("entry", ATOM):
        moment, title, summary = (entry.findtext(part, "", ATOM) for part in parts)
        entries[entry.findtext("id", "", ATOM)] = _moment(moment), title, entry.find("link", ATOM).get("href"), summary
    return _moment(root.findtext("updated", "", ATOM)), entries


def _moment(text):
    return datetime.fromisoformat(text)


class History:
    """What is done to the site, and by it what the newest word about each page is."""

    def __init__(self, clock):
        self.clock, self.last, self.planned = clock, {}, []
        self.up = {FREE: False, NEWS: False, VIR: True}

    @property
    def now(self):
        return datetime.now(UTC)

    def feed(self, view):
        memory.forget()
        request = RequestFactory().get("/")
        request.frame = Frame(self.now)
        return view(request).content

    def do(self, what, value):
        self.clock.shift(timedelta(minutes=7))
        getattr(self, what)(value)
        for at, address, title in [plan for plan in self.planned if plan[0] <= self.now]:
            self.planned.remove((at, address, title))
            self.last[address], self.up[address] = (at, title), True

    def time_passes(self, hours):
        self.clock.shift(hours * HOUR)

    def publish(self, value):
        address, note, ahead, is_typo_fix = value
        title, at = f"Text {self.now:%d.%H:%M}", self.now + ahead * HOUR
        if not self.is_planned(address):
            text = {"title": title, "change_note": "" if is_typo_fix else note, "is_typo_fix": is_typo_fix}
            PageVersion.objects.create(page=Page.objects.get(address=address), publish_at=at, **text)
            self.planned.append((at, address, title))

    def is_planned(self, address):
        return any(planned == address for _, planned, _ in self.planned)

    def withdraw(self, address):
        if self.up[address] and not self.is_planned(address):
            version = PageVersion.objects.shown(self.now).get(page__address=address)
            version.withdrawn_at = self.now
            version.save()
            self.last[address], self.up[address] = (self.now, None), False

    def hide(self, _):
        municipality = Municipality.objects.get(slug="vir")
        municipality.is_published = self.up[VIR] = not municipality.is_published
        municipality.save()
        self.last[VIR] = self.now, municipality.name if self.up[VIR] else None

    def change_facts(self, value):
        municipality = Municipality.objects.get(slug="vir")
        municipality.district = value
        municipality.save()
        if municipality.history.first().prev_record.district != value and self.up[VIR]:
            self.last[VIR] = self.now, "Vír"
        ContactCentre.objects.get().save()  # nothing has changed

    def verify(self, _):
        Municipality.objects.get(slug="vir").verify("verified", None, self.now.date())


addresses = st.sampled_from([ABOUT, FREE, NEWS])
notes = st.sampled_from(["", "Doplnili jsme adresu."])
STEPS = st.one_of(
    st.tuples(st.just("time_passes"), st.sampled_from([1, 30])),
    st.tuples(st.just("publish"), st.tuples(addresses, notes, st.sampled_from([0, 0, 5]), st.booleans())),
    st.tuples(st.just("withdraw"), st.sampled_from([FREE, NEWS])),
    st.tuples(st.just("hide"), st.none()),
    st.tuples(st.just("change_facts"), st.sampled_from(["Žďár nad Sázavou", "Přerov"])),
    st.tuples(st.just("verify"), st.none()),
    st.tuples(st.just("poll"), st.integers(0, 1)),
)


@pytest.fixture
def pages(monkeypatch):
    """Two pages of editors; and fewer facts, for the sake of speed."""
    kinds = {model: fact_changes.SENTENCES[model] for model in [Municipality, ContactCentre]}
    monkeypatch.setattr(fact_changes, "SENTENCES", kinds)
    Municipality.history.exclude(slug="vir").delete()
    Page.objects.create(address=FREE, kind=Page.Kind.FREE, menu_title="Volná")
    Page.objects.create(address=NEWS, kind=Page.Kind.NEWS, menu_title="Nová")


def assert_knows(reader, last):
    for address, (moment, title) in last.items():
        known, said = reader.last(address)
        assert (known, said in GONE) == (moment, title is None), address
        assert said == title or title is None


@pytest.mark.slow
@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, min_size=2, max_size=7))
def test_whenever_a_program_looks_it_ends_with_what_the_pages_say(pages, steps):
    with transaction.atomic(), time_machine.travel(NOON, tick=False) as clock:
        history = History(clock)
        readers = [Follower(by_feedparser), Follower(by_elements)]
        for what, value in [*steps, ("time_passes", 6)]:
            if what == "poll":
                readers[value].poll(history.feed(feeds.changes))
            else:
                history.do(what, value)
        feed = history.feed(feeds.changes)
        for reader in readers:
            reader.poll(feed)
            assert_knows(reader, history.last)
        transaction.set_rollback(True)
