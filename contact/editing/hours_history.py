"""The hours and the exceptions as they have been: every save one set, said in Czech, with a way back to it."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from contact.hours.rows import ConsultationHours, HoursException
from contact.hours.words import sentence

ONE_SAVE = timedelta(seconds=2)  # rows that changed this close together were changed by one form
LAST_SETS = 20


class Kind(NamedTuple):
    """A kind of rows whose sets can be put back, and how a set of them is said."""

    title: str
    rows: type[ConsultationHours | HoursException]
    say: Callable[[Iterable[Any]], str]


class SetThen(NamedTuple):
    """All rows of one kind as a save left them."""

    record: int
    moment: datetime
    user: Any
    text: str


def hours_text(rows: Iterable[ConsultationHours]) -> str:
    """„v pondělí od 12 do 16 hodin; od 1. 1. 2027 v úterý od 8 do 9 hodin“: a sentence for each time of validity."""
    ordered = sorted(rows, key=lambda row: (row.shift.valid_from, row.shift.valid_through))
    by_validity = groupby(ordered, key=lambda row: row.validity)
    return "; ".join(f"{validity} {sentence(found)}".lstrip() for validity, found in by_validity)


def exceptions_text(rows: Iterable[HoursException]) -> str:
    """„24. 12. 2026 zavřeno (inventura)“, separated by semicolons."""
    return "; ".join(str(row) for row in rows)


KINDS = {
    "hodiny": Kind("Konzultační hodiny", ConsultationHours, hours_text),
    "vyjimky": Kind("Výjimky z hodin", HoursException, exceptions_text),
}


def sets_of(kind: Kind) -> list[SetThen]:
    """The sets that there have been, the newest first; rows changed by one save count as one set."""
    states: list[SetThen] = []
    newer = None
    history = kind.rows.history
    for record in history.select_related("history_user").order_by("-history_date", "-history_id"):
        if newer is None or newer - record.history_date > ONE_SAVE:
            text = kind.say(history.as_of(record.history_date))
            states.append(SetThen(record.pk, record.history_date, record.history_user, text))
        newer = record.history_date
        if len(states) >= LAST_SETS:
            break
    return states
