"""What to think of before a time is agreed, in Czech. Pure: a schedule, a wall time and a moment in, sentences out."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from contact.hours.engine import PRAGUE, Schedule, openings_on, rule_on
from contact.hours.holidays import czech_holiday
from contact.hours.words import spans
from contact.meetings.agreement import Plan

DAY_BEGINS, DAY_ENDS = time(7), time(20)  # outside of these it is night


def instant(wall: datetime) -> datetime:
    """A naive wall time of Prague in, the instant (UTC) that calendars take it for out.

    One that comes twice is the first of the two; one that does not come counts on from before the gap, so that 2.30 is
    3.30 (RFC 5545, 3.3.5).
    """
    return wall.replace(tzinfo=PRAGUE, fold=0).astimezone(UTC)


def cautions(schedule: Schedule | None, wall: datetime, minutes: int, moment: datetime) -> list[str]:
    """Why a meeting at a naive wall time of Prague may be a mistake; without a schedule its hours are not judged."""
    plan = Plan(is_agreed=True, starts_at=instant(wall), minutes=minutes)
    found = [*_of_the_clock(wall, plan, moment), *_of_the_day(schedule, wall.date())]
    return found or list(_of_the_hours(schedule, plan))


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


def _of_the_day(schedule: Schedule | None, day: date) -> Iterator[str]:
    if holiday := czech_holiday(day):
        yield f"{_date(day)} je svátek: {holiday}."
    if schedule and any(special.cover(day) for special in schedule.specials):
        rule = rule_on(schedule, day)
        yield f"{_date(day)} je výjimka z hodin ({rule.reason}): {spans(rule.hours)}."


def _of_the_hours(schedule: Schedule | None, plan: Plan) -> Iterator[str]:
    day = plan.start.astimezone(PRAGUE).date()
    if schedule and not any(
        opening.start.astimezone(UTC) <= plan.start and plan.ends_at <= opening.end.astimezone(UTC)
        for opening in openings_on(schedule, day)
    ):
        yield f"Termín {plan} je mimo konzultační hodiny (ten den {spans(rule_on(schedule, day).hours)})."


def _date(day: date) -> str:
    return f"{day.day}. {day.month}. {day.year}"


def _clock(moment: datetime) -> str:
    return f"{moment.hour}.{moment:%M}"
