"""The days ahead as an editor sees them before a save: data in, data out."""

from dataclasses import replace
from datetime import date, time

import pytest

from contact.hours.engine import Schedule, SpecialDays
from contact.hours.preview import PreviewDay, Told, closing_holiday, fingerprint, gaps, next_opening, preview
from tests.contact.hours.schedules import CENTRE, DAY, FRIDAY, MONDAY, WEDNESDAY, at, hours, with_specials

NOVEMBER = date(2026, 11, 23)  # a Monday
TRAINING = SpecialDays(date(2026, 11, 25), date(2026, 11, 27), "školení")
MORNING, AFTERNOON, NOTHING = hours(("09:00", "13:00")), hours(("12:00", "16:00")), ()


def days(schedule, stored=CENTRE, first=NOVEMBER, count=7):
    return preview(schedule, stored, first, count)


def test_each_day_says_the_hours_that_hold_on_it():
    week = [AFTERNOON, NOTHING, MORNING, NOTHING, MORNING, NOTHING, NOTHING]
    assert [day.told.hours for day in days(CENTRE)] == week


def test_only_a_day_that_changes_says_what_is_stored_now():
    found = days(with_specials(TRAINING))
    stored = {day.day.day: day.before.hours for day in found if day.before}
    assert stored == {25: MORNING, 26: NOTHING, 27: MORNING}
    assert found[2] == PreviewDay(
        TRAINING.from_day,
        Told(NOTHING, "školení", is_covered=True),
        Told(MORNING, "", is_covered=True),
        is_verified=True,
    )


def test_another_reason_alone_is_a_change():
    found = days(with_specials(replace(TRAINING, reason="výpadek")), with_specials(TRAINING))
    assert [day.before.reason for day in found if day.before] == ["školení"] * 3


def test_order_of_the_rows_is_no_change():
    upside_down = replace(CENTRE, shifts=CENTRE.shifts[::-1])
    assert [day.before for day in days(upside_down, count=30)] == [None] * 30


def test_a_holiday_is_named_unless_the_centre_works_on_it():
    christmas = [day.told for day in days(CENTRE, first=date(2026, 12, 24), count=2)]
    assert christmas == [Told(NOTHING, "Štědrý den", True), Told(NOTHING, "1. svátek vánoční", True)]
    working = days(replace(CENTRE, holidays_close=False), first=date(2026, 12, 25), count=1)
    assert working[0].told == Told(MORNING, "", True)


def test_special_days_rule_over_a_holiday_and_over_longer_ones():
    long = SpecialDays(date(2026, 12, 21), date(2026, 12, 31), "dovolená")
    short = SpecialDays(date(2026, 12, 24), date(2026, 12, 24), "služba", MORNING)
    found = days(with_specials(long, short), first=date(2026, 12, 23), count=3)
    assert [day.told.reason for day in found] == ["dovolená", "služba", "dovolená"]
    assert [day.told.hours for day in found] == [NOTHING, MORNING, NOTHING]


@pytest.mark.parametrize(
    ("verified_on", "is_verified"), [(None, [False] * 3), (date(2026, 9, 21), [True, True, False])]
)
def test_a_verification_ends_on_its_last_day(verified_on, is_verified):
    found = days(replace(CENTRE, verified_on=verified_on), first=date(2027, 3, 20), count=3)
    assert [day.is_verified for day in found] == is_verified


def test_days_without_a_valid_row_are_gaps_whether_verified_or_not():
    rows = [replace(row, valid_through=date(2026, 11, 24)) for row in CENTRE.shifts]
    rows.append(replace(MONDAY, valid_from=date(2026, 11, 28)))
    open_again = SpecialDays(date(2026, 11, 26), date(2026, 11, 26), "náhradní den", MORNING)
    schedule = Schedule(tuple(rows), (open_again,))
    assert gaps(days(schedule)) == [
        (date(2026, 11, 25), date(2026, 11, 25)),
        (date(2026, 11, 27), date(2026, 11, 27)),
    ]
    assert gaps(days(CENTRE, count=30)) == []


def test_a_gap_at_the_end_reaches_to_the_last_day_shown():
    ending = replace(CENTRE, shifts=(replace(MONDAY, valid_through=date(2026, 11, 26)),))
    assert gaps(days(ending)) == [(date(2026, 11, 27), date(2026, 11, 29))]


@pytest.mark.parametrize("first", [date(2026, 10, 20), date(2027, 3, 20), date(2028, 2, 20), date(2026, 12, 20)])
def test_no_day_is_left_out_or_told_twice(first):
    assert [day.day for day in days(CENTRE, first=first, count=30)] == [first + number * DAY for number in range(30)]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-23 11:59", "2026-11-23"),
        ("2026-11-23 12:00", "2026-11-25"),
        ("2026-11-23 16:00", "2026-11-25"),
        ("2026-12-23 12:30", "2026-12-28"),  # Christmas lies between
    ],
)
def test_next_opening_is_never_the_one_that_runs(moment, day):
    assert next_opening(CENTRE, at(moment)).start.date() == date.fromisoformat(day)


def test_nothing_is_next_where_nothing_is_known():
    assert next_opening(replace(CENTRE, verified_on=None), at("2026-11-23 12:00")) is None


def test_closing_holiday_is_the_first_that_takes_hours_away():
    assert closing_holiday(CENTRE, date(2026, 11, 17), 60) == (date(2026, 12, 25), "1. svátek vánoční")


@pytest.mark.parametrize(("count", "is_near"), [(32, False), (33, True)])
def test_closing_holiday_is_looked_for_on_so_many_days(count, is_near):
    assert bool(closing_holiday(CENTRE, NOVEMBER, count)) is is_near


@pytest.mark.parametrize(
    "schedule",
    [
        replace(CENTRE, holidays_close=False),
        with_specials(SpecialDays(date(2026, 12, 25), date(2026, 12, 25), "služba", MORNING)),
        with_specials(SpecialDays(date(2026, 12, 21), date(2027, 1, 3), "dovolená")),
    ],
    ids=["open on holidays", "opened by an exception", "closed anyway"],
)
def test_a_holiday_that_closes_nothing_is_not_named(schedule):
    assert closing_holiday(schedule, date(2026, 12, 20), 10) is None


def test_fingerprint_is_that_of_the_hours_and_of_nothing_else():
    special = with_specials(TRAINING, replace(TRAINING, reason="výpadek"))
    same = [replace(special, specials=special.specials[::-1]), replace(special, verified_on=None)]
    assert {fingerprint(schedule) for schedule in same} == {fingerprint(special)}


@pytest.mark.parametrize(
    "changed",
    [
        replace(CENTRE, holidays_close=False),
        replace(CENTRE, shifts=(MONDAY, WEDNESDAY)),
        replace(CENTRE, shifts=(MONDAY, WEDNESDAY, replace(FRIDAY, opens=time(9, 1)))),
        replace(CENTRE, shifts=(MONDAY, WEDNESDAY, replace(FRIDAY, valid_through=date(2030, 1, 1)))),
        with_specials(TRAINING),
    ],
)
def test_fingerprint_tells_any_change_of_the_hours(changed):
    assert fingerprint(changed) != fingerprint(CENTRE)
