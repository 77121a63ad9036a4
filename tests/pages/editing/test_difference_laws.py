"""The difference of two texts: what holds whatever they say."""

from collections import Counter
from html import escape
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pages.editing.difference import Row, Status, Text, difference, folded
from pages.editing.one_text import one_text

# Few words, so that paragraphs are often alike, equal or repeated.
word = st.sampled_from(["obec", "byt", "dům", "ministerstvo", "a", "v", "<b>", "&", "|", "(odkaz"])
words = st.lists(word, min_size=1, max_size=8)
kinds = st.sampled_from(["p", "h2", "h3", "blockquote"])
bodies = st.lists(st.tuples(kinds, words), max_size=12)
headings = st.lists(st.sampled_from(["Obce", "a", "byty"]), max_size=3).map(" ".join)
texts = st.builds(lambda title, summary, blocks: (title, summary, blocks), headings, headings, bodies)

# Each is as much like the other's second as the second like the other's first; only one pair can stay.
CROSSED = [
    ("", "", [("p", ["obec", "byt", "dům"]), ("p", ["a", "v", "&"])]),
    ("", "", [("p", ["a", "v", "|"]), ("p", ["obec", "byt", "<b>"])]),
]


def as_text(drawn):
    title, summary, blocks = drawn
    return Text(title, summary, "".join(f"<{kind}>{escape(' '.join(words))}</{kind}>" for kind, words in blocks))


def lines(drawn):
    title, summary, blocks = drawn
    return [line for line in [title, summary, *(" ".join(words) for _, words in blocks)] if line]


def side(rows, name):
    sides = [getattr(row, name) for row in rows]
    return [" ".join(run.text for run in runs) for runs in sides if runs]


@given(texts)
def test_a_text_does_not_differ_from_itself(drawn):
    rows = difference(as_text(drawn), as_text(drawn))
    assert {row.status for row in rows} <= {Status.SAME}
    assert folded(rows) == []


@settings(deadline=None)
@given(texts, texts)
def test_either_side_gives_its_whole_text_back(old, new):
    rows = difference(as_text(old), as_text(new))
    assert side(rows, "old") == lines(old)
    assert side(rows, "new") == lines(new)


@settings(deadline=None)
@given(texts, texts)
def test_what_is_not_marked_is_the_same_on_both_sides(old, new):
    for row in difference(as_text(old), as_text(new)):
        if row.old and row.new:
            kept = [" ".join(run.text for run in runs if not run.is_changed) for runs in (row.old, row.new)]
            assert kept[0] == kept[1]
            assert (row.status == "same") == (row.old == row.new)


@settings(deadline=None)
@given(texts, texts)
@example(CROSSED[0], CROSSED[1])
def test_swapped_texts_have_their_sides_swapped(old, new):
    there, back = difference(as_text(old), as_text(new)), difference(as_text(new), as_text(old))
    swapped = {Status.ADDED: Status.REMOVED, Status.REMOVED: Status.ADDED}
    mirrored = [Row(row.kind, swapped.get(row.status, row.status), row.new, row.old) for row in back]
    assert Counter(mirrored) == Counter(there)
    assert [row for row in mirrored if row.old and row.new] == [row for row in there if row.old and row.new]


@settings(deadline=None)
@given(texts, texts)
def test_a_moved_paragraph_went_from_one_place_to_one_other(old, new):
    moved = [row for row in difference(as_text(old), as_text(new)) if row.status == "moved"]
    assert Counter((row.kind, row.old) for row in moved if row.old) == Counter(
        (row.kind, row.new) for row in moved if row.new
    )


@settings(deadline=None)
@given(texts, texts)
def test_folding_hides_no_change_and_counts_what_it_hides(old, new):
    rows = difference(as_text(old), as_text(new))
    shown = folded(rows)
    assert [row for row in shown if row.status not in {"same", "folded"}] == [
        row for row in rows if row.status != "same"
    ]
    assert sum(row.size for row in shown) == (len(rows) if shown else 0)


def parts(blocks):
    """The paragraphs of one text, those in folds too."""
    for block in blocks:
        yield from (*block.parts, *parts(block.inside))


@settings(deadline=None)
@given(texts, texts)
def test_one_text_of_both_is_either_without_the_marks_of_the_other(old, new):
    shown = one_text(folded(difference(as_text(old), as_text(new))))
    if not shown.blocks:
        assert lines(old) == lines(new)
        return
    for side, other in [(old, "ins"), (new, "del")]:
        said = [" ".join(piece.text for piece in part.pieces if piece.mark != other) for part in parts(shown.blocks)]
        assert [line for line in said if line] == lines(side)


@settings(deadline=None)
@given(texts, texts)
def test_every_stretch_of_changes_has_a_number_of_its_own_in_order(old, new):
    shown = one_text(folded(difference(as_text(old), as_text(new))))
    marked = [(part.change, any(piece.mark for piece in part.pieces)) for part in parts(shown.blocks)]
    assert [number for number, _ in marked if number] == list(range(1, shown.changes + 1))
    assert sum(is_marked for _, is_marked in marked) == shown.changed
    begins = [is_marked and not before for (_, before), (_, is_marked) in pairwise([(0, False), *marked])]
    assert [bool(number) for number, _ in marked] == begins
