"""Finding Czech words and numbers of phones however they are spelt. Pure: words in, patterns out.

SQLite knows the case of ASCII letters only, and so may PostgreSQL; neither knows that „novak“ is Novák.
"""

import re

from pages.spelling import CZECH_PREFIX, HYPHENS, phone_number, same

SAME_LETTER = ["aá", "cč", "dď", "eéě", "ií", "nň", "oó", "rř", "sš", "tť", "uúů", "yý", "zž"]
MOST_WORDS = 10  # SQLite refuses a thousand conditions, and nobody needs more words

_PHONE = re.compile(r"\+\d{9,15}")
_GAP = rf"[\s().,/{HYPHENS}]{{0,3}}"


def patterns(words: str) -> list[str]:
    """What must be found each, as regular expressions: one number of a phone in any grouping, or every word."""
    number = phone_number(words)
    if _PHONE.fullmatch(number):
        return [_GAP.join(number.removeprefix(CZECH_PREFIX).removeprefix("+"))]
    return [any_spelling(word) for word in same(words).split()[:MOST_WORDS]]


def any_spelling(word: str) -> str:
    """A regular expression that finds the word with any hyphens, in either case, with Czech accents and without."""
    return "".join(map(_letter, same(word)))


def _letter(letter: str) -> str:
    if letter == "-":
        return f"[{HYPHENS}]"
    same_letter = next((letters for letters in SAME_LETTER if letter in letters), letter)
    return f"[{same_letter}{same_letter.upper()}]" if letter.isalpha() else re.escape(letter)
