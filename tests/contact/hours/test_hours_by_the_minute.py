"""The hours engine against a clock walked minute by minute, and the laws that any rows obey."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contact.hours.engine import (
    PRAGUE,
    Kind,
    Schedule,
    Shift,
    SpecialDays,
    is_known,
    next_change,
    openings_on,
    state_at,
)
from tests.contact.hours.schedules import CENTRE, DAY, FRIDAY, MINUTE, MONDAY, WEDNESDAY, at, ends, hours, told
from tests.contact.hours.walked_clock import WINDOW, Oracle, clock

WEEKS = {
    "the clocks go back": ("2026-10-19 00:00", "2026-11-02 00:00"),
    "Christmas": ("2026-12-20 00:00", "2027-01-05 00:00"),
    "the clocks go forward": ("2027-03-15 00:00", "2027-04-05 00:00"),
}
# Rows that meet everything these weeks can do to them: night hours on Sunday, a second row on Wednesday that touches
# the first, rows that change at the turn of the year, special days within special days.
BUSY = Schedule(
    shifts=(
        replace(MONDAY, valid_through=date(2026, 12, 31)),
        replace(MONDAY, opens=time(8), closes=time(8, 10), valid_from=date(2027, 1, 1)),
        WEDNESDAY,
        Shift(2, time(13), time(13, 30)),
        Shift(2, time(15), time(17)),
        replace(FRIDAY, valid_through=date(2027, 3, 31)),
        Shift(6, time(0), time(1)),
        Shift(6, time(1, 30), time(2, 20)),
        Shift(6, time(2, 30), time(3)),
        Shift(6, time(23), time(23, 59)),
    ),
    specials=(
        SpecialDays(date(2026, 12, 21), date(2027, 1, 3), "dovolená"),
        SpecialDays(date(2026, 12, 23), date(2026, 12, 24), "zkrácený provoz", hours(("10:00", "11:00"))),
        SpecialDays(date(2026, 10, 28), date(2026, 10, 28), "ve svátek pracujeme", hours(("09:00", "10:00"))),
        SpecialDays(date(2027, 4, 3), date(2027, 4, 3), "den otevřených dveří", hours(("08:00", "12:00"))),
    ),
    verified_on=date(2026, 10, 1),
)


@pytest.fixture(scope="module", params=[CENTRE, BUSY], ids=["the source's rows", "busy rows"])
def schedule(request):
    return request.param


@pytest.fixture(scope="module", params=WEEKS.values(), ids=WEEKS)
def walked(request, schedule):
    """Every minute of some hard weeks with what is true of it."""
    oracle, (first, last) = Oracle(schedule), map(at, request.param)
    minutes = [first + number * MINUTE for number in range(int((last - first) / MINUTE))]
    return {instant: oracle.told(instant) for instant in minutes}


def test_every_minute_of_the_hard_weeks_is_told_as_the_walked_clock_tells_it(schedule, walked):
    wrong = (instant for instant, truth in walked.items() if told(state_at(schedule, instant)) != truth)
    assert next(wrong, None) is None


def test_the_chain_of_next_changes_is_every_minute_at_which_the_walked_clock_tells_something_else(schedule, walked):
    changes = [later for earlier, later in pairwise(walked) if walked[earlier] != walked[later]]
    moment, end = next(iter(walked)), max(walked)
    for change in changes:
        moment = next_change(schedule, moment)
        assert moment == change
    assert (next_change(schedule, moment) or datetime.max.replace(tzinfo=UTC)) > end


# Schedules and moments at random, on a grid of five minutes, within the oracle's window.

days = st.dates(*WINDOW)
instants = st.integers(0, 198 * 24 * 60).map(lambda minutes: datetime(2026, 9, 14, tzinfo=UTC) + minutes * MINUTE)
walls = st.builds(time, st.integers(0, 23), st.sampled_from(range(0, 60, 5)))
stretches = st.tuples(walls, walls).map(sorted).map(tuple)


@st.composite
def shifts(draw):
    valid_from, valid_through = sorted([draw(days), draw(days)])
    unlimited = draw(st.booleans())
    limits = {} if unlimited else {"valid_from": valid_from, "valid_through": valid_through}
    return Shift(draw(st.integers(0, 6)), *draw(stretches), **limits)


@st.composite
def special_days(draw):
    first = draw(days)
    through = first + draw(st.integers(0, 20)) * DAY
    return SpecialDays(
        first, through, draw(st.sampled_from(["", "dovolená"])), tuple(draw(st.lists(stretches, max_size=2)))
    )


schedules = st.builds(
    Schedule,
    shifts=st.lists(shifts(), max_size=6).map(tuple),
    specials=st.lists(special_days(), max_size=3).map(tuple),
    holidays_close=st.booleans(),
    verified_on=st.dates(date(2026, 9, 7), date(2027, 2, 1)),
    review_months=st.integers(1, 2),
)


@settings(max_examples=80, deadline=None)
@given(schedules, st.lists(instants, min_size=1, max_size=40))
def test_any_rows_are_told_as_the_walked_clock_tells_them(schedule, moments):
    oracle = Oracle(schedule)
    for instant in moments:
        assert told(state_at(schedule, instant)) == oracle.told(instant)


@settings(max_examples=60, deadline=None)
@given(schedules, instants)
def test_the_next_opening_is_the_first_open_instant_after_the_moment(schedule, moment):
    state, oracle = state_at(schedule, moment), Oracle(schedule)
    if state.kind is not Kind.CLOSED or not oracle.covers(moment.astimezone(PRAGUE).date()):
        return  # of a holiday about which nobody has said more there is no next opening either
    days_ahead = sorted(day for day in oracle.open_days if day >= moment.astimezone(PRAGUE).date())
    minutes = (minute for day in days_ahead for minute, _ in clock(day) if minute > moment)
    first_open = next((minute for minute in minutes if oracle.told(minute)[0] == "open"), None)
    assert (ends(state.next_opening) or [None])[0] == first_open


@settings(deadline=None)
@given(schedules, days, st.integers(0, 26 * 60))
def test_no_instant_is_both_open_and_closed(schedule, day, minutes):
    """Said of the day's list and of the state together: the two may never disagree, and stretches never touch."""
    listed = [ends(opening) for opening in openings_on(schedule, day)]
    edges = [edge for pair in listed for edge in pair]
    assert edges == sorted(set(edges))
    instant = clock(day)[0][0] + minutes * MINUTE
    if instant.astimezone(PRAGUE).date() == day and is_known(schedule, instant):
        state = state_at(schedule, instant)
        assert [ends(state.opening)] * (state.kind is Kind.OPEN) == [
            pair for pair in listed if pair[0] <= instant < pair[1]
        ]
        assert (state.opening is None) or (state.next_opening is None)


@settings(max_examples=60, deadline=None)
@given(schedules, instants, st.lists(st.integers(0, 999), min_size=3, max_size=10))
def test_nothing_changes_between_two_next_changes_and_something_does_at_each(schedule, moment, shares):
    for _ in range(4):
        now, change = state_at(schedule, moment), next_change(schedule, moment)
        end = change or moment + 400 * DAY
        assert all(state_at(schedule, moment + share * (end - moment) / 1000) == now for share in shares)
        if change is None:
            return
        assert change > moment
        assert state_at(schedule, change - timedelta(microseconds=1)) == now != state_at(schedule, change)
        moment = change
