"""The passages of a text, and the one that a search result shows, with the words that were sought marked."""

from collections.abc import Callable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from pages.gate.words import SENTENCE_ENDS
from pages.words.stems import Word, clean, words

LENGTH = 220  # characters of an excerpt
BEFORE = 80  # so many of them, or a few more, stand before the first marked word


def passages(text: str) -> list[str]:
    """The sentences of a text, clean; the end of a line is the end of a sentence too."""
    sentences = [clean(part) for line in text.splitlines() for part in SENTENCE_ENDS.split(line)]
    return [sentence for sentence in sentences if sentence]


def excerpt(passage: str, is_sought: Callable[[Word], bool]) -> SafeString:
    """A passage, cut to LENGTH around the first word that is sought; each such word is marked."""
    sought = [word for word in words(passage) if is_sought(word)]
    start, end = _cut(passage, sought[0].start if sought else 0)
    at, pairs = start, []
    for word in sought:
        if at <= word.start and word.end <= end:  # not a group of a number that is marked already
            pairs.append((passage[at : word.start], passage[word.start : word.end]))
            at = word.end
    marked = format_html_join("", "{}<mark>{}</mark>", pairs)
    return format_html("{}{}{}{}", "… " if start else "", marked, passage[at:end], " …" if end < len(passage) else "")


def _cut(passage: str, first: int) -> tuple[int, int]:
    """Where what is shown begins and ends, between words wherever that can be."""
    start = passage.rfind(" ", 0, max(first - BEFORE, 0)) + 1
    end = len(passage)
    if end - start > LENGTH:
        last_space = passage.rfind(" ", start, start + LENGTH)
        end = last_space if last_space > first else start + LENGTH
    return start, end
