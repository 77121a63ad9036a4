"""Czech words as the search sees them: which words of the site are forms or relatives of one that somebody typed.

Words are compared folded, so that diacritics, case and ligatures do not matter, in three steps. The table of word
forms (`manage.py word_forms`) knows every form of the words it knows: obec, obcí, obcemi. A word it does not know is
met by its Snowball stem, and by a long common beginning, which also joins relatives: konzultace, konzultační.
Pure: no Django, no database; the table is handed in.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum
from functools import lru_cache
from typing import ClassVar, NamedTuple

import snowballstemmer

from pages.marks import unpiled
from pages.spelling import one_line

# Without diacritics být is byt and mít is mit: a site about housing would answer „byt“ with every „je“ and „jsou“.
STOP_LEMMAS = {"být", "mít"}
# What a question is made of beside the words it is about; as people write it, so that byt is none of them.
_STOP_WORDS = """
    být býti jsem jsi je jsme jste jsou byl byla bylo byli byly budu budeš bude budeme budete budou bych bys by bychom
    byste není nejsou nebyl nebyla nebude nebudou mít mám máš má máme máte mají měl měla mělo měli měly nemá nemám
    a aby ale ani anebo ať až buď či do i jak jako jen jenom jestli k kam kde kdo kdy když ke který která které kterou
    kterého kterém kterým kteří kterých kterými ku mezi mi mě mně mnou můj moje my na nad nám námi nás náš naše ne nebo
    než nic o od on ona oni ono pak po pod podle pro proč proti protože před přes přesto při s se si tu ta tak také tam
    ten tento této tím to toho tohle tom tomu toto ty tyto u už v vám vámi vás váš vaše ve však z za zda ze že co čeho
    čem čemu čím ji jí jich jim jeho jejich její jemu mu něm němu ní nich nim svůj své svou
    ke koho komu chci chceme chtěl chtěla můžu mohu můžeš můžete můžeme může můžou mohou
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())

_KEPT, _CUT = 5, 4  # letters that a common beginning must have, and letters of ending that may follow it
_APOSTROPHES = "'\u2019\u02bc"  # within a word of Ukrainian
_LETTERS = {"ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i"}
_TAKEN_APART = str.maketrans({**dict.fromkeys(f"-{_APOSTROPHES}", ""), **_LETTERS})
_HYPHENS = str.maketrans("\u2010\u2011", "--")
# A letter, or a digit, with the marks it may carry when it is not composed; the e of e-mail belongs to its word.
_SIGN = "[^\\W_][\u0300-\u036f]*"
_CYRILLIC = "[\u0400-\u04ff]"
_INSIDE = f"(?<={_CYRILLIC})[{_APOSTROPHES}](?={_CYRILLIC})"
_WORD = re.compile(f"(?:(?<!\\w){_SIGN}-(?={_SIGN}{_SIGN}))?(?:{_SIGN}|{_INSIDE})+")
# A number in groups: of a phone, of thousands, of a postcode; or an address of mail. The phone's country says nothing
# to who is at home there.
_WHOLE = re.compile(
    r"(?<![\w/.,-])(?:(?:(?:\+|00)?420[ ./-]?)?(?P<phone>\d{3}(?:[ ./-]?\d{3}){2})|\d{1,3}(?: \d{3})+|\d{3} \d{2})"
    r"(?![\w/])|(?<![\w.+-])(?P<mail>[\w.+-]++@[\w-]++(?:\.[\w-]++)+)"
)
# Endings of Czech nouns and adjectives, folded, of words that keep four letters without them.
_ENDING = re.compile(
    r"(?<=\w{4})(?:[eiy]mi|[aeiy]ch|[ei]ho|[ei]mu|ovi|ove|ami|ata|eti|[aeiouy]m|[eo]u|ev|[aeiouy])$", re.ASCII
)
EDITED = range(4, 21)  # letters of a word in which one may be wrong
LONG = 6  # letters of one that is looked for among the forms of the site's words too; shorter ones are near to anything


class Word(NamedTuple):
    """A word and its place in the text."""

    folded: str
    written: str
    start: int
    end: int
    is_whole: bool = False  # of several words, which follow it


class Likeness(IntEnum):
    """How near a word of the site is to the one that was typed."""

    RELATIVE = 1
    STEM = 2
    FORM = 3
    SAME = 4


