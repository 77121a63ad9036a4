"""Office Open XML (ECMA-376, part 1): title, language, headings, descriptions of pictures, rows that head tables."""

import re
from collections.abc import Iterator
from zipfile import ZipFile

from pages.uploads.parts import Element, read

MANY_PARAGRAPHS = 40  # about two pages; a shorter text needs no headings to find one's way

_TEXT = {"docx": r"word/document\.xml", "pptx": r"ppt/slides/slide\d+\.xml", "xlsx": r"xl/drawings/drawing\d+\.xml"}
_SAYS_LANGUAGE = {"docx": r"word/(styles|document)\.xml", "pptx": r"ppt/(presentation|slides/slide\d+)\.xml"}
_HEADING = re.compile(r"heading \d|title|nadpis \d|název", re.IGNORECASE)
_ON = {"", "1", "true", "on"}


def barriers(archive: ZipFile, extension: str) -> Iterator[str]:
    """The kinds of barriers, each as often as it is there."""
    if not _title(archive):
        yield "no-title"
    if extension in _SAYS_LANGUAGE and not _has_language(archive, _SAYS_LANGUAGE[extension]):
        yield "no-language"
    headings = _heading_styles(archive) if extension == "docx" else set()
    for name in _named(archive, _TEXT[extension]):
        yield from _Part(archive, name, headings).barriers(extension)
    if extension == "xlsx" and _has_rows(archive) and not _named(archive, r"xl/tables/table\d+\.xml"):
        yield "table-without-header"


def _named(archive: ZipFile, pattern: str) -> list[str]:
    return [name for name in archive.namelist() if re.fullmatch(pattern, name, re.IGNORECASE)]


def _title(archive: ZipFile) -> str:
    found: list[str] = []
    for name in _named(archive, r"docProps/core\.xml"):
        read(archive, archive.getinfo(name), lambda _: None, {"title": found.append})
    return "".join(found).strip()


def _has_language(archive: ZipFile, pattern: str) -> bool:
    found = []

    def note(element: Element) -> None:
        values = element.attributes
        if element.name == "lang":  # Word's element
            found.append(values.get(f"{element.space}}}val", ""))
        found.append(values.get("lang", ""))  # DrawingML's attribute

    for name in _named(archive, pattern):
        read(archive, archive.getinfo(name), note)
    return any(found)


def _heading_styles(archive: ZipFile) -> set[str]:
    """The ids of the styles that are headings, whatever the language of Word calls the ids."""
    ids, current = set(), ""

    def note(element: Element) -> None:
        nonlocal current
        if element.name == "style":
            current = element.attributes.get(f"{element.space}}}styleId", "")
        elif (
            element.name == "name" and _HEADING.match(element.attributes.get(f"{element.space}}}val", ""))
        ) or element.name == "outlineLvl":
            ids.add(current)

    for name in _named(archive, r"word/styles\.xml"):
        read(archive, archive.getinfo(name), note)
    return ids


def _has_rows(archive: ZipFile) -> bool:
    """Whether any sheet has what needs a head: two rows at least."""
    rows = 0

    def note(element: Element) -> None:
        nonlocal rows
        rows += element.name == "row"

    for name in _named(archive, r"xl/worksheets/sheet\d+\.xml"):
        rows = 0
        read(archive, archive.getinfo(name), note)
        if rows > 1:
            return True
    return False


class _Part:
    """One part with text, of which only the beginnings of elements are read."""

    def __init__(self, archive: ZipFile, name: str, headings: set[str]):
        self.headings = headings
        self.paragraphs = self.headings_found = self.titles = 0
        self.tables: list[list[bool]] = []  # of each its rows, and whether the row is said to be a head
        self.things: list[dict[str, bool]] = []  # what may be a picture: what is known of it
        read(archive, archive.getinfo(name), self._note)

    def _note(self, element: Element) -> None:
        name, values = element.name, element.attributes
        value = values.get(f"{element.space}}}val", values.get("val", ""))
        if name == "p":
            self.paragraphs += 1
        elif (name == "pStyle" and value in self.headings) or name == "outlineLvl":
            self.headings_found += 1
        elif name == "tbl":
            self.tables.append([])
        elif name in {"tr", "tblHeader", "tblPr"} and self.tables:
            self._note_row(name, value, values)
        elif name in {"docPr", "cNvPr"}:
            said = values.get("descr", "").strip() or values.get("title", "").strip()
            self.things.append({"is_described": bool(said), "is_picture": False})
        elif name in {"pic", "chart", "relIds"} and self.things:
            self.things[-1]["is_picture"] = True
        elif name == "decorative" and value in _ON and self.things:
            self.things[-1]["is_described"] = True
        elif name == "ph" and values.get("type") in {"title", "ctrTitle"}:
            self.titles += 1

    def _note_row(self, name: str, value: str, values: dict[str, str]) -> None:
        rows = self.tables[-1]
        if name == "tr":
            rows.append(False)
        elif name == "tblHeader" and rows:
            rows[-1] = value in _ON
        elif name == "tblPr" and values.get("firstRow") in _ON - {""}:  # DrawingML says it of the table
            rows.append(True)

    def barriers(self, extension: str) -> Iterator[str]:
        if extension == "docx" and self.paragraphs > MANY_PARAGRAPHS and not self.headings_found:
            yield "no-headings"
        if extension == "pptx" and not self.titles:
            yield "slide-without-title"
        yield from [
            "picture-without-words" for thing in self.things if not thing["is_described"] and thing["is_picture"]
        ]
        yield from ["table-without-header" for rows in self.tables if len(rows) > 1 and not rows[0]]
