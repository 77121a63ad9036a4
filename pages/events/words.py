"""When an event is, in words: „úterý 12. 1. 2027, 9–13 hodin“."""

from datetime import date, datetime, time

from pages.events.when import PRAGUE, When
from pages.typography import NBSP, czech_date

WEEKDAYS = ("pondělí", "úterý", "středa", "čtvrtek", "pátek", "sobota", "neděle")
OF_WEEKDAYS = ("pondělí", "úterý", "středy", "čtvrtka", "pátku", "soboty", "neděle")  # after „od“ and „do“


def weekday(day: date) -> str:
    """„úterý“."""
    return WEEKDAYS[day.weekday()]


def when(event: When) -> str:
    """The days and times of an event; „úterý 12. 1. 2027, 9–13 hodin“, „od úterý 12. 1. do čtvrtka 14. 1. 2027“."""
    if event.is_one_day:
        return ", ".join(filter(None, [f"{weekday(event.starts_on)} {czech_date(event.starts_on)}", hours(event)]))
    first, last = _genitive(event.starts_on), _genitive(event.ends_on)
    if event.starts_on.year == event.ends_on.year:
        first = first.removesuffix(f"{NBSP}{event.starts_on.year}")
    if event.starts_at is None:
        return f"od {first} do {last}"
    end = f", {_hour(event.ends_at)}" if event.ends_at else ""
    return f"od {first}, {_hour(event.starts_at)}, do {last}{end}"


def hours(event: When) -> str:
    """The times of a day, „9–13 hodin“ or „od 9 hodin“; empty of what is all-day or longer."""
    if event.starts_at is None or not event.is_one_day:
        return ""
    if event.ends_at is None:
        return f"od {_clock(event.starts_at)}{NBSP}{'hodiny' if event.starts_at == time(1) else 'hodin'}"
    return f"{_clock(event.starts_at)}–{_clock(event.ends_at)}{NBSP}hodin"


def until(moment: datetime) -> str:
    """An aware moment as an end, in Prague: „pátku 8. 1. 2027, 12 hodin“."""
    local = moment.astimezone(PRAGUE)
    return f"{_genitive(local.date())}, {_hour(local.time())}"


def _genitive(day: date) -> str:
    return f"{OF_WEEKDAYS[day.weekday()]} {czech_date(day)}"


def _hour(wall: time) -> str:
    if wall == time(1):
        return f"1{NBSP}hodina"
    few = wall.minute == 0 and 2 <= wall.hour <= 4
    return f"{_clock(wall)}{NBSP}{'hodiny' if few else 'hodin'}"


def _clock(wall: time) -> str:
    """A time of day as Czech texts write it: 9, 12, 9.30 (ČSN 01 6910)."""
    return f"{wall.hour}.{wall.minute:02}" if wall.minute else str(wall.hour)
