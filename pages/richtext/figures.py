"""Figures in prose: which image, what it says to who does not see it, a caption and its source. Pure: HTML in and out.

A stored figure has one shape, as `Figure.html` writes it; the image itself is a row that the text knows by its number.
"""

import re
from collections.abc import Callable
from html import escape, unescape
from typing import NamedTuple

from pages import spelling

BEGINNING = '<figure><img data-image="'
TAGS, ATTRIBUTES = {"cite", "figcaption", "figure", "img"}, {"img": {"alt", "data-image"}}
NUMBER = re.compile(r"[1-9][0-9]{0,8}")

# As the sanitiser writes it, whatever stands in it.
_FIGURE = re.compile(r"<figure[^<>]*>((?:(?!</?figure\b).)*)</figure>", re.DOTALL)
_IMAGE = re.compile(r'<img\b(?=[^<>]*\sdata-image="([1-9][0-9]{0,8})")[^<>]*>')
_ALT = re.compile(r'\salt="([^"]*)"')
_CAPTION = re.compile(r"<figcaption[^<>]*>(.*?)</figcaption>", re.DOTALL)
_SOURCE = re.compile(r"<cite[^<>]*>(.*?)</cite>", re.DOTALL)
_IN_LINE, _TAG = re.compile(r"</?(?:a|b|em|i|span|strong|sup)\b[^<>]*>"), re.compile(r"<[^<>]*>")
_STRAY = re.compile(r"</?(?:cite|figcaption|figure|img)\b[^<>]*>")
_STORED = re.compile(
    r'<figure><img data-image="([1-9][0-9]{0,8})"(?: alt="([^"]*)")?>'
    r"(?:<figcaption>([^<>]*)(?:<cite>([^<>]*)</cite>)?</figcaption>)?</figure>"
)


class Figure(NamedTuple):
    """An image in a text.

    Attributes:
        image: the key of its row.
        alt: what it says, as words; empty where somebody decided that it only decorates, None where nobody decided.
        caption, source: plain text under it, or nothing.
    """

    image: int
    alt: str | None = None
    caption: str = ""
    source: str = ""

    @property
    def html(self) -> str:
        """As it is stored."""
        alt = "" if self.alt is None else f' alt="{escape(self.alt)}"'
        source = f"<cite>{escape(self.source, quote=False)}</cite>" if self.source else ""
        below = f"{escape(self.caption, quote=False)}{source}"
        return f'{BEGINNING}{self.image}"{alt}>{f"<figcaption>{below}</figcaption>" if below else ""}</figure>'


def settled(html: str, keep: Callable[[str], str] = lambda markup: markup) -> str:
    """Sanitised HTML in; out the same with each figure as it is stored, and of all others their text alone.

    `keep` is given the markup of each figure, and what it gives back stands there.
    """
    kept: list[str] = []

    def one(found: re.Match) -> str:
        figure = _read(found[1])
        if figure is None:
            return found[1]
        kept.append(keep(figure.html))
        return f"\0{len(kept) - 1}\0"

    rest = _STRAY.sub("", _FIGURE.sub(one, html.replace("\0", "")))
    return re.sub("\0([0-9]+)\0", lambda place: kept[int(place[1])], rest)


def set_apart(html: str) -> tuple[str, list[Figure]]:
    """Well-formed HTML in; out the same with `<img data-figure="0">` in the place of the first figure, and so on.

    An image of ours that stands in no figure is one; what else looks like one stays.
    """
    found: list[Figure] = []

    def one(markup: re.Match) -> str:
        figure = _read(markup[0])
        if figure is None:
            return markup[0]
        found.append(figure)
        return f'<img data-figure="{len(found) - 1}">'

    return _IMAGE.sub(one, _FIGURE.sub(one, html)), found


def replaced(html: str, show: Callable[[Figure], str]) -> str:
    """Stored prose in; out the same with what `show` makes of each figure."""
    return _STORED.sub(lambda found: show(_stored(found)), html)


def images_in(html: str) -> set[int]:
    """The keys of the images in stored prose."""
    return {int(found[1]) for found in _STORED.finditer(html)}


def first_in(html: str) -> Figure | None:
    """The first figure of stored prose."""
    found = _STORED.search(html)
    return _stored(found) if found else None


def _stored(found: re.Match) -> Figure:
    alt = None if found[2] is None else unescape(found[2])
    return Figure(int(found[1]), alt, unescape(found[3] or ""), unescape(found[4] or ""))


def _read(inside: str) -> Figure | None:
    image = _IMAGE.search(inside)
    if image is None:
        return None
    alt, caption = _ALT.search(image[0]), _CAPTION.search(inside)
    below = caption[1] if caption else ""
    source = _SOURCE.search(below)
    told = below.replace(source[0], " ") if source else below
    words = None if alt is None else spelling.one_line(unescape(alt[1]))
    return Figure(int(image[1]), words, _plain(told), _plain(source[1]) if source else "")


def _plain(markup: str) -> str:
    return spelling.one_line(unescape(_TAG.sub(" ", _IN_LINE.sub("", markup))))
