"""The difference of two texts, paragraph by paragraph, for editors who want to see what changed. Pure.

Which paragraphs belong together is decided in three steps:

1. Those that say the same in the same order (difflib) stayed.
2. Of the rest, those that say the same elsewhere were moved.
3. Of the rest, one was changed into the other when both stand between the same neighbours of step 1, are of one kind,
   and at least half of their words agree; the most alike are paired first, and no two pairs cross. Where less is left,
   one paragraph was removed and another one added, because marks on most of its words would help nobody.

A text may be hostile, so the work is capped. That of difflib grows with the third power of repeated words: it is asked
only as far as MOST_STEPS for the paragraphs, and once more for the words of all changed ones together. Beyond that,
all between the common beginning and the common end counts as changed. Step 3 looks no further than WINDOW paragraphs.
"""

from bisect import bisect, insort
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby, pairwise
from typing import NamedTuple

from pages.editing.paragraphs import Paragraph, paragraphs
from pages.spelling import one_line

MOST_STEPS = 20_000_000
WINDOW = 10
LEAST_LIKENESS = 0.5
SHORTEST_FOLD = 3  # paragraphs; one more stays in sight beside each change


class Status(StrEnum):
    """What became of a paragraph. A moved one is two rows: where it was, with its old words, and where it is now."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    FOLDED = "folded"


class Text(NamedTuple):
    """A text as an editor writes it; the body is sanitised HTML."""

    title: str
    summary: str
    body: str
    source: str = ""  # of a definition


class Run(NamedTuple):
    """Words that stand together; the runs of a paragraph joined by spaces are its text."""

    text: str
    is_changed: bool


class Row(NamedTuple):
    """What became of one paragraph: its kind in Czech, its words before and after."""

    kind: str
    status: Status
    old: tuple[Run, ...] = ()
    new: tuple[Run, ...] = ()
    size: int = 1  # how many paragraphs a folded row stands for
    inside: tuple["Row", ...] = ()  # those paragraphs


Pairs = list[tuple[int, int]]  # places in the old and in the new text, rising in both


def difference(old: Text, new: Text) -> list[Row]:
    """Two texts in; out a row for each of their paragraphs, in order; what went stands before what came."""
    before, after = paragraphs(old.body), paragraphs(new.body)
    stayed = _stayed(before, after)
    away, here = _moved(before, after, stayed)
    changed = _changed(before, after, stayed, away, here)
    steps = MOST_STEPS // (2 + len(changed))
    rows = [_row("nadpis", one_line(old.title), one_line(new.title), steps)]
    rows.append(_row("úvodní věta", one_line(old.summary), one_line(new.summary), steps))
    pairs = sorted(stayed + changed)
    for (gone, come), pair in zip(_gaps(pairs, before, after), [*pairs, None], strict=True):
        rows += [_gone(before[i], is_moved=i in away) for i in gone]
        rows += [_come(after[j], is_moved=j in here) for j in come]
        if pair:
            rows.append(_row(*before[pair[0]], after[pair[1]].text, steps))
    rows.append(_row("zdroj", one_line(old.source), one_line(new.source), steps))
    return [row for row in rows if row.old or row.new]


def folded(rows: Iterable[Row]) -> list[Row]:
    """The rows with long unchanged stretches folded into one row each; no row at all where nothing changed."""
    stretches = [(is_same, list(run)) for is_same, run in groupby(rows, lambda row: row.status is Status.SAME)]
    if all(is_same for is_same, _ in stretches):
        return []
    shown: list[Row] = []
    for place, (is_same, run) in enumerate(stretches):
        first, last = int(place > 0), len(run) - int(place < len(stretches) - 1)
        is_long = is_same and last - first >= SHORTEST_FOLD
        fold = Row("", Status.FOLDED, size=last - first, inside=tuple(run[first:last]))
        shown += [*run[:first], fold, *run[last:]] if is_long else run
    return shown


def _stayed(before: list[Paragraph], after: list[Paragraph]) -> Pairs:
    matches = _matches(before, after, MOST_STEPS)
    return [(i + place, j + place) for i, j, size in matches for place in range(size)]


def _moved(before: list[Paragraph], after: list[Paragraph], stayed: Pairs) -> tuple[set[int], set[int]]:
    """The places that moved paragraphs have left, and those where they stand now."""
    away, here = set[int](), set[int]()
    waiting = defaultdict[Paragraph, deque[int]](deque)
    for j in sorted(set(range(len(after))) - {j for _, j in stayed}):
        waiting[after[j]].append(j)
    for i in sorted(set(range(len(before))) - {i for i, _ in stayed}):
        if waiting[before[i]]:
            away.add(i)
            here.add(waiting[before[i]].popleft())
    return away, here


def _changed(before: list[Paragraph], after: list[Paragraph], stayed: Pairs, away: set[int], here: set[int]) -> Pairs:
    pairs: Pairs = []
    for gone, come in _gaps(stayed, before, after):
        olds, news = [i for i in gone if i not in away], [j for j in come if j not in here]
        pairs += [(olds[i], news[j]) for i, j in _alike([before[i] for i in olds], [after[j] for j in news])]
    return pairs


def _alike(before: list[Paragraph], after: list[Paragraph]) -> Pairs:
    """Step 3 for the paragraphs between two neighbours."""
    if before > after:  # so that swapped texts make the same pairs
        return [(i, j) for j, i in _alike(after, before)]
    olds, news = ([Counter(paragraph.text.split()) for paragraph in side] for side in (before, after))
    candidates = [
        (-likeness, abs(i - j), i, j)
        for i in range(len(before))
        for j in range(max(0, i - WINDOW), min(len(after), i + WINDOW + 1))
        if before[i].kind == after[j].kind and (likeness := _likeness(olds[i], news[j])) >= LEAST_LIKENESS
    ]
    pairs = [(-1, -1), (len(before), len(after))]
    for *_, i, j in sorted(candidates):
        place = bisect(pairs, (i, j))
        (last_i, last_j), (next_i, next_j) = pairs[place - 1 : place + 1]
        if last_i < i < next_i and last_j < j < next_j:
            insort(pairs, (i, j))
    return pairs[1:-1]


def _likeness(old: Counter[str], new: Counter[str]) -> float:
    """The share of words that agree, 0 to 1."""
    return 2 * (old & new).total() / (old.total() + new.total())


def _gaps(pairs: Pairs, before: Sequence, after: Sequence) -> Iterator[tuple[range, range]]:
    """The places in front of each pair, and those behind the last."""
    for (last_i, last_j), (i, j) in pairwise([(-1, -1), *pairs, (len(before), len(after))]):
        yield range(last_i + 1, i), range(last_j + 1, j)


def _gone(paragraph: Paragraph, *, is_moved: bool) -> Row:
    status = Status.MOVED if is_moved else Status.REMOVED
    return Row(paragraph.kind, status, old=(Run(paragraph.text, not is_moved),))


def _come(paragraph: Paragraph, *, is_moved: bool) -> Row:
    status = Status.MOVED if is_moved else Status.ADDED
    return Row(paragraph.kind, status, new=(Run(paragraph.text, not is_moved),))


def _row(kind: str, old: str, new: str, most_steps: int) -> Row:
    before, after = old.split(), new.split()
    if before == after:
        status = Status.SAME
    elif before and after:
        status = Status.CHANGED
    else:
        status = Status.REMOVED if before else Status.ADDED
    matches = _matches(before, after, most_steps)
    agreed = [place for i, _, size in matches for place in range(i, i + size)]
    agreed_now = [place for _, j, size in matches for place in range(j, j + size)]
    return Row(kind, status, _runs(before, set(agreed)), _runs(after, set(agreed_now)))


def _runs(words: list[str], agreed: set[int]) -> tuple[Run, ...]:
    runs = groupby(range(len(words)), lambda place: place not in agreed)
    return tuple(Run(" ".join(words[place] for place in places), is_changed) for is_changed, places in runs)


def _matches(before: list, after: list, most_steps: int) -> list[tuple[int, int, int]]:
    """Where both say the same, in order: the place in the one, in the other, and how long."""
    if before > after:  # difflib prefers what comes first in its first argument
        return [(i, j, size) for j, i, size in _matches(after, before, most_steps)]
    start = _common(before, after)
    rest, rest_after = before[start:], after[start:]
    end = _common(rest[::-1], rest_after[::-1])
    rest, rest_after = rest[: len(rest) - end], rest_after[: len(rest_after) - end]
    found = [(0, 0, start), (len(before) - end, len(after) - end, end)]
    if _steps(rest, rest_after) <= most_steps:
        blocks = SequenceMatcher(None, rest, rest_after, autojunk=False).get_matching_blocks()
        found[1:1] = [(start + i, start + j, size) for i, j, size in blocks]
    return found


def _common(before: list, after: list) -> int:
    """How many items at the beginning are the same."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((place for place, (old, new) in pairs if old != new), min(len(before), len(after)))


def _steps(before: list, after: list) -> int:
    """The most that difflib may have to do: look at each equal pair of items once for each match that it finds."""
    counts = Counter(after)
    equal_pairs = sum(counts[item] for item in before)
    return (equal_pairs + len(before)) * (2 * min(len(before), len(after)) + 1)
