"""What an entry says, in passages of words, and by which names a question calls it."""

from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from pages.registry import Entry
from pages.words.stems import Word, clean, small_words, words
from socialnibydleni.search.excerpts import passages


class Part(IntEnum):
    """Where in an entry a word stands; the better part counts more than any likeness in the worse one.

    Only what is not shown is so near to the title that the very word there is as good as another form in the title.
    """

    TEXT = 1  # of the document's file
    BODY = 10
    SUMMARY = 20
    ALSO = 29
    TITLE = 30


OF_DETAIL = {Part.TITLE: Part.SUMMARY, Part.ALSO: Part.SUMMARY, Part.SUMMARY: Part.BODY, Part.BODY: Part.BODY}


class Passage(NamedTuple):
    """A sentence of an entry, and its words folded."""

    text: str
    part: Part
    words: tuple[str, ...]


class Name(NamedTuple):
    """The folded words by which a question calls an entry, and whether it has no others then."""

    words: frozenset[str]
    is_whole: bool


class Read(NamedTuple):
    """What an entry holds: its passages with their words, its names, its small words."""

    passages: tuple[tuple[Passage, tuple[Word, ...]], ...]
    names: tuple[Name, ...]
    small: tuple[str, ...]


@lru_cache(maxsize=5000)  # an edit changes one entry, and to read all of them takes most of the time of an index
def read(entry: Entry) -> Read:
    """The entry as the index takes it in."""
    texts = [(text, part, tuple(words(text))) for text, part in _texts(entry)]
    names = [
        Name(frozenset(word.folded for word in words(clean(line))), line.startswith("="))
        for line in entry.names.splitlines()
    ]
    return Read(
        tuple((Passage(text, part, tuple(word.folded for word in own)), own) for text, part, own in texts),
        tuple(name for name in names if name.words),
        tuple(small_words(clean(entry.also))),
    )


def _texts(entry: Entry) -> Iterator[tuple[str, Part]]:
    """The clean sentences of an entry, the best part first."""
    yield clean(entry.title), Part.TITLE
    yield clean(f"{entry.also} {entry.names}"), Part.ALSO
    for text, part in [(entry.summary, Part.SUMMARY), (entry.body, Part.BODY)]:
        yield from ((passage, part) for passage in passages(text))
