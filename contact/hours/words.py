"""The same consultation hours in every form in which readers meet them, in the language that is active.

What is said is a message of the catalogues in locale/; only how a clock is read and a stretch is written needs code.
"""

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import NamedTuple

from django.utils.dates import MONTHS_ALT
from django.utils.translation import get_language, gettext, gettext_lazy, pgettext

from contact.hours.clock import day_after
from contact.hours.engine import Hours, Kind, Nearness, Opening, Schedule, State
from contact.hours.exceptions import Run, runs, week_hours
from contact.hours.holidays import holiday_name
from contact.hours.rows import ConsultationHours, Weekday

ON_DAY = [
    gettext_lazy("v pondělí"),
    gettext_lazy("v úterý"),
    gettext_lazy("ve středu"),
    gettext_lazy("ve čtvrtek"),
    gettext_lazy("v pátek"),
    gettext_lazy("v sobotu"),
    gettext_lazy("v neděli"),
]
WITH_VE = {2, 3, 4, 12, 13, 14, *range(20, 24)}  # hours before which „v“ is „ve“: dvanáct, třináct

TODAY, TODAY_OTHERWISE = gettext_lazy("dnes"), gettext_lazy("dnes jinak")
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
    """A time of day as texts of the language write it: 9, 12, 9.30 (ČSN 01 6910); 9 am, 9:30 am; 9:00."""
    minutes = f"{moment.minute:02}"
    if get_language() == "en":
        return f"{_hour_of_twelve(moment)}{f':{minutes}' if moment.minute else ''} {_half(moment)}"
    if get_language() == "uk":
        return f"{moment.hour}:{minutes}"
    return f"{moment.hour}.{minutes}" if moment.minute else str(moment.hour)


def _hour_of_twelve(moment: time) -> int:
    return moment.hour % 12 or 12


def _half(moment: time) -> str:
    return "am" if moment.hour < 12 else "pm"


def span(opens: time, closes: time) -> str:
    """From when till when, without the unit: 9–13; in English with its half of the day, once if it is the same."""
    start = clock(opens)
    if get_language() == "en" and _half(opens) == _half(closes):
        start = start.removesuffix(f" {_half(opens)}")
    return gettext("%(opens)s–%(closes)s") % {"opens": start, "closes": clock(closes)}


def from_till(opens: time, closes: time) -> str:
    """The same in words: od 9 do 13."""
    return gettext("od %(opens)s do %(closes)s") % {"opens": clock(opens), "closes": clock(closes)}


def in_hours(times: str) -> str:
    """Times of day with the unit, where the language has one: „9–13 hodin“."""
    return gettext("%(times)s hodin") % {"times": times}


def spans(hours: Hours) -> str:
    """A day's hours: „9–11 a 13–15 hodin“, or „bez telefonu“."""
    return in_hours(listing([span(*stretch) for stretch in sorted(hours)])) if hours else gettext("bez telefonu")


def status(state: State) -> Status | None:
    """What readers are told about the moment; None when it is not known."""
    if state.kind is Kind.UNKNOWN:
        return None
    if state.until:
        until = gettext("ale jen do %(time)s") if state.closes_soon else gettext("do %(time)s")
        rest = until % {"time": in_hours(clock(state.until.time()))}
        return Status(gettext("Teď můžete volat"), f"{',' if state.closes_soon else ''} {rest}", is_open=True)
    when = {"when": _next(state.next_opening, state.nearness)}
    if state.closed_for_exception:
        rest = gettext("Napište nám, nebo volejte %(when)s.") % when if when["when"] else gettext("Napište nám.")
        reason = said_reason(state.reason)
        why = " " + gettext("Důvod: %(reason)s.") % {"reason": reason} if reason else ""
        return Status(gettext("Dnes na telefonu nejsme."), f" {rest}{why}", is_open=False)
    rest = gettext("Volejte %(when)s.") % when if when["when"] else gettext("Napište nám.")
    return Status(gettext("Teď na telefonu nejsme."), f" {rest}", is_open=False)


