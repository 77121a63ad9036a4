"""Laws of events, whatever their days and times: all forms of one say the same, and what is over is not to come."""

import json
import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
import vobject
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from pages.events.when import When, problems
from pages.frame import memory
from pages.models import EventState
from tests.contact.hours.walked_clock import clock
from tests.pages.events.made import event, version_of
from tests.thorough import examples

pytestmark = pytest.mark.django_db
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)
NOW = datetime(2027, 3, 20, tzinfo=UTC)
WEEKDAYS = ["pondělí", "úterý", "střed", "čtvrt", "pát", "sobot", "neděl"]
CLOCK = r"(\d{1,2}(?:\.\d\d)?)"
ONE_DAY = re.compile(rf"(\w+) (\d+)\. (\d+)\. (\d+)(?:, (?:od {CLOCK} hodiny?|{CLOCK}–{CLOCK} hodin))?")
FIRST, LAST = r"(\w+) (\d+)\. (\d+)\.(?: (\d+))?", r"(\w+) (\d+)\. (\d+)\. (\d+)"
SEVERAL = re.compile(rf"od {FIRST}(?:, {CLOCK} hodin\w?)?,? do {LAST}(?:, {CLOCK} hodin\w?)?")
ANYHOW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
# Whole quarters, thick around the hour in which the clocks change.
times = st.builds(time, st.sampled_from([0, 1, 2, 2, 3, 3, 9, 13, 23]), st.sampled_from([0, 15, 30, 59]))
days = st.builds(lambda day, number: day + number * DAY, st.sampled_from([SPRING, AUTUMN]), st.integers(-2, 1))


@st.composite
def whens(draw):
    first = draw(days)
    starts_at = draw(st.none() | times)
    return When(first, first + draw(st.integers(0, 3)) * DAY, starts_at, draw(st.none() | times) if starts_at else None)


possible = whens().filter(lambda when: not [*problems(*when)])


def instant(day, wall):
    """The first moment at which a clock in Prague shows the time on that day, found by walking through it."""
    return next(moment for moment, shown in clock(day) if shown == wall)


def in_words(said):
    """What a person reads: the days and times."""
    said = re.sub(r"\s", " ", said.replace("\u2060", ""))
    if found := ONE_DAY.fullmatch(said):
        name, day, month, year, start, begins, ends = found.groups()
        last = first = _day(name, day, month, year)
        start, end = start or begins, ends
    else:
        name, day, month, year, start, last_name, last_day, last_month, last_year, end = SEVERAL.fullmatch(
            said
        ).groups()
        first = _day(name, day, month, year or last_year)
        last = _day(last_name, last_day, last_month, last_year)
    return When(first, last, *(time(*map(int, wall.split("."))) if wall else None for wall in (start, end)))


def _day(name, *parts):
    found = date(*map(int, reversed(parts)))
    assert name.startswith(WEEKDAYS[found.weekday()])
    return found


def moment(value):
    """A day as it is, a moment in UTC."""
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def iso(text):
    return date.fromisoformat(text) if len(text) == len("2027-01-01") else datetime.fromisoformat(text).astimezone(UTC)


def of_page(client):
    body = client.get("/akce/seminar/").content.decode()
    node = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', body)[1])["@graph"][0]
    words = re.search(r"<dt>(?:Kdy|Mělo být)</dt><dd><time[^>]*>(.*?)</time>", body)[1]
    return words, node


def of_calendar(text):
    """DTSTART, DTEND and STATUS as two programs read them."""
    [ours] = Calendar.from_ical(text).walk("VEVENT")
    theirs = vobject.readOne(text).vevent
    for read in [
        (ours["DTSTART"].dt, ours["DTEND"].dt if "DTEND" in ours else None, ours["STATUS"]),
        (theirs.dtstart.value, theirs.dtend.value if hasattr(theirs, "dtend") else None, theirs.status.value),
    ]:
        yield tuple(moment(part) for part in read[:2]), read[2]


