"""When somebody answers the phone of the contact centre: open until when, closed until when, or not known.

Pure: the rows and an aware moment in, an answer out. Every wall time is Europe/Prague. Every stretch is half-open: the
opening minute is open, the closing minute is closed. A day is ruled by special days, else by a public holiday, else by
the rows of the week.

Moments inside an answer are Prague's, ready to be said; `next_change` is for machines and in UTC. Compare a Prague
moment with UTC ones: two moments of one zone Python compares by their clocks, which deceives in the repeated hour.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

from contact.hours.clock import PRAGUE, day_after, day_of, in_utc, instant
from contact.hours.holidays import czech_holiday
from pages.facts.review import HOURS_MONTHS, due_on, is_due

SOON = timedelta(minutes=15)  # with this or less left, readers are told „…, ale jen do 13 hodin“
WEEK = timedelta(days=7)  # from here on the name of a weekday alone no longer says which one

Hours = tuple[tuple[time, time], ...]  # opens, closes; what does not open before it closes is never open


@dataclass(frozen=True, order=True)
class Shift:
    """One stretch of one weekday (Monday is 0), from `valid_from` through `valid_through`, both inclusive."""

    weekday: int
    opens: time
    closes: time
    valid_from: date = date.min
    valid_through: date = date.max

    def is_valid_on(self, day: date) -> bool:
        """Whether the row holds on that day, whatever its weekday."""
        return self.valid_from <= day <= self.valid_through


@dataclass(frozen=True, order=True)
class SpecialDays:
    """Days, both inclusive, on which these hours hold in place of the week's and of a holiday; no hours is closed."""

    from_day: date
    through_day: date
    reason: str
    hours: Hours = ()

    def cover(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.from_day <= day <= self.through_day


@dataclass(frozen=True)
class Schedule:
    """Everything the answers depend on. Tuples, not lists: a schedule is the key under which answers are kept."""

    shifts: tuple[Shift, ...]
    specials: tuple[SpecialDays, ...] = ()
    holidays_close: bool = True
    verified_on: date | None = None
    review_months: int = HOURS_MONTHS


@dataclass(frozen=True, order=True)
class Opening:
    """One unbroken open stretch, half-open, from one Prague moment to another on the same day."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class DayRule:
    """What holds on one day: its hours, and why they are not the week's."""

    hours: Hours
    reason: str = ""
    is_exceptional: bool = False


class Kind(StrEnum):
    """What is known of the phone at a moment."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Nearness(StrEnum):
    """How far off an opening is, by days of Prague, and thus how its day is said."""

    TODAY = "today"  # „dnes“
    THIS_WEEK = "this week"  # within six days: „v pátek“
    LATER = "later"  # the same weekday again, or beyond: „v pátek 8. 1.“


@dataclass(frozen=True)
class State:
    """What readers are told. Two moments with equal states have equal words: nothing else goes into them.

    Open has `opening`; closed has `next_opening` while one is known; unknown has neither, and no reason.
    """

    kind: Kind
    opening: Opening | None = None  # the stretch that is open now
    closes_soon: bool = False  # no more than 15 minutes of it are left
    next_opening: Opening | None = None
    nearness: Nearness | None = None  # of the next opening
    reason: str = ""  # why today is not as in the week: the special days' reason or the holiday's name
    closed_for_exception: bool = False  # no hours at all today, because of special days or a holiday

    @property
    def until(self) -> datetime | None:
        """When the open stretch ends, in Prague."""
        return self.opening.end if self.opening else None

    @property
    def opens_later_today(self) -> bool:
        """Whether the next opening is on the moment's own day, by Prague's clocks."""
        return self.nearness is Nearness.TODAY


NOT_KNOWN = State(Kind.UNKNOWN)


def rule_on(schedule: Schedule, day: date) -> DayRule:
    """What holds on a day, verified or not; of overlapping special days the shortest rule, of equal ones the last."""
    if special := [row for row in schedule.specials if row.cover(day)]:
        ruling = min(reversed(special), key=lambda row: row.through_day - row.from_day)
        return DayRule(ruling.hours, ruling.reason, is_exceptional=True)
    if schedule.holidays_close and (holiday := czech_holiday(day)):
        return DayRule((), holiday, is_exceptional=True)
    week = [row for row in schedule.shifts if row.weekday == day.weekday() and row.is_valid_on(day)]
    return DayRule(tuple((row.opens, row.closes) for row in week))


@lru_cache(maxsize=2048)
def openings_on(schedule: Schedule, day: date) -> tuple[Opening, ...]:
    """The stretches that are open on a day of Prague, by the rows alone, in order; touching and overlapping are one."""
    walls = rule_on(schedule, day).hours
    stretches = sorted((instant(day, opens), instant(day, closes)) for opens, closes in walls)
    merged: list[tuple[datetime, datetime]] = []
    for start, end in stretches:
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        elif start < end:
            merged.append((start, end))
    return tuple(Opening(start.astimezone(PRAGUE), end.astimezone(PRAGUE)) for start, end in merged)


def verified_through(schedule: Schedule) -> date | None:
    """The last day on which the verification still holds; None if nobody ever verified."""
    return schedule.verified_on and due_on(schedule.verified_on, schedule.review_months)


def is_known(schedule: Schedule, moment: datetime) -> bool:
    """Whether anything may be said at an aware moment.

    Not if nobody ever verified the hours, or longer ago than the review period (its last day still holds), nor if no
    row of the week is valid on that day and no special days cover it. A Sunday inside validity is closed, not unknown.
    """
    day = day_of(moment)
    return not is_due(schedule.verified_on, day, schedule.review_months) and (
        any(row.is_valid_on(day) for row in schedule.shifts) or any(row.cover(day) for row in schedule.specials)
    )


def state_at(schedule: Schedule, moment: datetime) -> State:
    """What readers are told at an aware moment; no opening is named beyond the last day of the verification.

    Only „open“ needs a verification: a closure that somebody typed, or the law's holiday, is told without one.
    """
    moment = in_utc(moment)
    today = day_of(moment)
    rule = rule_on(schedule, today)
    is_closed_anyway = rule.is_exceptional and not openings_on(schedule, today)
    if not is_known(schedule, moment):
        return State(Kind.CLOSED, reason=rule.reason, closed_for_exception=True) if is_closed_anyway else NOT_KNOWN
    following = _opening_after(schedule, moment, today)
    if following and following.start <= moment:
        return State(Kind.OPEN, following, following.end - moment <= SOON, reason=rule.reason)
    return State(
        Kind.CLOSED,
        next_opening=following,
        nearness=_nearness(following.start.date() - today) if following else None,
        reason=rule.reason,
        closed_for_exception=is_closed_anyway,
    )


def next_change(schedule: Schedule, moment: datetime) -> datetime | None:
    """The first instant (UTC) after an aware moment at which `state_at` says something else; None if it never will.

    That is where a stretch begins, has 15 minutes left or ends, and a midnight of Prague if with it the day of the next
    opening becomes „dnes“ or comes within six days, a reason begins or ends, rows begin or cease to be valid, or the
    verification has run out. Any other midnight changes nothing.
    """
    moment = in_utc(moment)
    now = state_at(schedule, moment)
    for day in _days_ahead(schedule, day_of(moment)):
        for edge in _edges(schedule, day):
            if edge > moment and state_at(schedule, edge) != now:
                return edge
    return None


def _days_ahead(schedule: Schedule, today: date) -> Iterator[date]:
    """The days on which anything can change: all while the verification holds, then those of closures."""
    last = verified_through(schedule)
    for number in range((last - today).days + 2 if last else 0):
        yield today + timedelta(days=number)
    edges = {edge for row in schedule.specials for edge in (row.from_day, day_after(row.through_day))}
    if schedule.holidays_close:
        year = [today + timedelta(days=number) for number in range(366)]
        edges |= {edge for day in year if czech_holiday(day) for edge in (day, day_after(day))}
    yield from sorted(edge for edge in edges if edge >= today)


def _edges(schedule: Schedule, day: date) -> list[datetime]:
    """The instants of a day at which anything can change, in order and in UTC."""
    edges = {instant(day, time.min)}
    for opening in openings_on(schedule, day):
        start, end = in_utc(opening.start), in_utc(opening.end)
        edges |= {start, max(start, end - SOON), end}
    return sorted(edges)


def _opening_after(schedule: Schedule, moment: datetime, today: date) -> Opening | None:
    """The open stretch, or else the next one; None where nobody ever verified."""
    first, last = schedule.verified_on, verified_through(schedule)
    if first is None or last is None:
        return None
    ahead = _openings(schedule, min(today, first), last)
    place = bisect_right(ahead, moment, key=lambda opening: opening.end)
    return ahead[place] if place < len(ahead) else None


@lru_cache(maxsize=64)
def _openings(schedule: Schedule, first: date, last: date) -> tuple[Opening, ...]:
    """Every stretch of a run of days; as a rule, of all the days for which the hours are verified."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return tuple(opening for day in days for opening in openings_on(schedule, day))


def _nearness(ahead: timedelta) -> Nearness:
    if not ahead:
        return Nearness.TODAY
    return Nearness.THIS_WEEK if ahead < WEEK else Nearness.LATER
