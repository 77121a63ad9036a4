"""Words of other languages as the search sees them, compared folded as Czech ones are.

English words meet by their Snowball stem. Ukrainian has no such stemmer: its words meet by a long common beginning,
since the end is where they change. Pure.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

import snowballstemmer

from pages.words.stems import Likeness, Vocabulary, Word

_KEPT, _CUT = 4, 4  # letters that a common beginning must have, and letters of ending that may follow it

_ENGLISH = """
    a about am an and any are as at be been but by can could did do does for from had has have he her his how i if in is
    it its me my of on or our she should so that the their them there they this to up us was we were what when where
    which who why will with would you your
"""
_UKRAINIAN = """
    а або але б би бо був була були було буде будуть в вам вас ваш ви від він вона вони воно все всі для до є же за з зі
    із й його її їх і к коли куди ласка ли лише мене мені ми мій може можна мою моя на над нам нас наш не немає ні ну о
    об от по при про прошу та так такий також там те ти то тут у хто хочу це цей ця чи чому що щоб як яка яке який які я
"""


class OtherVocabulary(Vocabulary):
    """The words of the site in another language. No slip is looked for: that takes a table of the language's words."""

    small: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, site_words: Iterable[Word], _table: Mapping[str, Iterable[str]]):
        """The words as the site has them; the table of word forms knows Czech ones only."""
        self._all: set[str] = set()
        self._by_key = defaultdict(set)
        for word in site_words:
            self._all.add(word.folded)
            self._by_key[self.key(word)].add(word.folded)

    def key(self, word: Word) -> str:
        """What words share that may mean the same."""
        return word.folded

    def like(self, word: Word) -> dict[str, Likeness]:
        """The site's words, folded, that the word may mean; none of one that only holds a sentence together."""
        if word.folded in self.small:
            return {}
        found = dict.fromkeys(self._near(word), Likeness.STEM)
        if word.folded in self._all:
            found[word.folded] = Likeness.SAME
        return found

    def written(self, _word: Word) -> str:
        """Nothing: the query stays as it was typed."""
        return ""

    def nearly(self, _word: str) -> Iterator[tuple[str, set[str]]]:
        """Nothing."""
        return iter(())

    def _near(self, word: Word) -> Iterable[str]:
        return self._by_key.get(self.key(word), ())


class EnglishVocabulary(OtherVocabulary):
    """English: by the stem."""

    small = frozenset(_ENGLISH.split())

    def key(self, word: Word) -> str:
        """Its Snowball stem."""
        return snowballstemmer.stemmer("english").stemWord(word.folded)  # one for each word, as in `stems.stem`


class UkrainianVocabulary(OtherVocabulary):
    """Ukrainian: by the beginning, which may also be all that was typed of a word."""

    small = frozenset(_UKRAINIAN.translate(str.maketrans("йї", "иі")).split())

    def key(self, word: Word) -> str:
        """The letters with which it must begin."""
        return word.folded[:_KEPT]

    def _near(self, word: Word) -> Iterable[str]:
        folded = word.folded
        for other in self._by_key.get(self.key(word), ()) if len(folded) >= _KEPT else ():
            kept = max(_KEPT, len(folded) - _CUT, len(other) - _CUT)
            if folded[:kept] == other[:kept] or other.startswith(folded):
                yield other