@settings(ANYHOW, max_examples=examples(25, 1000))
@given(announced=possible, moved=possible, kind=st.sampled_from(EventState.Kind.values), data=st.data())
def test_the_page_two_calendars_json_ld_and_open_data_say_one_when_and_one_state(client, announced, moved, kind, data):
    with time_machine.travel(NOW, tick=False), transaction.atomic():
        is_moved = moved != announced and (kind == "moved" or data.draw(st.booleans()))
        kind = kind if kind != "moved" or is_moved else "announced"
        page = event(**announced._asdict())
        if kind != "announced" or is_moved:
            was, now = [announced, moved] if is_moved else [(None,) * 4] * 2
            names = ["on", "until_on", "at", "until_at"], ["starts_on", "ends_on", "starts_at", "ends_at"]
            told = {f"was_{name}": one for name, one in zip(names[0], was, strict=True)}
            told |= dict(zip(names[1], now, strict=True))
            EventState.objects.create(page=page, kind=kind, reason="Důvod.", said_at=NOW, **told)
        memory.forget()
        when = moved if is_moved else announced
        start = instant(when.starts_on, when.starts_at) if when.starts_at else when.starts_on
        end = instant(when.ends_on, when.ends_at) if when.ends_at else when.ends_on

        words, node = of_page(client)
        assert in_words(words) == when
        assert iso(node["startDate"]) == start
        assert ("endDate" in node) is (when.starts_at is None or when.ends_at is not None or not when.is_one_day)
        assert iso(node.get("endDate", when.ends_on.isoformat())) == end
        status = "EventCancelled" if kind == "cancelled" else "EventRescheduled" if is_moved else "EventScheduled"
        assert node["eventStatus"] == f"https://schema.org/{status}"
        assert node.get("previousStartDate") == (announced.iso if is_moved else None)

        after = end if isinstance(end, datetime) else end + DAY
        if when.starts_at and not when.ends_at:
            after = None if when.is_one_day else instant(when.ends_on + DAY, time())
        for address in ["/akce/seminar/akce.ics", "/akce/akce.ics"]:
            for span, told in of_calendar(client.get(address).content.decode()):
                assert span == (start, after)
                assert (told == "CANCELLED") is (kind == "cancelled")

        [offered] = json.loads(client.get("/otevrena-data/akce.jsonld").content)
        interval = offered["doba_trvání"][0]["časový_interval"]
        assert [iso(interval[name].get("datum_a_čas") or interval[name]["datum"]) for name in ["začátek", "konec"]] == [
            start, end
        ]  # fmt: skip
        word = {"full": "obsazeno", "cancelled": "zrušeno"}.get(kind, "přesunuto" if is_moved else None)
        assert offered.get("stav_akce") == word
        transaction.set_rollback(True)


@settings(ANYHOW, max_examples=examples(4, 60))
@given(st.lists(possible, min_size=1, max_size=6), st.data())
def test_no_poll_at_any_moment_shows_what_is_over_as_still_to_come(client, planned, data):
    ends = {
        f"Akce {number}": instant(when.ends_on, when.ends_at) if when.ends_at else instant(when.ends_on + DAY, time())
        for number, when in enumerate(planned)
    }
    near = st.builds(lambda end, by: end + timedelta(seconds=by), st.sampled_from([*ends.values()]), st.integers(-2, 2))
    with time_machine.travel(NOW, tick=False) as now, transaction.atomic():
        for number, when in enumerate(planned):
            event(f"akce-{number}", title=f"Akce {number}", **when._asdict())
        memory.forget()  # once: from here on what is held must know itself when it is over
        for polled in sorted(data.draw(st.lists(near | st.sampled_from([*ends.values()]), min_size=1, max_size=6))):
            now.move_to(polled)
            coming = {title for title, end in ends.items() if polled < end}
            body = client.get("/akce/").content.decode()
            listed = body.partition(">Co se chystá<")[2].partition("Co proběhlo")[0].partition("<aside")[0]
            assert {*re.findall(r">(Akce \d)</a>", listed)} == coming
            fed = Calendar.from_ical(client.get("/akce/akce.ics").content).walk("VEVENT")
            assert {str(entry["SUMMARY"]) for entry in fed} == coming
            home = client.get("/").content.decode().partition("Nejbližší akce")[2].partition("</section>")[0]
            assert {*re.findall(r">(Akce \d)</a>", home)} <= coming
            assert ("Nejbližší akce" in client.get("/").content.decode()) is bool(coming)
        transaction.set_rollback(True)


def test_sequence_rises_with_every_change_and_the_uid_stays(client):
    def fed():
        memory.forget()
        [entry] = Calendar.from_ical(client.get("/akce/seminar/akce.ics").content).walk("VEVENT")
        return str(entry["UID"]), int(entry["SEQUENCE"])

    with time_machine.travel(NOW, tick=False) as now:
        page = event(starts_on=date(2027, 4, 1))
        told = [fed()]
        for change in range(3):
            now.shift(timedelta(seconds=2))
            if change == 1:
                EventState.objects.create(page=page, kind="cancelled", reason="Důvod.", said_at=datetime.now(UTC))
            else:
                version_of(page, publish_at=datetime.now(UTC), starts_on=date(2027, 4, 2 + change))
            told.append(fed())
    assert len({uid for uid, _ in told}) == 1
    assert [sequence for _, sequence in told] == sorted({sequence for _, sequence in told})
