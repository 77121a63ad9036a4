"""The Czech alphabet as a key by which any database can sort.

Source: ČSN 97 6030, as explained by Internetová jazyková příručka ÚJČ, „Abecední řazení“
(prirucka.ujc.cas.cz/?id=900). Where that is silent (foreign accents, small letters before capitals, numbers by their
value) the order is that of Unicode's Czech collation (CLDR), with digits after letters as the norm has them.

Databases disagree about Czech: SQLite gives Cheb, Cvikov, Hradec, Český Krumlov, PostgreSQL whatever its locale says.
Digits they all sort alike, so the key is nothing but digits. Pure: no Django, no locale of the machine.
"""

import re
import unicodedata

from pages import spelling

KEY_LENGTH = 250

_CARON = "\u030c"
_MARKS_IN_ORDER = {"": 0, "\u0301": 1, _CARON: 2, "\u030a": 3, "\u0308": 4}  # none, acute, caron, ring, diaeresis
_OTHER_MARKS = 9

_ALPHABET = re.findall("ch|.", "abcčdefghchijklmnopqrřsštuvwxyzž")
_PLACES = {unicodedata.normalize("NFD", letter): place for place, letter in enumerate(_ALPHABET, start=10)}
_SPACE = "01"
_OTHER_SCRIPT = 60  # then the letter's place in Unicode
_NUMBER = 60  # plus the count of its digits: what has more of them is greater
_END_OF_LETTERS = "00"

# Latin letters which Unicode does not take apart; "ø" is for the alphabet an o with a mark of its own.
_STROKE = "\u0338"
_TAKEN_APART = str.maketrans(
    {"ł": f"l{_STROKE}", "Ł": f"L{_STROKE}", "đ": f"d{_STROKE}", "Đ": f"D{_STROKE}", "ø": f"o{_STROKE}"}
    | {"Ø": f"O{_STROKE}", "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE"}
)

_BETWEEN_WORDS = re.compile(r"[^\w\u0300-\u036f]+|_+")
_ELEMENT = re.compile(
    r"(?P<number>\d{1,29})|(?P<letter>[cC][hH](?![\u0300-\u036f])|[^\W\d_])(?P<marks>[\u0300-\u036f]*)| "
)


def sort_key(name: str) -> str:
    """A name in; out a string of digits which, compared character by character, sorts as the Czech alphabet does.

    First the letters, two digits each: a b c č d … h ch i … r ř s š … z ž; a space before any letter, so word by
    word; numbers after letters and by their value. Names equal so far are parted by the other marks (á after a, ě
    after é, ů after ú), then by small letters before capitals, one digit a letter each. Punctuation only parts words;
    names that differ in nothing but punctuation or a number's leading zeros have the same key.

    A letter takes four digits, a space two, a whole number two more than it has digits, and two part the levels: 60
    letters make 242. A letter of another script takes eleven. The key is cut at KEY_LENGTH, which can only cost the
    last distinctions between very long names.
    """
    plain = unicodedata.normalize("NFKD", spelling.seen(name)).translate(_TAKEN_APART)
    letters, marks, capitals = [], [], []
    for element in _ELEMENT.finditer(_BETWEEN_WORDS.sub(" ", plain).strip()):
        if element["number"]:
            digits = str(int(element["number"]))
            letters.append(f"{_NUMBER + len(digits)}{digits}")
        elif element["letter"]:
            place, other_marks = _place(element["letter"].lower(), element["marks"])
            letters.append(place)
            marks.append(str(_MARKS_IN_ORDER.get(other_marks, _OTHER_MARKS)))
            capitals.append(_capitals(element["letter"]))
        else:
            letters.append(_SPACE)
    return "".join([*letters, _END_OF_LETTERS, *marks, *capitals])[:KEY_LENGTH]


def _place(letter: str, marks: str) -> tuple[str, str]:
    """The letter's place in the alphabet, and those marks that do not make it a letter of its own."""
    if _CARON in marks and letter + _CARON in _PLACES:
        return str(_PLACES[letter + _CARON]), marks.replace(_CARON, "", 1)
    if letter in _PLACES:
        return str(_PLACES[letter]), marks
    return f"{_OTHER_SCRIPT}{ord(letter[0]):07}", marks


def _capitals(letter: str) -> str:
    """ch, cH, Ch, CH in this order; a single letter likewise."""
    return str(2 * letter[0].isupper() + letter[1:].isupper())
