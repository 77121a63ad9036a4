"""Prose with the facts of a frame in the place of its placeholders, ready for readers.

A fact that is not known is shown as nothing.
"""

import re
from dataclasses import replace
from html import escape, unescape

from django.utils.html import conditional_escape, strip_tags
from django.utils.safestring import SafeString, mark_safe

from pages import registry
from pages.frame import present
from pages.frame.frame import Frame
from pages.languages import languages
from pages.languages.languages import CZECH
from pages.prose.page import TERMS_ADDRESS, Page
from pages.prose.versions import PageVersion
from pages.richtext import figures, html, placeholders
from pages.richtext.html import Outline
from pages.uploads import KINDS
from pages.words.glossary import Glossary

_TYPED = re.compile(rf"\s*\((?:{'|'.join(kind.label for kind in KINDS.values())})\b[^()]*\)\s*$")  # as `of_file` says


def fill(body: str, frame: Frame) -> str:
    """Sanitised prose in, the same with the facts of the frame out; the sanitiser must still go over it.

    Inside a link a fact is text, because a link can't hold another one. Links lead where their page is now, and one to
    the file of a document says its type and size of now, whatever was typed of them.
    """
    pieces, is_in_link, file = placeholders.TAG.split(body), False, ""  # text, tag, text, tag, …, text
    for place, piece in enumerate(pieces):
        if place % 2:
            is_in_link = piece.startswith("<a ") or piece == "<a>" or (is_in_link and piece != "</a>")
            pieces[place] = f" ({escape(file)})</a>" if piece == "</a>" and file else present.tag(piece, frame)
            file = present.of_file(piece, frame) if piece.startswith("<a ") else file if is_in_link else ""
        else:
            pieces[place] = _filled(_TYPED.sub("", piece) if file else piece, frame, is_text=is_in_link)
    return "".join(pieces)


def outline(body: str, frame: Frame) -> Outline:
    """A page's text in, ready for readers out; cleaned last, so that neither a row nor a fact can bring in more."""
    found = html.outline(fill(body, frame))
    if (marked := present.hreflang(found.html)) != found.html:
        found = replace(found, html=mark_safe(marked))  # noqa: S308 - as safe as it came
    if figures.BEGINNING not in found.html:
        return found
    pictures = frame.get("pictures")  # of pages.images, which stands above
    return replace(found, html=mark_safe(pictures.shown_in(found.html, frame)))  # noqa: S308 - of a template


def read(text: PageVersion, frame: Frame) -> Outline:
    """A text as readers of its own page get it: as `outline`, with the terms of the glossary linked but its own."""
    found, page = outline(text.body, frame), text.page
    own = {explained_at(page)} if page.kind == Page.Kind.TERM else set()
    return replace(found, html=linked(found.html, frame, own))


def linked(html: SafeString, frame: Frame, passed: set[str] | None = None) -> SafeString:
    """Prose ready for readers, with the terms linked that are not among `passed`, as `Glossary.linked`.

    The terms are Czech words, which a text in another language has at most by accident.
    """
    is_czech = languages.active().html == CZECH.html
    glossary: Glossary | None = frame.get("glossary") if is_czech else None
    if glossary is None:
        return html
    return mark_safe(glossary.linked(html, set() if passed is None else passed))  # noqa: S308 - as safe as it came


def explained_at(page: Page) -> str:
    """Where the glossary explains the term of a page. No heading of a text has such an anchor."""
    return f"{TERMS_ADDRESS}#pojem_{page.slug}"


def plain(body: str, frame: Frame) -> str:
    """A page's text in, its lines without markup and with the facts out: for search, feeds and meta."""
    return html.plain(outline(body, frame).html)


def told(frame: Frame) -> dict[str, str]:
    """By the name of each placeholder what the frame says in its place, as plain text; empty where that is unknown."""
    return {name: _plain(_rendered(name, frame)) for name in registry.placeholders()}


def inline(text: str, frame: Frame) -> SafeString:
    """A plain sentence in, the same as safe markup with the facts of the frame out."""
    return mark_safe(html.sanitise(fill(escape(text), frame)))  # noqa: S308 - sanitised here


def _filled(text: str, frame: Frame, *, is_text: bool) -> str:
    def fact(found: re.Match) -> str:
        markup = _rendered(found[1], frame)
        return escape(_plain(markup)) if is_text else markup

    return placeholders.PLACEHOLDER.sub(fact, text)


def _rendered(name: str, frame: Frame) -> str:
    placeholder = registry.placeholders().get(placeholders.key(name))
    return conditional_escape(placeholder.render(frame)) if placeholder else ""


def _plain(markup: str) -> str:
    return unescape(strip_tags(markup))
