"""The search over everything that readers may see: an index in memory, made anew for each content version."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from heapq import nsmallest
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple
from unicodedata import category

from django.utils.safestring import SafeString

from pages import registry
from pages.documents.text_rows import keys_of
from pages.documents.texts import Place, Texts
from pages.frame.frame import Frame
from pages.gate import abbreviations
from pages.registry import Entry
from pages.words.stems import Likeness, Vocabulary, Word, clean, small_words, words
from socialnibydleni.search.excerpts import excerpt
from socialnibydleni.search.reading import OF_DETAIL, Name, Part, Passage, read
from socialnibydleni.search.together import Together, together

NO_TEXTS = Texts({})
LONGEST_QUERY = 200  # characters; the fields take no more, and it makes an address that every server takes
SHOWN = 30

MOST_SLIPS = 5  # words of one query that are looked for with another letter


class Hit(NamedTuple):
    """One result as the page shows it; the place is that of its sentence where it stands in a document's file.

    Attributes:
        is_czech: all of it is, on a page of another language.
        has_czech_title: its title alone is.
    """

    entry: Entry
    excerpt: SafeString
    place: Place | None = None
    is_czech: bool = False
    has_czech_title: bool = False

    @property
    def address(self) -> str:
        """Where it opens."""
        return self.place.address if self.place else self.entry.address


class Found(NamedTuple):
    """The best hits of a query, how many there are in all, and whether none of them has all of its words.

    Where a word of the query stands nowhere and one with another letter does, the hits are those of `meant`, the query
    without such slips, and `slips` are these words as they were typed.
    """

    hits: list[Hit]
    total: int
    is_partial: bool
    meant: str = ""
    slips: tuple[str, ...] = ()


Meanings = dict[str, Likeness]  # the words of the site, folded, that a word of the query may mean


class Wanted(NamedTuple):
    """A word of the query: what it may mean, and the words of its long form, which count when all of them are there."""

    meanings: Meanings
    long_form: tuple[Meanings, ...] = ()
    keys: frozenset[str] = frozenset()  # by which the texts of files are asked for it
    standing: Mapping[str, int] = MappingProxyType({})  # in which sentences of which documents, see Texts.standing

    @property
    def sought(self) -> set[str]:
        """All words of the site that it may mean."""
        return set(self.meanings).union(*self.long_form)


class Index:
    """Everything that can be found, by word. It never changes once made."""

    def __init__(
        self,
        entries: Iterable[Entry],
        table: Mapping[str, Iterable[str]],
        long_forms: Mapping[str, str] = abbreviations.LONG_FORMS,
        vocabulary: type[Vocabulary] = Vocabulary,
    ):
        """The entries in the order in which equally good ones are shown, the table of word forms, abbreviations.

        The vocabulary is that of the language of the entries.
        """
        # By the abbreviation, folded: the words that it stands for.
        self._long_forms = {
            word.folded: tuple(words(clean(long_form)))
            for short, long_form in reversed([*long_forms.items()])
            for word in words(short)
        }
        self._entries: list[tuple[Entry, list[Passage]]] = []
        self._places: defaultdict[str, dict[int, Part]] = defaultdict(dict)  # of each word, its best part in an entry
        self._numbers: dict[str, int] = {}  # of each address
        self._aside: set[int] = set()
        self._names: list[tuple[Name, int]] = []  # and whose it is
        site_words: dict[str, Word] = {}
        for number, entry in enumerate(entries):
            passages, names, small = read(entry)
            worth = OF_DETAIL if entry.is_detail else {part: part for part in Part}
            self._entries.append((entry, [passage for passage, _ in passages]))
            self._numbers[entry.address] = number
            if entry.is_aside:
                self._aside.add(number)
            self._names += [(name, number) for name in names]
            for passage, own in passages:
                for word in own:
                    site_words[word.written] = word
                    self._places[word.folded].setdefault(number, worth[passage.part])
            for small_word in small:
                self._places[small_word][number] = Part.ALSO
        self._vocabulary = vocabulary(site_words.values(), table)

    @property
    def entries(self) -> list[Entry]:
        """All that can be found."""
        return [entry for entry, _ in self._entries]

    def find(self, query: str, texts: Texts = NO_TEXTS, *, mends: bool = True) -> Found:
        """The entries that have the most words of the query, the best first: by title, summary, body, then `texts`.

        What the query names stands before all others: whoever asks for a town's hours means the town. A query with a
        slip is answered as the one that was meant, if the index `mends` it.
        """
        wanted, slips = self._wanted(query, texts, mends=mends)
        if not slips:
            return self._found(wanted, texts)
        meant = self._mended(query, slips)
        said = tuple(dict.fromkeys(query[word.start : word.end] for word, _ in slips))
        return self._found(self._wanted(meant, texts)[0], texts)._replace(meant=meant, slips=said)

    def _found(self, wanted: list[Wanted], texts: Texts) -> Found:
        by_word = [self._scores(each) for each in wanted]
        for number in self._aside:
            if max((scores.get(number, 0) for scores in by_word), default=0) < Part.SUMMARY:
                for scores in by_word:
                    scores.pop(number, None)
        counts = Counter(chain.from_iterable(by_word))
        most = max(counts.values(), default=0)
        named = self._named(wanted)
        best = {
            number: sum(scores.get(number, 0) for scores in by_word) + self._together(number, wanted).most
            for number, count in counts.items()
            if count == most or number in named
        }
        shown = nsmallest(SHOWN, best, key=lambda number: (number not in named, -best[number], number))
        return Found(self._hits(shown, wanted, texts), len(best), is_partial=0 < most < len(wanted))

    def _hits(self, shown: list[int], wanted: list[Wanted], texts: Texts) -> list[Hit]:
        """Each with its passage, or with the sentence of its file where that has more words of the query."""
        entries = {number: self._entries[number][0] for number in shown}
        chosen = {
            entries[number].address: where.first
            for number in shown
            if (where := self._together(number, wanted)).most > self._best_passage(number, wanted)[1]
        }
        places = texts.places(chosen)
        keys = set().union(*(each.keys for each in wanted))
        return [
            Hit(entry, excerpt(place.sentence, lambda word: not keys.isdisjoint(keys_of(word))), place)
            if (place := places.get(entry.address))
            else Hit(entry, self._excerpt(number, wanted))
            for number, entry in entries.items()
        ]

    def _together(self, number: int, wanted: list[Wanted]) -> Together:
        """The first of the sentences of its file that have the most words of the query."""
        address = self._entries[number][0].address
        return together(each.standing[address] for each in wanted if address in each.standing)

    def _wanted(self, query: str, texts: Texts, *, mends: bool = True) -> tuple[list[Wanted], list[tuple[Word, str]]]:
        """What the words of the query mean, and its slips, each with what was meant."""
        found: dict[str, Wanted] = {}
        slips: list[tuple[Word, str]] = []
        inside = 0  # before it stands what is known as a whole
        for word in words(query):
            if word.end <= inside:
                continue
            meanings = self._vocabulary.like(word)
            keys = _keys(word, meanings)
            standing = texts.standing(keys)
            if word.is_whole:
                if meanings or standing:
                    inside, found[word.folded] = word.end, Wanted(meanings, (), keys, standing)
            elif meanings or standing or word.folded in self._long_forms:
                found[word.folded] = Wanted(meanings, self._long_form(word), keys, standing)
            # A small word typed without its diacritics shows itself only by meaning nothing here.
            elif word.folded not in self._vocabulary.small:
                found[word.folded] = Wanted(meanings)
                if mends and len(slips) < MOST_SLIPS and (near := self._near(word)):
                    slips.append((word, near))
        if not found:
            small = [each for each in small_words(query) if each in self._places]
            return [Wanted({each: Likeness.SAME}) for each in dict.fromkeys(small)], []
        return list(found.values()), slips

    def _mended(self, query: str, slips: list[tuple[Word, str]]) -> str:
        """The query with other words in place of the slips; what was typed without its diacritics gets them."""
        meant = {word.start: written for word, written in slips}
        mended = query
        for word in reversed(list(words(query))):
            written = meant.get(word.start, "" if word.is_whole else self._vocabulary.written(word))
            if written:
                mended = mended[: word.start] + written + mended[word.end :]
        return mended

    def _long_form(self, word: Word) -> tuple[Meanings, ...]:
        """What each word of an abbreviation's long form may mean; nothing where one of them stands nowhere."""
        found = tuple(map(self._vocabulary.like, self._long_forms.get(word.folded, ())))
        return found if all(found) else ()

    def _near(self, word: Word) -> str:
        """The word with a letter changed that readers see in the most entries, as it is written; or nothing."""
        best, most = "", 0
        for written, meant in self._vocabulary.nearly(word.folded):
            seen = (self._seen_places(each) for each in meant)
            places = set().union(*seen) - self._aside
            if len(places) > most:
                best, most = written, len(places)
        return best

    def _seen_places(self, word: str) -> set[int]:
        """The entries that show the word, or are called by it."""
        called = {number for name, number in self._names if word in name.words}
        return called.union(number for number, part in self._places[word].items() if part != Part.ALSO)

    def _named(self, wanted: list[Wanted]) -> set[int]:
        """The entries that the query calls by a name."""
        said = {word for each in wanted for word, likeness in each.meanings.items() if likeness > Likeness.RELATIVE}
        return {
            number
            for name, number in self._names
            if name.words <= said and (not name.is_whole or len(name.words) == len(wanted))
        }

    def _scores(self, wanted: Wanted) -> dict[int, int]:
        """How good each entry is for one word of the query."""
        scores: dict[int, int] = {
            self._numbers[address]: Part.TEXT for address in wanted.standing if address in self._numbers
        }
        scores |= self._scores_of(wanted.meanings)
        if wanted.long_form:
            by_word = [self._scores_of(meanings) for meanings in wanted.long_form]
            for number in set(by_word[0]).intersection(*by_word[1:]):
                scores[number] = max(scores.get(number, 0), *(each[number] for each in by_word))
        return scores

    def _scores_of(self, meanings: Meanings) -> dict[int, int]:
        scores: dict[int, int] = {}
        for word, likeness in meanings.items():
            for number, part in self._places[word].items():
                scores[number] = max(part + likeness, scores.get(number, 0))
        return scores

    def _excerpt(self, number: int, wanted: list[Wanted]) -> SafeString:
        """That passage, with the words of the query marked."""
        passage, _ = self._best_passage(number, wanted)
        sought = set().union(*(each.sought for each in wanted))
        return excerpt(passage.text, lambda word: word.folded in sought) if passage else SafeString()

    def _best_passage(self, number: int, wanted: list[Wanted]) -> tuple[Passage | None, int]:
        """The first passage below the title with the most words of the query, and how many these are."""
        sought = [each.sought for each in wanted]

        def count(passage: Passage) -> int:
            return sum(not each.isdisjoint(passage.words) for each in sought)

        best = max((one for one in self._entries[number][1] if one.part < Part.ALSO), key=count, default=None)
        return best, count(best) if best else 0


def _keys(word: Word, meanings: Meanings) -> frozenset[str]:
    """By what the word is found in the texts of files: by itself, and by the forms of it that the site knows."""
    forms = (form for form, likeness in meanings.items() if likeness >= Likeness.FORM)
    return keys_of(word).union(*(keys_of(each) for form in forms for each in words(form)))


def index_of(frame: Frame) -> Index:
    """The index of what readers of the frame see; made once for all searches among the same facts."""
    return frame.shared("index", lambda: _index(frame))


def _index(frame: Frame) -> Index:
    project = frame.get("project")
    long_forms = {**abbreviations.LONG_FORMS, **(project.long_forms if project else {})}
    return Index(registry.entries(frame.moment), frame["word_forms"], long_forms)


def tidy(query: str) -> str:
    """What somebody typed in; out in one line, without signs that nobody sees or that no page may hold."""
    return clean("".join(" " if category(sign).startswith("C") else sign for sign in clean(query)))
