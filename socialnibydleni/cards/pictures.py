"""The cards of the pages. The address of each is made of its words, so that it never says another title."""

from functools import lru_cache
from hashlib import blake2b

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import override, pgettext

from pages import registry, typography
from pages.facts.project import Project
from pages.frame.door import public_page
from pages.frame.frame import Frame
from pages.frame.request import Request
from pages.languages.languages import of_path
from pages.templatetags.languages import in_language_plain
from socialnibydleni.cards import drawing
from socialnibydleni.cards.drawing import Look, Words

OURS = settings.CONTENT
SITE = Look(
    OURS.file("templates/components/skyline.html"),
    OURS.file("static/apple-touch-icon.png"),
    (OURS.colours["bg-soft"], OURS.colours["head"], OURS.colours["ink-2"]),
    (*((f"sky{number}", OURS.colours[f"sky-{number}"]) for number in range(1, 5)), ("sky5", OURS.colours["accent"])),
)
LOOK = 1  # counts up with every change of the drawing, which gives all cards new addresses


def address(title: str, frame: Frame) -> str:
    """Where the card with this title is; nothing in a preview, whose titles are nobody's yet, and without a project."""
    project = frame.get("project")
    if frame.preview or project is None:
        return ""
    return reverse("card", args=[_digest(_words(title, project, frame))])


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
    titles = dict.fromkeys((of_path(page.address), page.title) for page in registry.listed_addresses(frame))
    found = {}
    for language, title in titles:
        with override(language.code):
            words = _words(title, project, frame)
        found[_digest(words)] = words
    return found


def _words(title: str, project: Project, frame: Frame) -> Words:
    """As the header of a page in the active language has it."""
    projekt = pgettext("header", "Projekt")  # no message may stand in a formatted string
    name, whose = (in_language_plain(said, frame) for said in (project.short_name, project.whose))
    return Words(title, name, f"{projekt} {whose}")


def _digest(words: Words) -> str:
    return blake2b("\n".join([str(LOOK), *words]).encode(), digest_size=6).hexdigest()


@lru_cache(maxsize=100)  # some 2 MB: a change of content elsewhere draws none of them anew
def _drawn(words: Words) -> bytes:
    return drawing.card(Words(*(typography.typeset(text) for text in words)), SITE)
