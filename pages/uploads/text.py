"""What stands in a file that was found harmless, as plain text, page by page; only a search ever shows pieces of it."""

import re
from collections.abc import Callable, Iterator
from io import TextIOWrapper
from typing import BinaryIO
from zipfile import ZipFile

from pypdf import PdfReader

from pages.uploads import parts

MOST_PAGES = 400  # read of a PDF; a page takes some hundredths of a second, and the process has twenty
MOST_SIGNS = 2_000_000  # of a file; a book has half of that

# Where the text of each kind stands, and which elements hold it; one ends a line where it ends.
_OOXML = {"docx": r"word/document\.xml", "xlsx": r"xl/sharedStrings\.xml", "pptx": r"ppt/slides/slide\d+\.xml"}
_PARAGRAPHS = {"p", "si"}
_HYPHENATED = re.compile(r"(?<=[^\W\d_])[-\u00ad]\s*\n\s*(?=[^\W\d_A-Z])")


def text_of(file: BinaryIO, extension: str) -> list[str]:
    """The pages of a PDF, or the whole of any other file as one; a line is a paragraph, as far as the file tells."""
    if extension == "pdf":
        return _bounded(_pages(file))
    if extension == "csv":
        return _bounded([_table(file)])
    with ZipFile(file) as archive:
        return _bounded(["\n".join(_office(archive, extension))])


def _bounded(pages: list[str] | Iterator[str]) -> list[str]:
    found, left = [], MOST_SIGNS
    for page in pages:
        found.append(page[:left])
        left -= len(found[-1])
        if left <= 0:
            break
    return found


def _pages(file: BinaryIO) -> Iterator[str]:
    reader = PdfReader(file)
    for number in range(min(len(reader.pages), MOST_PAGES)):
        try:
            text = reader.pages[number].extract_text()
        except MemoryError:
            raise
        except Exception:  # a page that can't be read takes no other along; pypdf raises whatever it stumbles over
            text = ""
        reader.resolved_objects.clear()  # what is shared is read again; all at once would not fit
        yield _HYPHENATED.sub("", text).replace("\n", " ").strip()  # a line of a page is no sentence


def _table(file: BinaryIO) -> str:
    text = TextIOWrapper(file, encoding="utf-8-sig", errors="replace", newline="")
    try:
        return text.read(MOST_SIGNS)
    finally:
        text.detach()


def _office(archive: ZipFile, extension: str) -> list[str]:
    is_ooxml = extension in _OOXML
    wanted = re.compile(_OOXML.get(extension, r"content\.xml"))
    found: list[str] = []

    def begin(element: parts.Element) -> None:
        if is_ooxml and element.name in _PARAGRAPHS:
            found.append("")

    def add(text: str) -> None:
        if is_ooxml and found:
            found[-1] += text
        else:
            found.append(text)

    texts: dict[str, Callable[[str], None]] = {"t": add} if is_ooxml else {"p": add, "h": add}
    for member in sorted(archive.infolist(), key=lambda member: (len(member.filename), member.filename)):
        if wanted.fullmatch(member.filename):
            parts.read(archive, member, begin, texts)
    return [line for line in found if line.strip()]
