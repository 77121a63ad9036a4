"""One normal form of what people type or paste, whatever their program put between the signs. Pure: text in, text out.

`seen` is what may be stored: a text without signs that nobody sees. `same` is what is compared: two texts that a reader
takes for one have one such form. Numbers of phones and addresses of mail are stored in their own.
"""

import re
import unicodedata
from datetime import date, time

from pages.marks import unpiled

CZECH_PREFIX = "+420"

# Control characters, lone halves of signs and noncharacters; no space and no end of a line.
_NO_TEXT = "\\x00-\\x08\\x0e-\\x1b\\x1f\\x7f-\\x84\\x86-\\x9f\\ud800-\\udfff\\ufdd0-\\ufdef\\ufffe\\uffff"
# What Unicode calls default ignorable, without the marks that choose a look (they stand on letters, as accents do).
_INVISIBLE = (
    "\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164"
    "\\ufeff\\uffa0\\ufff0-\\ufffb\\U000e0000-\\U000e0fff"
)
UNSEEN = re.compile(f"[{_NO_TEXT}{_INVISIBLE}]+")
_JOINERS = "\u200c\u200d"
_FIRST_TO_JOIN = "\u0590"  # Latin, Greek and Cyrillic letters are joined by nothing

# Any of them is a hyphen to who reads a number or an address; a minus too.
HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d-"
_TO_HYPHEN = str.maketrans(dict.fromkeys(HYPHENS, "-"))

_BETWEEN_DIGITS = re.compile(r"[\s().,/-]")
_CALLED_A_PHONE = re.compile(
    r"(?:(?:telefonní|telefon|číslo|tel|mobil|mob|gsm|телефон|тел|моб|номер|phone|number|[tmč]):*)+(?=[+\d])"
)
_AROUND_AT = re.compile(" ?@ ?")
_CLOCK = re.compile(r"(\d{1,2})(?: ?[.:,] ?(\d{2}))?(?: ?(?:h|hod|hodin))?\.?")
_DAY_AND_MONTH = re.compile(r"(\d{1,2})\. ?(\d{1,2})\.?")
_YEARS_TO_LEAP = 8  # so long it may take until a 29 February comes


def seen(text: str) -> str:
    """The text without signs that nobody sees, in composed letters (Unicode NFC); its spaces and lines stay.

    A joiner stays where it makes one sign of two, as between pictures.
    """
    composed = _composed(text)
    kept = UNSEEN.sub(_joiner, composed)
    return composed if kept == composed else _composed(kept)


def one_line(text: str) -> str:
    """The same on one line with single ordinary spaces."""
    return " ".join(seen(text).split())


def lines(text: str) -> str:
    """The same with its lines and tabs, each end of a line a LF, and nothing empty around."""
    return "\n".join(seen(text).splitlines()).strip()


def same(text: str) -> str:
    """The form in which two spellings of one text are equal: one line, one kind of hyphen, digits and small letters.

    Wide letters and digits are plain ones (Unicode NFKC).
    """
    return one_line(unicodedata.normalize("NFKC", one_line(text)).translate(_TO_HYPHEN).lower())


def phone_number(text: str) -> str:
    """The number as E.164, however it is grouped; nine bare digits are a Czech one. No number stays none.

    What people write before it is left out („tel.“), and so is a 0 for calls at home, as in +420 (0)601 234 567.
    """
    bare = seen("".join(str(unicodedata.decimal(sign, sign)) for sign in _BETWEEN_DIGITS.sub("", same(text))))
    called = _CALLED_A_PHONE.match(bare)
    number = re.sub(r"^(00|(?=420\d{9}$))", "+", bare[called.end() :] if called else bare)
    number = re.sub(r"^\+4200(?=\d{9}$)", CZECH_PREFIX, number)
    return CZECH_PREFIX + number if re.fullmatch(r"\d{9}", number) else number


def mail_address(text: str) -> str:
    """The address in plain signs, without what came along: the `mailto:` of a link, brackets, the end of a sentence."""
    plain = unicodedata.normalize("NFKC", one_line(text)).translate(_TO_HYPHEN)
    return _AROUND_AT.sub("@", one_line(plain)).removeprefix("mailto:").strip("<> ").rstrip(".,;> ")


def clock(text: str) -> time | None:
    """The time of day that people write as 9, 9.00, 9:00 or „9 hodin“; None where it is none of these."""
    found = _CLOCK.fullmatch(same(text))
    try:
        return time(int(found[1]), int(found[2] or 0)) if found else None
    except ValueError:
        return None


def coming_day(text: str, today: date) -> date | None:
    """The next day, `today` at the earliest, that people write without its year: 1. 12.; None where it is none."""
    found = _DAY_AND_MONTH.fullmatch(same(text))
    if found is None:
        return None
    for year in range(today.year, today.year + _YEARS_TO_LEAP + 1):
        try:
            day = date(year, int(found[2]), int(found[1]))
        except ValueError:
            continue
        if day >= today:
            return day
    return None


def _joiner(run: re.Match) -> str:
    """Of a run of signs that nobody sees what must stay of it: a joiner between two signs that are joined."""
    text, start, end = run.string, run.start(), run.end()
    if run[0] not in _JOINERS or start == 0 or end == len(text):
        return ""
    return run[0] if min(text[start - 1], text[end]) >= _FIRST_TO_JOIN else ""


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", unpiled(text))
