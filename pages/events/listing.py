"""The events that readers see: which come, which are over, and the moments from which they read otherwise."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone

from pages import registry
from pages.events.facts import EventFacts
from pages.events.state import Told, told
from pages.events.when import When, in_utc
from pages.frame.frame import Frame
from pages.prose.page import EVENTS_ADDRESS, OF_EVENT, Page
from pages.prose.versions import PageVersion

NEXT = 3  # on the home page


class Event:
    """An event as one text tells it, with what became of it."""

    def __init__(self, text: PageVersion):
        self.text = text
        self.facts: EventFacts = text.event_facts or EventFacts()

    @cached_property
    def told(self) -> Told:
        """When it is, and what became of it."""
        return told(self.facts, getattr(self.text.page, "event_state", None))

    @property
    def when(self) -> When | None:
        """Its days and times; None in a draft without any."""
        return self.told.when

    @property
    def address(self) -> str:
        """The path of its page."""
        return self.text.page.address

    def is_over(self, moment: datetime) -> bool:
        """Whether it is over at an aware moment; what has no day yet is still to come."""
        return self.when is not None and self.when.is_over(moment)

    @property
    def registration_ends_at(self) -> datetime | None:
        """The moment from which nobody can register: its own, and not later than the start."""
        moments = [self.facts.registration_until, self.when and self.when.start]
        return min(filter(None, moments), key=in_utc, default=None)

    def takes_registrations(self, moment: datetime) -> bool:
        """Whether one can register at an aware moment."""
        has_way = bool(self.facts.registration_url or self.facts.registration_email)
        end = self.registration_ends_at
        is_open = end is None or in_utc(moment) < in_utc(end)
        return has_way and is_open and not (self.told.is_full or self.told.is_cancelled)

    def online_url(self, moment: datetime) -> str:
        """Where one looks from afar, as far as it is told at an aware moment; empty where it is not, or over."""
        begins = self.facts.online_from
        is_early = begins is not None and in_utc(moment) < in_utc(begins)
        is_useless = self.told.is_cancelled or self.is_over(moment) or not self.facts.is_online
        return "" if is_early or is_useless else self.facts.online_url

    @property
    def changed_at(self) -> datetime | None:
        """When an editor last changed what it says; None of a text that is not public."""
        return max(filter(None, [self.text.publish_at, self.told.said_at]), key=in_utc, default=None)

    def turns(self) -> Iterator[datetime]:
        """The moments from which it reads otherwise though nobody changes anything."""
        if self.when:
            yield from (self.when.start, self.when.end)
        yield from filter(None, [self.registration_ends_at, self.facts.online_from])


def seen(frame: Frame) -> list[Event]:
    """All events that are seen in the frame, by their start; those that have no day yet last."""
    return frame.shared("events by start", lambda: _sorted(_texts(frame)))


def coming(frame: Frame) -> list[Event]:
    """Those that are not over at the frame's moment, the next first."""
    return [event for event in seen(frame) if not event.is_over(frame.moment)]


def past(frame: Frame) -> list[Event]:
    """Those that are over, the latest first."""
    return [event for event in reversed(seen(frame)) if event.is_over(frame.moment)]


def one(text: PageVersion) -> Event:
    """The event that the text of a page tells."""
    return Event(text)


def next_change(facts: Mapping[str, Any], moment: datetime) -> datetime | None:
    """The first moment after the given one from which an event reads otherwise."""
    turns = (turn for text in facts.get("events", ()) for turn in Event(text).turns())
    return min((turn for turn in map(in_utc, turns) if turn > in_utc(moment)), default=None)


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


def _sorted(texts: Iterable[PageVersion]) -> list[Event]:
    def place(event: Event) -> tuple[bool, float, int]:
        when = event.when
        return when is None, when.start.timestamp() if when else 0, event.text.page_id

    return sorted((Event(text) for text in texts), key=place)


def _has_events(facts: registry.Values) -> bool:
    return any(page.address == EVENTS_ADDRESS for page in [*facts["menu"], *facts["foot"]])


def _lent(facts: registry.Values) -> list[PageVersion]:
    """Only where there are any: it is asked for with every content version."""
    if not facts["has_events"]:
        return []
    return list(now_shown().select_related("page", "source", *OF_EVENT).defer("body"))
