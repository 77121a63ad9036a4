"""The form of the hours as a week and a list of exceptions: what stands where, and what it is called."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain
from typing import Any, NamedTuple

from django import forms
from django.utils.dates import MONTHS_ALT

from contact.editing.hours_forms import ConsultationHoursFormSet, HoursExceptionFormSet
from contact.hours.engine import Hours, Schedule, rule_on
from contact.hours.exceptions import week_hours
from contact.hours.holidays import czech_holiday
from contact.hours.rows import HoursException, Weekday
from contact.hours.words import spans

DAY = timedelta(days=1)
HOLIDAYS_AHEAD = 60  # days
LONGEST = 366  # days of one exception that are looked at
BAR_FROM, BAR_TO, BAR_HOUR = 7, 18, 24  # hours, and units of the drawing in one of them
SATURDAY, SUNDAY = 5, 6


class DayRow(NamedTuple):
    """A line of the week: its stretches, the empty ones for more, and the bar as (start, length)."""

    key: int
    name: str
    filled: list[forms.ModelForm]
    empty: list[forms.ModelForm]
    hours: Hours
    is_today: bool

    @property
    def bar(self) -> list[tuple[int, int]]:
        """Where its hours lie on the drawing."""
        edges = [(_on_bar(opens), _on_bar(closes)) for opens, closes in self.hours]
        return [(start, end - start) for start, end in edges if end > start]


class Entry(NamedTuple):
    """A line of the exceptions: a row of the form, or a holiday that comes of itself."""

    first: date
    days: str
    note: str
    form: forms.ModelForm | None = None

    @property
    def month(self) -> str:
        """„prosince“, for the leaf of the calendar."""
        return str(MONTHS_ALT[self.first.month])


def week(formset: ConsultationHoursFormSet, schedule: Schedule, today: date) -> list[DayRow]:
    """Seven lines, Monday first; each field is named by its day, and by its number from the second stretch on."""
    rows = []
    for key, name in Weekday.choices:
        of_day = [form for form in formset.forms if str(form["weekday"].value()) == str(key)]
        filled = [form for form in of_day if _is_filled(form)]
        empty = [form for form in of_day if form not in filled]
        for number, form in enumerate(chain(filled, empty), start=1):
            _name(form, f"{name}, {{}}" + (f", {number}. úsek" if number > 1 else ""))
        rows.append(DayRow(key, str(name), filled, empty, week_hours(schedule, key, today), key == today.weekday()))
    return rows


def is_free_weekend(rows: list[DayRow]) -> bool:
    """Whether Saturday and Sunday may share a line: neither has hours."""
    return not any(row.filled or row.hours for row in rows if row.key in {SATURDAY, SUNDAY})


def entries(formset: HoursExceptionFormSet, schedule: Schedule, today: date) -> list[Entry]:
    """The exceptions of the form and the coming holidays that close by themselves, in order of days."""
    stored = [
        Entry(form.instance.from_day, _exception(form.instance), _note(form.instance, schedule), form)
        for form in formset.initial_forms
    ]
    return sorted([*stored, *_holidays(schedule, today)], key=lambda entry: entry.first)


def days_in_words(first: date, last: date) -> str:
    """„pondělí 28. 12. – středa 30. 12. 2026“; a single day stands alone."""
    if first == last:
        return f"{_day(first)} {first.year}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{_day(first)}{year} – {_day(last)} {last.year}"


def _holidays(schedule: Schedule, today: date) -> Iterator[Entry]:
    if not schedule.holidays_close:
        return
    coming = (today + number * DAY for number in range(HOLIDAYS_AHEAD))
    days = [day for day in coming if czech_holiday(day) and not any(row.cover(day) for row in schedule.specials)]
    runs: list[list[date]] = []
    for day in days:
        if runs and runs[-1][-1] == day - DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    for run in runs:
        names = ", ".join(str(czech_holiday(day)) for day in run)
        yield Entry(run[0], days_in_words(run[0], run[-1]), f"{names}. Podle zákona, web to doplňuje sám.")


def _exception(row: HoursException) -> str:
    hours = spans(((row.opens_at, row.closes_at),)) if row.opens_at and row.closes_at else "zavřeno"
    return f"{days_in_words(row.from_day, row.through_day)}, {hours}"


def _note(row: HoursException, schedule: Schedule) -> str:
    length = min((row.through_day - row.from_day).days + 1, LONGEST)
    days = [row.from_day + number * DAY for number in range(length)]
    working = Schedule(schedule.shifts, (), schedule.holidays_close, schedule.verified_on)
    number = sum(1 for day in days if rule_on(working, day).hours)
    touches = "Netýká se žádného konzultačního dne." if not number else f"Konzultační dny, kterých se týká: {number}."
    return f"{row.reason}. {touches}"


def _day(day: date) -> str:
    return f"{Weekday(day.weekday()).label} {day.day}. {day.month}."


def _is_filled(form: forms.ModelForm) -> bool:
    if form.is_bound:
        return any(form[name].value() for name in ["opens_at", "closes_at"]) or bool(form.errors)
    return form.instance.pk is not None


def _name(form: forms.ModelForm, pattern: str) -> None:
    words = {"opens_at": "od", "closes_at": "do", "valid_from": "platí od", "valid_through": "platí do"}
    for name, word in words.items():
        form.fields[name].widget.attrs["aria-label"] = pattern.format(word)


def _on_bar(moment: Any) -> int:
    hour = min(max(moment.hour + moment.minute / 60, BAR_FROM), BAR_TO)
    return round((hour - BAR_FROM) * BAR_HOUR)
