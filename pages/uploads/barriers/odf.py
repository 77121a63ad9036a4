"""OpenDocument 1.3, part 3: title, language, headings, descriptions of pictures, rows that head tables."""

from collections.abc import Iterator
from zipfile import ZipFile

from pages.uploads.barriers.ooxml import MANY_PARAGRAPHS
from pages.uploads.parts import Element, read

_NO_LANGUAGE = {"", "none", "zxx"}


def barriers(archive: ZipFile, extension: str) -> Iterator[str]:
    """The kinds of barriers, each as often as it is there."""
    content = _Content(archive)
    if not content.title:
        yield "no-title"
    if not content.languages - _NO_LANGUAGE and extension != "ods":
        yield "no-language"
    if extension == "odt" and content.paragraphs > MANY_PARAGRAPHS and not content.headings:
        yield "no-headings"
    yield from ["slide-without-title"] * content.slides.count(False)
    yield from ["picture-without-words" for frame in content.frames if frame == {"is_picture"}]
    if extension == "odt":
        yield from ["table-without-header" for rows in content.tables if rows.count("row") > 1 and "head" not in rows]


class _Content:
    """What the parts say, of which only the beginnings of elements and some whole texts are read."""

    def __init__(self, archive: ZipFile):
        self.title = ""
        self.languages: set[str] = set()
        self.paragraphs = self.headings = 0
        self.frames: list[set[str]] = []
        self.slides: list[bool] = []  # of each, whether it has a title
        self.tables: list[list[str]] = []
        names = set(archive.namelist())
        for name in {"meta.xml", "styles.xml"} & names:
            read(archive, archive.getinfo(name), self._note_language, {"title": self._take_title})
        texts = {"title": self._describe, "desc": self._describe}
        read(archive, archive.getinfo("content.xml"), self._note, texts)

    def _take_title(self, text: str) -> None:
        self.title = self.title or text.strip()

    def _describe(self, text: str) -> None:
        if text.strip() and self.frames:
            self.frames[-1].add("is_described")

    def _note_language(self, element: Element) -> None:
        for name, value in element.attributes.items():
            if name.endswith("}language"):
                self.languages.add(value)

    def _note(self, element: Element) -> None:
        name, values = element.name, element.attributes
        self._note_language(element)
        if name == "p":
            self.paragraphs += 1
        elif name == "h":
            self.headings += 1
        elif name == "page" and ":drawing:" in element.space:
            self.slides.append(False)
        elif name == "frame":
            self.frames.append(set())
            if self.slides and any(key.endswith("}class") and value == "title" for key, value in values.items()):
                self.slides[-1] = True
        elif name == "image" and self.frames:
            self.frames[-1].add("is_picture")
        elif name == "table":
            self.tables.append([])
        elif self.tables and name in {"table-row", "table-header-rows"}:
            self.tables[-1].append("head" if name == "table-header-rows" else "row")
