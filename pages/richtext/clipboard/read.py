"""Reads a clipboard as the eyes of the one who copied it did, and writes what they saw in our vocabulary."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from pages.richtext.clipboard import tables
from pages.richtext.clipboard.frame import Frame
from pages.richtext.clipboard.looks import Look, Sheet
from pages.richtext.clipboard.notes import OURS, VOID, Anchor, anchors
from pages.richtext.clipboard.unseen import PICTURES, Left
from pages.richtext.clipboard.writer import Item, Mark, Writer
from pages.richtext.figures import Figure

# Blocks that we do not know are paragraphs, or their words would run together; the rest of what is ours keeps its name.
_BLOCKS = dict.fromkeys(["address", "article", "aside", "caption", "center", "dd", "details", "dialog", "div"], "p")
_BLOCKS |= dict.fromkeys(
    ["dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "legend", "main", "nav"], "p"
)
_BLOCKS |= dict.fromkeys(["p", "pre", "section", "summary"], "p")
_BLOCKS |= {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
_BLOCKS |= {tag: tag for tag in ("blockquote", "li", "ol", "ul")}

_OF_TABLES = {"table", "tbody", "td", "tfoot", "th", "thead", "tr"}
_DEEPER = {"blockquote", "li", "ol", "ul"}

_STYLE = re.compile(r"<style[^<>]*>(.*?)</style>", re.DOTALL)
_ON_PAPER = re.compile(r"Word\.Document|docs-internal-guid|LibreOffice|OpenOffice", re.IGNORECASE)
_LEVEL = re.compile(r"l\d+\s+level(\d)")
_NUMBER = re.compile(r"\d|[.)]\s*$")
_COMMENT_TEXT = re.compile(r"#cmnt_ref\d+$")
_NOTE = re.compile(r"sd(?:foot|end)note\d+")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


@dataclass
class Seen:
    """What was seen: the text, the notes under it, and how often something was left out."""

    html: str
    notes: str
    left: Counter[Left]


def read(html: str, whole: str, last_note: int, figures: Sequence[Figure] = ()) -> Seen:
    """Well-formed HTML without comments in; what was seen of it out, its notes numbered after `last_note`.

    `whole` is the clipboard as it came; it tells of programs whose page is white paper. `figures` are our own, which
    stand in the HTML by their numbers.
    """
    reader = _Reader(html, anchors(html, last_note), "ffffff" if _ON_PAPER.search(whole) else "")
    reader.figures = figures
    reader.feed(html)
    reader.close()
    return Seen(reader.writer.parted(), "".join(reader.notes), reader.left)


class _Reader(HTMLParser):
    def __init__(self, html: str, anchors: Mapping[int, Anchor], ground: str) -> None:
        super().__init__(convert_charrefs=True)
        self.writer, self.notes, self.left = Writer(), list[str](), Counter[Left]()
        self._sheet = Sheet()
        for css in _STYLE.findall(html):
            self._sheet.add(css)
        self._open = [Frame(ground=ground)]
        self._anchors, self._links, self._ids = anchors, 0, set[str]()
        self._rows: list[tables.Row] | None = None
        self._cell: tables.Cell | None = None
        self._level: int | None = None  # of the item of Word that is open
        self._sign = ""  # of that item
        self._is_heading = self._is_part = self._has_note = False
        self._depth = 0  # lists, items and quotations that are open

    figures: Sequence[Figure] = ()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes, around = {name: value or "" for name, value in attrs}, self._open[-1]
        look = self._sheet.look(tag, attributes)
        frame = around.inside(tag, attributes, look)
        if "data-figure" in attributes and frame.left is None and not (self._is_heading or self._cell):
            self.writer.tag(self.figures[int(attributes["data-figure"])].html)
        elif tag in PICTURES and frame.left is None and not (frame.is_sign or _is_dot(attributes)):
            self.left[Left.PICTURES] += 1
        if tag == "br" and frame.unseen is None and not frame.is_sign:
            self.writer.line_break(frame.marks)
        if tag in VOID:
            return
        if tag == "a" and "href" in attributes:
            frame.link = self._link(attributes, frame)
        if tag in PICTURES:
            frame.left = Left.NOTHING
        self._open.append(frame)
        if frame.left is None:
            self._begin(frame, attributes, look)
        elif tag == "tr" and around.left is None and self._rows is not None and not self._cell:
            self._rows.append(tables.Row(is_seen=False))

    def handle_endtag(self, tag: str) -> None:
        if self._open[-1].tag != tag:
            return
        frame = self._open.pop()
        self._open[-1].has_said |= frame.has_said
        if frame.written:
            self._end(frame)

    def handle_data(self, data: str) -> None:
        frame = self._open[-1]
        if (left := frame.unseen) is not None:
            self.left[left] += bool(data.strip())
        elif frame.is_sign and self._level is not None:
            self._sign += data
        else:
            self._say(data, frame)

    def _say(self, text: str, frame: Frame) -> None:
        frame.has_said |= bool(text.strip())
        first, *lines = text.split("\n") if frame.is_pre else [text]
        self.writer.text(first.translate(_LOWERED) if frame.raised == "sub" else first, frame.marks)
        for line in lines:
            self.writer.line_break(frame.marks)
            self.writer.text(line, frame.marks)

    def _link(self, attributes: Mapping[str, str], frame: Frame) -> Mark | None:
        number = self._links
        self._links += 1
        if _COMMENT_TEXT.search(attributes["href"]):
            self._leave_out_comment()
        is_ours = bool(OURS.fullmatch(attributes.get("id", "")))
        anchor = self._anchors.get(number) or Anchor(attributes.get("id", "") if is_ours else "", attributes["href"])
        if not anchor.href:
            return None
        self._has_note |= anchor.is_note and not is_ours and frame.left is None
        name = "" if anchor.id in self._ids else anchor.id
        self._ids.add(anchor.id)
        own = f' id="{name}"' if name else ""
        return Mark("a", number, f'{own} href="{escape(anchor.href)}"')

    def _leave_out_comment(self) -> None:
        """A comment of Google Docs under the text begins with its link; all around it is the comment's."""
        for frame in reversed(self._open[1:]):
            if frame.has_said:
                break
            frame.left = Left.COMMENTS
            if frame.tag == "div":
                break

    def _begin(self, frame: Frame, attributes: Mapping[str, str], look: Look) -> None:
        tag = frame.tag
        if tag == "q":
            frame.written = tag
            self._say("„", frame)
        elif self._is_heading and (tag in _BLOCKS or tag in _OF_TABLES):
            self._say(" ", frame)
        elif tag in _OF_TABLES:
            self._begin_table(frame, attributes)
        elif tag in _BLOCKS:
            self._begin_block(frame, attributes, look)

    def _begin_table(self, frame: Frame, attributes: Mapping[str, str]) -> None:
        tag = frame.tag
        if self._cell or (tag == "table" and self._rows is not None):
            frame.written = "p" if tag in {"td", "th"} else ""
            if frame.written:
                self.writer.tag("<p>")
            return
        frame.written = tag
        if tag == "table":
            self._rows = []
        elif tag == "tr" and self._rows is not None:
            self._rows.append(tables.Row())
        elif tag in {"td", "th"} and self._rows:
            self._cell = tables.Cell(tag, _span(attributes, "colspan", 1), _span(attributes, "rowspan", 0))
            self.writer.part()

    def _begin_block(self, frame: Frame, attributes: Mapping[str, str], look: Look) -> None:
        frame.written = _BLOCKS[frame.tag]
        if self._cell and frame.written in {"h2", "h3", "blockquote"}:
            frame.written = "p" if frame.written != "blockquote" else ""
        level = _LEVEL.match(look.get("mso-list", "")) if frame.tag == "p" else None
        if level and self._level is None:
            self._level, self._sign, frame.written = int(level[1]), "", "item"
            self.writer.item_part()
            return
        is_note = look.get("mso-element") in {"footnote", "endnote"} or _NOTE.fullmatch(attributes.get("id", ""))
        if (is_note or frame.tag == "p") and not (self._is_part or self._depth or self._rows is not None):
            frame.is_part = self._is_part = True
            self._has_note = False
            self.writer.part()
        self._is_heading = frame.written in {"h2", "h3"}
        self._depth += frame.written in _DEEPER
        if frame.written:
            self.writer.tag(f"<{frame.written}>")

    def _end(self, frame: Frame) -> None:
        written = frame.written
        if written == "q":
            self._say("“", frame)
        elif written == "item":
            html, tag = self.writer.item_parted(), "ol" if _NUMBER.search(self._sign) else "ul"
            self.writer.item(Item(self._level or 1, tag, html))
            self._level = None
        elif written in _OF_TABLES:
            self._end_table(written)
        else:
            self.writer.tag(f"</{written}>")
            self._is_heading = False
            self._depth -= written in _DEEPER
        if frame.is_part:
            html, self._is_part = self.writer.parted(), False
            if self._has_note:
                self.notes.append(html)
            else:
                self.writer.tag(html)

    def _end_table(self, tag: str) -> None:
        if tag == "table":
            if self._rows:
                self.writer.tag(tables.written(self._rows))
            self._rows = None
        elif tag in {"td", "th"} and self._cell and self._rows:
            self._cell.html = self.writer.parted()
            self._rows[-1].cells.append(self._cell)
            self._cell = None
        elif tag != "tr" and self._rows:
            self._rows[-1].is_last = True


def _is_dot(attributes: Mapping[str, str]) -> bool:
    """Whether a picture is there to be counted and not to be seen."""
    return bool({attributes.get("width"), attributes.get("height")} & {"0", "1"})


def _span(attributes: Mapping[str, str], name: str, least: int) -> int:
    value = attributes.get(name, "").strip()
    return max(int(value[:5]), least) if value.isascii() and value.isdigit() else 1
