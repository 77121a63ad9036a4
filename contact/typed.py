"""What people type, as it is stored. Pure: a text in, a text out."""

import re
import unicodedata

from pages.marks import unpiled

CZECH_PREFIX = "+420"

# Control characters, and marks that turn the direction of all that follows them; but no space and no end of a line.
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# How numbers are grouped, with the marks that come along when one is copied from an address book.
_IN_A_NUMBER = re.compile(r"[\s().,/\u00ad\u200b-\u2015\u202a-\u202e\u2060-\u2069\ufeff-]")


def one_line(text: str) -> str:
    """The text on one line with single spaces, in composed letters (Unicode NFC)."""
    return _composed(" ".join(_UNSEEN.sub("", text).split()))


def lines(text: str) -> str:
    """The text with its lines and tabs, each end of a line a LF, in composed letters (Unicode NFC)."""
    return _composed("\n".join(_UNSEEN.sub("", text).splitlines()).strip())


def phone_number(text: str) -> str:
    """The number as E.164, however it is grouped; nine bare digits are a Czech one. No number stays none.

    A 0 for calls at home, as in +420 (0)778 455 761, is left out.
    """
    bare = "".join(str(unicodedata.decimal(sign, sign)) for sign in _IN_A_NUMBER.sub("", text))
    number = re.sub(r"^(00|(?=420\d{9}$))", "+", bare)
    number = re.sub(r"^\+4200(?=\d{9}$)", CZECH_PREFIX, number)
    return CZECH_PREFIX + number if re.fullmatch(r"\d{9}", number) else number


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", unpiled(text))
