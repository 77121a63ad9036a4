"""Consultation hours as sentences and as the week table."""

from dataclasses import replace
from datetime import date, time

import pytest

from contact.hours.engine import Shift, SpecialDays
from contact.hours.words import clock, coming_hours, listing, sentence, short_sentence, week
from contact.models import ConsultationHours
from tests.contact.hours.schedules import CENTRE, MONDAY, hours, with_specials


def rows_of(*rows):
    return [
        ConsultationHours(
            weekday=day, opens_at=time.fromisoformat(f"{start:0>5}"), closes_at=time.fromisoformat(f"{end:0>5}")
        )
        for day, start, end in rows
    ]


SOURCE = rows_of((0, "12:00", "16:00"), (2, "09:00", "13:00"), (4, "09:00", "13:00"))


@pytest.mark.parametrize(("moment", "text"), [("09:00", "9"), ("09:30", "9.30"), ("13:05", "13.05"), ("00:00", "0")])
def test_clock_is_written_the_czech_way(moment, text):
    assert clock(time.fromisoformat(moment)) == text


@pytest.mark.parametrize(
    ("parts", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a a b"), (["a", "b", "c"], "a, b a c")]
)
def test_enumeration_ends_with_and(parts, text):
    assert listing(parts) == text


def test_sentence_is_the_one_of_the_source():
    assert sentence(SOURCE) == "v pondělí od 12 do 16 hodin, ve středu a v pátek od 9 do 13 hodin"


def test_every_day_has_its_preposition():
    assert sentence(rows_of(*[(day, "09:00", "10:00") for day in range(7)])) == (
        "v pondělí, v úterý, ve středu, ve čtvrtek, v pátek, v sobotu a v neděli od 9 do 10 hodin"
    )


def test_two_stretches_of_a_day_stand_in_one_phrase_in_order():
    rows = rows_of((3, "13:00", "15:30"), (3, "08:00", "11:00"))
    assert sentence(rows) == "ve čtvrtek od 8 do 11 a od 13 do 15.30 hodin"
    assert short_sentence(rows) == "čtvrtek 8–11 a 13–15.30 hodin"


def test_short_sentence_groups_days_with_equal_hours():
    assert short_sentence(SOURCE) == "pondělí 12–16, středa a pátek 9–13 hodin"


def test_no_hours_make_no_sentence():
    assert sentence([]) == short_sentence([]) == ""


def test_week_table_joins_an_empty_weekend():
    rows = week(CENTRE, date(2026, 11, 24), marks_today=False)
    assert [row.days for row in rows] == ["pondělí", "úterý", "středa", "čtvrtek", "pátek", "sobota a neděle"]
    assert [[stretch.text for stretch in row.stretches] for row in rows] == [
        ["12–16 hodin"],
        [],
        ["9–13 hodin"],
        [],
        ["9–13 hodin"],
        [],
    ]
    assert [stretch.said for stretch in rows[0].stretches] == ["od 12 do 16 hodin"]
    assert not any(row.tag for row in rows)


def test_week_table_splits_a_weekend_with_hours():
    saturday = replace(CENTRE, shifts=(Shift(5, time(9), time(10)),))
    assert [row.days for row in week(saturday, date(2026, 11, 24), marks_today=False)][-2:] == ["sobota", "neděle"]


@pytest.mark.parametrize(("day", "line"), [("2026-11-25", "středa"), ("2026-11-29", "sobota a neděle")])
def test_week_table_marks_today_and_nothing_else(day, line):
    rows = week(CENTRE, date.fromisoformat(day), marks_today=True)
    assert [(row.days, row.tag) for row in rows if row.tag] == [(line, "dnes")]


def test_an_exception_today_is_marked_and_never_takes_the_place_of_the_weeks_hours():
    schedule = with_specials(SpecialDays(date(2026, 11, 25), date(2026, 11, 25), "školení", hours(("09:00", "11:00"))))
    wednesday = week(schedule, date(2026, 11, 25), marks_today=True)[2]
    assert (wednesday.stretches[0].text, wednesday.tag, wednesday.holds_today) == ("9–13 hodin", "dnes jinak", False)
    assert week(schedule, date(2026, 11, 26), marks_today=True)[3].tag == "dnes"


def test_week_table_shows_the_rows_that_are_valid_on_its_day():
    new = Shift(0, time(8), time(10), valid_from=date(2027, 1, 1))
    schedule = replace(CENTRE, shifts=(replace(MONDAY, valid_through=date(2026, 12, 31)), new))
    for day, text in [(date(2026, 12, 31), "12–16 hodin"), (date(2027, 1, 1), "8–10 hodin")]:
        assert week(schedule, day, marks_today=False)[0].stretches[0].text == text


def test_bar_stays_within_its_day():
    schedule = replace(CENTRE, shifts=(Shift(0, time(6), time(20)), Shift(1, time(12), time(16))))
    stretches = [row.stretches[0] for row in week(schedule, date(2026, 11, 24), marks_today=False) if row.stretches]
    assert [(stretch.bar_start, stretch.bar_length) for stretch in stretches] == [(0, 100), (40, 40)]


def test_new_hours_are_announced_thirty_days_ahead_and_not_before():
    rows = rows_of((0, "12:00", "16:00"), (0, "8:00", "10:00"))
    rows[0].valid_through, rows[1].valid_from = date(2026, 12, 31), date(2027, 1, 1)
    assert coming_hours(rows, date(2026, 12, 2)) == (date(2027, 1, 1), "v pondělí od 8 do 10 hodin")
    assert coming_hours(rows, date(2026, 12, 1)) is None
    assert coming_hours(rows, date(2027, 1, 1)) is None


def test_hours_that_end_without_new_ones_are_announced_as_none():
    rows = rows_of((0, "12:00", "16:00"))
    rows[0].valid_through = date(2026, 12, 31)
    assert coming_hours(rows, date(2026, 12, 24)) == (date(2027, 1, 1), "")


def test_rows_that_go_on_unchanged_under_a_new_validity_announce_nothing():
    rows = rows_of((0, "12:00", "16:00"), (0, "12:00", "16:00"))
    rows[0].valid_through, rows[1].valid_from, rows[1].valid_through = date(2026, 12, 31), date(2027, 1, 1), date.max
    assert coming_hours(rows, date(2026, 12, 24)) is None
