"""The events that readers see: which come, which are over, and the moments from which they read otherwise."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.utils import timezone

from pages import registry
from pages.events.event import Event
from pages.events.when import in_utc
from pages.frame.frame import Frame
from pages.prose.page import EVENTS_ADDRESS, OF_EVENT, Page
from pages.prose.versions import PageVersion

NEXT = 3  # on the home page


class Seen(NamedTuple):
    """The events that are seen in a frame by their start, those without a day last, and which of them lists tell of.

    Lists tell of no event that was cancelled once its day is over. The next stands first, and of those that are over
    the latest.
    """

    all: list[Event]
    told: list[Event]
    coming: list[Event]
    past: list[Event]
    changed_on: date | None  # the latest day on which lists changed for readers


def seen(frame: Frame) -> list[Event]:
    """All of them."""
    return _seen(frame).all


def told(frame: Frame) -> list[Event]:
    """Those that lists tell of."""
    return _seen(frame).told


def coming(frame: Frame) -> list[Event]:
    """Those that are not over at the frame's moment, the next first."""
    return _seen(frame).coming


def past(frame: Frame) -> list[Event]:
    """Those that are over, the latest first."""
    return _seen(frame).past


def last_change(frame: Frame) -> date | None:
    """The latest day on which what lists tell of changed for readers."""
    return _seen(frame).changed_on


def changed_on(events: Iterable[Event]) -> date | None:
    """The latest day on which any of them changed for readers."""
    return max(filter(None, (event.changed_on for event in events)), default=None)


def one(text: PageVersion, frame: Frame) -> Event:
    """The event that the text of a page tells."""
    return Event(text, frame.moment, is_withheld=frame.is_withheld)


def next_change(facts: Mapping[str, Any], moment: datetime) -> datetime | None:
    """The first moment after the given one from which an event reads otherwise."""
    turns = (in_utc(turn) for text in facts.get("events", ()) for turn in Event(text, moment).turns())
    return min((turn for turn in turns if turn > in_utc(moment)), default=None)


def now_shown() -> Any:
    """The texts that readers see just now."""
    return PageVersion.objects.shown(timezone.now()).filter(page__kind=Page.Kind.EVENT)


def register() -> None:
    """Hand the events to the frame, the foot and the clock; called when the apps are ready."""
    registry.offer_part(EVENTS_ADDRESS, now_shown)
    registry.lend_on_demand("has_events", _has_events)
    registry.lend_on_demand("events", _lent)
    registry.expect_change(next_change)


def _texts(frame: Frame) -> Iterable[PageVersion]:
    return frame.texts_of_kind(Page.Kind.EVENT) if frame.preview else frame.get("events") or []


def _seen(frame: Frame) -> Seen:
    return frame.shared(("events", frame.is_withheld), lambda: _split(one(text, frame) for text in _texts(frame)))


def _split(events: Iterable[Event]) -> Seen:
    def place(event: Event) -> tuple[bool, float, int]:
        when = event.when
        return when is None, when.start.timestamp() if when else 0, event.text.page_id

    found = sorted(events, key=place)
    told = [event for event in found if not (event.is_over and event.told.is_cancelled)]
    coming = [event for event in told if not event.is_over]
    past = [event for event in reversed(told) if event.is_over]
    return Seen(found, told, coming, past, changed_on(told))


def _has_events(facts: registry.Values) -> bool:
    return any(page.address == EVENTS_ADDRESS for page in [*facts["menu"], *facts["foot"]])


def _lent(facts: registry.Values) -> list[PageVersion]:
    """Only where there are any: it is asked for with every content version."""
    if not facts["has_events"]:
        return []
    return list(now_shown().select_related("page", *OF_EVENT).defer("body"))
