"""Writes our vocabulary: text with its marks, blocks, lists, tables, piece by piece and well-formed whatever comes."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple


class Mark(NamedTuple):
    """An inline tag around text; two that are equal and side by side are one."""

    tag: str
    number: int = 0
    attributes: str = ""


class Item(NamedTuple):
    """An item of a list in Word, which is a paragraph there: how deep it is, ol or ul, what is in it."""

    level: int
    tag: str
    html: str


class Writer:
    """Collects what is written; `part` begins a piece that is asked for by itself."""

    def __init__(self) -> None:
        self._parts: list[list[str]] = [[]]
        self._marks: list[Mark] = []
        self._items: list[Item] = []

    def text(self, text: str, marks: Sequence[Mark]) -> None:
        """Text in these marks, the outermost first."""
        if self._items and not text.strip():
            return
        self._put(escape(text, quote=False), marks)

    def line_break(self, marks: Sequence[Mark]) -> None:
        """A new line in the same block."""
        self._put("<br>", marks)

    def tag(self, tag: str) -> None:
        """A tag of a block, as it is written."""
        self._end_items()
        self._mark([])
        self._parts[-1].append(tag)

    def item(self, item: Item) -> None:
        """An item of a list in Word; those that follow each other are one list."""
        self._items.append(item)

    def part(self) -> None:
        """Begin a piece."""
        self._end_items()
        self._begin()

    def item_part(self) -> None:
        """Begin the piece of an item of Word, which ends no list."""
        self._held = self._items
        self._items = []
        self._begin()

    def item_parted(self) -> str:
        """The piece of an item."""
        html = self.parted()
        self._items = self._held
        return html

    def parted(self) -> str:
        """The piece that was begun last."""
        self._end_items()
        self._mark([])
        return "".join(self._parts.pop())

    def _begin(self) -> None:
        self._mark([])
        self._parts.append([])

    def _put(self, html: str, marks: Sequence[Mark]) -> None:
        self._end_items()
        self._mark(marks)
        self._parts[-1].append(html)

    def _mark(self, marks: Sequence[Mark]) -> None:
        same = 0
        while same < min(len(marks), len(self._marks)) and marks[same] == self._marks[same]:
            same += 1
        while len(self._marks) > same:
            self._parts[-1].append(f"</{self._marks.pop().tag}>")
        for mark in marks[same:]:
            self._marks.append(mark)
            self._parts[-1].append(f"<{mark.tag}{mark.attributes}>")

    def _end_items(self) -> None:
        if self._items:
            items, self._items = self._items, []
            self._mark([])
            self._parts[-1].append(_list(items))


def _list(items: list[Item]) -> str:
    html: list[str] = []
    open_lists: list[tuple[int, str]] = []  # (level, tag) of each, the outermost first
    for level, tag, text in items:
        this = (level, tag)
        while open_lists and (open_lists[-1][0] > level or (open_lists[-1][0] == level and open_lists[-1] != this)):
            html.append(f"</li></{open_lists.pop()[1]}>")
        if open_lists and open_lists[-1] == this:
            html.append("</li>")
        else:
            html.append(f"<{tag}>")
            open_lists.append(this)
        html.append(f"<li>{text}")
    return "".join([*html, *(f"</li></{tag}>" for _, tag in reversed(open_lists))])
