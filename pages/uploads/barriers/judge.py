"""The barriers in a file: an open file and its extension in; the kinds out, each with how often it is there.

This runs apart, on files that were found harmless; see `pages.documents.apart`.
"""

from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO
from zipfile import ZipFile

from pages.uploads.barriers import odf, ooxml, pdf, table
from pages.uploads.barriers.words import BARRIERS, UNJUDGED, Barriers


def barriers(file: BinaryIO, extension: str) -> Barriers:
    """The barriers, in the order of `words.BARRIERS`; of what could not be read, that."""
    try:
        counted = Counter(_found(file, extension))
    except Exception:  # whatever a reader of the format stumbles over, memory that is not enough too
        return UNJUDGED
    return [(kind, counted[kind]) for kind in BARRIERS if counted[kind]]


def _found(file: BinaryIO, extension: str) -> Iterator[str]:
    if extension == "pdf":
        yield from pdf.barriers(file)
    elif extension == "csv":
        yield from table.barriers(file)
    else:
        with ZipFile(file) as archive:
            yield from (odf if extension.startswith("od") else ooxml).barriers(archive, extension)
