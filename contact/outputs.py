"""The same consultation hours in every form in which readers meet them."""

from collections.abc import Iterable
from datetime import time
from typing import NamedTuple

from contact.models import ConsultationHours, Weekday

ON_DAY = ["v pondělí", "v úterý", "ve středu", "ve čtvrtek", "v pátek", "v sobotu", "v neděli"]

# The bar beside a row of the table spans these hours of a day.
BAR_FROM, BAR_TO = 8, 18


class Stretch(NamedTuple):
    """One stretch of hours in a day, with its place on the bar in hundredths of its length."""

    text: str
    bar_start: int
    bar_length: int


class Row(NamedTuple):
    """A line of the week table."""

    days: str
    stretches: tuple[Stretch, ...]


def clock(moment: time) -> str:
    """A time of day as Czech texts write it: 9, 12, 9.30 (ČSN 01 6910)."""
    return f"{moment.hour}.{moment.minute:02}" if moment.minute else str(moment.hour)


def span(hours: ConsultationHours) -> str:
    """From when till when, without the unit: 9–13."""
    return f"{clock(hours.opens_at)}–{clock(hours.closes_at)}"


def by_day(hours: Iterable[ConsultationHours]) -> list[list[ConsultationHours]]:
    """The rows sorted into the seven days, Monday first, each day in order of opening."""
    ordered = sorted(hours, key=lambda row: row.opens_at)
    return [[row for row in ordered if row.weekday == day] for day in range(7)]


def listing(parts: list[str]) -> str:
    """Czech enumeration: a; a a b; a, b a c."""
    return " a ".join(part for part in [", ".join(parts[:-1]), *parts[-1:]] if part)


def sentence(hours: Iterable[ConsultationHours]) -> str:
    """„v pondělí od 12 do 16 hodin, ve středu a v pátek od 9 do 13 hodin“; days with equal hours stand together."""
    groups: dict[str, list[str]] = {}
    for day, rows in enumerate(by_day(hours)):
        if rows:
            when = listing([f"od {clock(row.opens_at)} do {clock(row.closes_at)}" for row in rows]) + " hodin"
            groups.setdefault(when, []).append(ON_DAY[day])
    return ", ".join(f"{listing(days)} {when}" for when, days in groups.items())


def short_sentence(hours: Iterable[ConsultationHours]) -> str:
    """The shortest form, for the card: „pondělí 12–16, středa a pátek 9–13 hodin“."""
    groups: dict[str, list[str]] = {}
    for day, rows in enumerate(by_day(hours)):
        if rows:
            groups.setdefault(listing([span(row) for row in rows]), []).append(str(Weekday(day).label))
    text = ", ".join(f"{listing(days)} {when}" for when, days in groups.items())
    return f"{text} hodin" if text else ""


def week(hours: Iterable[ConsultationHours]) -> list[Row]:
    """The week table; Saturday and Sunday share a line while they are alike."""
    days = [(str(Weekday(day).label), tuple(map(_stretch, rows))) for day, rows in enumerate(by_day(hours))]
    if days[5][1] == days[6][1]:
        days[5:] = [("sobota a neděle", days[5][1])]
    return [Row(*day) for day in days]


def _stretch(row: ConsultationHours) -> Stretch:
    start, end = (_on_bar(moment) for moment in (row.opens_at, row.closes_at))
    return Stretch(f"{span(row)} hodin", start, end - start)


def _on_bar(moment: time) -> int:
    hour = min(max(moment.hour + moment.minute / 60, BAR_FROM), BAR_TO)
    return round(100 * (hour - BAR_FROM) / (BAR_TO - BAR_FROM))
