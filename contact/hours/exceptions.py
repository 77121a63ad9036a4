"""Runs of days on which the hours are not the week's. Pure: a schedule and days in, runs out."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from contact.hours.clock import day_after
from contact.hours.engine import DayRule, Hours, Schedule, rule_on

DAY = timedelta(days=1)


class Run(NamedTuple):
    """Days that follow each other, both inclusive, and what holds on all of them instead of the week's hours."""

    first: date
    last: date
    hours: Hours
    reason: str


def runs(schedule: Schedule, first: date, last: date) -> list[Run]:
    """The runs that touch the days from `first` through `last`, without those that change nothing for a caller.

    A run that goes on behind `last` is told to its own end, because a run cut short would be a wrong promise.
    """
    return [
        Run(days[0], _end(schedule, days[-1], rule), rule.hours, rule.reason)
        for rule, days in _days_by_rule(schedule, first, last)
        if rule.is_exceptional and any(_is_other(schedule, rule, day) for day in days)
    ]


def week_hours(schedule: Schedule, weekday: int, day: date) -> Hours:
    """The hours of a weekday (Monday is 0) by the rows of the week that are valid on `day`, in order."""
    return tuple(
        sorted((row.opens, row.closes) for row in schedule.shifts if row.weekday == weekday and row.is_valid_on(day))
    )


def _days_by_rule(schedule: Schedule, first: date, last: date) -> Iterator[tuple[DayRule, list[date]]]:
    days = (first + number * DAY for number in range((last - first).days + 1))
    for rule, found in groupby(days, key=lambda day: rule_on(schedule, day)):
        yield rule, list(found)


def _is_other(schedule: Schedule, rule: DayRule, day: date) -> bool:
    return tuple(sorted(rule.hours)) != week_hours(schedule, day.weekday(), day)


def _end(schedule: Schedule, day: date, rule: DayRule) -> date:
    """The last day of the run; special days can only end where some begin or end, a holiday is a run by itself."""
    if not any(row.cover(day) for row in schedule.specials):
        return day
    edges = {edge for row in schedule.specials for edge in (row.from_day, day_after(row.through_day))}
    ends = (edge - DAY for edge in sorted(edges) if edge > day and rule_on(schedule, edge) != rule)
    return next(ends, date.max)
