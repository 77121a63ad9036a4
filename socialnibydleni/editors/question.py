"""A question as an editor typed it, and how near a thing is to it: by words, whatever their diacritics or ending."""

from pages.words.stems import STOP_WORDS, fold, stem

LONGEST = 200  # characters of a question
# Letters that are left of a word without its ending; fewer stand in too many other words.
SHORTEST_STEM, SHORTEST_BEGINNING = 4, 5

Rank = tuple[bool, bool, bool]  # the nearest is the lowest


class Question:
    """Its words without those that only hold a sentence together, unless there are no others."""

    def __init__(self, typed: str):
        """What was typed; as much of it as `LONGEST` allows is asked for."""
        words = typed[:LONGEST].split()
        self._whole = fold(" ".join(words))
        asked = [word for word in words if word.lower() not in STOP_WORDS] or words
        self._words = [_forms(word) for word in asked]

    def __bool__(self) -> bool:
        return bool(self._words)

    def words_in(self, text: str) -> int:
        """How many of its words stand in a text, in whatever form."""
        folded = fold(text)
        return sum(any(form in folded for form in forms) for forms in self._words)

    def rank(self, title: str, rest: str) -> Rank | None:
        """How near a thing is by its title and by what else is said of it; None where not all words are there."""
        if self.words_in(f"{title}\n{rest}") < len(self._words):
            return None
        name, whole = fold(title), self._whole
        is_one_word = whole in name.split() or whole == name
        return (not is_one_word, not name.startswith(whole), self.words_in(title) < len(self._words))


def _forms(word: str) -> set[str]:
    """What a text has in it that has the word in any form: its stem, or for verbs all but its last letter."""
    folded, root = fold(word), stem(word)
    shorter = {root} if len(root) >= SHORTEST_STEM else set()
    return shorter | {folded, folded[:-1] if len(folded) > SHORTEST_BEGINNING else folded}
