"""What a file is, by its content: every kind that may be published, and everything that may not."""

import io

import pytest

from pages.uploads import KINDS, RefusedError, size_text
from pages.uploads.judging import recognise
from tests.pages.documents.hostile import HOSTILE, hostile
from tests.pages.documents.made_files import WHOLE, ooxml, pdf

LIMIT = 1_000_000


@pytest.mark.parametrize("name", WHOLE)
def test_whole_file_is_recognised_by_its_content(name):
    content = WHOLE[name]
    assert recognise(name, io.BytesIO(content), len(content), LIMIT) == KINDS[name.rpartition(".")[2].lower()]


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_or_broken_file_is_refused_with_a_sentence(case):
    name, content, beginning = hostile(case)
    with pytest.raises(RefusedError) as refused:
        recognise(name, io.BytesIO(content), len(content), LIMIT)
    sentence = str(refused.value)
    assert sentence.startswith(beginning)
    assert sentence.endswith(".")
    assert len(sentence) < 220


def test_there_are_more_than_forty_kinds_of_trouble():
    assert len(HOSTILE) >= 40


@pytest.mark.parametrize("name", ["../../etc/x.pdf", "C:\\x\\metodika.pdf", "slozka/metodika.pdf"])
def test_path_in_the_name_is_refused(name):
    with pytest.raises(RefusedError, match="V názvu souboru je cesta"):
        recognise(name, io.BytesIO(pdf()), len(pdf()), LIMIT)


def test_mark_that_lies_across_two_pieces_is_found():
    before = pdf(b"/Launch").index(b"/Launch")
    for place in range(65_536 - len("/Launch"), 65_536 + 1):  # a piece is 64 KiB
        content = pdf(b"%" * (place - before) + b"/Launch")
        with pytest.raises(RefusedError, match="PDF při otevření něco spouští"):
            recognise("metodika.pdf", io.BytesIO(content), len(content), LIMIT)


def test_every_truncation_of_a_document_is_a_sentence_and_never_a_failure():
    for whole, name in [(ooxml(), "metodika.docx"), (pdf(), "metodika.pdf")]:
        for length in range(len(whole) - 1):
            with pytest.raises(RefusedError):
                recognise(name, io.BytesIO(whole[:length]), length, LIMIT)


def test_every_flipped_byte_of_an_archive_is_a_sentence_or_a_document():
    whole = ooxml()
    for place in range(len(whole)):
        spoilt = bytearray(whole)
        spoilt[place] ^= 0xFF
        try:
            kind = recognise("metodika.docx", io.BytesIO(bytes(spoilt)), len(spoilt), LIMIT)
        except RefusedError:
            continue
        assert kind.extension == "docx"


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (1, "1 B"),
        (999, "999 B"),
        (1000, "1 kB"),
        (84_600, "85 kB"),
        (999_499, "999 kB"),
        (999_500, "1 MB"),
        (1_234_567, "1,2 MB"),
        (20_000_000, "20 MB"),
    ],
)
def test_size_is_written_as_czech_readers_write_it(size, text):
    assert size_text(size) == text
