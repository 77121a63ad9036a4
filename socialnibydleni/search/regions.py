"""Which region somebody asks for by its name alone. Pure, but for the list of regions."""

from pages.facts.regions import Region
from pages.words.stems import fold, words

LONGEST_ENDING = 4  # letters: Středočeský, Středočeského
# What else may stand in such a question, as beginnings: „obce ve Středočeském kraji“.
BESIDE = ("kraj", "mest", "obc", "obec", "spolupracuj")
_COMMON = {"hlavni", "kraj", "mesto"}
_NAMES = {word: region for region in Region for word in map(fold, region.label.split()) if word not in _COMMON}


def asked(query: str) -> Region | None:
    """The region whose name in any case is all that a clean query says; None where it says anything else."""
    said = [word.folded for word in words(query)]
    named = {word: region for word in said if (region := _named(word))}
    if len(set(named.values())) != 1 or not all(word in named or word.startswith(BESIDE) for word in said):
        return None
    return next(iter(named.values()))


def _named(word: str) -> Region | None:
    for name, region in _NAMES.items():
        if word.startswith(name[:-1]) and len(word) < len(name) + LONGEST_ENDING:
            return region
    return None