def said_reason(reason: str) -> str:
    """Why a day is not as in the week: a holiday's name in the language, what an editor wrote in Czech alone.

    Editors write it in Czech; to readers of another language nothing is said rather than a foreign word.
    """
    language = (get_language() or "cs").split("-")[0]
    return reason if language == "cs" else holiday_name(reason, language)


def _next(opening: Opening | None, nearness: Nearness | None) -> str:
    if opening is None or nearness is None:
        return ""
    return f"{_day_of(opening, nearness)} {in_hours(span(opening.start.time(), opening.end.time()))}"


def _day_of(opening: Opening, nearness: Nearness) -> str:
    if nearness is Nearness.TODAY:
        return str(TODAY)
    day = opening.start.date()
    weekday = str(ON_DAY[day.weekday()])
    if nearness is Nearness.THIS_WEEK:
        return weekday
    date_of = {"weekday": weekday, "day": day.day, "month": MONTHS_ALT[day.month]}
    return gettext("%(weekday)s %(day)s. %(month)s") % date_of


def opens(state: State, preposition: str = "") -> str:
    """For editors, when somebody will be there next: „v pátek v 9“, with „od“ as preposition „v pátek od 9“; or ""."""
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
    """An enumeration: a; a a b; a, b a c."""
    joint = pgettext("mezi posledními dvěma", "a")
    return f" {joint} ".join(part for part in [", ".join(parts[:-1]), *parts[-1:]] if part)


def sentence(hours: Iterable[ConsultationHours]) -> str:
    """„v pondělí od 12 do 16 hodin, ve středu a v pátek od 9 do 13 hodin“; days with equal hours stand together."""
    groups: dict[str, list[str]] = {}
    for day, rows in enumerate(by_day(hours)):
        if rows:
            when = in_hours(listing([from_till(row.opens_at, row.closes_at) for row in rows]))
            groups.setdefault(when, []).append(str(ON_DAY[day]))
    return ", ".join(f"{listing(days)} {when}" for when, days in groups.items())


def lines(hours: Iterable[ConsultationHours]) -> list[str]:
    """The same day by day: „ve středu od 9 do 13 hodin“, „v pátek od 9 do 13 hodin“."""
    return [sentence(rows) for rows in by_day(hours) if rows]


def short_sentence(hours: Iterable[ConsultationHours]) -> str:
    """The shortest form, for the card: „pondělí 12–16, středa a pátek 9–13 hodin“."""
    groups: dict[str, list[str]] = {}
    for day, rows in enumerate(by_day(hours)):
        if rows:
            when = listing([span(row.opens_at, row.closes_at) for row in rows])
            groups.setdefault(when, []).append(str(Weekday(day).label))
    text = ", ".join(f"{listing(days)} {when}" for when, days in groups.items())
    return in_hours(text) if text else ""


def week(schedule: Schedule, day: date, *, marks_today: bool) -> list[Row]:
    """The week table as its rows are valid on `day`, which can be marked; Saturday and Sunday share a line if alike.

    It never shows the hours of an exception: on paper, where nothing is marked, they would stand for every week.
    """
    today = str(TODAY_OTHERWISE if runs(schedule, day, day) else TODAY) if marks_today else ""
    rows = [
        Row(str(name), _stretches(week_hours(schedule, weekday, day)), today if weekday == day.weekday() else "")
        for weekday, name in Weekday.choices
    ]
    if rows[5].stretches == rows[6].stretches:
        rows[5:] = [Row(gettext("sobota a neděle"), rows[5].stretches, rows[5].tag or rows[6].tag)]
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
    return Stretch(in_hours(span(opens, closes)), in_hours(from_till(opens, closes)), start, end - start)


def _on_bar(moment: time) -> int:
    hour = min(max(moment.hour + moment.minute / 60, BAR_FROM), BAR_TO)
    return round(100 * (hour - BAR_FROM) / (BAR_TO - BAR_FROM))
