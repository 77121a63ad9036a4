"""Events for readers: they come and go by the moment, and what became of one acts at once."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine

from municipalities.models import Municipality
from pages.events import state
from pages.events.state import EventState, Saying
from pages.events.when import When
from pages.frame import memory
from pages.models import PageVersion
from tests.pages.events.made import REGISTRATION, event, version_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 7, 11, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ADDRESS, LIST, FEED = "/akce/seminar/", "/akce/", "/akce/akce.ics"
TITLE = "Seminář: jak napsat lokální koncepci"
ENDS = datetime.fromisoformat("2027-01-12T13:00+01:00")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def text(response):
    return re.sub(r"\s+", " ", response.content.decode().replace("\u00a0", " ").replace("\u2060", ""))


def main(response):
    return text(response).partition("<main")[2].partition("</main>")[0]


def say(page, kind, reason="", to=None):
    memory.forget()
    return state.say(page, Saying(kind, reason, to), datetime.now(UTC), None)


def test_without_any_event_there_is_no_list_no_feed_and_no_word_of_them(client):
    for address in [LIST, FEED, "/akce.atom"]:
        assert client.get(address).status_code == 404
    for address in ["/", "/sitemap.xml", "/obce/brno/"]:
        assert "/akce/" not in text(client.get(address))


def test_an_event_says_when_and_where_it_is_and_how_to_come(client):
    page = event(**REGISTRATION, audience="obce", organiser="MPSV", is_free=True, accessibility="Bezbariérový vstup.")
    body = main(client.get(ADDRESS))
    for said in [
        "úterý 12. 1. 2027, 9–13 hodin", "Kontaktní centrum, Na Maninách 876/7, Praha-Holešovice", "zdarma",
        "Přihlásit se můžete do pátku 8. 1. 2027, 12 hodin.", 'href="https://example.cz/prihlaska"',
        "Bezbariérový vstup.", f"{page.address}akce.ics",
    ]:  # fmt: skip
        assert said in body
    assert TITLE in main(client.get(LIST))
    assert TITLE in main(client.get("/"))
    assert f'<a href="{LIST}">Akce</a>' in text(client.get("/obce/")).partition("<footer")[2]
    assert ">Akce</a>" not in text(client.get("/obce/")).partition("<main")[0]


def test_registration_ends_at_its_second_and_the_event_leaves_what_comes_at_its_end(client, clock):
    event(**REGISTRATION)
    client.get(LIST)  # the facts are held from here on
    ends = REGISTRATION["registration_until"]
    for moment, is_open in [(ends - SECOND, True), (ends, False)]:
        clock.move_to(moment)
        assert ("Přihlásit se" in main(client.get(ADDRESS))) is is_open
        assert ("Přihlášky do" in main(client.get(LIST))) is is_open
    for moment, is_coming in [(ENDS - SECOND, True), (ENDS, False)]:
        clock.move_to(moment)
        assert ("Co se chystá" in main(client.get(LIST))) is is_coming
        assert ("Co proběhlo v roce 2027" in main(client.get(LIST))) is not is_coming
        assert (TITLE in main(client.get("/"))) is is_coming
        assert (b"BEGIN:VEVENT" in client.get(FEED).content) is is_coming
    assert "Teď se žádná akce nechystá" in main(client.get(LIST))
    assert main(client.get(ADDRESS)).count("Přidat do kalendáře") == 0


def test_nobody_learns_the_date_of_a_draft_a_plan_or_what_was_withdrawn(client, clock):
    page = event()
    draft = {"starts_on": date(2027, 3, 3), "place": "Tajné místo"}
    version_of(page, publish_at=None, **draft)
    planned = event("planovana", publish_at=NOON + timedelta(hours=1), title="Plánovaná akce", **draft)
    shown = [ADDRESS, LIST, FEED, f"{ADDRESS}akce.ics", "/", "/akce.atom", "/zmeny.atom", "/hledat/?q=akce"]
    for address in [*shown, "/otevrena-data/akce.csv", "/otevrena-data/akce.jsonld"]:
        said = text(client.get(address))
        assert "Tajné" not in said
        assert "2027-03-03" not in said
        assert "20270303" not in said
    assert client.get(planned.address).status_code == 404
    clock.shift(timedelta(hours=1))
    assert "Tajné místo" in main(client.get(planned.address))
    PageVersion.objects.filter(page=planned).update(withdrawn_at=datetime.now(UTC))
    memory.forget()
    assert client.get(planned.address).status_code == client.get(f"{planned.address}akce.ics").status_code == 410
    assert "Tajné" not in text(client.get(FEED))


def test_a_cancelled_event_is_told_as_such_until_its_day_is_over(client, clock):
    page = event(**REGISTRATION)
    say(page, EventState.Kind.CANCELLED, "Přednášející onemocněl.")
    body = main(client.get(ADDRESS))
    assert "Akce je zrušená." in body
    assert "Přednášející onemocněl." in body
    assert "Přihlásit se" not in body
    assert "Mělo být" in body
    assert "zrušeno" in main(client.get(LIST))
    assert b"STATUS:CANCELLED" in client.get(FEED).content
    assert "https://schema.org/EventCancelled" in text(client.get(ADDRESS))
    clock.move_to(ENDS)
    assert TITLE not in main(client.get(LIST))
    assert b"BEGIN:VEVENT" not in client.get(FEED).content


def test_a_full_event_takes_nobody_and_a_moved_one_says_both_days(client):
    page = event(**REGISTRATION)
    say(page, EventState.Kind.FULL)
    assert "Přihlásit se" not in main(client.get(ADDRESS))
    assert "obsazeno" in main(client.get(LIST))
    say(page, EventState.Kind.MOVED, "Sál je zavřený.", When(date(2027, 2, 2), date(2027, 2, 2), time(9), time(13)))
    body = main(client.get(ADDRESS))
    assert "úterý 2. 2. 2027, 9–13 hodin" in body
    assert "Původně: úterý 12. 1. 2027, 9–13 hodin." in body
    assert '"previousStartDate":"2027-01-12T09:00:00+01:00"' in text(client.get(ADDRESS))
    assert "https://schema.org/EventRescheduled" in text(client.get(ADDRESS))
    version_of(page, publish_at=datetime.now(UTC), place="Jinde")  # a new text with the old day in it
    memory.forget()
    assert "úterý 2. 2. 2027" in main(client.get(ADDRESS))
    version_of(page, publish_at=datetime.now(UTC), starts_on=date(2027, 3, 3))
    memory.forget()
    assert "středa 3. 3. 2027" in main(client.get(ADDRESS))
    assert "Původně" not in main(client.get(ADDRESS))


def test_the_link_to_an_event_online_is_told_from_its_moment_and_calendars_learn_of_it(client, clock):
    begins = datetime.fromisoformat("2027-01-12T08:30+01:00")
    event(attendance="online", place="", street="", town="", online_url="https://example.cz/prenos", online_from=begins)
    before = client.get(FEED).content.decode()
    assert "Odkaz tu bude od úterý 12. 1. 2027, 8.30 hodin." in main(client.get(ADDRESS))
    clock.move_to(begins - SECOND)
    assert "https://example.cz/prenos" not in text(client.get(ADDRESS)) + client.get(FEED).content.decode()
    clock.move_to(begins)
    assert 'href="https://example.cz/prenos"' in main(client.get(ADDRESS))
    after = client.get(FEED).content.decode()
    assert "https://example.cz/prenos" in after
    sequences = [int(re.search(r"SEQUENCE:(\d+)", feed)[1]) for feed in [before, after]]
    assert sequences[0] < sequences[1]


def test_a_municipality_tells_of_its_events_and_they_of_those_that_readers_see(client):
    page = event()
    shown, hidden = Municipality.objects.get(slug="brno"), Municipality.objects.get(slug="steti")
    for municipality in [shown, hidden]:
        municipality.news.add(page)
    Municipality.objects.filter(pk=hidden.pk).update(is_published=False)
    memory.forget()
    assert TITLE in main(client.get("/obce/brno/"))
    assert TITLE not in main(client.get("/obce/vir/"))
    body = main(client.get(ADDRESS))
    assert '<a href="/obce/brno/">Brno</a>' in body
    assert "Štětí" not in body
