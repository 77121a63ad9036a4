"""What a save changed, in words for the log of changes: „změněno: telefon z … na …“."""

import json
from datetime import date, datetime, time
from typing import Any

from django.db import models
from django.utils import timezone

from pages.typography import czech_date

LONGEST = 60  # what is longer is named and not repeated
NOT_TOLD = ("verified_on", "verified_by", "sort_key")  # a verification is told of by itself, the last by no one
# What readers see or no longer see: the field, and what is said when it is filled and when it is emptied.
TURNS = {
    "is_published": ("zveřejněno", "vzato z webu"),
    "publish_at": ("zveřejněno", "zveřejnění zrušeno"),
    "withdrawn_at": ("vzato z webu", "zveřejněno znovu"),
}


def words(row: Any, message: Any) -> str:
    """What the newest record of the row's history has that the one before had not; empty where that is nothing.

    `message` is what Django's admin noted of the forms; of it only the rows below this one are told.
    """
    records = list(row.history.order_by("-history_id")[:2])
    said = _difference(*records) if len(records) == 2 else []
    noted = json.loads(message) if isinstance(message, str) else message
    said += [told for note in noted for told in _of_a_row_below(note)]
    reason = records[0].history_change_reason if records and said else ""
    return "; ".join(said) + (f": {reason}" if reason else "")


def shown(field: models.Field, value: Any) -> str:
    """A value of the field as editors read it: „ano“, „1. 12. 2026 v 9.00“, its choice's label; empty for none."""
    value = dict(field.flatchoices).get(value, value)
    if isinstance(value, bool):
        return "ano" if value else "ne"
    if isinstance(value, datetime):
        local = timezone.localtime(value)
        return f"{czech_date(local)} v {local.hour}.{local:%M}"
    if isinstance(value, date):
        return czech_date(value)
    if isinstance(value, time):
        return f"{value.hour}.{value:%M}"
    return "" if value is None else str(value)


def _difference(new: Any, old: Any) -> list[str]:
    turns, changes = [], []
    for field in new.tracked_fields:
        before, after = getattr(old, field.attname), getattr(new, field.attname)
        if before == after or field.name.endswith(NOT_TOLD):
            continue
        if field.name in TURNS:
            filled, emptied = TURNS[field.name]
            is_later = isinstance(after, datetime) and after > new.history_date
            turns.append(f"{filled}, platí od {shown(field, after)}" if is_later else filled if after else emptied)
        else:
            changes.append(_change(old, new, field))
    return [*turns, *(["změněno: " + ", ".join(changes)] if changes else [])]


def _change(old: Any, new: Any, field: models.Field) -> str:
    name = str(field.verbose_name)
    before, after = (shown(field, getattr(record, field.attname)) for record in (old, new))
    if max(len(before), len(after)) > LONGEST or isinstance(field, models.ForeignKey):
        return name
    return f"{name} z {before} na {after}" if before and after else f"{name} {after or '(smazáno)'}"


def _of_a_row_below(note: dict[str, dict[str, Any]]) -> list[str]:
    did = {"added": "přidáno", "changed": "změněno", "deleted": "smazáno"}
    return [f"{did[what]}: {about['name']} {about['object']}" for what, about in note.items() if "object" in about]
