"""Consultation hours as sentences and as the week table."""

from datetime import time

import pytest

from contact.models import ConsultationHours
from contact.outputs import clock, listing, sentence, short_sentence, week


def hours(*rows):
    return [
        ConsultationHours(weekday=day, opens_at=time.fromisoformat(start), closes_at=time.fromisoformat(end))
        for day, start, end in rows
    ]


SOURCE = hours((0, "12:00", "16:00"), (2, "09:00", "13:00"), (4, "09:00", "13:00"))


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
    assert sentence(hours(*[(day, "09:00", "10:00") for day in range(7)])) == (
        "v pondělí, v úterý, ve středu, ve čtvrtek, v pátek, v sobotu a v neděli od 9 do 10 hodin"
    )


def test_two_stretches_of_a_day_stand_in_one_phrase_in_order():
    rows = hours((3, "13:00", "15:30"), (3, "08:00", "11:00"))
    assert sentence(rows) == "ve čtvrtek od 8 do 11 a od 13 do 15.30 hodin"
    assert short_sentence(rows) == "čtvrtek 8–11 a 13–15.30 hodin"


def test_short_sentence_groups_days_with_equal_hours():
    assert short_sentence(SOURCE) == "pondělí 12–16, středa a pátek 9–13 hodin"


def test_no_hours_make_no_sentence():
    assert sentence([]) == short_sentence([]) == ""


def test_week_table_joins_an_empty_weekend():
    rows = week(SOURCE)
    assert [row.days for row in rows] == ["pondělí", "úterý", "středa", "čtvrtek", "pátek", "sobota a neděle"]
    assert [[stretch.text for stretch in row.stretches] for row in rows] == [
        ["12–16 hodin"],
        [],
        ["9–13 hodin"],
        [],
        ["9–13 hodin"],
        [],
    ]


def test_week_table_splits_a_weekend_with_hours():
    assert [row.days for row in week(hours((5, "09:00", "10:00")))][-2:] == ["sobota", "neděle"]


def test_bar_stays_within_its_day():
    stretches = [row.stretches[0] for row in week(hours((0, "06:00", "20:00"), (1, "12:00", "16:00"))) if row.stretches]
    assert [(stretch.bar_start, stretch.bar_length) for stretch in stretches] == [(0, 100), (40, 40)]
