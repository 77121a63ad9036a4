"""Facts inside prose: `{{telefon}}` stands there, and every page shows what the row says at its moment.

A placeholder stands in text only, never inside a tag. A fact that is not known is shown as nothing.
"""

import re
from html import escape, unescape
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.html import conditional_escape, strip_tags
from django.utils.safestring import SafeString, mark_safe

from pages import registry, richtext
from pages.richtext import Outline

if TYPE_CHECKING:
    from pages.frame import Frame  # it needs the models, and they need this module

_PLACEHOLDER = re.compile(r"\{\{\s*([^{}<>]*?)\s*\}\}")
_BRACES = re.compile(r"\{\{|\}\}")
_TAG = re.compile(r'(<(?:[^<>"]|"[^"]*")*>)')  # as the sanitiser writes it: only double quotation marks


def fill(html: str, frame: "Frame") -> str:
    """Sanitised prose in, the same with the facts of the frame out; the sanitiser must still go over it.

    Inside a link a fact is text, because a link can't hold another one.
    """
    pieces, is_in_link = _TAG.split(html), False  # text, tag, text, tag, …, text
    for place, piece in enumerate(pieces):
        if place % 2:
            is_in_link = piece.startswith("<a ") or piece == "<a>" or (is_in_link and piece != "</a>")
        else:
            pieces[place] = _filled(piece, frame, is_text=is_in_link)
    return "".join(pieces)


def outline(body: str, frame: "Frame") -> Outline:
    """A page's text in, ready for readers out; cleaned last, so that neither a row nor a fact can bring in more."""
    return richtext.outline(fill(body, frame))


def plain(body: str, frame: "Frame") -> str:
    """A page's text in, its lines without markup and with the facts out: for search, feeds and meta."""
    return richtext.plain(outline(body, frame).html)


def inline(text: str, frame: "Frame") -> SafeString:
    """A plain sentence in, the same as safe markup with the facts of the frame out."""
    return mark_safe(richtext.sanitise(fill(escape(text), frame)))  # noqa: S308 - sanitised here


def refuse_unusable(body: str) -> None:
    """Refuse braces that would not be filled.

    Raises:
        ValidationError: a placeholder is unknown, stands inside a tag, or is not closed; the message is in Czech.
    """
    known = registry.placeholders()
    choice = ", ".join(f"{{{{{name}}}}}" for name in known)
    texts, tags = _TAG.split(body)[::2], _TAG.split(body)[1::2]
    if any(_BRACES.search(tag) for tag in tags):
        raise ValidationError("Značka {{…}} nejde použít v adrese odkazu, jen v textu.")
    for name in (name for text in texts for name in _PLACEHOLDER.findall(text)):
        if _known(name) not in known:
            raise ValidationError(f"Značku {{{{{unescape(name)}}}}} neznáme. Můžete použít: {choice}.")
    if any(_BRACES.search(_PLACEHOLDER.sub("", text)) for text in texts):
        raise ValidationError(f"Dvojité složené závorky jsou jen pro značky. Můžete použít: {choice}.")


def refuse_any(text: str) -> None:
    """Refuse braces where no placeholder is filled, as in titles.

    Raises:
        ValidationError: with a Czech message.
    """
    if _BRACES.search(text):
        raise ValidationError("Značky {{…}} jdou použít jen v textu stránky.")


def _filled(text: str, frame: "Frame", *, is_text: bool) -> str:
    def fact(found: re.Match) -> str:
        markup = _rendered(found[1], frame)
        return escape(_plain(markup)) if is_text else markup

    return _PLACEHOLDER.sub(fact, text)


def _rendered(name: str, frame: "Frame") -> str:
    placeholder = registry.placeholders().get(_known(name))
    return conditional_escape(placeholder.render(frame)) if placeholder else ""


def _known(name: str) -> str:
    return unescape(name).lower()


def _plain(markup: str) -> str:
    return unescape(strip_tags(markup))
