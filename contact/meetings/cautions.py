"""What to think of before a time is agreed, in Czech. Pure: a wall time and a moment in, sentences out."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from contact.hours.clock import PRAGUE
from contact.hours.holidays import czech_holiday
from contact.meetings.agreement import Plan

DAY_BEGINS, DAY_ENDS = time(7), time(20)  # outside of these it is night


def instant(wall: datetime) -> datetime:
    """A naive wall time of Prague in, the instant (UTC) that calendars take it for out.

    One that comes twice is the first of the two; one that does not come counts on from before the gap, so that 2.30 is
    3.30 (RFC 5545, 3.3.5).
    """
    return wall.replace(tzinfo=PRAGUE, fold=0).astimezone(UTC)


def cautions(wall: datetime, minutes: int, moment: datetime) -> list[str]:
    """Why a meeting at a naive wall time of Prague may be a mistake. The hours of the phone do not bind it."""
    plan = Plan(is_agreed=True, starts_at=instant(wall), minutes=minutes)
    return [*_of_the_clock(wall, plan, moment), *_of_the_day(wall.date())]


def _of_the_clock(wall: datetime, plan: Plan, moment: datetime) -> Iterator[str]:
    start, end = (each.astimezone(PRAGUE) for each in [plan.start, plan.ends_at])
    if plan.start <= moment:
        yield f"Termín {plan} už minul, pozvánka neodejde."
    if start.replace(tzinfo=None) != wall:
        yield f"Čas {_clock(wall)} ten den není, hodiny se posouvají. Schůzka by začala v {_clock(start)}."
    elif start.utcoffset() != start.replace(fold=1).utcoffset():
        yield f"Čas {_clock(wall)} je ten den dvakrát, hodiny se posouvají. Schůzka by začala v tom prvním."
    if start.time() < DAY_BEGINS or end.time() > DAY_ENDS or start.date() != end.date():
        yield f"Termín {plan} je v noci, ne mezi 7. a 20. hodinou."


def _of_the_day(day: date) -> Iterator[str]:
    if holiday := czech_holiday(day):
        yield f"{_date(day)} je svátek: {holiday}."


def _date(day: date) -> str:
    return f"{day.day}. {day.month}. {day.year}"


def _clock(moment: datetime) -> str:
    return f"{moment.hour}.{moment:%M}"
