"""The passages of a text, and the one that a search result shows, with the words that were sought marked."""

from collections.abc import Set

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from pages.gate.words import SENTENCE_ENDS
from pages.words.stems import clean, words

LENGTH = 220  # characters of an excerpt
BEFORE = 80  # so many of them, or a few more, stand before the first marked word


def passages(text: str) -> list[str]:
    """The sentences of a text, clean; the end of a line is the end of a sentence too."""
    sentences = [clean(part) for line in text.splitlines() for part in SENTENCE_ENDS.split(line)]
    return [sentence for sentence in sentences if sentence]


def excerpt(passage: str, sought: Set[str]) -> SafeString:
    """A passage, cut to LENGTH around the first word whose folded form is among `sought`; each of them is marked."""
    first = next((word.start for word in words(passage) if word.folded in sought), 0)
    text, at, pairs = _cut(passage, first), 0, []
    for word in words(text):
        if word.folded in sought and word.start >= at:  # not a group of a number that is marked already
            pairs.append((text[at : word.start], text[word.start : word.end]))
            at = word.end
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", pairs), text[at:])


def _cut(passage: str, first: int) -> str:
    start = passage.rfind(" ", 0, max(first - BEFORE, 0)) + 1
    end = len(passage)
    if end - start > LENGTH:
        last_space = passage.rfind(" ", start, start + LENGTH)
        end = last_space if last_space > first else start + LENGTH
    return ("… " if start else "") + passage[start:end] + (" …" if end < len(passage) else "")
