"""What the site has told about a municipality: news and documents in one list."""

from datetime import date
from typing import NamedTuple

from django.utils.timezone import localdate

from municipalities.models import Municipality
from pages.frame.frame import Frame
from pages.models import DocumentVersion, PageVersion
from pages.reading import news


class Told(NamedTuple):
    """A piece of news or a document about a municipality, and the day under which its page names it."""

    day: date
    text: PageVersion | None
    version: DocumentVersion | None

    @property
    def changed_on(self) -> date | None:
        """The day on which it last changed for readers."""
        return self.text.changed_on if self.text else self.day


def told_about(municipality: Municipality, frame: Frame) -> list[Told]:
    """The news and documents about it that readers see at the frame's moment, the latest first."""
    found = []
    if frame.get("has_news"):
        about = set(municipality.news.values_list("pk", flat=True))
        seen = [text for text in news.seen(frame) if text.page_id in about]
        found += [Told(localdate(text.first_at), text, None) for text in seen]
    if frame.get("has_documents"):
        shown = DocumentVersion.objects.shown(frame.moment).filter(document__municipalities=municipality)
        found += [Told(version.public_on, None, version) for version in shown]
    return sorted(found, key=lambda one: one.day, reverse=True)
