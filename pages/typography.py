"""Typography of what a visitor reads: spaces that must not break, dashes of ranges, quotation marks, apostrophes.

Sources. Czech: ČSN 01 6910 (2014); Internetová jazyková příručka ÚJČ, „Zalomení řádků a nevhodné výrazy na jejich
konci“ (prirucka.ujc.cas.cz/?id=880) and its chapters on dates, numbers, the dash and quotation marks. Ukrainian:
Український правопис (2019), § 167 on quotation marks. English: quotation marks, apostrophe and the unspaced dash of
ranges as the Unicode Standard has them (chapter 6.2, General Punctuation).

Pure: text in, text out. Where only the author can know what is meant, the text stays as it was written.
"""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

NBSP = "\u00a0"
WORD_JOINER = "\u2060"

# While a page is typeset, a noncharacter (no text may contain one) stands for each tag, so that the rules see the
# sentence as it is read: `v <a>Praze</a>`, `<b>16</b> obcí`.
_INLINE = "\ufdd0"  # a tag inside a sentence: the rules look through it
_OBJECT = "\ufdd1"  # an untouchable thing inside a sentence: the rules see an unknown word
_BLOCK = "\ufdd2"  # any other tag: no rule reaches across
_ESCAPED_QUOTES = {"&quot;": "\ufdd3", "&#34;": "\ufdd4", "&#x27;": "\ufdd5", "&#39;": "\ufdd6"}
_TAGS = _INLINE + _OBJECT + _BLOCK
_TAG_STAND_IN = re.compile(f"[{_TAGS}]")

_DOUBLE = '"\ufdd3\ufdd4'
_SINGLE = "'\ufdd5\ufdd6"
_LETTER = r"[^\W\d_]"
_LOWER = "[a-záčďéěíňóřšťúůýž]"
_UPPER = "[A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ]"
_WORD = rf"[^\s{_INLINE}{_BLOCK}]"

_MONTH = "ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince"
_SIGN = r"[%‰€]|°C|Kč|[kMGT]B|[kcm]?m[²³]?|ha|h|min|(?:hod|tis|mil|mld|Sb)\."
# What this site counts, as stems: up to four letters of ending stand for every case and number.
_COUNTED = (
    r"obec|obc\w{1,3}|hodin\w{0,3}|minut\w{0,3}|den|dn\w{1,3}|týd\w{1,4}|měsíc\w{0,3}|let\w{0,2}|ro[kc]\w{0,2}"
    r"|korun\w{0,3}|obyvatel\w{0,3}|lid\w{1,3}|osob\w{0,3}|byt\w{0,3}|domácnost\w{0,3}|měst\w{0,3}|kraj\w{0,3}"
    r"|stran\w{0,3}|výsled\w{2,4}|dokument\w{0,3}|projekt\w{0,3}|znak\w{0,3}"
)

# What stands before a space and what after it, when the space between the two must not break: in Czech, in any other
# language, and in that alone.
_IN_CZECH = (
    # one-letter prepositions and conjunctions, in chains and after a quotation mark or bracket too; not it's, km/s
    (rf"[ksvzouaiKSVZOUAI](?<![.,:@/%&#’-].)(?<!\w[{_SINGLE}].)", _WORD),
    # 16. 9. 2020, 16. září, 5. etapa: a small letter shows that the stop is an ordinal's, not the sentence's
    (r"\d{1,3}\.", rf"\d{{1,2}}\.|\d{{4}}(?!\d)|{_LOWER}"),
    (_MONTH, r"\d{4}(?!\d)"),
    # 16 obcí, 1,2 MB, 50 %, zákon č. 99/2019 Sb., 5 mil. Kč
    (r"\d++|(?:tis|mil|mld)\.", rf"(?:{_SIGN}|{_COUNTED})(?!\w)"),
    # 382 405 and +420 778 455 761; the postcode 128 01
    (r"\d{1,3}", r"\d{3}(?!\d)"),
    (r"\d{3}", r"\d{2}(?!\d)"),
    (r"(?i:čl?|odst|str|s|obr|tab|kap)\.|§|Pra(?:h[ayu]|ze|ho|hou)", r"\d"),
    (r"písm\.", r"[a-z]\)"),
    (r"(?:(?<=čl\..)|(?<=odst\..))\d++", r"(?:odst|písm)\."),
    # Na Maninách 876/7; 128 01 Praha
    (rf"{_LETTER}+", r"\d{1,4}/\d{1,4}(?![\d/])"),
    (r"(?<=\d\d\d.)\d\d", _UPPER),
    (r"(?i:tj|tzv|tzn)\.", _WORD),
    (r"(?:Ing|Mgr|Bc|(?:Ph|JU|MU|RN)?Dr|doc|prof)\.", _UPPER),
    # s. r. o., a. s., J. Novák
    (rf"{_LETTER}\.", rf"{_LETTER}\."),
    (rf"{_UPPER}\.", _UPPER),
)

