"""What of the help readers see at the moment of their page."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from django.utils import timezone

from contact.help.places import Place
from contact.help.rows import Help, Situation
from pages.frame.frame import Frame

MOST_LINKS = 3  # of one situation


class Choice(NamedTuple):
    """A situation and who helps in it, the nearest first."""

    situation: Situation
    rows: list[Help]


def rows(frame: Frame) -> list[Help]:
    """Those that hold at the frame's moment; of contacts none where the page outlives it."""
    return [row for row in _all(frame) if row.is_shown_on(frame.today) and not (row.is_contact and frame.is_withheld)]


def has_silent(frame: Frame) -> bool:
    """Whether some contact is there of which nobody knows whether it still holds."""
    return not frame.is_withheld and any(not row.is_shown_on(frame.today) for row in _all(frame))


def rows_for(place: Place | None, frame: Frame) -> list[Help]:
    """Who helps at a place, the nearest first; where none is named, who helps everywhere."""
    here = [row for row in rows(frame) if (place.has(row) if place else not row.orp and not row.region)]
    return sorted(here, key=lambda row: 0 if row.orp else 1 if row.region else 2)  # stable: as editors ordered them


def choices(helping: list[Help]) -> list[Choice]:
    """The situations in which one of these helps, with the first of them."""
    situations = {situation.pk: situation for row in helping for situation in row.situations.all()}
    ordered = sorted(situations.values(), key=lambda situation: (situation.position, situation.words))
    helps = {pk: [row for row in helping if pk in {one.pk for one in row.situations.all()}] for pk in situations}
    return [Choice(situation, helps[situation.pk][:MOST_LINKS]) for situation in ordered]


def next_change(_facts: Mapping[str, Any], moment: datetime) -> datetime | None:
    """The midnight (Europe/Prague) after the moment: then a verification may end. No row is asked for it."""
    return timezone.make_aware(datetime.combine(timezone.localdate(moment) + timedelta(days=1), time.min))


def _all(frame: Frame) -> list[Help]:
    return frame.get("help") or []
