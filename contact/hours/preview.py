"""The days ahead as readers will see them, for those who are about to change the hours. Pure: schedules and days."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby

from contact.hours.clock import PRAGUE
from contact.hours.engine import Hours, Opening, Schedule, is_known, rule_on, state_at
from pages.facts.review import is_due

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Told:
    """What the rows say of one day; where none of them holds, nobody can tell."""

    hours: Hours
    reason: str
    is_covered: bool


@dataclass(frozen=True)
class PreviewDay:
    """One day to come; without a verification that still holds on it, readers are told nothing."""

    day: date
    told: Told
    before: Told | None  # by the stored rows, where they say something else
    is_verified: bool

    @property
    def is_told(self) -> bool:
        """Whether readers are told of the day: only „open“ needs a verification."""
        return self.is_verified or bool(self.told.reason and not self.told.hours)


def preview(schedule: Schedule, stored: Schedule, first: date, count: int) -> list[PreviewDay]:
    """`count` days from `first` on, by the schedule that could be saved, against the one that is stored."""
    days = []
    for day in (first + number * DAY for number in range(count)):
        told, before = _told(schedule, day), _told(stored, day)
        is_verified = not is_due(schedule.verified_on, day, schedule.review_months)
        days.append(PreviewDay(day, told, before if before != told else None, is_verified))
    return days


def gaps(days: Iterable[PreviewDay]) -> list[tuple[date, date]]:
    """The runs of days, both ends inclusive, on which no row is valid."""
    by_cover = groupby(days, key=lambda day: day.told.is_covered)
    runs = [[day.day for day in run] for is_covered, run in by_cover if not is_covered]
    return [(run[0], run[-1]) for run in runs]


def next_opening(schedule: Schedule, moment: datetime) -> Opening | None:
    """The first stretch that begins after an aware moment; None where nothing is known."""
    state = state_at(schedule, moment)
    return state_at(schedule, state.until).next_opening if state.until else state.next_opening


def closing_holiday(schedule: Schedule, first: date, count: int) -> tuple[date, str] | None:
    """The first of `count` days from `first` on that has no hours only because of a public holiday, and its name."""
    working = replace(schedule, holidays_close=False)
    for day in (first + number * DAY for number in range(count)):
        rule = rule_on(schedule, day)
        if not rule.hours and rule_on(working, day).hours:
            return day, rule.reason
    return None


def fingerprint(schedule: Schedule) -> str:
    """The same for schedules that say the same, in whatever order; by it a form proves which hours were shown."""
    said = (sorted(schedule.shifts), sorted(schedule.specials), schedule.holidays_close)
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _told(schedule: Schedule, day: date) -> Told:
    rule = rule_on(schedule, day)
    # As if verified on that very day: then nothing is left that could be unknown but a day without rows.
    is_covered = is_known(replace(schedule, verified_on=day), datetime.combine(day, time(12), PRAGUE))
    return Told(tuple(sorted(rule.hours)), rule.reason, is_covered)
