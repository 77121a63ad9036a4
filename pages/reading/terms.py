"""The glossary: pages that say what a word means, in the order of the Czech alphabet."""

from django.db.models import QuerySet
from django.utils import timezone

from pages import registry
from pages.frame import filled
from pages.frame.frame import Frame
from pages.prose.page import TERMS_ADDRESS, Page
from pages.prose.versions import PageVersion
from pages.reading.among_others import Explained, explained
from pages.web.parts import is_off
from pages.words.alphabet import sort_key
from pages.words.glossary import Glossary, Term


def in_order(frame: Frame) -> list[Explained]:
    """All terms with what they mean; in the text of one the others are linked, each once on the page."""
    texts = sorted(frame.texts_of_kind(Page.Kind.TERM), key=lambda text: (sort_key(text.title), text.page_id))
    passed: set[str] = set()
    return [explained(text, frame, anchor(text.page), passed, filled.explained_at(text.page)) for text in texts]


def anchor(page: Page) -> str:
    """The place of a term on the page of all."""
    return filled.explained_at(page).partition("#")[2]


def glossary(facts: registry.Values) -> Glossary:
    """The terms that readers see just now, for the texts of all pages; of two with one name the older is meant."""
    texts = now_shown().select_related("page").defer("body").order_by("page_id")
    terms = [Term(text.title, filled.explained_at(text.page)) for text in texts]
    return Glossary(terms, facts["word_forms"] if terms else {})


def now_shown() -> QuerySet[PageVersion]:
    """What readers see just now."""
    return PageVersion.objects.shown(timezone.now()).filter(page__kind=Page.Kind.TERM)


def register() -> None:
    """Hand the glossary to the foot and the texts of every page; called when the apps are ready."""
    registry.offer_part(TERMS_ADDRESS, now_shown)
    registry.lend_on_demand("glossary", lambda facts: None if is_off(TERMS_ADDRESS) else glossary(facts))