_ANYWHERE = (
    (r"\d++", rf"(?:{_SIGN})(?!\w)"),
    (r"\d{1,3}", r"\d{3}(?!\d)"),
    (r"[§№]", r"\d"),
    (rf"{_LETTER}+", r"\d{1,4}/\d{1,4}(?![\d/])"),
)
_OF_UKRAINIAN = "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня"
_IN_UKRAINIAN = (
    (rf"[аяувзійоеєюжбАЯУВЗІЙОЕЄ](?<![.,:@/%&#’-].)(?<!\w[{_SINGLE}].)", _WORD),
    (r"\d{1,2}", rf"(?:{_OF_UKRAINIAN})(?!\w)"),
    (rf"(?:{_OF_UKRAINIAN}|\d{{4}})", r"\d{4}(?!\d)|ро[кц]\w{1,3}(?!\w)"),
    *_ANYWHERE,
)
_OF_ENGLISH = "January|February|March|April|May|June|July|August|September|October|November|December"
_IN_ENGLISH = (
    (r"\d{1,2}", rf"(?:{_OF_ENGLISH}|[ap]m)(?!\w)"),
    (rf"(?:{_OF_ENGLISH})", r"\d{4}(?!\d)"),
    (r"(?:No|Dr|Mr|Mrs|Ms|p|pp)\.", _WORD),
    *_ANYWHERE,
)

_CLOCK = r"\d{1,2}(?:[.:]\d\d)?"
_YEAR = r"(?:19|20)\d\d"

# An address may contain a dash between digits, so a dash is judged together with the word around it.
_WORD_WITH_DASH = re.compile(rf"(?<![^\s{_TAGS}])[^\s–{_TAGS}]*+–[^\s{_TAGS}]*+")
_ADDRESS = re.compile(r"://|www\.|@")
_RANGE = re.compile(r"(?:(?<=\d)|(?<=\d\.))–(?=\d)")


_UNTOUCHABLE = ("script", "style", "textarea", "pre", "code", "title")
_TAG = re.compile(
    "("
    + "".join(rf"<{name}(?=[\s/>]).*?(?:</{name}\s*>|\Z)|" for name in _UNTOUCHABLE)
    # a quoted attribute value may contain ">"; what cannot be read as a tag is left alone to the end
    + r"""<!--.*?(?:-->|\Z)|</?[a-z](?:[^>"']++|"[^"]*+"|'[^']*+')*+>|<![^>]*>|<[a-z/!?].*)""",
    re.DOTALL | re.IGNORECASE,
)
_APOSTROPHE = re.compile(rf"(?<={_LETTER})[{_SINGLE}](?={_LETTER})")
_TAG_IN_SENTENCE = re.compile(
    # in small letters, as templates and the sanitiser write them; anything else is a block, which is always safe
    r"</?(?:(code|img)|abbr|bdi|bdo|cite|data|del|dfn|em|ins|kbd|mark|samp|small|span|strong|sub|sup|time|var|wbr"
    r"|[abiqsu])(?=[\s/>])"
)


class _SpaceRules(NamedTuple):
    """The patterns that decide about a space; each is compiled once for what counts as a space."""

    spaced_range: re.Pattern
    before_dash: re.Pattern
    unbreakable: re.Pattern

    @classmethod
    def where_space_is(cls, space: str, unbreakable: Iterable[tuple[str, str]]) -> "_SpaceRules":
        gap = f"[{space}]++"
        # A spaced dash between other numbers may be the sentence's own: "Praha 7 – 16 obcí", "2016 – 31. 12. 2020".
        hours = rf"{_CLOCK}{gap}–{gap}(?={_CLOCK}{gap}h(?:od\.|odin\w*)?(?!\w))"
        years = rf"{_YEAR}{gap}–{gap}(?={_YEAR}(?!\d))"
        pairs = (rf"(?:{before}){_INLINE}*{gap}(?={_INLINE}*(?:{after}))" for before, after in unbreakable)
        return cls(
            spaced_range=re.compile(rf"(?<![\w.,:–])(?<!\.[{space}])(?:{hours}|{years})"),
            before_dash=re.compile(rf"(?<=[^\s{_BLOCK}])(?<!\s{_INLINE}){gap}(?={_INLINE}*–(?:[\s{_TAGS}]|$))"),
            unbreakable=re.compile(rf"(?<!\w)(?=[\w§№])(?:{'|'.join(pairs)})"),
        )


class _Language(NamedTuple):
    """What is particular to a language."""

    quotes: tuple[str, str]
    quotes_inside: tuple[str, str]
    unbreakable: tuple[tuple[str, str], ...]
    has_apostrophes: bool = True


_LANGUAGES = {
    "cs": _Language(("„", "“"), ("‚", "‘"), _IN_CZECH, has_apostrophes=False),
    "uk": _Language(("«", "»"), ("„", "“"), _IN_UKRAINIAN),
    "en": _Language(("“", "”"), ("‘", "’"), _IN_ENGLISH),
}


