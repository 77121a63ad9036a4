"""Rules about the language (WCAG 2.2: 3.1.4, 3.1.5); they only warn, because a machine may be wrong about it."""

import re
from collections.abc import Iterator

from pages.gate.abbreviations import KNOWN
from pages.gate.terms import Context, Draft, Part, Place, Problem

LONGEST_SENTENCE = 30  # words

UPPER = "A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ"
SENTENCE_ENDS = re.compile(rf"(?<=[.!?…])\s+(?=[„«{UPPER}А-ЯҐЄІЇ])")
ABBREVIATION = re.compile(rf"(?<![\w/.-])[{UPPER}]{{2,8}}\+?(?![\w/-]|\.\w)")
_ROMAN_NUMBER = re.compile(r"[IVXLC]+")


def shortened(text: str, length: int = 40) -> str:
    """The first words of a text, so many characters at most; what was left out is three dots."""
    if len(text) <= length:
        return text
    return text[:length].rpartition(" ")[0] + " …"


def long_sentence(draft: Draft, _context: Context) -> Iterator[Problem]:
    """A sentence has at most 30 words; of a longer one it warns.

    A rule of our own, in the sense of WCAG 2.2, 3.1.5 Reading Level, which counts no words.
    """
    for block in draft.prose.blocks:
        for sentence in SENTENCE_ENDS.split(block.text):
            count = len(sentence.split())
            if count > LONGEST_SENTENCE:
                message = f"Věta „{shortened(sentence)}“ je dlouhá, slov má {count}. Zkuste ji rozdělit."
                yield Problem(message, Place(Part.BLOCK, sentence, block.number), is_error=False)


def unexplained_abbreviation(draft: Draft, context: Context) -> Iterator[Problem]:
    """An abbreviation is explained in brackets somewhere in the text; of any other it warns.

    WCAG 2.2, 3.1.4 Abbreviations; which ones everybody knows (KNOWN) is a rule of our own.
    """
    text = "\n".join(block.text for block in draft.prose.blocks)
    blocks: dict[str, int] = {}  # where each stands first
    for block in draft.prose.blocks:
        for short in ABBREVIATION.findall(block.text):
            blocks.setdefault(short, block.number)
    for short, number in blocks.items():
        # Brackets explain either way: „celý název (ZKR)“, „ZKR (celý název)“.
        is_explained = f"({short})" in text or f"{short} (" in text
        if short not in KNOWN and not _ROMAN_NUMBER.fullmatch(short) and not is_explained:
            long_form = context.long_forms.get(short)
            cure = f"{long_form} ({short})." if long_form else "celý název a zkratku dejte do závorky."
            message = f"Zkratku „{short}“ text nevysvětluje. Napište nejdřív {'takhle: ' if long_form else ''}{cure}"
            yield Problem(message, Place(Part.BLOCK, short, number), is_error=False)
