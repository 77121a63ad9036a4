"""Reads the words about the hours back to days and times, by a small grammar of each language: what a reader gets.

It knows nothing of the catalogues, so a word that says another day, or a time that is not the one of the row, is found.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

CZECH_MONTHS = "ledna února března dubna května června července srpna září října listopadu prosince"
CZECH_TIME, CLOCK_TIME, HALF_DAY_TIME = r"\d{1,2}(?:\.\d\d)?", r"\d{1,2}:\d\d", r"\d{1,2}(?::\d\d)?(?: [ap]m)?"


def words(text: str, joint: str | None = None) -> list[str]:
    return text.split(joint)


class Told(NamedTuple):
    """What somebody learns of one moment."""

    is_open: bool
    until: time | None = None
    is_soon: bool = False
    is_day_off: bool = False
    opens: tuple[date, time, time] | None = None
    reason: str = ""


class Grammar(NamedTuple):
    """How a language says it; days begin with Monday, as rows name them and as sentences do."""

    days: list[str]
    on_days: list[str]
    months: list[str]
    time: str
    spans: list[str]  # with {0} and {1} for the times
    between: str  # what stands between days and times and says nothing of them
    open: str
    closed: str
    day_off: str
    today: str
    day_in_month: str  # with {weekday}, {day} and {month}
    reason: str
    call: str


CZECH = Grammar(
    days=words("pondělí úterý středa čtvrtek pátek sobota neděle"),
    on_days=words("v pondělí,v úterý,ve středu,ve čtvrtek,v pátek,v sobotu,v neděli", ","),
    months=words(CZECH_MONTHS),
    time=CZECH_TIME,
    spans=["od {0} do {1}", "{0}–{1}"],
    between=r"(?:, | a | hodin|\s)*",
    open=r"Teď můžete volat(?P<soon>, ale jen)? do (?P<until>{0}) hodin",
    closed="Teď na telefonu nejsme.",
    day_off="Dnes na telefonu nejsme.",
    today="dnes",
    day_in_month="{weekday} {day}. {month}",
    reason=r" Důvod: (?P<reason>.+)\.$",
    call=r" (?:Napište nám\.|Napište nám, nebo volejte (?P<write>.+?)\.|Volejte (?P<call>.+?)\.)",
)
GRAMMARS = {
    "cs": CZECH,
    "cs-easy": CZECH,
    "uk": Grammar(
        days=words("понеділок вівторок середа четвер п’ятниця субота неділя"),
        on_days=words("у понеділок,у вівторок,у середу,у четвер,у п’ятницю,у суботу,у неділю", ","),
        months=words("січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"),
        time=CLOCK_TIME,
        spans=["з {0} до {1}"],
        between=r"(?:, | і | й |\s)*",
        open=r"Зараз можна телефонувати(?P<soon>, але тільки)? до (?P<until>{0})",
        closed="Зараз ми не відповідаємо на дзвінки.",
        day_off="Сьогодні ми не відповідаємо на дзвінки.",
        today="сьогодні",
        day_in_month="{weekday}, {day} {month}",
        reason=r" Причина: (?P<reason>.+)\.$",
        call=r" (?:Напишіть нам\.|Напишіть нам або телефонуйте (?P<write>.+?)\.|Телефонуйте (?P<call>.+?)\.)",
    ),
    "en": Grammar(
        days=words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
        on_days=[f"on {day}" for day in words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")],
        months=words("January February March April May June July August September October November December"),
        time=HALF_DAY_TIME,
        spans=["from {0} to {1}", "{0}–{1}"],
        between=r"(?:, | and |\s)*",
        open=r"You can call now(?P<soon>, but only)? until (?P<until>{0})",
        closed="We are not answering the phone now.",
        day_off="We are not answering the phone today.",
        today="today",
        day_in_month="{weekday} {day} {month}",
        reason=r" Reason: (?P<reason>.+)\.$",
        call=r" (?:Please write to us\.|Write to us, or call (?P<write>.+?)\.|Call (?P<call>.+?)\.)",
    ),
}


def week_in(language: str, text: str) -> dict[int, list[tuple[time, time]]]:
    """The stretches of each weekday (Monday is 0) that a sentence, short or long, names."""
    grammar, found, days, has_times = GRAMMARS[language], {}, [], False
    names = {name: number for listed in (grammar.on_days, grammar.days) for number, name in enumerate(listed)}
    known = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    token = re.compile(rf"(?P<day>{known})|{_span(grammar)}")
    rest = 0
    for match in token.finditer(text):
        assert re.fullmatch(grammar.between, text[rest : match.start()]), (text, text[rest : match.start()])
        rest = match.end()
        if match["day"]:
            days, has_times = ([] if has_times else days) + [names[match["day"]]], False
        else:
            has_times = True
            for day in days:
                found.setdefault(day, []).append(_times(grammar, match))
    assert re.fullmatch(grammar.between, text[rest:]), text
    return found


def spans_in(language: str, text: str) -> list[tuple[time, time]]:
    """The stretches that a cell of the table names."""
    grammar = GRAMMARS[language]
    assert re.fullmatch(grammar.between, re.sub(_span(grammar), "", text)), text
    return [_times(grammar, match) for match in re.finditer(_span(grammar), text)]


def days_in(language: str, text: str) -> list[int]:
    """The weekdays that a line of the table is about."""
    return [number for number, name in enumerate(GRAMMARS[language].days) if name in text]


def told_in(language: str, text: str, moment: datetime) -> Told:
    """What the line about a moment (of Prague) says."""
    grammar = GRAMMARS[language]
    if match := re.fullmatch(grammar.open.format(grammar.time), text):
        return Told(True, _time(grammar, match["until"]), bool(match["soon"]))
    is_day_off = text.startswith(grammar.day_off)
    news = grammar.day_off if is_day_off else grammar.closed
    assert text.startswith(news), text
    rest = text.removeprefix(news)
    reason = re.search(grammar.reason, rest)
    match = re.fullmatch(grammar.call, rest[: reason.start()] if reason else rest)
    assert match, text
    assert bool(match["write"]) <= is_day_off, text
    when = match["write"] or match["call"]
    opens = _opening(grammar, when, moment) if when else None
    return Told(False, is_day_off=is_day_off, opens=opens, reason=reason["reason"] if reason else "")


def _opening(grammar: Grammar, text: str, moment: datetime) -> tuple[date, time, time]:
    match = re.search(rf" {_span(grammar)}(?: hodin)?$", text)
    assert match, text
    return _day(grammar, text[: match.start()], moment.date()), *_times(grammar, match)


def _day(grammar: Grammar, text: str, today: date) -> date:
    """The day that is named: today, one of the next six by its weekday alone, or a later one."""
    if text == grammar.today:
        return today
    ahead = [today + timedelta(days=number) for number in range(1, 366)]
    for day in ahead:
        weekday = grammar.on_days[day.weekday()]
        dated = grammar.day_in_month.format(weekday=weekday, day=day.day, month=grammar.months[day.month - 1])
        if text == (weekday if (day - today).days < 7 else dated):
            return day
    raise AssertionError(text)


def _span(grammar: Grammar) -> str:
    forms = [
        span.format(f"(?P<a{n}>{grammar.time})", f"(?P<b{n}>{grammar.time})") for n, span in enumerate(grammar.spans)
    ]
    return f"(?:{'|'.join(forms)})"


def _times(grammar: Grammar, match: re.Match) -> tuple[time, time]:
    form = next(n for n in range(len(grammar.spans)) if match[f"a{n}"])
    first, last = match[f"a{form}"], match[f"b{form}"]
    if grammar.time is HALF_DAY_TIME and not first.endswith("m"):
        first += last[-3:]  # 12–4 pm
    return _time(grammar, first), _time(grammar, last)


def _time(grammar: Grammar, text: str) -> time:
    digits, half = (text[:-3], text[-2:]) if text.endswith("m") else (text, "")
    hour, minute = map(int, [*re.split("[.:]", digits), "0"][:2])
    assert not half or 1 <= hour <= 12, text
    return time(hour % 12 + 12 * (half == "pm") if half else hour, minute)
