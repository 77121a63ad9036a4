"""Which times deserve a second look, and in which words."""

from datetime import datetime

import pytest

from contact.meetings.cautions import cautions, instant
from tests.contact.hours.schedules import at

NOW = at("2026-09-21 12:00")


def of(wall, minutes=60, moment=NOW):
    return cautions(datetime.fromisoformat(wall), minutes, moment)


@pytest.mark.parametrize(
    ("wall", "minutes"), [("2026-11-25 09:00", 240), ("2026-11-25 12:30", 31), ("2026-11-24 07:00", 60)]
)
def test_the_hours_of_the_phone_do_not_bind_a_meeting(wall, minutes):
    assert of(wall, minutes) == []


@pytest.mark.parametrize(
    ("wall", "minutes", "text"),
    [
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
    assert of(wall) == []


def test_an_hour_that_does_not_come_is_told_with_what_it_would_be():
    assert of("2027-03-28 02:30", 30)[0] == ("Čas 2.30 ten den není, hodiny se posouvají. Schůzka by začala v 3.30.")
    assert instant(datetime(2027, 3, 28, 2, 30)) == at("2027-03-28 03:30")  # noqa: DTZ001 - a wall time


def test_an_hour_that_comes_twice_is_told_and_the_first_is_meant():
    assert of("2026-10-25 02:30", 30)[0] == (
        "Čas 2.30 je ten den dvakrát, hodiny se posouvají. Schůzka by začala v tom prvním."
    )
    assert instant(datetime(2026, 10, 25, 2, 30)) == at("2026-10-25 02:30", fold=0)  # noqa: DTZ001


@pytest.mark.parametrize("wall", ["2026-10-25 03:00", "2026-10-25 01:59", "2027-03-28 01:59", "2027-03-28 03:00"])
def test_the_minutes_around_a_change_of_the_clocks_are_ordinary_ones(wall):
    assert not [text for text in of(wall, 5) if text.startswith("Čas")]
