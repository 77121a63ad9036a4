"""Runs of days with other hours than the week's."""

from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from contact.hours.engine import Schedule, Shift, SpecialDays, rule_on
from contact.hours.exceptions import Run, day_after, runs, week_hours
from tests.contact.hours.schedules import CENTRE, DAY, hours, with_specials

FIRST = date(2026, 11, 1)


def test_a_holiday_counts_only_on_a_day_on_which_somebody_would_answer():
    found = runs(CENTRE, date(2026, 12, 1), date(2027, 1, 31))
    assert [(run.first, run.reason) for run in found] == [
        (date(2026, 12, 25), "1. svátek vánoční"),
        (date(2027, 1, 1), "Den obnovy samostatného českého státu a Nový rok"),
    ]


def test_a_run_is_told_to_its_own_end_and_holidays_inside_it_are_not_told_again():
    away = SpecialDays(date(2026, 12, 21), date(2027, 1, 3), "dovolená")
    assert runs(with_specials(away), date(2026, 12, 1), date(2026, 12, 24)) == [
        Run(date(2026, 12, 21), date(2027, 1, 3), (), "dovolená")
    ]


def test_a_closure_until_further_notice_ends_with_the_last_of_all_days():
    closed = SpecialDays(date(2026, 12, 1), date.max, "centrum je zavřené")
    (run,) = runs(with_specials(closed), FIRST, date(2026, 12, 31))
    assert (run.first, run.last) == (date(2026, 12, 1), date.max)


def test_a_shorter_exception_inside_a_longer_one_splits_it():
    away = SpecialDays(date(2026, 12, 7), date(2026, 12, 20), "dovolená")
    here = SpecialDays(date(2026, 12, 9), date(2026, 12, 9), "zástup", hours(("08:00", "10:00")))
    found = runs(with_specials(away, here), FIRST, date(2026, 12, 20))
    assert [(run.first.day, run.last.day, run.reason) for run in found] == [
        (7, 8, "dovolená"),
        (9, 9, "zástup"),
        (10, 20, "dovolená"),
    ]


def test_an_exception_that_changes_nothing_is_not_told():
    weekend = SpecialDays(date(2026, 12, 5), date(2026, 12, 6), "víkend")
    same = SpecialDays(date(2026, 12, 9), date(2026, 12, 9), "jako jindy", hours(("09:00", "13:00")))
    assert runs(with_specials(weekend, same), FIRST, date(2026, 12, 20)) == runs(CENTRE, FIRST, date(2026, 12, 20))


def test_hours_of_the_week_are_those_valid_on_the_day_in_order():
    later = Shift(0, time(8), time(9), valid_from=date(2027, 1, 1))
    schedule = replace(CENTRE, shifts=(*CENTRE.shifts, later))
    assert week_hours(schedule, 0, date(2026, 12, 31)) == hours(("12:00", "16:00"))
    assert week_hours(schedule, 0, date(2027, 1, 1)) == hours(("08:00", "09:00"), ("12:00", "16:00"))


def test_the_last_of_all_days_is_followed_by_itself():
    assert day_after(date.max) == date.max
    assert day_after(date(2026, 12, 31)) == date(2027, 1, 1)


days = st.dates(FIRST, FIRST + timedelta(days=60))
specials = st.builds(
    lambda first, length, reason, is_open: SpecialDays(
        first, first + length * DAY, reason, hours(("08:00", "10:00")) if is_open else ()
    ),
    days,
    st.integers(0, 15),
    st.sampled_from(["a", "b"]),
    st.booleans(),
)


@settings(deadline=None)
@given(st.lists(specials, max_size=4).map(tuple), days)
def test_runs_follow_each_other_and_every_day_that_is_otherwise_lies_in_exactly_one(found, first):
    schedule, last = Schedule(CENTRE.shifts, found), first + 30 * DAY
    told = runs(schedule, first, last)
    assert all(earlier.last < later.first for earlier, later in pairwise(told))
    for number in range(31):
        day = first + number * DAY
        rule = rule_on(schedule, day)
        covering = [run for run in told if run.first <= day <= run.last]
        assert all((run.hours, run.reason) == (rule.hours, rule.reason) for run in covering)
        if tuple(rule.hours) != week_hours(schedule, day.weekday(), day):
            assert len(covering) == 1
    for run in told:
        assert rule_on(schedule, run.last + DAY) != rule_on(schedule, run.last)
