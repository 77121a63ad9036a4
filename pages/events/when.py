"""From when until when an event is: wall time in Prague, with what the clock does there twice a year.

A time that clocks show twice is the first of the two, for our opening hours as for RFC 5545, 3.3.5; one that they
skip is none at all.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

PRAGUE = ZoneInfo("Europe/Prague")
DAYS = 60  # an event that is longer was mistyped
YEARS = range(1990, 2101)


class When(NamedTuple):
    """The days of an event, the last one too, and the times at which it starts and ends; without any it is all-day.

    It may have a start alone: then it is said to be over with its last day.
    """

    starts_on: date
    ends_on: date
    starts_at: time | None = None
    ends_at: time | None = None

    @property
    def is_all_day(self) -> bool:
        """Whether it has days and no times."""
        return self.starts_at is None

    @property
    def is_one_day(self) -> bool:
        """Whether it begins and ends on the same day."""
        return self.starts_on == self.ends_on

    @property
    def start(self) -> datetime:
        """The moment (Prague) at which it begins."""
        return instant(self.starts_on, self.starts_at or time.min)

    @property
    def end(self) -> datetime:
        """The moment (Prague) from which it is over."""
        if self.ends_at is not None:
            return instant(self.ends_on, self.ends_at)
        return instant(self.ends_on + timedelta(days=1), time.min)

    @property
    def iso(self) -> str:
        """The day or the moment at which it begins (ISO 8601)."""
        return self.starts_on.isoformat() if self.starts_at is None else self.start.isoformat()

    def is_over(self, moment: datetime) -> bool:
        """Whether it is over at an aware moment; the one at which it ends is."""
        return in_utc(self.end) <= in_utc(moment)


def problems(
    starts_on: date | None, ends_on: date | None, starts_at: time | None, ends_at: time | None
) -> Iterator[tuple[str, str]]:
    """Why these are not the days and times of an event, as (name of the field, Czech sentence)."""
    if starts_on is None:
        if ends_on or starts_at or ends_at:
            yield "starts_on", "Doplňte den, kdy akce začíná."
        return
    if ends_at and starts_at is None:
        yield "starts_at", "Doplňte, v kolik hodin akce začíná, nebo smažte, v kolik končí."
        return
    last = ends_on or starts_on
    for field, day in [("starts_on", starts_on), ("ends_on", last)]:
        if day.year not in YEARS:
            yield field, f"Rok {day.year} sem nepatří. Nespletli jste se?"
            return
    if starts_at and ends_at and last == starts_on and ends_at <= starts_at:
        yield "ends_at", "Akce končí dřív, než začne, nebo ve stejnou chvíli. Trvá-li přes půlnoc, doplňte den konce."
    yield from _problems_of_days(starts_on, last)
    for field, day, wall in [("starts_at", starts_on, starts_at), ("ends_at", last, ends_at)]:
        if wall and is_skipped(day, wall):
            said = f"{wall.hour}.{wall:%M}"
            yield field, f"V noci na {day.day}. {day.month}. {day.year} se čas posouvá z 2 na 3 hodiny: {said} není."


def _problems_of_days(first: date, last: date) -> Iterator[tuple[str, str]]:
    if last < first:
        yield "ends_on", "Konec je dřív než začátek."
    elif (last - first).days >= DAYS:
        yield "ends_on", f"Akce může trvat nejvýš {DAYS} dní. Nemá konec špatný rok nebo měsíc?"


def instant(day: date, wall: time) -> datetime:
    """The moment at which Prague's clocks show the time on that day, the first of two."""
    return datetime.combine(day, wall, PRAGUE)


def is_skipped(day: date, wall: time) -> bool:
    """Whether Prague's clocks never show the time on that day."""
    moment = instant(day, wall)
    return moment.astimezone(UTC).astimezone(PRAGUE).replace(tzinfo=None) != moment.replace(tzinfo=None)


def in_utc(moment: datetime) -> datetime:
    """An aware moment in UTC: two of one zone are compared by their clocks, which lie on the last Sunday of October."""
    return moment.astimezone(UTC)
