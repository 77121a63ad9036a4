"""How translations stand, as editors read it: computed from their versions each time, never stored."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet

from pages.frame.frame import Frame
from pages.languages.languages import OTHERS, Language, of_path
from pages.prose import states
from pages.prose.page import Page
from pages.prose.states import StatedPage
from pages.prose.translations import newer_czech_of
from pages.prose.versions import PageVersion
from pages.typography import czech_date
from pages.web.chips import Chip

STALE = Chip("wait", "starší než český text")


class Told(NamedTuple):
    """The page that says in a language what a Czech one says, and how it stands.

    Attributes:
        page: `states.with_states`, or None where nobody has begun it.
        newer: what readers of Czech see and it does not know of; None of one that is fresh, or that nobody sees.
    """

    language: Language
    page: StatedPage | None = None
    newer: PageVersion | None = None
    is_seen: bool = False

    @property
    def chips(self) -> list[Chip]:
        """Its states."""
        if self.page is None:
            return [Chip("draft", "zatím není")]
        return [*states.states(self.page), *([STALE] if self.newer else [])]

    @property
    def note(self) -> str:
        """In a sentence, whether readers miss something; empty while they see nothing."""
        if self.newer:
            return since(self.newer)
        return "Odpovídá českému textu." if self.is_seen else ""


def since(newer: PageVersion) -> str:
    """Of the Czech version that a translation does not know of."""
    day = f"od {czech_date(newer.changed_on)} " if newer.changed_on else ""
    return f"Čeští čtenáři {day}čtou novější text."


def told(pages: QuerySet[Page], moment: datetime) -> dict[str, Told]:
    """By its address, how each of the translations stands at the moment; so many queries whatever their number."""
    shown = PageVersion.objects.shown(moment).filter(page__in=pages.values("pk")).select_related("translated_from")
    seen = {version.page_id: version for version in shown}
    newer = newer_czech_of(seen.values(), moment)

    def of(page: StatedPage) -> Told:
        version = seen.get(page.pk)
        return Told(of_path(page.address), page, newer.get(version.pk) if version else None, version is not None)

    return {page.address: of(page) for page in states.with_states(pages, moment)}


def of_czech(pages: Iterable[Page], moment: datetime) -> dict[str, list[Told]]:
    """By the address of each Czech page, how it stands in each other language."""
    addresses = {page.address: [(one, one.address_of(page.address)) for one in OTHERS] for page in pages}
    asked = [address for several in addresses.values() for _language, address in several]
    found = told(Page.objects.filter(kind=Page.Kind.TRANSLATION, address__in=asked), moment)
    return {
        czech: [found.get(address) or Told(language) for language, address in several]
        for czech, several in addresses.items()
    }


def all_told(frame: Frame) -> dict[str, Told]:
    """All translations at the frame's moment."""
    every = Page.objects.filter(kind=Page.Kind.TRANSLATION)
    return frame.shared("translations told", lambda: told(every, frame.moment))


def stale(frame: Frame) -> list[Told]:
    """The translations whose readers miss something, by language."""
    return sorted(
        (each for each in all_told(frame).values() if each.newer), key=lambda each: OTHERS.index(each.language)
    )
