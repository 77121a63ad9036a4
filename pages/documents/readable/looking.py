"""What is asked of a file at one go, in the process that reads strange files; see `pages.documents.apart`."""

from typing import BinaryIO, NamedTuple

from pypdf import PdfReader

from pages.uploads.barriers import judge
from pages.uploads.barriers.words import Barriers
from pages.uploads.judging import recognise
from pages.uploads.kinds import Kind


class Seen(NamedTuple):
    """What was found in a file that may be published: its barriers, and how many pages it has; None is unknown."""

    barriers: Barriers = []
    pages: int | None = None


def receive(file: BinaryIO, name: str, size: int, limit: int) -> tuple[Kind, Seen]:
    """All that is asked of a file that comes: its kind, and what was found in it.

    Raises:
        RefusedError: it must not be published; a Czech sentence says why.
    """
    kind = recognise(name, file, size, limit)
    return kind, look(file, kind.extension)


def look(file: BinaryIO, extension: str) -> Seen:
    """What is found in a file that is there already."""
    return Seen(judge.barriers(file, extension), _pages(file, extension))


def _pages(file: BinaryIO, extension: str) -> int | None:
    """How many pages there are; only a PDF says."""
    if extension != "pdf":
        return None
    try:
        return len(PdfReader(file).pages)
    except Exception:  # whatever pypdf stumbles over
        return None
