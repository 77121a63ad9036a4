"""Every minute of the weeks around both changes of the clocks and around Christmas, in five years.

The status line, the next opening, the calendar feed and the structured data, each understood by a reader of its own,
say what the engine says.
"""

from bisect import bisect_right
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from contact.exports.calendars import hours_calendar
from contact.exports.structured_data import hours_available
from contact.exports.told import retold
from contact.hours.clock import PRAGUE
from contact.hours.engine import Kind, Shift, SpecialDays, state_at
from contact.hours.words import status
from contact.models import ContactCentre
from tests.contact.exports.readers import by_the_clock, fed_hours, structured_hours, understood
from tests.contact.hours.schedules import CENTRE, DAY, MINUTE, ends, hours

pytestmark = pytest.mark.slow

YEARS = range(2026, 2031)


def last_sunday(year, month):
    day = date(year, month, 31)
    return day - timedelta(days=(day.weekday() + 1) % 7)


# The first two years, between which the weeks differ by a day; make proof goes on.
WEEKS = [
    pytest.param(monday, marks=[pytest.mark.proof] if year > YEARS[1] else [])
    for year in YEARS
    for monday in (last_sunday(year, 3) - 6 * DAY, last_sunday(year, 10) - 6 * DAY, date(year, 12, 20))
]


def busy(year):
    """Rows that meet all these weeks can do to them: night hours on Sundays, exceptions within exceptions."""
    return (
        *CENTRE.shifts,
        Shift(2, time(15), time(17)),
        Shift(6, time(0), time(1)),
        Shift(6, time(1, 30), time(2, 20)),
        Shift(6, time(2, 30), time(3)),
        Shift(0, time(7), time(7, 10), valid_from=date(year, 12, 27)),
    ), (
        SpecialDays(date(year, 12, 21), date(year + 1, 1, 3), "dovolená"),
        SpecialDays(date(year, 12, 23), date(year, 12, 24), "zkrácený provoz", hours(("10:00", "11:00"))),
        SpecialDays(date(year, 10, 28), date(year, 10, 28), "ve svátek pracujeme", hours(("09:00", "10:00"))),
    )


def schedules(monday):
    source = replace(CENTRE, verified_on=monday - 20 * DAY)
    shifts, specials = busy(monday.year)
    return [source, replace(source, shifts=shifts, specials=specials)]


def minutes(monday):
    """Every minute of nine days: the week, and a day on either side of it."""
    first = datetime.combine(monday - DAY, time.min, PRAGUE).astimezone(UTC)
    return (first + number * MINUTE for number in range(9 * 24 * 60))


@pytest.mark.parametrize("monday", WEEKS, ids=str)
def test_every_minute_of_the_hard_weeks_reads_the_same_in_words_feed_and_structured_data(monday):
    for schedule in schedules(monday):
        stretches = structured_hours(list(hours_available(schedule, monday)), monday - DAY, monday + 60 * DAY)
        closings, meant = [end for _, end in stretches], {}
        centre = ContactCentre(phone="+420778455761")
        centre.schedule = schedule
        told = retold([], centre, next(minutes(monday)))
        fed = sorted(fed_hours(hours_calendar(row.event for row in told).decode()))
        fed_closings = [end for _, end in fed]
        for moment in minutes(monday):
            state = state_at(schedule, moment)
            today = moment.astimezone(PRAGUE).date()
            # the words
            if (state, today) not in meant:
                meant[state, today] = understood(status(state), today)
            kind, when = meant[state, today]
            assert kind == state.kind
            if state.kind is Kind.OPEN:
                assert when == by_the_clock(state.opening)[2]
            else:
                assert when == (state.next_opening and by_the_clock(state.next_opening))
            # the structured data and the feed
            ahead = next(iter(stretches[bisect_right(closings, moment) :][:1]), None)
            assert ahead == ends(state.opening or state.next_opening)
            assert next(iter(fed[bisect_right(fed_closings, moment) :][:1]), None) == ahead
            assert (state.kind is Kind.OPEN) is (ahead is not None and ahead[0] <= moment)
