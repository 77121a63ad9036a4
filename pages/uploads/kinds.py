"""The kinds of files that may be published, and how a file that may not is refused."""

from typing import BinaryIO, NamedTuple


class RefusedError(Exception):
    """The file must not be published; the message is a Czech sentence that says why, with the cure if there is one."""


class Kind(NamedTuple):
    """A kind of files: the end of their names, what readers call it, and its content type."""

    extension: str
    label: str
    content_type: str


_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"

PDF = Kind("pdf", "PDF", "application/pdf")
CSV = Kind("csv", "CSV", "text/csv; charset=utf-8")
# By what the file says of itself: the member "mimetype", the content type of the main part.
ODF = {
    f"{_ODF}.text": Kind("odt", "ODT", f"{_ODF}.text"),
    f"{_ODF}.spreadsheet": Kind("ods", "ODS", f"{_ODF}.spreadsheet"),
    f"{_ODF}.presentation": Kind("odp", "ODP", f"{_ODF}.presentation"),
}
OOXML = {
    f"{_OOXML}.{main}.main+xml": Kind(extension, extension.upper(), f"{_OOXML}.{main.partition('.')[0]}.{what}")
    for main, what, extension in [
        ("wordprocessingml.document", "document", "docx"),
        ("spreadsheetml.sheet", "sheet", "xlsx"),
        ("presentationml.presentation", "presentation", "pptx"),
    ]
}
KINDS = {kind.extension: kind for kind in [PDF, *ODF.values(), *OOXML.values(), CSV]}
CHOICE = "PDF, ODT, ODS, ODP, DOCX, XLSX, PPTX nebo CSV"


def size_text(size: int) -> str:
    """A number of bytes as Czech readers write it: 640 B, 85 kB, 1,2 MB (thousands, as shops and systems count)."""
    if size < 1000:
        return f"{size} B"
    if size < 999_500:
        return f"{round(size / 1000)} kB"
    return f"{size / 1_000_000:.1f} MB".replace(".0 ", " ").replace(".", ",")


def head(file: BinaryIO, length: int) -> bytes:
    """The first bytes of the file."""
    file.seek(0)
    return file.read(length)


def tail(file: BinaryIO, size: int, length: int) -> bytes:
    """The last bytes of a file of `size` bytes."""
    file.seek(max(0, size - length))
    return file.read(length)
