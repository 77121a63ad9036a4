"""The same consultation hours in every form in which readers meet them."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import NamedTuple

from contact.hours.clock import day_after
from contact.hours.engine import Hours, Kind, Nearness, Opening, Schedule, State
from contact.hours.exceptions import Run, runs, week_hours
from contact.hours.rows import ConsultationHours, Weekday

ON_DAY = ["v pondělí", "v úterý", "ve středu", "ve čtvrtek", "v pátek", "v sobotu", "v neděli"]
OF_MONTH = ["ledna", "února", "března", "dubna", "května", "června"]
OF_MONTH += ["července", "srpna", "září", "října", "listopadu", "prosince"]

WITH_VE = {2, 3, 4, 12, 13, 14, *range(20, 24)}  # hours before which „v“ is „ve“: dvanáct, třináct

TODAY, TODAY_OTHERWISE = "dnes", "dnes jinak"
AHEAD = timedelta(days=30)  # so far ahead readers are told of exceptions and of new hours
# The bar beside a row of the table spans these hours of a day.
BAR_FROM, BAR_TO = 8, 18


class Status(NamedTuple):
    """Whether somebody answers the phone just now: the news, and what to do about it."""

    strong: str
    rest: str
    is_open: bool


class Stretch(NamedTuple):
    """One stretch of hours in a day, with its place on the bar in hundredths of its length."""

    text: str
    said: str  # the same without a dash, which programs that read aloud say otherwise or not at all
    bar_start: int
    bar_length: int


class Row(NamedTuple):
    """A line of the week table."""

    days: str
    stretches: tuple[Stretch, ...]
    tag: str = ""  # „dnes“, or „dnes jinak“ where today is an exception

    @property
    def holds_today(self) -> bool:
        """Whether somebody answers today, and just in these hours."""
        return self.tag == TODAY and bool(self.stretches)


def clock(moment: time) -> str:
    """A time of day as Czech texts write it: 9, 12, 9.30 (ČSN 01 6910)."""
    return f"{moment.hour}.{moment.minute:02}" if moment.minute else str(moment.hour)


def span(opens: time, closes: time) -> str:
    """From when till when, without the unit: 9–13."""
    return f"{clock(opens)}–{clock(closes)}"


def from_till(opens: time, closes: time) -> str:
    """The same in words: od 9 do 13."""
    return f"od {clock(opens)} do {clock(closes)}"


def spans(hours: Hours) -> str:
    """A day's hours: „9–11 a 13–15 hodin“, or „bez telefonu“."""
    return f"{listing([span(*stretch) for stretch in sorted(hours)])} hodin" if hours else "bez telefonu"


def status(state: State) -> Status | None:
    """What readers are told about the moment; None when it is not known."""
    if state.kind is Kind.UNKNOWN:
        return None
    if state.until:
        rest = f"{', ale jen' if state.closes_soon else ''} do {clock(state.until.time())} hodin"
        return Status("Teď můžete volat", rest, is_open=True)
    when = _next(state.next_opening, state.nearness)
    if state.closed_for_exception:
        rest = f" Napište nám, nebo volejte {when}." if when else " Napište nám."
        return Status("Dnes na telefonu nejsme.", f"{rest} Důvod: {state.reason}.", is_open=False)
    return Status("Teď na telefonu nejsme.", f" Volejte {when}." if when else " Napište nám.", is_open=False)


def _next(opening: Opening | None, nearness: Nearness | None) -> str:
    if opening is None or nearness is None:
        return ""
    return f"{_day_of(opening, nearness)} {span(opening.start.time(), opening.end.time())} hodin"


def _day_of(opening: Opening, nearness: Nearness) -> str:
    day = opening.start.date()
    words = {
        Nearness.TODAY: "dnes",
        Nearness.THIS_WEEK: ON_DAY[day.weekday()],
        Nearness.LATER: f"{ON_DAY[day.weekday()]} {day.day}. {OF_MONTH[day.month - 1]}",
    }
    return words[nearness]


def opens(state: State, preposition: str = "") -> str:
    """When somebody will be there next: „v pátek v 9“, with „od“ as preposition „v pátek od 9“; empty if not known."""
    if state.next_opening is None or state.nearness is None:
        return ""
    start = state.next_opening.start.time()
    preposition = preposition or ("ve" if start.hour in WITH_VE else "v")
    return f"{_day_of(state.next_opening, state.nearness)} {preposition} {clock(start)}"


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
            when = listing([from_till(row.opens_at, row.closes_at) for row in rows]) + " hodin"
            groups.setdefault(when, []).append(ON_DAY[day])
    return ", ".join(f"{listing(days)} {when}" for when, days in groups.items())


def short_sentence(hours: Iterable[ConsultationHours]) -> str:
    """The shortest form, for the card: „pondělí 12–16, středa a pátek 9–13 hodin“."""
    groups: dict[str, list[str]] = {}
    for day, rows in enumerate(by_day(hours)):
        if rows:
            when = listing([span(row.opens_at, row.closes_at) for row in rows])
            groups.setdefault(when, []).append(str(Weekday(day).label))
    text = ", ".join(f"{listing(days)} {when}" for when, days in groups.items())
    return f"{text} hodin" if text else ""


def week(schedule: Schedule, day: date, *, marks_today: bool) -> list[Row]:
    """The week table as its rows are valid on `day`, which can be marked; Saturday and Sunday share a line if alike.

    It never shows the hours of an exception: on paper, where nothing is marked, they would stand for every week.
    """
    today = (TODAY_OTHERWISE if runs(schedule, day, day) else TODAY) if marks_today else ""
    rows = [
        Row(str(name), _stretches(week_hours(schedule, weekday, day)), today if weekday == day.weekday() else "")
        for weekday, name in Weekday.choices
    ]
    if rows[5].stretches == rows[6].stretches:
        rows[5:] = [Row("sobota a neděle", rows[5].stretches, rows[5].tag or rows[6].tag)]
    return rows


def exceptions(schedule: Schedule, day: date) -> list[Run]:
    """The days with other hours than the week's that readers should know of."""
    return runs(schedule, day, day + AHEAD)


def coming_hours(rows: Iterable[ConsultationHours], day: date) -> tuple[date, str] | None:
    """From when and how the week's hours will be soon, if not as they are on `day`."""
    rows = list(rows)
    changes = {row.valid_from for row in rows} | {row.valid_through and day_after(row.valid_through) for row in rows}
    now = sentence(row for row in rows if row.is_valid_on(day))
    for change in sorted(filter(None, changes)):
        then = sentence(row for row in rows if row.is_valid_on(change))
        if day < change <= day + AHEAD and then != now:
            return change, then
    return None


def _stretches(hours: Hours) -> tuple[Stretch, ...]:
    return tuple(_stretch(opens, closes) for opens, closes in hours)


def _stretch(opens: time, closes: time) -> Stretch:
    start, end = _on_bar(opens), _on_bar(closes)
    return Stretch(f"{span(opens, closes)} hodin", f"{from_till(opens, closes)} hodin", start, end - start)


def _on_bar(moment: time) -> int:
    hour = min(max(moment.hour + moment.minute / 60, BAR_FROM), BAR_TO)
    return round(100 * (hour - BAR_FROM) / (BAR_TO - BAR_FROM))
