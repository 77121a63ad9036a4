"""Prose as the paragraphs that an editor sees, each in one line of words. Pure.

The gate's parser does not fit here: for it each cell stands alone, and a link is apart from its sentence.
"""

from html.parser import HTMLParser
from typing import NamedTuple

from pages.gate.parsed import NOTE
from pages.marks import raised
from pages.spelling import one_line

KINDS = {
    "p": "odstavec",
    "h2": "mezititulek",
    "h3": "menší mezititulek",
    "li": "odrážka",
    "blockquote": "citace",
    "caption": "název tabulky",
    "figure": "obrázek",
    "tr": "záhlaví tabulky",  # until one of its cells is none of a header
}
LISTS = {"ul": KINDS["li"], "ol": "číslovaný bod"}  # what an item of each is
TABLE_ROW = "řádek tabulky"
CELL_EDGE = " | "
MOST_MARKS = 4  # of a text: a link, both kinds of stress, and raised
STRESS = {"strong": " (tučně)", "em": " (kurzívou)"}


class Paragraph(NamedTuple):
    """A paragraph, heading, item or table row: its kind in Czech, and its words with single spaces."""

    kind: str
    text: str


def paragraphs(body: str) -> list[Paragraph]:
    """Sanitised HTML in; its paragraphs with words out. Where a link leads and what is stressed is said behind it."""
    reader = _Reader()
    reader.feed(body)
    reader.close()
    found = (Paragraph(kind, one_line("".join(pieces))) for kind, *pieces in reader.begun)
    return [paragraph for paragraph in found if paragraph.text]


class _Open(NamedTuple):
    """An open tag, and of which kind text and items in it are."""

    tag: str
    kind: str
    item_kind: str


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.begun: list[list[str]] = []  # kind, pieces of text
        self._open = [_Open("", KINDS["p"], KINDS["li"])]
        self._targets: list[str] = []
        self._is_first_cell = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.handle_data(" ")
            return
        if tag == "img":
            self.handle_data(_image(dict(attrs)))
            return
        if tag == "cite":
            self.handle_data(" Zdroj: ")
        self._open.append(_inside(self._open[-1], tag))
        if tag == "a":
            self._targets.append(dict(attrs).get("href") or "")
        elif tag in {"td", "th"}:
            self._begin_cell(tag)
        elif tag in KINDS:
            self._begin(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open[-1].tag != tag:
            return
        self._open.pop()
        if tag == "a":
            target = self._targets.pop()
            self.handle_data(f" (odkaz na {target})" if target and not NOTE.fullmatch(target) else "")
        elif tag in STRESS:
            self.handle_data(STRESS[tag])
        elif tag in KINDS:
            self._begin(tag)

    def handle_data(self, data: str) -> None:
        if not self.begun:
            self._begin("")
        if any(one.tag == "sup" for one in self._open[-MOST_MARKS:]):
            data = raised(data, is_note=bool(self._targets and NOTE.fullmatch(self._targets[-1])))
        self.begun[-1].append(data)

    def _begin(self, tag: str) -> None:
        kind = self._open[-1].kind
        if tag == "p" and kind == KINDS["tr"]:
            self.handle_data(" ")  # an editor wraps what stands in a cell in paragraphs
        else:
            self._is_first_cell = True
            self.begun.append([kind])

    def _begin_cell(self, tag: str) -> None:
        self.handle_data("" if self._is_first_cell else CELL_EDGE)
        self._is_first_cell = False
        if tag == "td":
            self.begun[-1][0] = TABLE_ROW


def _inside(around: _Open, tag: str) -> _Open:
    """What is open once `tag` has begun there; a paragraph in an item or quotation is one nevertheless."""
    if tag in LISTS:
        return _Open(tag, around.kind, LISTS[tag])
    if tag == "li":
        return _Open(tag, around.item_kind, around.item_kind)
    return _Open(tag, KINDS.get(tag, around.kind) if tag != "p" else around.kind, around.item_kind)


def _image(said: dict[str, str | None]) -> str:
    """Which image it is and what it says, so that another one or another description is a difference."""
    alt = said.get("alt")
    words = "zatím bez popisu" if alt is None else f"popis „{alt}“" if alt else "jen zdobí"
    return f"č. {said.get('data-image')}, {words}. "
