"""Finding a Czech word however it is spelt. Pure: a word in, a pattern out.

SQLite knows the case of ASCII letters only, and so may PostgreSQL; neither knows that „novak“ is Novák.
"""

import re
import unicodedata

from pages.marks import unpiled

SAME_LETTER = ["aá", "cč", "dď", "eéě", "ií", "nň", "oó", "rř", "sš", "tť", "uúů", "yý", "zž"]


def any_spelling(word: str) -> str:
    """A regular expression that finds the word in small and capital letters, with Czech accents and without."""
    return "".join(map(_letter, unicodedata.normalize("NFC", unpiled(word)).lower()))


def _letter(letter: str) -> str:
    same = next((letters for letters in SAME_LETTER if letter in letters), letter)
    return f"[{same}{same.upper()}]" if letter.isalpha() else re.escape(letter)
