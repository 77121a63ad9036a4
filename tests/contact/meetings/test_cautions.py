"""Which times deserve a second look, and in which words."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from contact.hours.engine import SpecialDays
from contact.meetings.cautions import cautions, instant
from tests.contact.schedules import CENTRE, at, hours, nights, with_specials

NOW = at("2026-09-21 12:00")
TRAINING = SpecialDays(date(2026, 11, 25), date(2026, 11, 26), "školení", hours(("14:00", "16:00")))


def of(wall, minutes=60, schedule=CENTRE, moment=NOW):
    return cautions(schedule, datetime.fromisoformat(wall), minutes, moment)


@pytest.mark.parametrize(("wall", "minutes"), [("2026-11-25 09:00", 240), ("2026-11-25 12:55", 5)])
def test_a_time_within_the_hours_needs_no_second_look(wall, minutes):
    assert of(wall, minutes) == []


@pytest.mark.parametrize(
    ("wall", "minutes", "text"),
    [
        ("2026-11-25 08:59", 60, "Termín 25. 11. 2026 8.59–9.59 je mimo konzultační hodiny (ten den 9–13 hodin)."),
        ("2026-11-25 12:30", 31, "Termín 25. 11. 2026 12.30–13.01 je mimo konzultační hodiny (ten den 9–13 hodin)."),
        ("2026-11-24 10:00", 60, "Termín 24. 11. 2026 10.00–11.00 je mimo konzultační hodiny (ten den bez telefonu)."),
        ("2026-09-28 12:00", 60, "28. 9. 2026 je svátek: Den české státnosti."),
        ("2026-11-25 06:59", 60, "Termín 25. 11. 2026 6.59–7.59 je v noci, ne mezi 7. a 20. hodinou."),
        ("2026-11-25 19:01", 60, "Termín 25. 11. 2026 19.01–20.01 je v noci, ne mezi 7. a 20. hodinou."),
        ("2026-11-25 23:30", 60, "Termín 25. 11. 2026 23.30–0.30 je v noci, ne mezi 7. a 20. hodinou."),
        ("2026-09-21 12:00", 60, "Termín 21. 9. 2026 12.00–13.00 už minul, pozvánka neodejde."),
    ],
)
def test_each_reason_has_its_sentence(wall, minutes, text):
    assert of(wall, minutes) == [text]


@pytest.mark.parametrize("wall", ["2026-11-24 07:00", "2026-11-24 19:00"])
def test_from_seven_to_eight_in_the_evening_is_no_night(wall):
    assert "v noci" not in of(wall)[0]


def test_the_reason_and_the_hours_of_an_exception_are_told():
    assert of("2026-11-25 10:00", schedule=with_specials(TRAINING)) == [
        "25. 11. 2026 je výjimka z hodin (školení): 14–16 hodin."
    ]


def test_a_holiday_is_named_even_where_the_centre_works_on_it():
    open_day = SpecialDays(date(2026, 9, 28), date(2026, 9, 28), "den otevřených dveří", hours(("09:00", "17:00")))
    named = "28. 9. 2026 je svátek: Den české státnosti."
    assert of("2026-09-28 12:00", schedule=replace(CENTRE, holidays_close=False)) == [named]
    assert of("2026-09-28 12:00", schedule=with_specials(open_day)) == [
        named,
        "28. 9. 2026 je výjimka z hodin (den otevřených dveří): 9–17 hodin.",
    ]


def test_without_a_centre_its_hours_are_not_judged():
    assert of("2026-11-24 10:00", schedule=None) == []


NIGHT = nights(("01:00", "05:00"))


def test_an_hour_that_does_not_come_is_told_with_what_it_would_be():
    assert of("2027-03-28 02:30", 30, NIGHT)[0] == (
        "Čas 2.30 ten den není, hodiny se posouvají. Schůzka by začala v 3.30."
    )
    assert instant(datetime(2027, 3, 28, 2, 30)) == at("2027-03-28 03:30")  # noqa: DTZ001 - a wall time


def test_an_hour_that_comes_twice_is_told_and_the_first_is_meant():
    assert of("2026-10-25 02:30", 30, NIGHT)[0] == (
        "Čas 2.30 je ten den dvakrát, hodiny se posouvají. Schůzka by začala v tom prvním."
    )
    assert instant(datetime(2026, 10, 25, 2, 30)) == at("2026-10-25 02:30", fold=0)  # noqa: DTZ001


@pytest.mark.parametrize("wall", ["2026-10-25 03:00", "2026-10-25 01:59", "2027-03-28 01:59", "2027-03-28 03:00"])
def test_the_minutes_around_a_change_of_the_clocks_are_ordinary_ones(wall):
    assert not [text for text in of(wall, 5, NIGHT) if text.startswith("Čas")]
