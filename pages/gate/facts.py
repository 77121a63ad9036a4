"""The rule against copies: a fact that a row holds stands in prose as its placeholder, or it will go stale there."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from pages import spelling
from pages.gate.terms import Act, Context, Cure, Draft, Fact, Kind, Part, Place, Problem

NATIONAL_DIGITS = 9  # of a Czech phone number; what stands before them is the country code
BY_MAIL_OR_PHONE = ("mailto:", "tel:")
_GAP = r"[\s./()-]{0,3}"
_FULL_HOUR = re.compile(r"(?<![\d.:])0?(\d{1,2})[.:]00(?![\d.:])")
_HALF_HOUR = re.compile(r"(?<![\d.:])0?(\d{1,2})[.:](\d\d)(?![\d.:])")
_WORD = re.compile(r"\S+")
_AROUND = "„“‚‘\"'()[].,:;!?… "
_DASH = re.compile(r"(?<=\d)\s*-\s*(?=\d)")


def stray_copy(draft: Draft, context: Context) -> Iterator[Problem]:
    """No text copies a value of `context.facts`, not even in the address of a link; each copy is named once a field.

    A rule of our own: a fact is written once, in its row, and stands in prose as its placeholder.
    """
    addresses = [unquote(link.href) for link in draft.prose.links if link.href.startswith(BY_MAIL_OR_PHONE)]
    body = "\n".join([*(block.text for block in draft.prose.blocks), *addresses])
    for field, text in [("title", draft.title), ("summary", draft.summary), ("body", body)]:
        found: set[str] = set()
        words = canonical(text)
        for fact in sorted(context.facts, key=lambda fact: fact.is_former):
            places: dict[str, Place] = {}  # asked for where there are any
            for copy in _phones(fact, text) if fact.kind is Kind.PHONE else _wordings(fact, words):
                if copy not in found:
                    places = places or _places(fact, draft, field, text)
                    yield _problem(fact, copy, field, places.get(copy))
                found.add(copy)


def _problem(fact: Fact, copy: str, field: str, place: Place | None) -> Problem:
    is_sure = fact.is_whole and field == "body" and place is not None and place.part is Part.WORDS
    cure = Cure(Act.FACT, f"{{{{{fact.placeholder}}}}}") if is_sure else None
    return Problem(_message(fact, copy, field), place, field, cure=cure)


def _places(fact: Fact, draft: Draft, field: str, text: str) -> dict[str, Place]:
    """Where each copy of the fact is: among the words of the field, or else in the address of a link."""
    places: dict[str, Place] = {}
    seen = text
    if field == "body":
        seen = "\n".join(block.text for block in draft.prose.blocks)
        for link in reversed(draft.prose.links):
            if link.href.startswith(BY_MAIL_OR_PHONE):
                places |= dict.fromkeys(_copies(fact, unquote(link.href)), Place(Part.LINK, link.text, link.number))
    return places | {copy: Place(Part.WORDS, _as_written(fact, copy, seen)) for copy in _copies(fact, seen)}


def _copies(fact: Fact, text: str) -> list[str]:
    return _phones(fact, text) if fact.kind is Kind.PHONE else _wordings(fact, canonical(text))


def _as_written(fact: Fact, copy: str, text: str) -> str:
    """The fewest words of the text that are the copy: hours may be written in other ways, over two cells too."""
    if fact.kind is Kind.PHONE:
        return copy
    words = list(_WORD.finditer(text))

    def holds(first: int, last: int) -> bool:
        return bool(_copies(fact, text[words[first].start() : words[last].end()]))

    last = min(bisect_left(range(len(words)), True, key=lambda place: holds(0, place)), len(words) - 1)
    left = bisect_left(range(last + 1), True, key=lambda dropped: not holds(dropped, last))
    return text[words[max(left, 1) - 1].start() : words[last].end()].strip(_AROUND)


def canonical(text: str) -> str:
    """As `spelling.same`, without the signs of a table, hours as 9-13 or 9.30-13."""
    text = re.sub(r"[:,](?=\s)", "", spelling.same(text))
    text = _DASH.sub("-", _FULL_HOUR.sub(r"\1", text))
    return _HALF_HOUR.sub(r"\1.\2", text)


def _phones(fact: Fact, text: str) -> list[str]:
    digits = re.sub(r"\D", "", fact.value)
    country, national = digits[:-NATIONAL_DIGITS], digits[-NATIONAL_DIGITS:]
    prefix = rf"(?:\+|00)?{_GAP.join(country)}{_GAP}(?:\(0\){_GAP})?"
    return re.findall(rf"(?<!\d)(?:{prefix})?{_GAP.join(national)}(?!\d)", spelling.same(text))


def _wordings(fact: Fact, words: str) -> list[str]:
    return [fact.value] if _wording(fact.value).search(words) else []


@lru_cache(maxsize=1000)  # every text is held against the same facts
def _wording(value: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.@/-]){re.escape(canonical(value))}(?![\w@/]|[.:,-]\w)")


def _message(fact: Fact, copy: str, field: str) -> str:
    fault = "už neplatí" if fact.is_former else "je napsaný ručně a časem přestane platit"
    placeholder = f"{{{{{fact.placeholder}}}}}"
    if field == "body":
        return f"Údaj „{copy}“ {fault}. Nahraďte ho značkou {placeholder}, web pak ukáže vždy ten platný."
    return f"Údaj „{copy}“ {fault}. Smažte ho tady a dejte do textu značku {placeholder}."
