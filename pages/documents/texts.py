"""The text of uploaded files: read once in a process of its own, and found by the search as long as readers see it."""

import logging
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Set
from functools import lru_cache
from typing import NamedTuple

from pages.documents import apart, stored_files
from pages.documents.document import ADDRESS
from pages.documents.text_rows import DocumentPage, DocumentText, DocumentWord, unpacked
from pages.documents.versions import DocumentVersion
from pages.frame.frame import Frame
from pages.uploads import RefusedError
from pages.web.outage import StoreAwayError

MOST_AT_ONCE = 10  # files that one run of housekeeping reads; each may take half a minute

MOST_REMEMBERED = 100  # words that were sought lately; one that stands in 200 documents of 50 pages takes 60 kB

OF_PAGE = ("version", "number", "first", "text")

_log = logging.getLogger(__name__)


class Place(NamedTuple):
    """A sentence of a document: on which page, 0 where a file has none, and the address that opens it there."""

    sentence: str
    page: int
    address: str


class Shown(NamedTuple):
    """A file that readers see, by the address of its document and how it ends."""

    address: str
    extension: str


class Pages(NamedTuple):
    """The pages of a file, in their order: the number of the first sentence of each, and the key of its row."""

    begins: "array[int]"
    keys: "array[int]"


class Texts:
    """The texts of the files that readers of one frame see: of no draft, no former and no later version.

    It is made anew for each content version, and a file that was read makes a new one.
    """

    def __init__(self, shown: Mapping[int, Shown]) -> None:
        """By the key of its version."""
        self._shown = shown
        self._versions = {file.address: version for version, file in shown.items()}
        self._pages: dict[int, Pages] = {}
        self._remembered = lru_cache(maxsize=MOST_REMEMBERED)(self._asked)

    def standing(self, keys: frozenset[str]) -> Mapping[str, int]:
        """In which documents, by their addresses, something with one of the keys stands: bit n is the n-th sentence."""
        return self._remembered(keys) if self._shown else {}

    def _asked(self, keys: frozenset[str]) -> dict[str, int]:
        found: defaultdict[str, int] = defaultdict(int)
        rows = DocumentWord.objects.filter(key__in=keys).values_list("version", "sentences")
        for version, sentences in rows:
            if file := self._shown.get(version):
                found[file.address] |= unpacked(sentences)
        return dict(found)

    def places(self, chosen: Mapping[str, int]) -> dict[str, Place]:
        """The sentences with these numbers, by the address of the document."""
        versions = {self._versions[address]: number for address, number in chosen.items()}
        if not versions:
            return {}
        self._learn_pages(versions.keys() - self._pages.keys())
        last = [
            keys[place - 1]  # the last page that begins before the sentence
            for version, number in versions.items()
            for begins, keys in [self._pages[version]]
            if (place := bisect_right(begins, number))
        ]
        places = {}
        for version, page, first, text in DocumentPage.objects.filter(pk__in=last).values_list(*OF_PAGE):
            file, sentences = self._shown[version], text.split("\n")
            number = page if file.extension == "pdf" else 0
            address = f"{file.address.rstrip('/')}.pdf#page={number}" if number else file.address
            if (line := versions[version] - first) < len(sentences):
                places[file.address] = Place(sentences[line], number, address)
        return places

    def _learn_pages(self, versions: Set[int]) -> None:
        """Remember with which sentence each page begins, so that a search need not read the beginnings of all."""
        if versions:
            rows = DocumentPage.objects.filter(version__in=versions).order_by("first")
            found = {version: Pages(array("L"), array("Q")) for version in versions}
            for version, first, key in rows.values_list("version", "first", "pk"):
                found[version].begins.append(first)
                found[version].keys.append(key)
            self._pages |= found


def texts_of(frame: Frame) -> Texts:
    """Those that readers of the frame see."""

    def read() -> Texts:
        rows = DocumentVersion.objects.shown(frame.moment).exclude(stored_name="")
        named = rows.values_list("pk", "document__slug", "extension")
        return Texts({pk: Shown(f"{ADDRESS}{slug}/", extension) for pk, slug, extension in named})

    return frame.shared("document texts", read)


def read(version: DocumentVersion) -> None:
    """Read the file of a version and keep its text; where that fails, housekeeping tries it again."""
    try:
        with stored_files.on_disk(version.stored_name) as path:
            pages = apart.run("pages.uploads.text:text_of", path, extension=version.extension)
    except StoreAwayError:
        _log.warning("The text of version %s of a document can't be read now: the store does not answer", version.pk)
    except (RefusedError, OSError) as error:
        _log.warning("The text of version %s of a document can't be read: %s", version.pk, type(error).__name__)
        DocumentText.objects.failed(version.pk)
    else:
        DocumentText.objects.keep(version.pk, pages)


def read_due() -> int:
    """Read what nobody has read yet, and forget what is no more; return how many files were read."""
    DocumentText.objects.tidy()
    due = list(DocumentText.objects.due()[:MOST_AT_ONCE])
    for version in due:
        read(version)
    return len(due)
