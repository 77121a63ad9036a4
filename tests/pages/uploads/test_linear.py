"""The work grows with the file, never faster: four times as much of anything costs at most six times as much."""

import gc
import io
from contextlib import suppress
from time import process_time

import pytest

from pages.uploads import RefusedError
from pages.uploads.judging import recognise
from tests.pages.uploads.made_inside import docx, field, odf, packed_pdf, pdf_of, sheet

LINK = b"<</Type/Annot/Subtype/Link/A 4 0 R>>"
PAGE = b"<</S/GoTo/D[3 0 R/Fit]>>"
# What is repeated, how often at first, and the file that is made of so many.
SHAPES = {
    "csv: rows": (60_000, lambda n: b"1;2\n" * n),
    "csv: cells in a row": (100_000, lambda n: b"1;" * n),
    "csv: numbers below zero": (10_000, lambda n: b"-1;-2\n" * n),
    "csv: line breaks in cells": (40, lambda n: b"a;b\n" + (b'"-' + b"\n" * 1000 + b'";2\n') * n),
    "csv: signs in a cell": (30_000, lambda n: b'a;b\n"' + b",-|" * n + b'";2\n'),
    "csv: words in a cell": (30_000, lambda n: b'a;b\n"-' + b"|a " * n + b'";2\n'),
    "csv: empty lines": (200_000, lambda n: b"\r\n" * n),
    "docx: parts": (300, lambda n: docx(more=[(f"word/p{number}.xml", "<x/>") for number in range(n)])),
    "docx: zeros": (
        4,
        lambda n: docx(more=[(f"word/p{k}.png", bytes(4_000_000) + bytes(range(256)) * 400) for k in range(n)]),
    ),
    "docx: elements": (40_000, lambda n: docx("<w:p/>" * n)),
    "docx: runs of a field": (10_000, lambda n: docx(field(*[" x"] * n))),
    "docx: fields": (5_000, lambda n: docx(field(" PAGE ") * n)),
    "docx: relationships": (10_000, lambda n: docx("", *[("hyperlink", "https://x.cz")] * n)),
    "xlsx: signs of a formula": (300_000, lambda n: sheet(content="<f>" + '|"' * n + "</f>")),
    "xlsx: calls in a formula": (100_000, lambda n: sheet(content="<f>" + "CALL " * n + "</f>")),
    "odt: links": (10_000, lambda n: odf('<text:a xlink:href="#a"/>' * n)),
    "pdf: objects": (1_500, lambda n: pdf_of(*[PAGE] * n)),
    "pdf: packed objects": (250, lambda n: packed_pdf(*[PAGE] * n)),
    "pdf: links to one action": (1_000, lambda n: pdf_of(PAGE, page=b"/Annots[" + LINK * n + b"]")),
    "pdf: actions one behind another": (
        1_000,
        lambda n: pdf_of(*(b"<</S/GoTo/D[3 0 R/Fit]/Next %d 0 R>>" % (number + 5) for number in range(n))),
    ),
    "pdf: brackets": (60_000, lambda n: pdf_of(b"% " + b"(" * n + b"\n(a)")),
    "pdf: brackets in strings": (8_000, lambda n: pdf_of(b"% " + b"\\(" * n + b"\n(a)")),
    "pdf: names": (20_000, lambda n: pdf_of(b"% " + b"/#41aaaa" * n + b"\n(a)")),
    "pdf: members of an array": (6_000, lambda n: pdf_of(b"[" + b"/a 1 (b) " * n + b"]")),
    "pdf: objects that are elsewhere": (500, lambda n: pdf_of(*[b"(x)"] * n).replace(b"0 obj\n(x)", b"9 obj\n(x)")),
}


@pytest.fixture(autouse=True)
def _no_collector():
    """What the collector of garbage does depends on everything else that this process holds."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_as_much_costs_at_most_six_times_as_much(shape):
    times, make = SHAPES[shape]
    small, large = make(times), make(4 * times)
    seen = []
    while len(seen) < 5:  # each time both, because a machine may become slower in between
        least, cost = min(_cost(shape, small) for _ in range(3)), _cost(shape, large)
        if cost <= 6 * least:
            return
        seen.append(f"{least:.3f} s, four times as much {cost:.3f} s")
    pytest.fail("; ".join(seen))


def _cost(shape, content):
    """Seconds of processor."""
    begun = process_time()
    with suppress(RefusedError):
        recognise(f"soubor.{shape.partition(':')[0]}", io.BytesIO(content), len(content), 40_000_000)
    return process_time() - begun
