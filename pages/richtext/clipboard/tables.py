"""Tables whose cells each stand in one row and one column, made of those with joined cells.

A cell that reached over others keeps its place, and what it covered is empty; a header that reached over others stands
over each of them, because it speaks of each.
"""

from dataclasses import dataclass, field
from functools import partial
from itertools import takewhile
from operator import ge

MOST_COLUMNS = 63  # as in Word; beyond them a joined cell comes apart, or few letters would make a large table
LONGEST_HEADER = 100  # characters; what is longer stands there once, for the same reason


@dataclass
class Cell:
    """A cell: td or th, what is in it, and over how many columns and rows it reaches (0: to the end)."""

    tag: str
    columns: int = 1
    rows: int = 1
    html: str = ""


@dataclass
class Row:
    """The cells of a row; `is_last` of its part of the table, over which no cell reaches.

    A row that was not seen has none, but cells above it reach over it.
    """

    cells: list[Cell] = field(default_factory=list)
    is_last: bool = False
    is_seen: bool = True


_Place = tuple[Cell, bool]  # a cell, and whether it begins here


def written(rows: list[Row]) -> str:
    """The rows in; a table out in which each cell is where it was seen.

    A column in which no cell begins is none.
    """
    placed = _placed(rows)
    used = {column for row in placed for column, (_, begins) in row.items() if begins}
    columns = sorted(used)
    lines = []
    for row in (each for each, its in zip(placed, rows, strict=True) if its.is_seen):
        last = max((column for column in row if column in used), default=-1)
        shown = [_shown(row.get(column)) for column in takewhile(partial(ge, last), columns)]
        lines.append(f"<tr>{''.join(shown)}</tr>")
    return f"<table><tbody>{''.join(lines)}</tbody></table>" if lines else ""


def _placed(rows: list[Row]) -> list[dict[int, _Place]]:
    """Of each row, what is in which column."""
    reaching: dict[int, tuple[Cell, int]] = {}  # column: the cell from above, and how many rows it still covers
    placed = []
    for row in rows:
        here: dict[int, _Place] = {column: (cell, False) for column, (cell, _) in reaching.items()}
        column = 0
        for cell in row.cells:
            while column in here:
                column += 1
            for place in range(column, max(column + 1, min(column + cell.columns, MOST_COLUMNS))):
                if place in here:
                    break
                here[place] = (cell, place == column)
                if cell.rows != 1 and place < MOST_COLUMNS:
                    reaching[place] = (cell, cell.rows)
        placed.append(here)
        left = {place: (cell, rest - 1) for place, (cell, rest) in reaching.items() if rest != 1}
        reaching = {} if row.is_last else left
    return placed


def _shown(place: _Place | None) -> str:
    if place is None:
        return "<td></td>"
    cell, begins = place
    is_said = begins or (cell.tag == "th" and len(cell.html) <= LONGEST_HEADER)
    return f"<{cell.tag}>{cell.html if is_said else ''}</{cell.tag}>"
