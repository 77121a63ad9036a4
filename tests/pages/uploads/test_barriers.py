"""What in a file shuts readers out: sixty files, each judged right."""

import contextlib
import io
from types import SimpleNamespace

import pytest

from pages.documents import apart
from pages.uploads import RefusedError
from pages.uploads.barriers.judge import barriers
from pages.uploads.barriers.words import BARRIERS
from tests.pages.uploads.barrier_files import BARRED, HOSTILE, WHOLE, csv, docx, many_drawings, pdf


def found(name, content):
    return barriers(io.BytesIO(content), name.rpartition(".")[2])


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_that_everybody_can_read_has_no_barrier(name):
    assert found(name, WHOLE[name]) == []


@pytest.mark.parametrize("name", BARRED)
def test_what_a_reader_misses_is_found_and_nothing_else(name):
    content, kind = BARRED[name]
    assert found(name, content) == [(kind, 1)]


def test_each_barrier_is_counted_and_the_worst_stands_first():
    wrong = pdf(pages=21, text=False, tags=False, language="", title="", bookmarks=False, unicode=False)
    kinds = ["no-text", "no-tags", "no-language", "no-title", "no-bookmarks", "unreadable-font"]
    assert found("x.pdf", wrong) == [(kind, 1) for kind in kinds]
    assert found("x.docx", docx(title="", alt="", header=False, headings=False)) == [
        (kind, 1) for kind in ["no-title", "no-headings", "picture-without-words", "table-without-header"]
    ]


@pytest.mark.parametrize("names", ["obec;;rok", "obec;obec", "1;2", "2020;rok", "12. 5.;rok"])
def test_a_first_row_that_names_no_columns_is_told(names):
    assert found("x.csv", csv(f"{names}\r\na;b\r\n")) == [("no-header", 1)]


@pytest.mark.parametrize("kind", BARRIERS)
def test_every_barrier_says_what_it_is_and_how_it_is_mended_in_whatever_file(kind):
    barrier = BARRIERS[kind]
    assert barrier.says.format(3).endswith(".")
    for extension in ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv"]:
        assert barrier.cure(extension).endswith(".")


def test_drawings_that_draw_each_other_are_looked_at_once(monkeypatch):
    looked = []
    monkeypatch.setattr("pages.uploads.barriers.pdf._SHOWS_TEXT", SimpleNamespace(search=looked.append))
    assert found("x.pdf", many_drawings(8))[0] == ("no-text", 1)
    assert len(looked) <= 9


@pytest.mark.process
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_judged_in_bounds_or_not_at_all(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(HOSTILE[name])
    with contextlib.suppress(RefusedError):
        kind = name.rpartition(".")[2]
        assert isinstance(apart.run("pages.uploads.barriers.judge:barriers", str(path), extension=kind), list)