class _Rules(NamedTuple):
    """A language's rules, for plain text or for markup."""

    language: _Language
    spaces: _SpaceRules
    quoted: re.Pattern  # in straight marks
    quotation: re.Pattern  # in those of the language
    quoted_inside: re.Pattern  # in straight single marks within one


@lru_cache(maxsize=2 * len(_LANGUAGES))
def _rules(language: str, space: str) -> _Rules:
    own = _LANGUAGES[language]
    marks, inner = "".join(own.quotes), "".join(own.quotes_inside).replace("’", "")  # which is an apostrophe, too
    before = rf"\s(\[–/{_TAGS}"
    return _Rules(
        own,
        _SpaceRules.where_space_is(space, own.unbreakable),
        quoted=re.compile(rf"(?<![^{before}])[{_DOUBLE}]((?!\s)[^{_DOUBLE}{marks}{_BLOCK}]++)(?<!\s)[{_DOUBLE}](?!\w)"),
        quotation=re.compile(rf"{marks[0]}[^{marks}{_BLOCK}]*{marks[1]}"),
        quoted_inside=re.compile(
            rf"(?<![^{before}{marks[0]}])[{_SINGLE}]((?!\s)[^{_SINGLE}{inner}]++)(?<!\s)[{_SINGLE}](?!\w)"
        ),
    )


_IN_TEXT = f" {NBSP}"  # the end of a line is meant
_IN_HTML = rf" \t\r\n\f{NBSP}"  # the end of a line is a space like any other


def czech_date(value: date | None) -> str:
    """A date in, „16. 9. 2020“ that never breaks out (ČSN 01 6910, 9.5.1); nothing in, an empty string out."""
    return f"{value.day}.{NBSP}{value.month}.{NBSP}{value.year}" if value else ""


def typeset(text: str, language: str = "cs") -> str:
    """Plain text in, the same text with the typography of "cs", "uk" or "en" out; twice changes nothing more.

    Only spaces, straight quotation marks, apostrophes inside a word (not in Czech, which has none) and the joiners
    around a range's dash change (ČSN 01 6910, 6.3, 6.4, 9; ÚJČ id=880). Addresses, codes, ISO dates and hyphens stay;
    so do quotation marks that make no pair.
    """
    return _typeset(text, _rules(language, _IN_TEXT))


def typeset_html(html: str, language: str = "cs") -> str:
    """A page or fragment in, the same markup with its text typeset out (rules as in `typeset`); stable when repeated.

    Tags, comments and the insides of script, style, textarea, pre, code and title stay byte for byte, entities too,
    except that an escaped pair of straight quotation marks becomes one of the language. A sentence is read through its
    inline tags and never across a block.
    """
    if any(stand_in in html for stand_in in (*_TAGS, *_ESCAPED_QUOTES.values())):
        return html  # noncharacters are an error in HTML: nothing could be told apart from our own
    pieces = _TAG.split(html)  # text, tag, text, tag, …, text
    text = "".join(
        text + stand_in for text, stand_in in zip(pieces[::2], [*map(_stand_in, pieces[1::2]), ""], strict=True)
    )
    for entity, stand_in in _ESCAPED_QUOTES.items():
        text = text.replace(entity, stand_in)
    text = _BLOCK.join([_typeset_stretch(stretch, language) for stretch in text.split(_BLOCK)])
    for entity, stand_in in _ESCAPED_QUOTES.items():
        text = text.replace(stand_in, entity)
    pieces[::2] = _TAG_STAND_IN.split(text)
    return "".join(pieces)


@lru_cache(maxsize=2048)
def _typeset_stretch(text: str, language: str) -> str:
    """What stands between two blocks, typeset; kept, because most of it stands on many pages."""
    return _typeset(text, _rules(language, _IN_HTML))


def _stand_in(tag: str) -> str:
    match = _TAG_IN_SENTENCE.match(tag)
    if match is None:
        return _BLOCK
    return _OBJECT if match[1] else _INLINE


def _typeset(text: str, rules: _Rules) -> str:
    # Apostrophes first: they are no quotation marks. These before the rules for spaces, which look at their neighbours;
    # ranges before the dashes of a sentence.
    own, spaces = rules.language, rules.spaces
    if own.has_apostrophes:
        text = _APOSTROPHE.sub("’", text)
    text = rules.quoted.sub(r"\1".join(own.quotes), text)
    if any(quote in text for quote in _SINGLE):
        inside = r"\1".join(own.quotes_inside)
        text = rules.quotation.sub(lambda quotation: rules.quoted_inside.sub(inside, quotation[0]), text)
    if "–" in text:
        text = spaces.spaced_range.sub(lambda found: "".join(found[0].split()), text)
        text = _WORD_WITH_DASH.sub(_join_ranges, text)
        text = spaces.before_dash.sub(NBSP, text)
    return spaces.unbreakable.sub(lambda found: found[0].rstrip() + NBSP, text)


def _join_ranges(word: re.Match) -> str:
    return word[0] if _ADDRESS.search(word[0]) else _RANGE.sub(f"{WORD_JOINER}–{WORD_JOINER}", word[0])
