"""The hours engine: sentences about single moments."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from contact.hours.engine import (
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
from tests.contact.hours.schedules import CENTRE, FRIDAY, MONDAY, WEDNESDAY, at, ends, hours, nights, with_specials


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
    assert state_at(schedule, at("2026-11-18 12:00")) == State(Kind.UNKNOWN)  # a holiday makes known no other day
    assert state_at(schedule, at("2026-11-10 09:00")).kind is Kind.OPEN
    assert next_change(schedule, at("2026-11-18 00:00")) == at("2026-12-01 00:00")


def test_hours_that_nobody_verified_are_unknown_for_ever():
    never = replace(CENTRE, verified_on=None, holidays_close=False)
    assert verified_through(never) is None
    assert state_at(never, at("2026-11-25 10:00")) == State(Kind.UNKNOWN)
    assert next_change(never, at("2026-11-25 10:00")) is None


def test_what_is_known_to_be_closed_is_told_whether_or_not_anybody_verified_the_week():
    closure = SpecialDays(date(2027, 6, 30), date(2027, 7, 2), "stěhování")
    schedule = replace(CENTRE, specials=(closure,), verified_on=date(2026, 11, 30))
    for moment in ["2027-06-30 00:00", "2027-07-02 23:59"]:
        assert state_at(schedule, at(moment)) == State(Kind.CLOSED, reason="stěhování", closed_for_exception=True)
    assert state_at(schedule, at("2027-07-03 00:00")) == State(Kind.UNKNOWN)
    assert state_at(schedule, at("2027-07-05 10:00")).reason == "Den slovanských věrozvěstů Cyrila a Metoděje"
    assert next_change(schedule, at("2027-06-28 10:00")) == at("2027-06-30 00:00")
    assert next_change(schedule, at("2027-06-30 00:00")) == at("2027-07-03 00:00")
    assert next_change(schedule, at("2027-07-03 00:00")) == at("2027-07-05 00:00")


def test_hours_typed_for_a_single_day_need_a_verification_as_those_of_the_week_do():
    open_day = SpecialDays(date(2027, 6, 30), date(2027, 6, 30), "den otevřených dveří", hours(("09:00", "10:00")))
    schedule = replace(CENTRE, specials=(open_day,), verified_on=date(2026, 11, 1))
    assert state_at(schedule, at("2027-06-30 09:30")) == State(Kind.UNKNOWN)


def test_as_loaded_from_the_source_of_2020_the_hours_are_unknown_today():
    assert state_at(replace(CENTRE, verified_on=date(2020, 9, 16)), at("2026-11-25 10:00")) == State(Kind.UNKNOWN)


def test_the_last_day_of_the_verification_still_holds_and_its_end_is_the_last_change_but_for_holidays():
    schedule = replace(CENTRE, verified_on=date(2026, 5, 25))
    assert verified_through(schedule) == date(2026, 11, 25)
    assert state_at(schedule, at("2026-11-25 12:59")).kind is Kind.OPEN
    assert state_at(schedule, at("2026-11-25 23:59:59")).kind is Kind.CLOSED
    assert state_at(schedule, at("2026-11-26 00:00")) == State(Kind.UNKNOWN)
    assert next_change(schedule, at("2026-11-25 13:00")) == at("2026-11-26 00:00")
    assert next_change(replace(schedule, holidays_close=False), at("2026-11-26 00:00")) is None


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
