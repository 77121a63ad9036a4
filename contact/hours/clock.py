"""Prague's wall clock: which instant a day and a time of it are, and which day an instant falls on.

A wall time is the first instant of its day at which the clocks in Prague show it or have passed it. So where 2:00–3:00
does not exist, 2:30 is the jump to 3:00; where it comes twice, 2:30 is the first of the two. The hours of a day thus
keep their order, and the clocks can neither tear one stretch apart nor make two overlap.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PRAGUE = ZoneInfo("Europe/Prague")


def instant(day: date, wall: time) -> datetime:
    """The first instant, in UTC, at which Prague's clocks on that day show a time or have passed it."""
    found = datetime.combine(day, wall, PRAGUE).astimezone(UTC)  # fold is 0: the first of two
    if found.astimezone(PRAGUE).time() != wall:  # in the gap: the clocks jump at a full hour of UTC
        return found.replace(minute=0, second=0, microsecond=0)
    return found


def in_utc(moment: datetime) -> datetime:
    """An aware moment in UTC; ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("The moment must be aware.")
    return moment.astimezone(UTC)


def day_of(moment: datetime) -> date:
    """The day of Prague that an aware moment falls on; ValueError for a naive one."""
    return in_utc(moment).astimezone(PRAGUE).date()


def day_after(day: date) -> date:
    """The next day; the last of all days is its own, so that „31. 12. 9999“ may stand for ever."""
    return min(day, date.max - timedelta(days=1)) + timedelta(days=1)
