"""Rules about the shape of a text: lengths, headings, tables (WCAG 2.2: 1.3.1, 2.4.2, 2.4.6).

What a criterion does not say is called a rule of our own.
"""

from collections.abc import Iterator
from itertools import pairwise

from pages.gate.parsed import Block, Table
from pages.gate.terms import Act, Context, Cure, Draft, Part, Place, Problem
from pages.gate.words import shortened

LONGEST_TITLE = 65
SUMMARY_LENGTHS = range(50, 161)
LONGEST_POSED_HEADING = 12  # words; a longer bold paragraph is emphasis, however clumsy


def title_length(draft: Draft, _context: Context) -> Iterator[Problem]:
    """There is a title (WCAG 2.2, 2.4.2 Page Titled), of at most 65 characters (a rule of our own)."""
    length = len(draft.title)
    if not length:
        yield Problem("Chybí nadpis stránky. Doplňte ho.", field="title")
    elif length > LONGEST_TITLE:
        message = f"Nadpis stránky je moc dlouhý, znaků má {length}. Zkraťte ho, smí jich mít {LONGEST_TITLE}."
        yield Problem(message, field="title")


def summary_length(draft: Draft, _context: Context) -> Iterator[Problem]:
    """The sentence under the title has 50 to 160 characters.

    A rule of our own; search engines show this sentence too.
    """
    length = len(draft.summary)
    if length in SUMMARY_LENGTHS:
        return
    fault, cure = ("moc krátká", "Doplňte") if length < SUMMARY_LENGTHS[0] else ("moc dlouhá", "Zkraťte")
    limits = f"{SUMMARY_LENGTHS[0]} až {SUMMARY_LENGTHS[-1]}"
    message = f"Úvodní věta je {fault}, znaků má {length}. {cure} ji, má jich mít {limits}."
    yield Problem(message, field="summary")


def first_heading(draft: Draft, _context: Context) -> Iterator[Problem]:
    """The first heading is of level 2, because the page's title is the one of level 1.

    WCAG 2.2, 1.3.1 Info and Relationships; the level itself is a rule of our own.
    """
    for heading in draft.prose.headings[:1]:
        if heading.level != 2:
            message = f"První nadpis „{heading.text}“ je úrovně {heading.level}. Změňte ho na úroveň 2."
            yield Problem(message, _block(heading), cure=Cure(Act.HEADING, "2"))


def heading_jump(draft: Draft, _context: Context) -> Iterator[Problem]:
    """No heading is more than one level below the one before it.

    WCAG 2.2, 1.3.1 Info and Relationships asks for true levels; that none is skipped is the advice of W3C's tutorial on
    headings (WAI, Page Structure).
    """
    for before, heading in pairwise(draft.prose.headings):
        if heading.level > before.level + 1:
            place = f"Nadpis „{heading.text}“ je úrovně {heading.level}, před ním je úroveň {before.level}."
            level = before.level + 1
            cure = Cure(Act.HEADING, str(level))
            yield Problem(f"{place} Změňte ho na úroveň {level}.", _block(heading), cure=cure)


def empty_heading(draft: Draft, _context: Context) -> Iterator[Problem]:
    """Every heading has words (WCAG 2.2, 2.4.6 Headings and Labels)."""
    before = ""
    for block in draft.prose.blocks:
        if block.level and not block.text:
            place = f"Za textem „{shortened(before)}“" if before else "Na začátku textu"
            message = f"{place} je prázdný nadpis. Smažte ho, nebo do něj něco napište."
            yield Problem(message, _block(block))
        before = block.text or before


def bold_paragraph(draft: Draft, _context: Context) -> Iterator[Problem]:
    """What looks like a heading is one (WCAG 2.2, 1.3.1 Info and Relationships, failure F2).

    How a posed heading is told from emphasis is a rule of our own: all bold, at most 12 words, no stop at its end.
    """
    for block in draft.prose.blocks:
        is_all_bold = block.tag == "p" and block.bold == block.text
        if is_all_bold and len(block.text.split()) <= LONGEST_POSED_HEADING and block.text[-1] not in ".!?…":
            message = f"Odstavec „{block.text}“ je celý tučný a vypadá jako nadpis. Udělejte z něj nadpis."
            yield Problem(message, _block(block), cure=Cure(Act.HEADING, "2"))


def table_header(draft: Draft, _context: Context) -> Iterator[Problem]:
    """Every table has headers (WCAG 2.2, 1.3.1 Info and Relationships, failure F91)."""
    for table in draft.prose.tables:
        if not any("th" in row for row in table.rows):
            place = f"Tabulka „{shortened(table.text)}“ nemá záhlaví."
            message = f"{place} Označte její první řádek nebo sloupec jako záhlaví."
            yield Problem(message, _table(table), cure=Cure(Act.HEADER_ROW))


def table_rows(draft: Draft, _context: Context) -> Iterator[Problem]:
    """All rows of a table have as many cells, or what is said in one stands under the header of another.

    WCAG 2.2, 1.3.1 Info and Relationships.
    """
    for table in draft.prose.tables:
        lengths = [len(row) for row in table.rows]
        wrong = next((place for place, length in enumerate(lengths) if length != max(lengths)), None)
        if wrong is not None:
            place = f"Tabulka „{shortened(table.text)}“ má v řádku {wrong + 1} méně buněk, než kolik má sloupců."
            yield Problem(f"{place} Doplňte je, třeba prázdné.", _table(table))


def table_columns(draft: Draft, _context: Context) -> Iterator[Problem]:
    """A table has two columns at least; one column is a list.

    A rule of our own, in the sense of WCAG 2.2, 1.3.1 Info and Relationships.
    """
    for table in draft.prose.tables:
        if max(map(len, table.rows), default=0) < 2:
            message = f"Tabulka „{shortened(table.text)}“ má jen jeden sloupec. Udělejte z ní seznam."
            yield Problem(message, _table(table))


def _block(block: Block) -> Place:
    return Place(Part.BLOCK, block.text, block.number)


def _table(table: Table) -> Place:
    return Place(Part.TABLE, table.text, table.number)
