"""Footnotes and endnotes: two links that lead to each other, the first one in the text and the second one in the note.

So do Word (_ftnref1, _ftn1), LibreOffice (sdfootnote1anc, sdfootnote1sym), Google Docs (ftnt_ref1, ftnt1), Pandoc
(fnref1, fn1), Wikipedia (cite_ref-1, cite_note-1) and we ourselves (odkaz-1, poznamka-1); no name needs to be known.
"""

import re
from html.parser import HTMLParser
from typing import NamedTuple

OURS = re.compile(r"(?:poznamka|odkaz)-([1-9]\d{0,3})")
# Notes whose text was not copied, so that their links would lead nowhere.
_THEIRS = re.compile(r"_?(?:ftn|edn)(?:ref)?\d+|sd(?:foot|end)note\d+(?:sym|anc)|ftnt(?:_ref)?\d+|cite_(?:note|ref)-.+")
_COMMENT = re.compile(r"_ms|cmnt")
DEEPEST = 8  # so many parts around a link may be the one that its note is
VOID = {"br", "img", "embed"}


class Anchor(NamedTuple):
    """What a link of a note is with us: its own id, if it needs one, and the address that it leads to."""

    id: str
    href: str

    @property
    def is_note(self) -> bool:
        """Whether it stands in the note, and not in the text."""
        return self.href.startswith("#odkaz-")


def anchors(html: str, last: int) -> dict[int, Anchor]:
    """Well-formed HTML in; out the links of its notes by their number in the text, numbered after `last`.

    Ours keep their numbers. A link of another program whose other end is not there leads to "".
    """
    links = _Links()
    links.feed(html)
    links.close()
    ends = [end for link in links.found for end in (*link.names, link.target)]
    last = max([last, *(int(number[1]) for end in ends if (number := OURS.fullmatch(end)))])
    found: dict[int, Anchor] = {}
    notes: dict[int, int] = {}  # the place of a note's own link: its number
    begins = _by_ends(links.found)
    for place, link in enumerate(links.found):
        note = _other_end(place, link, begins)
        if note is None:
            if place not in found and _THEIRS.fullmatch(link.target):
                found[place] = Anchor("", "")
        elif note in notes:
            found[place] = Anchor("", f"#poznamka-{notes[note]}")
        else:
            number = OURS.fullmatch(link.target)
            if not number:
                last += 1
            notes[note] = int(number[1]) if number else last
            found[place] = Anchor(f"odkaz-{notes[note]}", f"#poznamka-{notes[note]}")
            found[note] = Anchor(f"poznamka-{notes[note]}", f"#odkaz-{notes[note]}")
    return found


class _Link(NamedTuple):
    """A link: the part of a page that it leads to, and the names of the parts in which it stands."""

    target: str
    names: tuple[str, ...]


def _by_ends(links: list[_Link]) -> dict[tuple[str, str], int]:
    """The first link of those that stand in a part of one name and lead to one of another name."""
    begins: dict[tuple[str, str], int] = {}
    for place, link in enumerate(links):
        for name in link.names:
            begins.setdefault((name, link.target), place)
    return begins


def _other_end(place: int, link: _Link, begins: dict[tuple[str, str], int]) -> int | None:
    """The first later link in the part that this one leads to that leads back."""
    ends = (begins.get((link.target, name), -1) for name in link.names) if link.target else iter(())
    return next((other for other in ends if other > place), None)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[_Link] = []
        self._open: list[tuple[str, str]] = []  # tag, name

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        own = attributes.get("id") or attributes.get("name") or ""
        if tag == "a" and "href" in attributes:
            target = (attributes["href"] or "").partition("#")[2]
            around = [name for _, name in self._open[-DEEPEST:] if name]
            names = [own, attributes.get("name") or "", *around] if own else around
            is_comment = _COMMENT.match(target)
            self.found.append(_Link("" if is_comment else target, tuple(dict.fromkeys(name for name in names if name))))
        if tag not in VOID:
            self._open.append((tag, own))

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1][0] == tag:
            self._open.pop()