@lru_cache(maxsize=4096)  # most words of a text are in it more than once
def fold(text: str) -> str:
    """Text in; out without diacritics, ligatures, capitals and hyphens: Štětí is steti, E-mail is email."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", unpiled(text)).casefold()).translate(
        _TAKEN_APART
    )
    return "".join(sign for sign in plain if not unicodedata.category(sign).startswith("M"))


FOLDED_STOP_WORDS = frozenset(map(fold, STOP_WORDS)) - {"byt"}  # a flat, which is what people come here for


def clean(text: str) -> str:
    """Text in; out with single ordinary spaces and hyphens and without what nobody sees, soft hyphens for one."""
    return one_line(text).translate(_HYPHENS)


def words(text: str) -> Iterator[Word]:
    """The words of a clean text in their order, without those that only hold a sentence together.

    A number in groups is a word of its digits alone, an address of mail is one too; their parts follow them.
    """
    wholes = _WHOLE.finditer(text)
    whole = next(wholes, None)
    for found in _WORD.finditer(text):
        if whole and whole.start() <= found.start():
            written = whole["mail"] or _digits(whole["phone"] or whole[0])
            if written != found[0]:
                yield Word(written.lower(), written, *whole.span(), is_whole=True)
            whole = next(wholes, None)
        written = unicodedata.normalize("NFC", unpiled(found[0]))
        if written.lower() not in STOP_WORDS:
            yield Word(fold(written), written, found.start(), found.end())


def small_words(text: str) -> Iterator[str]:
    """Those words, folded, that `words` leaves out, each with a space before it, so that být is not byt."""
    for found in _WORD.finditer(text):
        if found[0].lower() in STOP_WORDS or fold(found[0]) in FOLDED_STOP_WORDS:
            yield f" {fold(found[0])}"


def stem(word: str) -> str:
    """A word as it is written in, its folded stem out; a number is its own stem."""
    # A stemmer of its own for each word: it keeps the word in itself, and threads would share it.
    return fold(snowballstemmer.stemmer("czech").stemWord(word.lower()))


def bare_stem(folded: str) -> str:
    """A folded word without its ending: the stemmer knows garančního, but not garancniho."""
    return _ENDING.sub("", folded)


def lemma_of(word: str, dictionary: Mapping[str, str]) -> str | None:
    """The lemma of a word as it is written: Praze is Praha, and at the beginning of a sentence Obce is obec."""
    other_case = word.lower() if word[0].isupper() else word.capitalize()
    return dictionary.get(word) or dictionary.get(other_case)


def word_forms(site_words: Iterable[str], dictionary: Mapping[str, str]) -> dict[str, list[str]]:
    """Every folded form of the site's words with the lemmas it may belong to, out of a dictionary of form to lemma."""
    lemmas = {lemma_of(word, dictionary) for word in site_words} - {None} - STOP_LEMMAS
    table = defaultdict(set)
    for form, lemma in dictionary.items():
        if lemma in lemmas:
            table[fold(form)].add(lemma)
    return {form: sorted(table[form]) for form in sorted(table)}


def _digits(number: str) -> str:
    return "".join(str(unicodedata.decimal(sign)) for sign in number if sign.isdecimal())


def one_letter_off(word: str, letters: Iterable[str]) -> Iterator[str]:
    """Every text that is the word with one letter left out, put in or another, or with two that changed places."""
    halves = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    for left, right in halves:
        if right:
            yield left + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in letters:
            yield left + letter + right
            if right:
                yield left + letter + right[1:]


class Vocabulary:
    """The words of the site, asked which of them a reader's word may mean; `small` ones need not mean any."""

    small: ClassVar[frozenset[str]] = FOLDED_STOP_WORDS

    def __init__(self, site_words: Iterable[Word], table: Mapping[str, Iterable[str]]):
        """The words as the site has them, and the table of word forms, which may be empty or know only some."""
        self._table = table
        self._words: dict[str, str] = {}  # each as it is written first
        self._letters: set[str] = set()
        self._by_lemma = defaultdict(set)
        self._by_stem = defaultdict(set)
        self._by_beginning = defaultdict(set)
        for word, written in dict.fromkeys((word.folded, word.written) for word in site_words):
            self._words.setdefault(word, written)
            for lemma in table.get(word, ()):
                self._by_lemma[lemma].add(word)
            if word.isalpha():
                self._letters.update(filter(str.isascii, word))  # as all Czech ones are once they are folded
                self._by_beginning[word[:_KEPT]].add(word)
                if word not in table:  # of a word it knows the table has every form; a stem would add strangers
                    self._by_stem[stem(written)].add(word)

    def like(self, word: Word) -> dict[str, Likeness]:
        """The site's words, folded, that the word may mean, and how near each is."""
        found = dict.fromkeys(self._relatives(word.folded), Likeness.RELATIVE)
        found |= dict.fromkeys(self._by_stem.get(stem(word.written), ()), Likeness.STEM)
        for lemma in self._table.get(word.folded, ()):
            found |= dict.fromkeys(self._by_lemma.get(lemma, ()), Likeness.FORM)
        if word.folded in self._words:
            found[word.folded] = Likeness.SAME
        return found

    def written(self, word: Word) -> str:
        """The word as the site writes it, where it was typed without the diacritics; else nothing."""
        written = self._words.get(word.folded, "")
        return written if word.written.isascii() and not written.isascii() else ""

    def nearly(self, word: str) -> Iterator[tuple[str, set[str]]]:
        """What a folded word is with another letter, as it is written, and the site's words, folded, that it means."""
        if len(word) in EDITED and word.isalpha():
            for near in one_letter_off(word, sorted(self._letters)):
                if near in self._words:
                    yield self._words[near], {near}
                for lemma in self._table.get(near, ()) if len(word) >= LONG else ():
                    if found := self._by_lemma.get(lemma):
                        yield lemma, found

    def _relatives(self, word: str) -> Iterator[str]:
        for other in self._by_beginning.get(word[:_KEPT], ()):
            kept = max(_KEPT, len(word) - _CUT, len(other) - _CUT)
            if word[:kept] == other[:kept]:
                yield other
