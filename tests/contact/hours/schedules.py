"""Schedules and moments for the tests of the hours."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from contact.hours.clock import PRAGUE
from contact.hours.engine import Schedule, Shift

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
