"""The terms of the glossary in a text: a link at the first use of each, in whatever form of its words.

A term has the names that its title gives it: „Housing First (Bydlení především)“ is called by either. Words are
compared as the search does: by their lemmas in the table of word forms, and what it does not know by its stem; an
abbreviation only as it is written. Pure: no Django, no database; terms and table are handed in.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from html import escape
from typing import NamedTuple

from pages.words.stems import STOP_WORDS, fold, stem

_TAG = re.compile(r'(<(?:[^<>"]|"[^"]*")*>)')  # as the sanitiser writes it
# No link stands in another one; a heading has its own meaning on the page, and a header names a column.
_SHUT = re.compile(r"<(/?)(?:a|h\d|th)[ >]")
# A word as it stands in markup; of a character reference nothing is a word.
_WORD = re.compile(r"&(?:#\w+|\w+);|[^\W_]+(?:[-\u2010\u2011\u00ad][^\W_]+)*")
_BETWEEN = re.compile(r"(?:\s|&nbsp;)+")
_OF_TITLE = re.compile(r"[^()]+")


class Term(NamedTuple):
    """A term by its title, and where it is explained."""

    title: str
    address: str

    @property
    def names(self) -> list[str]:
        """What it is called: its title, with another name in brackets."""
        return _OF_TITLE.findall(self.title)


class _Node:
    """What may follow some words of names, by the next word; and the address of the term that they name."""

    __slots__ = ("address", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.address = ""


class _Found(NamedTuple):
    start: int
    end: int
    next: int  # the place of the word after it
    address: str


class Glossary:
    """The terms of one moment. It never changes once made."""

    def __init__(self, terms: Iterable[Term], table: Mapping[str, Iterable[str]]):
        """The terms, of which the first keeps a name that two have; and the table of word forms."""
        self._table, self._root = table, _Node()
        self._keys_of = lru_cache(maxsize=10_000)(self._keys)
        for term in terms:
            for name in term.names:
                self._add([found[0] for found in _WORD.finditer(name)], term.address)

    def linked(self, html: str, passed: set[str]) -> str:
        """Markup in; out the same with a link to each term at its first use, not in links or headings.

        Terms whose addresses are among `passed` get none; those that got one are added to it, for the next text of the
        page.
        """
        if not self._root.next:
            return html
        pieces, shut = _TAG.split(html), 0  # text, tag, text, tag, …, text
        for place, piece in enumerate(pieces):
            if not place % 2:
                pieces[place] = piece if shut else self._linked_text(piece, passed)
            elif found := _SHUT.match(piece):
                shut += -1 if found[1] else 1
        return "".join(pieces)

    def _linked_text(self, text: str, passed: set[str]) -> str:
        made, at = [], 0
        for found in self._terms_in(text):
            if found.address not in passed:
                passed.add(found.address)
                link = f'<a href="{escape(found.address)}">{text[found.start : found.end]}</a>'
                made += [text[at : found.start], link]
                at = found.end
        return "".join([*made, text[at:]])

    def _terms_in(self, text: str) -> Iterator[_Found]:
        """Each term in the text, the longest where several begin; what stands inside it is no other one."""
        words, place = [word for word in _WORD.finditer(text) if word[0] != "&nbsp;"], 0
        while place < len(words):
            found = self._longest(text, words, place)
            if found:
                yield found
            place = found.next if found else place + 1

    def _longest(self, text: str, words: list[re.Match], place: int) -> _Found | None:
        nodes, found = [self._root], None
        for following in range(place, len(words)):
            word = words[following]
            if following > place and not _BETWEEN.fullmatch(text, words[following - 1].end(), word.start()):
                break
            nodes = [node.next[key] for node in nodes for key in self._keys_of(word[0]) if key in node.next]
            if not nodes:
                break
            if address := next((node.address for node in nodes if node.address), ""):
                found = _Found(words[place].start(), word.end(), following + 1, address)
        return found

    def _add(self, words: list[str], address: str) -> None:
        if all(word.lower() in STOP_WORDS or len(word) == 1 for word in words) or not all(map(self._keys, words)):
            return  # it would be met in every sentence, or in none
        node = self._root
        for word in words:
            keys = self._keys(word)
            base = fold(word)  # a title is in the nominative, which most lemmas are
            key = next((key for key in keys if fold(key) == base), keys[0])
            node = node.next.setdefault(key, _Node())
        node.address = node.address or address

    def _keys(self, word: str) -> tuple[str, ...]:
        """By what a word is known: itself if it is an abbreviation, else each of its lemmas, or its stem."""
        if word.startswith("&"):
            return ()
        if word.isupper() and len(word) > 1:
            return (f"={word}",)
        if word.lower() in STOP_WORDS:
            return (f"={word.lower()}",)
        lemmas = self._table.get(fold(word))
        return tuple(lemmas) if lemmas else (f"~{stem(word)}",)
