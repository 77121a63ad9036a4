"""The rule against copies: a fact that a row holds stands in prose as its placeholder, or it will go stale there."""

import re
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

from pages import spelling
from pages.gate.terms import Context, Draft, Fact, Kind, Problem

NATIONAL_DIGITS = 9  # of a Czech phone number; what stands before them is the country code
_GAP = r"[\s./()-]{0,3}"
_FULL_HOUR = re.compile(r"(?<![\d.:])0?(\d{1,2})[.:]00(?![\d.:])")
_HALF_HOUR = re.compile(r"(?<![\d.:])0?(\d{1,2})[.:](\d\d)(?![\d.:])")
_DASH = re.compile(r"(?<=\d)\s*-\s*(?=\d)")


def stray_copy(draft: Draft, context: Context) -> Iterator[Problem]:
    """No text copies a value of `context.facts`, not even in the address of a link; each copy is named once a field.

    A rule of our own: a fact is written once, in its row, and stands in prose as its placeholder.
    """
    addresses = [unquote(link.href) for link in draft.prose.links if link.href.startswith(("mailto:", "tel:"))]
    body = "\n".join([*(block.text for block in draft.prose.blocks), *addresses])
    for field, text in [("title", draft.title), ("summary", draft.summary), ("body", body)]:
        found: set[str] = set()
        words = canonical(text)
        for fact in sorted(context.facts, key=lambda fact: fact.is_former):
            for copy in _phones(fact, text) if fact.kind is Kind.PHONE else _wordings(fact, words):
                if copy not in found:
                    yield Problem(_message(fact, copy, field), copy, field)
                found.add(copy)


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
