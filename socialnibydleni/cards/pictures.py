"""The cards of the pages. The address of each is made of its words, so that it never says another title."""

from functools import lru_cache
from hashlib import blake2b

from django.http import Http404, HttpResponse
from django.urls import reverse

from pages import registry, typography
from pages.facts.project import Project
from pages.frame.door import public_page
from pages.frame.frame import Frame
from pages.frame.request import Request
from socialnibydleni.cards import drawing
from socialnibydleni.cards.drawing import Words

LOOK = 1  # counts up with every change of the drawing, which gives all cards new addresses


def address(title: str, frame: Frame) -> str:
    """Where the card with this title is; nothing in a preview, whose titles are nobody's yet, and without a project."""
    project = frame.get("project")
    if frame.preview or project is None:
        return ""
    return reverse("card", args=[_digest(_words(title, project))])


@public_page()
def picture(request: Request, digest: str) -> HttpResponse:
    """The card of a page that readers can open now, drawn when it is first asked for.

    Raises:
        Http404: no page has a title with such an address, or no longer.
    """
    words = request.frame.shared("cards", lambda: _cards(request.frame)).get(digest)
    if words is None:
        raise Http404
    return HttpResponse(_drawn(words), content_type="image/png")


def _cards(frame: Frame) -> dict[str, Words]:
    """What the cards of all pages say, by their digests."""
    project = frame.get("project")
    if project is None:
        return {}
    titles = dict.fromkeys(page.title for page in registry.listed_addresses(frame))
    cards = (_words(title, project) for title in titles)
    return {_digest(words): words for words in cards}


def _words(title: str, project: Project) -> Words:
    return Words(title, project.short_name, f"Projekt {project.whose}")  # as the header has it


def _digest(words: Words) -> str:
    return blake2b("\n".join([str(LOOK), *words]).encode(), digest_size=6).hexdigest()


@lru_cache(maxsize=100)  # some 2 MB: a change of content elsewhere draws none of them anew
def _drawn(words: Words) -> bytes:
    return drawing.card(Words(*(typography.typeset(text) for text in words)))
