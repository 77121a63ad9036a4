"""The search over everything that readers may see: an index in memory, made anew for each content version."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum
from functools import lru_cache
from heapq import nsmallest
from itertools import chain
from typing import NamedTuple
from unicodedata import category

from django.utils.safestring import SafeString

from pages import registry
from pages.frame.frame import Frame
from pages.models import WordForms
from pages.registry import Entry
from socialnibydleni.search.excerpts import excerpt, passages
from socialnibydleni.search.stems import STOP_WORDS, Likeness, Vocabulary, Word, clean, fold, words

LONGEST_QUERY = 200  # characters; the fields take no more, and it makes an address that every server takes
SHOWN = 30

_FOLDED_STOP_WORDS = frozenset(map(fold, STOP_WORDS)) - {"byt"}  # a flat, which is what people come here for


class Part(IntEnum):
    """Where in an entry a word stands; the better part counts more than any likeness in the worse one."""

    BODY = 10
    SUMMARY = 20
    TITLE = 30


class Passage(NamedTuple):
    """A sentence of an entry, and its words folded."""

    text: str
    part: Part
    words: tuple[str, ...]


class Hit(NamedTuple):
    """One result as the page shows it."""

    entry: Entry
    excerpt: SafeString


class Found(NamedTuple):
    """The best hits of a query, how many there are in all, and whether none of them has all of its words."""

    hits: list[Hit]
    total: int
    is_partial: bool


Meanings = dict[str, Likeness]  # the words of the site, folded, that a word of the query may mean


class Index:
    """Everything that can be found, by word. It never changes once made."""

    def __init__(self, entries: Iterable[Entry], table: Mapping[str, Iterable[str]]):
        """The entries in the order in which equally good ones are shown, and the table of word forms."""
        self._entries: list[tuple[Entry, list[Passage]]] = []
        self._places: defaultdict[str, dict[int, Part]] = defaultdict(dict)  # of each word, its best part in an entry
        site_words: dict[str, Word] = {}
        for number, entry in enumerate(entries):
            read = _read(entry)
            self._entries.append((entry, [passage for passage, _ in read]))
            for passage, own in read:
                for word in own:
                    site_words[word.written] = word
                    self._places[word.folded].setdefault(number, passage.part)
        self._vocabulary = Vocabulary(site_words.values(), table)

    def find(self, query: str) -> Found:
        """The entries that have the most words of the query, the best first: by title, then summary, then body."""
        wanted = self._wanted(query)
        by_word = [self._scores(meanings) for meanings in wanted]
        counts = Counter(chain.from_iterable(by_word))
        most = max(counts.values(), default=0)
        best = {
            number: sum(scores.get(number, 0) for scores in by_word)
            for number, count in counts.items()
            if count == most
        }
        shown = nsmallest(SHOWN, best, key=lambda number: (-best[number], number))
        hits = [Hit(self._entries[number][0], self._excerpt(number, wanted)) for number in shown]
        return Found(hits, len(best), is_partial=0 < most < len(wanted))

    def _wanted(self, query: str) -> list[Meanings]:
        found = {word.folded: self._vocabulary.like(word) for word in words(query)}
        # A small word typed without its diacritics shows itself only by meaning nothing here.
        return [meanings for word, meanings in found.items() if meanings or word not in _FOLDED_STOP_WORDS]

    def _scores(self, meanings: Meanings) -> dict[int, int]:
        """How good each entry is for one word of the query."""
        scores: dict[int, int] = {}
        for word, likeness in meanings.items():
            for number, part in self._places[word].items():
                scores[number] = max(part + likeness, scores.get(number, 0))
        return scores

    def _excerpt(self, number: int, wanted: list[Meanings]) -> SafeString:
        """The first passage below the title with the most words of the query."""

        def count(passage: Passage) -> int:
            return sum(not meanings.keys().isdisjoint(passage.words) for meanings in wanted)

        below = [passage for passage in self._entries[number][1] if passage.part < Part.TITLE]
        return excerpt(max(below, key=count).text, set().union(*wanted)) if below else SafeString()


def index_of(frame: Frame) -> Index:
    """The index of what readers of the frame see; made once for all searches among the same facts."""
    return frame.shared("index", lambda: Index(registry.entries(frame.moment), WordForms.objects.table()))


def tidy(query: str) -> str:
    """What somebody typed in; out in one line, without signs that nobody sees or that no page may hold."""
    return clean("".join(" " if category(sign).startswith("C") else sign for sign in clean(query)))


@lru_cache(maxsize=5000)  # an edit changes one entry, and to read all of them takes most of the time of an index
def _read(entry: Entry) -> tuple[tuple[Passage, tuple[Word, ...]], ...]:
    """The passages of an entry with their words."""
    read = [(text, part, tuple(words(text))) for text, part in _texts(entry)]
    return tuple((Passage(text, part, tuple(word.folded for word in own)), own) for text, part, own in read)


def _texts(entry: Entry) -> Iterator[tuple[str, Part]]:
    """The clean sentences of an entry, the best part first."""
    yield clean(f"{entry.title} {entry.also}"), Part.TITLE
    for text, part in [(entry.summary, Part.SUMMARY), (entry.body, Part.BODY)]:
        yield from ((passage, part) for passage in passages(text))
