"""The hours and the exceptions as they have been: every save one set, said in Czech, with a way back to it."""

from collections import deque
from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from itertools import groupby, zip_longest
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
    return "; ".join(
        str(row) for row in sorted(rows, key=lambda row: (row.from_day, row.through_day, row.opens_at or time.min))
    )


KINDS = {
    "hodiny": Kind("Konzultační hodiny", ConsultationHours, hours_text),
    "vyjimky": Kind("Výjimky z hodin", HoursException, exceptions_text),
}


def sets_of(kind: Kind) -> list[SetThen]:
    """The last sets that there have been, the newest first; rows changed by one save count as one set."""
    records = list(kind.rows.history.select_related("history_user").order_by("history_date", "history_id"))
    rows: dict[int, Any] = {}
    last: deque[tuple[Any, list[Any]]] = deque(maxlen=LAST_SETS)
    for record, later in zip_longest(records, records[1:]):
        rows.pop(record.id, None)
        if record.history_type != "-":
            rows[record.id] = record.instance
        if later is None or later.history_date - record.history_date > ONE_SAVE:
            last.append((record, list(rows.values())))
    return [
        SetThen(record.pk, record.history_date, record.history_user, kind.say(then)) for record, then in reversed(last)
    ]
