"""The barriers in a file: an open file and its extension in; the kinds out, each with how often it is there."""

from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO
from zipfile import ZipFile

from pages.uploads.barriers import odf, ooxml, pdf, table
from pages.uploads.barriers.words import BARRIERS


def barriers(file: BinaryIO, extension: str) -> list[list[str | int]]:
    """The barriers as `[kind, count]`, in the order of `words.BARRIERS`, as JSON takes them."""
    counted = Counter(_found(file, extension))
    return [[kind, counted[kind]] for kind in BARRIERS if counted[kind]]


def _found(file: BinaryIO, extension: str) -> Iterator[str]:
    if extension == "pdf":
        yield from pdf.barriers(file)
    elif extension == "csv":
        yield from table.barriers(file)
    else:
        with ZipFile(file) as archive:
            yield from (odf if extension.startswith("od") else ooxml).barriers(archive, extension)
