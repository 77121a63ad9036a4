"""Questions and answers: pages whose title asks and whose text answers, told apart by who asks."""

from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from pages import registry
from pages.frame.frame import Frame
from pages.prose.page import QUESTIONS_ADDRESS, Page
from pages.prose.versions import PageVersion
from pages.reading.among_others import Explained, explained


class Asking(NamedTuple):
    """What those ask who say this of themselves."""

    words: str
    answers: list[Explained]


def by_reader(frame: Frame) -> list[Asking]:
    """All questions with their answers, who has none aside; a term is linked once on the whole page."""
    texts = sorted(frame.texts_of_kind(Page.Kind.QUESTION), key=lambda text: (text.page.position, text.page_id))
    askers = [(reader, [text for text in texts if text.page.reader == reader]) for reader in Page.Reader]
    passed: set[str] = set()
    return [
        Asking(str(reader.label), [explained(text, frame, anchor(text.page), passed) for text in own])
        for reader, own in askers
        if own
    ]


def anchor(page: Page) -> str:
    """The place of a question on the page of all; no heading of a text has such a one."""
    return f"otazka_{page.slug}"


def now_shown() -> QuerySet[PageVersion]:
    """What readers see just now."""
    return PageVersion.objects.shown(timezone.now()).filter(page__kind=Page.Kind.QUESTION)


def register() -> None:
    """Hand the questions to the foot of every page; called when the apps are ready."""
    registry.offer_part(QUESTIONS_ADDRESS, now_shown)
