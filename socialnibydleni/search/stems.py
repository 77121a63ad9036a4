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
from typing import NamedTuple

import snowballstemmer

from pages.marks import unpiled

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
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())

_KEPT, _CUT = 5, 4  # letters that a common beginning must have, and letters of ending that may follow it
_TAKEN_APART = str.maketrans({"-": "", "ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i"})
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]+")
# A letter, or a digit, with the marks it may carry when it is not composed; the e of e-mail belongs to its word.
_SIGN = "[^\\W_][\u0300-\u036f]*"
_WORD = re.compile(f"(?:(?<!\\w){_SIGN}-(?={_SIGN}{_SIGN}))?(?:{_SIGN})+")


class Word(NamedTuple):
    """A word and its place in the text."""

    folded: str
    written: str
    start: int
    end: int


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


def clean(text: str) -> str:
    """Text in; out with single ordinary spaces and without what nobody sees, soft hyphens for one."""
    return " ".join(_INVISIBLE.sub("", text).split())


def words(text: str) -> Iterator[Word]:
    """The words of a clean text in their order, without those that only hold a sentence together."""
    for found in _WORD.finditer(text):
        written = unicodedata.normalize("NFC", unpiled(found[0]))
        if written.lower() not in STOP_WORDS:
            yield Word(fold(written), written, found.start(), found.end())


def stem(word: str) -> str:
    """A word as it is written in, its folded stem out; a number is its own stem."""
    # A stemmer of its own for each word: it keeps the word in itself, and threads would share it.
    return fold(snowballstemmer.stemmer("czech").stemWord(word.lower()))


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


class Vocabulary:
    """The words of the site, asked which of them a reader's word may mean."""

    def __init__(self, site_words: Iterable[Word], table: Mapping[str, Iterable[str]]):
        """The words as the site has them, and the table of word forms, which may be empty or know only some."""
        self._table = table
        self._words: set[str] = set()
        self._by_lemma = defaultdict(set)
        self._by_stem = defaultdict(set)
        self._by_beginning = defaultdict(set)
        for word, written in {(word.folded, word.written) for word in site_words}:
            self._words.add(word)
            for lemma in table.get(word, ()):
                self._by_lemma[lemma].add(word)
            if word.isalpha():
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

    def _relatives(self, word: str) -> Iterator[str]:
        for other in self._by_beginning.get(word[:_KEPT], ()):
            kept = max(_KEPT, len(word) - _CUT, len(other) - _CUT)
            if word[:kept] == other[:kept]:
                yield other
