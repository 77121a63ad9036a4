"""Rules about easy Czech (Snadné čtení), stricter than those of other texts.

Source of the idea: the recommendations for easy-to-read texts of Inclusion Europe, „Informace pro všechny“ (2009). The
numbers and the lists of words are rules of our own.
"""

import re
from collections.abc import Callable, Iterator

from pages.gate.terms import Context, Draft, Part, Place, Problem
from pages.gate.words import ABBREVIATION, SENTENCE_ENDS, shortened

WELL_READ, LONGEST = 12, 15  # words of a sentence: above the first it warns, above the second it refuses
MOST_SENTENCES = 3  # of one paragraph

_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]?|[)\]]")
_SHORTENED = re.compile(
    r"(?<![\w.])(?:apod|atd|atp|č|čl|hod|mj|mil|min|mld|např|obr|odst|písm|popř|příp|resp|Sb|str|tab|tel|tis|tj|tzn|tzv"
    r"|ul|vč)\.|(?<![\w.])(?:cca|vs)(?!\w)"
)
# To be and a participle: the doer is left out, or stands last. Only participles that are nothing but that.
_TO_BE = r"(?:ne)?(?:jsem|jsi|je|jsme|jste|jsou|byl[aoiy]?|bud(?:u|eš|e|eme|ete|ou)|být)|není"
_DONE = (
    r"\w+ován|(?:na|za|po|pře|při|vy|u|o|z|ze|od|do)?(?:dán|psán|slán|volán|držen|hrazen|placen|řízen|řešen|měněn"
    r"|plněn|veden|roben|tvořen|staven|nesen|čten|počten|dělen|jištěn|chráněn|ložen|kázán|žádán|mazán)"
    r"|dokončen|doručen|nabídnut|nabízen|odmítnut|omezen|opraven|osloven|ověřen|oznámen|povolen|pozván|provád(?:ě|en)n"
    r"|přijat|připraven|rozhodnut|rozšířen|schválen|stanoven|umožněn|určen|uveden|uzavřen|vybrán|vyzván|zahájen|zajištěn"
    r"|zaveden|zrušen|zřízen|zvolen|zveřejněn"
)
_PASSIVE = re.compile(
    rf"\b(?:{_TO_BE})\s+(?:\w+\s+){{0,2}}(?:{_DONE})[aoiy]?\b|\b(?:{_DONE})[aoiy]?\s+(?:{_TO_BE})\b", re.IGNORECASE
)

Said = tuple[str, str, int]  # the field, a text in it, the number of its block


def long_sentence(draft: Draft, _context: Context) -> Iterator[Problem]:
    """A sentence has at most 12 words, or it warns; more than 15 are refused."""
    for said in _said(draft):
        for sentence in SENTENCE_ENDS.split(said[1]):
            count = len(sentence.split())
            if count > WELL_READ:
                fault = f"je na snadné čtení dlouhá, slov má {count}"
                message = f"Věta „{shortened(sentence)}“ {fault}. Rozdělte ji, nejlíp na věty do 10 slov."
                yield _problem(message, said, sentence, is_error=count > LONGEST)


def brackets(draft: Draft, _context: Context) -> Iterator[Problem]:
    """There are no brackets: what stands in them is a sentence of its own, or nothing."""
    yield from _each(draft, _BRACKETS, "Závorky „{}“ do snadného čtení nepatří. Napište to další větou, nebo vůbec.")


def abbreviation(draft: Draft, _context: Context) -> Iterator[Problem]:
    """There are no abbreviations, not even those that everybody knows."""
    message = "Zkratka „{}“ do snadného čtení nepatří. Napište celá slova."
    yield from _each(draft, ABBREVIATION, message)
    yield from _each(draft, _SHORTENED, message)


def passive(draft: Draft, _context: Context) -> Iterator[Problem]:
    """A sentence says who does something, first: no passive of the verbs that offices like."""
    yield from _each(draft, _PASSIVE, "Slova „{}“ neříkají, kdo to dělá. Napište třeba: úřad rozhodl, obec zřídila.")


def long_paragraph(draft: Draft, _context: Context) -> Iterator[Problem]:
    """A paragraph has one idea; of more than 3 sentences in one it warns."""
    for block in draft.prose.blocks:
        count = len(SENTENCE_ENDS.split(block.text))
        if block.tag == "p" and count > MOST_SENTENCES:
            fault = f"má na snadné čtení moc vět: {count}"
            message = f"Odstavec „{shortened(block.text)}“ {fault}. Rozdělte ho, v každém ať je jedna myšlenka."
            yield _problem(message, ("body", block.text, block.number), block.text, is_error=False)


RULES: tuple[Callable[[Draft, Context], Iterator[Problem]], ...] = (
    long_sentence,
    brackets,
    abbreviation,
    passive,
    long_paragraph,
)


def _each(draft: Draft, sought: re.Pattern[str], message: str) -> Iterator[Problem]:
    """A problem for each different thing that the pattern finds in a text."""
    for said in _said(draft):
        for words in dict.fromkeys(found[0] for found in sought.finditer(said[1])):
            yield _problem(message.format(words), said, words)


def _said(draft: Draft) -> list[Said]:
    blocks = [("body", block.text, block.number) for block in draft.prose.blocks]
    return [("title", draft.title, 0), ("summary", draft.summary, 0), *blocks]


def _problem(message: str, said: Said, words: str, *, is_error: bool = True) -> Problem:
    field, _, number = said
    place = Place(Part.BLOCK, words, number) if field == "body" else Place(Part.WORDS, words)
    return Problem(message, place, field, is_error)
