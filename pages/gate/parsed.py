"""Prose taken apart for the rules: blocks in order, headings, links, tables. It takes any HTML, sanitised or not."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from pages import spelling
from pages.marks import raised

HEADING = re.compile(r"h([1-6])")
INLINE = {"a", "b", "em", "i", "strong", "sup"}
NOTE = re.compile(r"#(?:poznamka|odkaz)-\d+")
IN_BLOCK = INLINE | {"p"}


@dataclass
class Block:
    """A paragraph, heading, item or cell: its text, and the part of it outside links and the part in bold."""

    tag: str
    text: str = ""
    outside_links: str = ""
    bold: str = ""
    number: int = 0  # among the blocks of the text, as of links and tables among theirs

    @property
    def level(self) -> int:
        """1 to 6 for a heading, else 0."""
        heading = HEADING.fullmatch(self.tag)
        return int(heading[1]) if heading else 0


@dataclass
class Link:
    """A link; without an address its `href` is empty."""

    href: str
    text: str = ""
    number: int = 0

    @property
    def is_of_note(self) -> bool:
        """Whether it leads to a note under the text, or from it back into the text."""
        return bool(NOTE.fullmatch(self.href))


@dataclass
class Table:
    """A table as rows of the names of its cells: td or th."""

    rows: list[list[str]] = field(default_factory=list)
    text: str = ""
    number: int = 0


@dataclass
class Picture:
    """An image: the key of its row (0 where it has none), what it says or None, and the text under it."""

    image: int
    alt: str | None
    caption: str = ""
    number: int = 0


@dataclass
class Prose:
    """The parts of a text in their order."""

    blocks: list[Block] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)  # the ids of links

    @property
    def headings(self) -> list[Block]:
        """The headings, those without a word too."""
        return [block for block in self.blocks if block.level]


def parse(html: str) -> Prose:
    """HTML in; its parts out, their texts on one line, without signs that nobody sees."""
    parser = _Parser()
    parser.feed(html)
    parser.close()
    prose = parser.prose
    parts: list[Block | Link | Table] = [*prose.blocks, *prose.links, *prose.tables]
    for part in parts:
        part.text = spelling.one_line(part.text)
    for number, picture in enumerate(prose.pictures):
        picture.caption, picture.number = spelling.one_line(picture.caption), number
    for block in prose.blocks:
        block.outside_links, block.bold = spelling.one_line(block.outside_links), spelling.one_line(block.bold)
    prose.blocks = [block for block in prose.blocks if block.text or block.level]
    for number, block in enumerate(prose.blocks):
        block.number = number
    for number, link in enumerate(prose.links):
        link.number = number
    for number, table in enumerate(prose.tables):
        table.number = number
    return prose


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.prose = Prose()
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.handle_data(" ")
            return
        if tag == "img":
            said = dict(attrs)
            number = said.get("data-image") or ""
            self.prose.pictures.append(Picture(int(number) if number.isdecimal() else 0, said.get("alt")))
            return
        self._open.append(tag)
        if tag == "a":
            self.prose.links.append(Link(dict(attrs).get("href") or ""))
            self.prose.anchors.add(dict(attrs).get("id") or "")
        elif tag not in INLINE:
            self._begin(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        while self._open.pop() != tag:
            pass
        if tag not in INLINE:
            self._new_block()

    def handle_data(self, data: str) -> None:
        if not self.prose.blocks:
            self._new_block()
        block = self.prose.blocks[-1]
        if "sup" in self._open:
            data = raised(data, is_note="a" in self._open and self.prose.links[-1].is_of_note)
        block.text += data
        block.outside_links += " " if "a" in self._open else data
        if not data.strip() or not {"strong", "b"}.isdisjoint(self._open):
            block.bold += data
        if "a" in self._open:
            self.prose.links[-1].text += data
        if self.prose.pictures and "figcaption" in self._open and "cite" not in self._open:
            self.prose.pictures[-1].caption += data
        if "table" in self._open:
            self.prose.tables[-1].text += f" {data}"

    def _begin(self, tag: str) -> None:
        if tag == "table":
            self.prose.tables.append(Table())
        elif self.prose.tables and tag == "tr":
            self.prose.tables[-1].rows.append([])
        elif self.prose.tables and tag in {"td", "th"} and self.prose.tables[-1].rows:
            self.prose.tables[-1].rows[-1].append(tag)
        self._new_block()

    def _new_block(self) -> None:
        # An editor wraps the text of an item or cell in a paragraph; it is an item or cell nevertheless.
        self.prose.blocks.append(Block(next((tag for tag in reversed(self._open) if tag not in IN_BLOCK), "p")))
