"""The hours engine: sentences about single moments, and a comparison with a clock walked minute by minute."""

from bisect import bisect_right
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contact.hours import (
    PRAGUE,
    Kind,
    Nearness,
    Schedule,
    Shift,
    SpecialDays,
    State,
    is_known,
    next_change,
    openings_on,
    rule_on,
    state_at,
    verified_through,
)

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)

MONDAY = Shift(0, time(12), time(16))
WEDNESDAY, FRIDAY = Shift(2, time(9), time(13)), Shift(4, time(9), time(13))
# The hours of the source document, verified on Monday 21 September 2026: they hold through 21 March 2027.
CENTRE = Schedule((MONDAY, WEDNESDAY, FRIDAY), verified_on=date(2026, 9, 21))


def at(text, fold=0):
    """A moment by Prague's clocks, handed over in UTC: "2026-11-25 09:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=PRAGUE, fold=fold).astimezone(UTC)


def hours(*pairs):
    return tuple((time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in pairs)


def with_specials(*specials):
    return replace(CENTRE, specials=tuple(specials))


def nights(*pairs):
    """Hours on Sundays alone, the days on which the clocks change; verified for a year at any time."""
    return Schedule(tuple(Shift(6, *pair) for pair in hours(*pairs)), verified_on=date(2026, 1, 1), review_months=12)


def ends(opening):
    return (opening.start.astimezone(UTC), opening.end.astimezone(UTC)) if opening else None


def told(state):
    """Everything a state says, in values that compare by instants."""
    return (
        state.kind,
        ends(state.opening),
        state.closes_soon,
        ends(state.next_opening),
        state.nearness,
        state.reason,
        state.closed_for_exception,
    )


# The oracle. It walks the clock of a day minute by minute and asks the rows what the clock shows; of the engine it
# borrows the rows and the last verified day, nothing else. Holidays are the few of its window, by hand.

HOLIDAYS = {
    date(2026, 9, 28): "Den české státnosti",
    date(2026, 10, 28): "Den vzniku samostatného československého státu",
    date(2026, 11, 17): "Den boje za svobodu a demokracii a Mezinárodní den studentstva",
    date(2026, 12, 24): "Štědrý den",
    date(2026, 12, 25): "1. svátek vánoční",
    date(2026, 12, 26): "2. svátek vánoční",
    date(2027, 1, 1): "Den obnovy samostatného českého státu a Nový rok",
    date(2027, 3, 26): "Velký pátek",
    date(2027, 3, 29): "Velikonoční pondělí",
}
WINDOW = (date(2026, 9, 7), date(2027, 4, 11))


@lru_cache(maxsize=512)
def clock(day):
    """Every minute of a day of Prague with the latest time its clocks have shown by then."""
    minutes, shown = [], time.min
    instant = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=3)
    for _ in range(30 * 60):
        local = instant.astimezone(PRAGUE)
        if local.date() == day:
            shown = max(shown, local.time())
            minutes.append((instant, shown))
        instant += MINUTE
    return minutes


class Oracle:
    """Everything that is true of a schedule between two days of its window, by exhaustion."""

    def __init__(self, schedule):
        self.schedule = schedule
        self.last = verified_through(schedule)
        self.stretches = []
        for number in range((min(self.last, WINDOW[1]) - WINDOW[0]).days + 1):
            self.stretches += self._walk(WINDOW[0] + number * DAY)
        self.closings = [closing for _, closing in self.stretches]
        self.open_days = {opening.astimezone(PRAGUE).date() for opening, _ in self.stretches}

    def rule(self, day):
        best = None
        for row in self.schedule.specials:
            if row.from_day <= day <= row.through_day and (
                best is None or row.through_day - row.from_day <= best.through_day - best.from_day
            ):
                best = row
        if best:
            return best.hours, best.reason, True
        if self.schedule.holidays_close and day in HOLIDAYS:
            return (), HOLIDAYS[day], True
        rows = [row for row in self.schedule.shifts if row.weekday == day.weekday()]
        return tuple((row.opens, row.closes) for row in rows if row.valid_from <= day <= row.valid_through), "", False

    def _walk(self, day):
        rows, found, was_open = self.rule(day)[0], [], False
        for instant, shown in clock(day) if rows else ():
            is_open = any(opens <= shown < closes for opens, closes in rows)
            if is_open and was_open:
                found[-1] = (found[-1][0], instant + MINUTE)
            elif is_open:
                found.append((instant, instant + MINUTE))
            was_open = is_open
        return found

    def told(self, instant):
        today = instant.astimezone(PRAGUE).date()
        rows = self.schedule.shifts
        covered = any(row.valid_from <= today <= row.valid_through for row in rows) or any(
            row.from_day <= today <= row.through_day for row in self.schedule.specials
        )
        if today > self.last or not covered:
            return ("unknown", None, False, None, None, "", False)
        _, reason, exceptional = self.rule(today)
        place = bisect_right(self.closings, instant)
        ahead = self.stretches[place] if place < len(self.stretches) else None
        if ahead and ahead[0] <= instant:
            left = ahead[1] - instant
            return ("open", ahead, left <= timedelta(minutes=15), None, None, reason, False)
        far = (ahead[0].astimezone(PRAGUE).date() - today).days if ahead else None
        nearness = far if far is None else "today" if far == 0 else "this week" if far <= 6 else "later"
        return ("closed", None, False, ahead, nearness, reason, exceptional and today not in self.open_days)


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
    if state.kind is not Kind.CLOSED:
        return
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


# Single moments.


@pytest.mark.parametrize(
    ("moment", "kind"),
    [
        ("2026-11-25 08:59:59.999999", Kind.CLOSED),
        ("2026-11-25 09:00", Kind.OPEN),
        ("2026-11-25 12:59:59.999999", Kind.OPEN),
        ("2026-11-25 13:00", Kind.CLOSED),
    ],
)
def test_the_opening_minute_is_open_and_the_closing_minute_is_closed(moment, kind):
    assert state_at(CENTRE, at(moment)).kind is kind


def test_open_says_until_when_in_the_time_of_prague():
    state = state_at(CENTRE, at("2026-11-25 09:00"))
    assert (state.kind, f"{state.until:%H:%M %Z}", state.closes_soon) == (Kind.OPEN, "13:00 CET", False)


@pytest.mark.parametrize(("moment", "soon"), [("12:44:59", False), ("12:45", True), ("12:59:59", True)])
def test_a_quarter_of_an_hour_before_the_end_it_says_that_little_is_left(moment, soon):
    assert state_at(CENTRE, at(f"2026-11-25 {moment}")).closes_soon is soon


def test_rows_that_touch_or_overlap_are_one_stretch():
    rows = (WEDNESDAY, Shift(2, time(13), time(14)), Shift(2, time(13, 30), time(15)), Shift(2, time(9, 30), time(10)))
    schedule = replace(CENTRE, shifts=rows)
    assert [ends(opening) for opening in openings_on(schedule, date(2026, 11, 25))] == [
        (at("2026-11-25 09:00"), at("2026-11-25 15:00"))
    ]
    assert next_change(schedule, at("2026-11-25 09:00")) == at("2026-11-25 14:45")


def test_two_stretches_of_one_day_leave_the_time_between_closed_with_the_second_to_come():
    schedule = replace(CENTRE, shifts=(*CENTRE.shifts, Shift(2, time(14), time(16))))
    state = state_at(schedule, at("2026-11-25 13:00"))
    assert (state.kind, state.opens_later_today) == (Kind.CLOSED, True)
    assert ends(state.next_opening) == (at("2026-11-25 14:00"), at("2026-11-25 16:00"))


def test_hours_that_do_not_open_before_they_close_are_never_open():
    schedule = replace(CENTRE, shifts=(Shift(2, time(13), time(9)), Shift(2, time(9), time(9))))
    assert openings_on(schedule, date(2026, 11, 25)) == ()


def test_midnight_belongs_to_the_day_that_begins():
    schedule = replace(CENTRE, shifts=(Shift(2, time(0), time(1)), Shift(1, time(22), time(23, 59))))
    assert state_at(schedule, at("2026-11-24 23:59")).kind is Kind.CLOSED
    assert state_at(schedule, at("2026-11-25 00:00")).kind is Kind.OPEN
    assert next_change(schedule, at("2026-11-24 23:59")) == at("2026-11-25 00:00")


def test_the_words_for_the_next_opening_change_at_midnight_when_its_day_comes_near():
    schedule = replace(CENTRE, shifts=(FRIDAY,))
    moment = at("2026-11-20 13:00")
    assert state_at(schedule, moment).nearness is Nearness.LATER  # „v pátek“ on a Friday would mean today
    assert next_change(schedule, moment) == at("2026-11-21 00:00")
    assert state_at(schedule, at("2026-11-21 00:00")).nearness is Nearness.THIS_WEEK
    assert next_change(schedule, at("2026-11-21 00:00")) == at("2026-11-27 00:00")
    assert state_at(schedule, at("2026-11-27 00:00")).opens_later_today


def test_a_sunday_inside_validity_is_closed_and_not_unknown():
    state = state_at(CENTRE, at("2026-11-22 10:00"))
    assert (state.kind, state.reason, state.closed_for_exception) == (Kind.CLOSED, "", False)


def test_a_holiday_closes_by_its_name_and_the_next_opening_lies_behind_it():
    state = state_at(CENTRE, at("2026-10-28 10:00"))
    assert (state.kind, state.closed_for_exception) == (Kind.CLOSED, True)
    assert state.reason == "Den vzniku samostatného československého státu"
    assert ends(state.next_opening) == (at("2026-10-30 09:00"), at("2026-10-30 13:00"))


def test_a_holiday_is_a_day_like_any_other_where_holidays_do_not_close():
    state = state_at(replace(CENTRE, holidays_close=False), at("2026-10-28 10:00"))
    assert (state.kind, state.reason) == (Kind.OPEN, "")


def test_the_next_opening_is_found_through_special_days_holidays_and_the_turn_of_the_year():
    schedule = with_specials(SpecialDays(date(2026, 12, 28), date(2027, 1, 5), "dovolená"))
    state = state_at(schedule, at("2026-12-23 13:00"))
    assert ends(state.next_opening) == (at("2027-01-06 09:00"), at("2027-01-06 13:00"))
    assert state.nearness is Nearness.LATER


def test_special_days_close_through_their_last_day_for_a_stated_reason():
    schedule = with_specials(SpecialDays(date(2026, 11, 23), date(2026, 11, 25), "školení"))
    state = state_at(schedule, at("2026-11-25 23:59"))
    assert (state.kind, state.reason, state.closed_for_exception) == (Kind.CLOSED, "školení", True)
    assert state_at(schedule, at("2026-11-26 00:00")).reason == ""
    assert state_at(schedule, at("2026-11-22 23:59")).reason == ""


def test_special_days_open_a_holiday_and_a_day_that_is_otherwise_closed():
    schedule = with_specials(
        SpecialDays(date(2026, 10, 28), date(2026, 10, 28), "pracujeme", hours(("10:00", "11:00"))),
        SpecialDays(date(2026, 11, 21), date(2026, 11, 22), "víkend", hours(("10:00", "11:00"))),
    )
    for day in ("2026-10-28", "2026-11-21", "2026-11-22"):
        assert state_at(schedule, at(f"{day} 10:59")).kind is Kind.OPEN
        assert state_at(schedule, at(f"{day} 11:00")).kind is Kind.CLOSED


def test_special_hours_that_are_over_do_not_claim_that_nobody_answered_today():
    schedule = with_specials(SpecialDays(date(2026, 11, 25), date(2026, 11, 25), "porada", hours(("09:00", "10:00"))))
    state = state_at(schedule, at("2026-11-25 10:00"))
    assert (state.kind, state.reason, state.closed_for_exception) == (Kind.CLOSED, "porada", False)


def test_of_overlapping_special_days_the_shortest_rules_and_of_equal_ones_the_last_listed():
    long = SpecialDays(date(2026, 11, 1), date(2026, 11, 30), "dovolená")
    one, other = (SpecialDays(date(2026, 11, 25), date(2026, 11, 25), reason) for reason in ("první", "druhý"))
    assert rule_on(with_specials(one, long), date(2026, 11, 25)).reason == "první"
    assert rule_on(with_specials(long, one, other), date(2026, 11, 25)).reason == "druhý"
    assert rule_on(with_specials(other, one, long), date(2026, 11, 25)).reason == "první"
    assert rule_on(with_specials(other, one, long), date(2026, 11, 26)).reason == "dovolená"


def test_rows_change_on_the_day_on_which_the_new_ones_become_valid():
    schedule = replace(
        CENTRE,
        shifts=(
            replace(WEDNESDAY, valid_through=date(2026, 11, 24)),
            Shift(2, time(15), time(16), valid_from=date(2026, 11, 25)),
        ),
    )
    assert state_at(schedule, at("2026-11-18 12:00")).kind is Kind.OPEN
    assert ends(state_at(schedule, at("2026-11-18 13:00")).next_opening)[0] == at("2026-11-25 15:00")
    assert state_at(schedule, at("2026-11-25 12:00")).kind is Kind.CLOSED


def test_where_no_row_is_valid_nothing_is_known_until_one_is_or_special_days_cover_it():
    schedule = replace(
        CENTRE,
        shifts=(replace(MONDAY, valid_through=date(2026, 10, 31)), replace(MONDAY, valid_from=date(2026, 12, 1))),
        specials=(SpecialDays(date(2026, 11, 10), date(2026, 11, 10), "zkouška", hours(("09:00", "10:00"))),),
    )
    assert state_at(schedule, at("2026-10-31 23:59")).kind is Kind.CLOSED
    assert state_at(schedule, at("2026-11-01 00:00")) == State(Kind.UNKNOWN)
    assert state_at(schedule, at("2026-11-17 12:00")) == State(Kind.UNKNOWN)  # a holiday does not make it known
    assert state_at(schedule, at("2026-11-10 09:00")).kind is Kind.OPEN
    assert next_change(schedule, at("2026-11-11 00:00")) == at("2026-12-01 00:00")


def test_hours_that_nobody_verified_are_unknown_for_ever():
    never = replace(CENTRE, verified_on=None)
    assert verified_through(never) is None
    assert state_at(never, at("2026-11-25 10:00")) == State(Kind.UNKNOWN)
    assert next_change(never, at("2026-11-25 10:00")) is None


def test_as_loaded_from_the_source_of_2020_the_hours_are_unknown_today():
    assert state_at(replace(CENTRE, verified_on=date(2020, 9, 16)), at("2026-11-25 10:00")) == State(Kind.UNKNOWN)


def test_the_last_day_of_the_verification_still_holds_and_its_end_is_the_last_change():
    schedule = replace(CENTRE, verified_on=date(2026, 5, 25))
    assert verified_through(schedule) == date(2026, 11, 25)
    assert state_at(schedule, at("2026-11-25 12:59")).kind is Kind.OPEN
    assert state_at(schedule, at("2026-11-25 23:59:59")).kind is Kind.CLOSED
    assert state_at(schedule, at("2026-11-26 00:00")) == State(Kind.UNKNOWN)
    assert next_change(schedule, at("2026-11-25 13:00")) == at("2026-11-26 00:00")
    assert next_change(schedule, at("2026-11-26 00:00")) is None


def test_no_opening_is_named_beyond_the_last_verified_day():
    schedule = replace(CENTRE, verified_on=date(2026, 5, 26))  # through Thursday; the next hours are on Friday
    state = state_at(schedule, at("2026-11-25 13:00"))
    assert (state.kind, state.next_opening, state.nearness) == (Kind.CLOSED, None, None)
    assert state_at(replace(schedule, verified_on=date(2026, 5, 27)), at("2026-11-25 13:00")).next_opening


def test_the_29th_of_february_is_a_day_like_any_other():
    schedule = Schedule(
        (Shift(1, time(9), time(13), valid_through=date(2028, 2, 29)), Shift(1, time(8), time(9), date(2028, 3, 1))),
        verified_on=date(2027, 8, 31),
    )
    assert verified_through(schedule) == date(2028, 2, 29)
    assert state_at(schedule, at("2028-02-29 09:00")).kind is Kind.OPEN
    assert ends(state_at(schedule, at("2028-02-28 09:00")).next_opening)[0] == at("2028-02-29 09:00")
    assert next_change(schedule, at("2028-02-29 13:00")) == at("2028-03-01 00:00")
    later = replace(schedule, verified_on=date(2028, 2, 29))
    assert verified_through(later) == date(2028, 8, 29)
    assert ends(state_at(later, at("2028-02-29 13:00")).next_opening)[0] == at("2028-03-07 08:00")


LAST_SUNDAYS = [(2024, 31, 27), (2025, 30, 26), (2026, 29, 25), (2027, 28, 31), (2028, 26, 29)]


@pytest.mark.parametrize(("year", "march", "october"), LAST_SUNDAYS)
def test_daytime_hours_are_the_same_by_the_clock_on_both_days_on_which_it_changes(year, march, october):
    schedule = nights(("09:00", "13:00"))
    for day, offset in ((date(year, 3, march), 2), (date(year, 10, october), 1)):
        midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
        expected = (midnight + timedelta(hours=9 - offset), midnight + timedelta(hours=13 - offset))
        assert [ends(opening) for opening in openings_on(schedule, day)] == [expected]


@pytest.mark.parametrize(("year", "march", "october"), LAST_SUNDAYS)
@pytest.mark.parametrize(
    ("opens", "closes", "in_march", "in_october"),
    [  # the clocks jump at 1:00 UTC; expected in UTC
        ("01:00", "02:30", ("00:00", "01:00"), ("23:00", "00:30")),
        ("01:00", "04:00", ("00:00", "02:00"), ("23:00", "03:00")),
        ("02:15", "02:45", None, ("00:15", "00:45")),
        ("02:30", "04:00", ("01:00", "02:00"), ("00:30", "03:00")),
        ("02:00", "03:00", None, ("00:00", "02:00")),
    ],
)
def test_night_hours_begin_and_end_when_the_clock_first_shows_them_or_has_passed_them(
    year, march, october, opens, closes, in_march, in_october
):
    schedule = nights((opens, closes))
    for day, expected in ((date(year, 3, march), in_march), (date(year, 10, october), in_october)):
        found = [tuple(f"{end:%H:%M}" for end in ends(opening)) for opening in openings_on(schedule, day)]
        assert found == ([expected] if expected else [])


def test_the_repeated_hour_is_told_apart_whatever_zone_the_moment_comes_in():
    schedule = nights(("01:00", "02:30"))
    first, second = (datetime(2026, 10, 25, 2, 10, tzinfo=PRAGUE, fold=fold) for fold in (0, 1))
    for zone in (PRAGUE, UTC, ZoneInfo("Asia/Tokyo")):
        assert state_at(schedule, first.astimezone(zone)).kind is Kind.OPEN
        assert state_at(schedule, second.astimezone(zone)).kind is Kind.CLOSED
    assert next_change(schedule, first) == at("2026-10-25 02:15")
    assert next_change(schedule, second) == at("2026-10-26 00:00")  # Sunday is over: the next one comes near


def test_the_day_is_that_of_prague_wherever_the_moment_comes_from():
    assert state_at(CENTRE, datetime(2026, 11, 24, 23, 0, tzinfo=UTC)).opens_later_today
    assert not state_at(CENTRE, datetime(2026, 11, 24, 22, 59, tzinfo=UTC)).opens_later_today


@pytest.mark.parametrize("ask", [is_known, state_at, next_change])
def test_a_moment_without_a_zone_is_refused(ask):
    with pytest.raises(ValueError, match="aware"):
        ask(CENTRE, datetime(2026, 11, 25, 10))  # noqa: DTZ001 - this is the point


def test_next_change_is_in_utc_and_what_a_state_names_is_in_prague():
    assert next_change(CENTRE, at("2026-11-25 10:00")).tzinfo is UTC
    assert state_at(CENTRE, at("2026-11-25 10:00")).opening.start.tzinfo is PRAGUE
