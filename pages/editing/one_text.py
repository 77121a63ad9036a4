"""A difference as one text, as one reads it: what went beside what came, in paragraphs and lists. Pure."""

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import NamedTuple

from pages.editing.difference import Row, Run, Status

LOOKS = {"nadpis": "title", "úvodní věta": "lead", "mezititulek": "head", "menší mezititulek": "head"}
ITEMS = {"odrážka", "číslovaný bod"}
MOVED_AWAY, MOVED_HERE = "přesunuto odsud", "přesunuto sem"


class Piece(NamedTuple):
    """Words that stand together: on both sides, only before (`del`) or only now (`ins`)."""

    text: str
    mark: str = ""


class Part(NamedTuple):
    """One paragraph, heading or item; its kind in Czech, and which change of the text begins with it: 0 is none."""

    kind: str
    pieces: tuple[Piece, ...]
    said: str = ""
    change: int = 0

    @property
    def look(self) -> str:
        """How it looks: title, lead, head, or nothing of its own."""
        return LOOKS.get(self.kind, "")


class Block(NamedTuple):
    """What stands together: a paragraph, the items of a list, or a stretch without changes, which is folded."""

    parts: tuple[Part, ...] = ()
    is_list: bool = False
    size: int = 0  # of a fold: how many paragraphs it hides
    inside: tuple["Block", ...] = ()


class OneText(NamedTuple):
    """The blocks, in how many paragraphs something changed, and how many changes that is: neighbours are one."""

    blocks: tuple[Block, ...]
    changed: int
    changes: int


def one_text(rows: Iterable[Row]) -> OneText:
    """Rows of a difference in, folded or not, the text of both sides out; its changes are numbered from 1."""
    rows, numbers, found = list(rows), [], 0
    for before, row in pairwise([None, *rows]):
        begins = _is_change(row) and not _is_change(before)
        found += begins
        numbers.append(found if begins else 0)
    blocks = tuple(_blocks(list(zip(rows, numbers, strict=True))))
    return OneText(blocks, sum(map(_is_change, rows)), found)


def pieces(row: Row) -> tuple[Piece, ...]:
    """Both sides of a row as one: without `ins` they are its old words, without `del` the new ones."""
    if not (row.old and row.new):
        marked = [*((run.text, "del") for run in row.old), *((run.text, "ins") for run in row.new)]
        return tuple(Piece(*one) for one in marked)
    words: list[tuple[str, str]] = []
    for (gone, _), (come, stayed) in zip(_stretches(row.old), _stretches(row.new), strict=True):
        words += [(word, "del") for word in gone] + [(word, "ins") for word in come]
        words += [(stayed, "")] if stayed else []
    together = groupby(words, lambda word: word[1])
    return tuple(Piece(" ".join(text for text, _ in run), mark) for mark, run in together)


def _stretches(runs: Iterable[Run]) -> list[tuple[list[str], str]]:
    """The changed words in front of each word that stayed, with that word; what stands behind the last comes alone."""
    stretches: list[tuple[list[str], str]] = []
    changed: list[str] = []
    for run in runs:
        for word in run.text.split():
            if run.is_changed:
                changed.append(word)
            else:
                stretches.append((changed, word))
                changed = []
    return [*stretches, (changed, "")]


def _blocks(rows: list[tuple[Row, int]]) -> Iterator[Block]:
    for is_list, run in groupby(rows, lambda numbered: numbered[0].kind in ITEMS):
        if is_list:
            yield Block(tuple(_part(row, number) for row, number in run), is_list=True)
            continue
        for row, number in run:
            if row.status is Status.FOLDED:
                yield Block(size=row.size, inside=tuple(_blocks([(same, 0) for same in row.inside])))
            else:
                yield Block((_part(row, number),))


def _part(row: Row, number: int) -> Part:
    said = ""
    if row.status is Status.MOVED:
        said = MOVED_AWAY if row.old else MOVED_HERE
    return Part(row.kind, pieces(row), said, number)


def _is_change(row: Row | None) -> bool:
    return row is not None and row.status not in {Status.SAME, Status.FOLDED}
