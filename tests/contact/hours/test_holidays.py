"""Public holidays, compared with zákon č. 245/2000 Sb. and its amendments, written out here by hand."""

from datetime import date, timedelta

import pytest
from holidays.countries import Czechia

from contact.hours.holidays import czech_holiday

FIRST, LAST = 2001, 2035  # the law took effect on 9 August 2000; 2001 is its first whole year

# day, month, name, first and last year of that name
FIXED = [
    (1, 1, "Den obnovy samostatného českého státu a Nový rok", FIRST, LAST),  # § 1 and § 2 on one day
    (1, 5, "Svátek práce", FIRST, LAST),
    (8, 5, "Den osvobození", FIRST, 2003),
    (8, 5, "Den vítězství", 2004, LAST),  # renamed by an amendment of 2004
    (5, 7, "Den slovanských věrozvěstů Cyrila a Metoděje", FIRST, LAST),
    (6, 7, "Den upálení mistra Jana Husa", FIRST, LAST),
    (28, 9, "Den české státnosti", FIRST, LAST),  # new in the law of 2000
    (28, 10, "Den vzniku samostatného československého státu", FIRST, LAST),
    (17, 11, "Den boje za svobodu a demokracii", FIRST, 2018),
    (17, 11, "Den boje za svobodu a demokracii a Mezinárodní den studentstva", 2019, LAST),  # renamed in 2019
    (24, 12, "Štědrý den", FIRST, LAST),
    (25, 12, "1. svátek vánoční", FIRST, LAST),
    (26, 12, "2. svátek vánoční", FIRST, LAST),
]
GOOD_FRIDAY_SINCE = 2016  # added to § 2 by an amendment of 2015


def easter_sunday(year):
    """The Anonymous Gregorian algorithm as published in Nature, 1876 (Meeus, Jones, Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    month, day = divmod(h + m - 7 * ((a + 11 * h + 22 * m) // 451) + 114, 31)
    return date(year, month, day + 1)


def holidays_by_law(year):
    easter = easter_sunday(year)
    by_law = {date(year, month, day): name for day, month, name, since, until in FIXED if since <= year <= until}
    by_law[easter + timedelta(days=1)] = "Velikonoční pondělí"
    if year >= GOOD_FRIDAY_SINCE:
        by_law[easter - timedelta(days=2)] = "Velký pátek"
    return by_law


@pytest.mark.parametrize("year", range(FIRST, LAST + 1))
def test_the_holidays_of_a_year_are_those_of_the_law_and_no_other_day(year):
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(366)]
    named = {day: name for day in days if day.year == year and (name := czech_holiday(day))}
    assert named == holidays_by_law(year)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2015, 4, 3), None),  # the last Good Friday on which people worked
        (date(2016, 3, 25), "Velký pátek"),
        (date(2003, 5, 8), "Den osvobození"),
        (date(2004, 5, 8), "Den vítězství"),
        (date(2026, 4, 5), None),  # Easter Sunday is in neither list of the law
        (date(2025, 3, 9), None),  # a "významný den" is a working day
        (date(2026, 11, 16), None),
        (date(2021, 12, 27), None),  # holidays on a weekend move nowhere
        (date(2028, 2, 29), None),
    ],
)
def test_a_day_that_is_easily_mistaken_is_right(day, name):
    assert czech_holiday(day) == name


def test_the_package_knows_no_other_kind_of_czech_holiday_that_could_come_in():
    assert Czechia.supported_categories == ("public",)
    assert czech_holiday(date(2027, 5, 3)) is None  # 1 May 2027 is a Saturday: nothing is observed on Monday


def test_the_order_in_which_years_are_asked_changes_nothing():
    assert [czech_holiday(date(year, 12, 24)) for year in (2030, 2001, 2030)] == ["Štědrý den"] * 3
    assert czech_holiday(date(2030, 5, 8)) == "Den vítězství"
    assert czech_holiday(date(2001, 5, 8)) == "Den osvobození"
