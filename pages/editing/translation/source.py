"""The Czech text that a translation is made from: which one stands beside its form, and what of it is left Czech."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from pages.editing.paragraphs import paragraphs
from pages.gate.terms import Part, Place, Problem
from pages.languages.languages import EASY, of_path
from pages.prose.page import Page
from pages.prose.publishing import NAMELESS_SOURCE
from pages.prose.translations import czech_page, lacks_source
from pages.prose.versions import PageVersion
from pages.typography import czech_date

LONGEST_LINE = 10  # digits of a number that any database can hold
FEWEST_WORDS = 5  # what is shorter may be a name, which stays as it is


class Sources(NamedTuple):
    """Of a translation: the Czech version beside its form, that which its newest text was made from, and the live one.

    None where there is none.
    """

    shown: PageVersion | None
    known: PageVersion | None
    live: PageVersion | None

    @property
    def came_meanwhile(self) -> PageVersion | None:
        """What readers of Czech see instead of what stands beside the form, if they do."""
        return self.live if self.live and self.shown and self.live.number > self.shown.number else None


def sources(page: Page, newest: PageVersion | None, moment: datetime, beside: str = "") -> Sources:
    """The Czech versions that the form of a translation speaks of; `beside` is the number of the one it was shown with.

    What was not sent, or is the number of nothing that readers ever saw, is the text that they see now.
    """
    czech = czech_page(page)
    live = PageVersion.objects.shown(moment).filter(page=czech).first() if czech else None
    return Sources(numbered(czech, beside, moment) or live, newest.translated_from if newest else None, live)


def numbered(czech: Page | None, number: str, moment: datetime) -> PageVersion | None:
    """The version of a Czech page with this number, of those that readers saw by the moment."""
    is_number = number.isascii() and number.isdigit() and len(number) <= LONGEST_LINE
    if czech is None or not is_number:
        return None
    return PageVersion.objects.published(moment).filter(page=czech, number=int(number)).first()


def chosen(page: Page, number: str, moment: datetime) -> PageVersion | None:
    """What a form that was sent says that the translation corresponds to."""
    return numbered(czech_page(page), number, moment)


def named(version: PageVersion) -> str:
    """„verze 3 z 1. 11. 2026“: a Czech version, with the day since which readers have it."""
    day = f" z {czech_date(timezone.localtime(version.publish_at))}" if version.publish_at else ""
    return f"verze {version.number}{day}"


def problems_of(version: PageVersion, _moment: datetime) -> Iterator[Problem]:
    """What stands in the way of publishing a translation: it is of nothing, or still Czech.

    Single paragraphs that are as in Czech are only advised about: they may be names. Easy Czech may say the same.
    """
    if lacks_source(version):
        yield Problem(NAMELESS_SOURCE, field="czech")
    czech = version.translated_from
    if czech is None or of_path(version.page.address) == EASY:
        return
    said = [paragraph.text for paragraph in paragraphs(version.body)]
    same = {paragraph.text for paragraph in paragraphs(czech.body)}.intersection(said)
    if said and same.issuperset(said):
        yield Problem("Text je celý stejný jako český. Přeložte ho.")
        return
    if version.summary and version.summary == czech.summary:
        yield Problem("Úvodní věta je stejná jako česká. Přeložte ji.", field="summary")
    for place, text in enumerate(said):
        if text in same and len(text.split()) >= FEWEST_WORDS:
            words = text if len(text) <= 60 else f"{text[:60].rpartition(' ')[0]} …"
            yield Problem(f"Toto je stejné jako v češtině: „{words}“.", Place(Part.BLOCK, text, place), is_error=False)
