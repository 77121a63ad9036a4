"""What the site has told about a municipality: news, events and documents in one list."""

from datetime import date
from typing import NamedTuple

from django.utils.timezone import localdate

from municipalities.models import Municipality
from pages.events import listing
from pages.events.event import Event
from pages.frame.frame import Frame
from pages.models import DocumentVersion, PageVersion
from pages.reading import news


class Told(NamedTuple):
    """A piece of news, an event or a document about a municipality, and the day under which its page names it."""

    day: date
    text: PageVersion | None = None
    version: DocumentVersion | None = None
    event: Event | None = None

    @property
    def changed_on(self) -> date | None:
        """The day on which it last changed for readers."""
        if self.event:
            return self.event.changed_on
        return self.text.changed_on if self.text else self.day


def told_about(municipality: Municipality, frame: Frame) -> list[Told]:
    """The news, events and documents about it that readers see at the frame's moment, the latest first."""
    found = []
    has_pages = frame.get("has_news") or frame.get("has_events")
    about = set(municipality.news.values_list("pk", flat=True)) if has_pages else set()
    if frame.get("has_news"):
        seen = [text for text in news.seen(frame) if text.page_id in about]
        found += [Told(localdate(text.first_at), text) for text in seen]
    if frame.get("has_events"):
        events = [event for event in listing.told(frame) if event.text.page_id in about]
        found += [Told(event.when.starts_on, event=event) for event in events if event.when]
    if frame.get("has_documents"):
        shown = DocumentVersion.objects.shown(frame.moment).filter(document__municipalities=municipality)
        found += [Told(version.public_on, version=version) for version in shown]
    return sorted(found, key=lambda one: one.day, reverse=True)
