"""The feed of the hours, read back by a package that shares nothing with the one that writes it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from contact.exports.calendars import hours_calendar
from contact.exports.told import retold
from contact.hours.engine import (
    PRAGUE,
    Kind,
    Schedule,
    Shift,
    SpecialDays,
    openings_on,
    state_at,
    verified_through,
)
from contact.models import ContactCentre
from tests.contact.exports.readers import fed_hours
from tests.contact.hours.schedules import CENTRE, DAY, FRIDAY, MINUTE, MONDAY, WEDNESDAY, at, hours


def feed(schedule, moment, told=()):
    """What is fed from a moment on to whoever was told nothing before, or `told`."""
    centre = ContactCentre(phone="+420778455761")
    centre.schedule = schedule
    rows = {row.uid: row for row in [*told, *retold(told, centre, moment)]}
    return hours_calendar(row.event for row in sorted(rows.values(), key=lambda row: (row.starts_at, row.uid))).decode()


def read(text):
    return vobject.readOne(text).contents


def events(text):
    return read(text).get("vevent", [])


def days(schedule):
    first, last = schedule.verified_on, verified_through(schedule)
    return [first + number * DAY for number in range((last - first).days + 1)]


def whole_feed(schedule):
    """What is fed when the hours have just been verified."""
    return feed(schedule, datetime.combine(schedule.verified_on, time.min, PRAGUE).astimezone(UTC))


def assert_open_when_the_engine_is(schedule, shown):
    """At every boundary that the engine or the program knows, a minute before it and a minute after it."""
    told = [(opening.start, opening.end) for day in days(schedule) for opening in openings_on(schedule, day)]
    for edge in {edge.astimezone(UTC) for stretch in [*told, *shown] for edge in stretch}:
        for instant in (edge - MINUTE, edge, edge + MINUTE):
            is_shown = any(start <= instant < end for start, end in shown)
            assert is_shown == (state_at(schedule, instant).kind is Kind.OPEN), instant


# Each is verified on four days half a year apart, so that two years are covered, with four changes of the clocks.
VERIFICATIONS = [date(2026, 1, 1), date(2026, 7, 1), date(2027, 1, 1), date(2027, 7, 1)]
NIGHTS = [("00:30", "01:00"), ("01:30", "02:10"), ("02:20", "02:40"), ("02:50", "03:30"), ("23:00", "23:59")]
SCHEDULES = {
    "the source's hours": CENTRE,
    "work on holidays": replace(CENTRE, holidays_close=False),
    "two stretches a day": Schedule((MONDAY, WEDNESDAY, Shift(2, time(13, 30), time(15)), Shift(2, time(8), time(9)))),
    "hours that begin and end": Schedule(
        (
            replace(MONDAY, valid_through=date(2026, 4, 30)),
            replace(WEDNESDAY, valid_from=date(2026, 8, 5), valid_through=date(2027, 3, 24)),
            replace(FRIDAY, valid_from=date(2027, 3, 1)),
        )
    ),
    "exceptions": replace(
        CENTRE,
        specials=tuple(
            special
            for year in (2026, 2027)
            for special in (
                SpecialDays(date(year, 2, 1), date(year, 2, 28), "oprava"),
                SpecialDays(date(year, 2, 9), date(year, 2, 15), "oprava", hours(("10:00", "11:00"))),
                SpecialDays(date(year, 2, 11), date(year, 2, 11), "porada"),
                SpecialDays(date(year, 12, 24), date(year, 12, 24), "pracujeme", hours(("08:00", "09:00"))),
                SpecialDays(
                    date(year, 8, 1), date(year, 8, 2), "víkend", hours(("09:00", "10:00"), ("11:00", "12:00"))
                ),
            )
        ),
    ),
    "nights in which the clocks change": Schedule(
        tuple(Shift(6, *pair) for pair in hours(*NIGHTS)), holidays_close=False
    ),
}


@pytest.mark.parametrize("verified_on", VERIFICATIONS, ids=str)
@pytest.mark.parametrize("rows", SCHEDULES.values(), ids=SCHEDULES)
def test_at_every_boundary_of_two_years_a_calendar_is_open_exactly_when_the_engine_is(rows, verified_on):
    schedule = replace(rows, verified_on=verified_on)
    shown = fed_hours(whole_feed(schedule))
    assert len(shown) > 8
    assert_open_when_the_engine_is(schedule, shown)


walls = st.builds(time, st.integers(0, 23), st.sampled_from(range(0, 60, 5)))
pairs = st.tuples(walls, walls).map(sorted).map(tuple)
dates = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@st.composite
def shifts(draw):
    limits = sorted([draw(dates), draw(dates)]) if draw(st.booleans()) else []
    return Shift(draw(st.sampled_from([0, 3, 6, 6])), *draw(pairs), *limits)


@st.composite
def special_days(draw):
    first = draw(dates)
    through = first + draw(st.integers(0, 30)) * DAY
    return SpecialDays(first, through, draw(st.text(max_size=80)), tuple(draw(st.lists(pairs, max_size=2))))


schedules = st.builds(
    Schedule,
    shifts=st.lists(shifts(), max_size=5).map(tuple),
    specials=st.lists(special_days(), max_size=3).map(tuple),
    holidays_close=st.booleans(),
    verified_on=dates,
    review_months=st.just(2),
)


@settings(max_examples=60, deadline=None)
@given(schedules)
def test_any_rows_and_reasons_are_shown_as_the_engine_tells_them(schedule):
    text = whole_feed(schedule)
    assert_open_when_the_engine_is(schedule, fed_hours(text))
    uids = [event.uid.value for event in events(text)]
    assert len(uids) == len(set(uids))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_the_zone_in_the_file_is_pragues_before_and_after_every_change_of_the_clocks():
    zone = vobject.readOne(whole_feed(CENTRE)).vevent.dtstart.value.tzinfo
    assert zone is not PRAGUE
    for year in range(2020, 2036):
        for month in (3, 10):
            for number in range(8 * 24):
                instant = datetime(year, month, 24, tzinfo=UTC) + number * timedelta(hours=1)
                told, true = instant.astimezone(zone), instant.astimezone(PRAGUE)
                assert (told.replace(tzinfo=None), told.fold) == (true.replace(tzinfo=None), true.fold)


KNOWN, EXPIRED = at("2026-09-21 08:00"), at("2027-03-22 00:00")
CLOSED_WEEK = SpecialDays(date(2026, 11, 23), date(2026, 11, 29), "dovolená")


def test_where_nothing_may_be_said_the_calendar_is_valid_and_without_events():
    calendar = vobject.readOne(feed(CENTRE, EXPIRED))
    calendar.validate(raiseException=True)
    assert [component.name for component in calendar.components()] == ["VTIMEZONE"]


def test_the_calendar_says_what_it_is_and_when_to_look_again():
    head = {
        name: lines[0].value for name, lines in read(feed(CENTRE, KNOWN)).items() if name not in {"vevent", "vtimezone"}
    }
    assert head == {
        "version": "2.0",
        "prodid": "-//127.0.0.1//Kontaktní centrum//CS",
        "method": "PUBLISH",
        "name": "Kontaktní centrum: kdy jsme na telefonu",
        "x-wr-calname": "Kontaktní centrum: kdy jsme na telefonu",
        "refresh-interval": "PT6H",
        "x-published-ttl": "PT6H",
    }
    assert read(feed(CENTRE, KNOWN))["refresh-interval"][0].params == {"VALUE": ["DURATION"]}  # RFC 7986, 5.7


def test_an_opening_says_whom_to_call_takes_nobodys_time_and_never_recurs():
    text = feed(CENTRE, KNOWN)
    assert {name: lines[0].value for name, lines in events(text)[0].contents.items()} == {
        "uid": "hodiny-20260921-1@127.0.0.1",
        "dtstamp": KNOWN,
        "last-modified": KNOWN,
        "sequence": str((KNOWN - datetime(2020, 1, 1, tzinfo=UTC)) // timedelta(seconds=1)),
        "status": "CONFIRMED",
        "dtstart": at("2026-09-21 12:00"),
        "dtend": at("2026-09-21 16:00"),
        "summary": "Kontaktní centrum: jsme na telefonu",
        "description": "Telefon: +420 778 455 761",
        "url": "http://127.0.0.1:8000/kontaktni-centrum/",
        "transp": "TRANSPARENT",
    }
    assert "DTSTART;TZID=Europe/Prague:20260921T120000\r\n" in text


def test_uids_stay_when_other_days_change():
    changed = replace(CENTRE, shifts=(*CENTRE.shifts, Shift(3, time(8), time(9))), specials=(CLOSED_WEEK,))
    before, after = (
        {event.dtstart.value: event.uid.value for event in events(feed(rows, KNOWN))} for rows in (CENTRE, changed)
    )
    kept = before.keys() & after.keys()
    assert len(before) - len(kept) == 3  # the closed week's
    assert {start: before[start] for start in kept} == {start: after[start] for start in kept}


def test_a_reason_is_read_back_as_it_was_written_and_without_what_is_only_for_typography():
    written = "školení, porada; \\ „úklid“: 😀😀😀 a\npotom\u00a0od 9\u2060–\u206010 hodin jako obvykle"
    special = SpecialDays(date(2026, 11, 25), date(2026, 11, 25), written, hours(("09:00", "10:00")))
    text = feed(replace(CENTRE, specials=(special,)), KNOWN)
    told = [event.description.value for event in events(text) if "-20261125-" in event.uid.value]
    assert told == [
        "Výjimka z běžných hodin: školení, porada; \\ „úklid“: 😀😀😀 a potom od 9–10 hodin jako obvykle\n"
        "Telefon: +420 778 455 761"
    ]
    assert "\u00a0" not in text
    assert "\u2060" not in text


def test_every_line_ends_as_the_standard_wants_and_is_no_longer_than_75_octets():
    special = replace(CLOSED_WEEK, reason="ž" * 80, hours=hours(("09:00", "10:00")))
    lines = feed(replace(CENTRE, specials=(special,)), KNOWN).split("\r\n")
    assert lines[-1] == ""
    assert not [line for line in lines if "\n" in line or "\r" in line]
    assert max(len(line.encode()) for line in lines) == 75
