"""Documents are judged by what they are made of: what reaches out or runs is refused, what looks like it is not."""

import io

import pytest

from pages.uploads import KINDS, RefusedError
from pages.uploads.judging import recognise
from tests.pages.uploads.hidden import HIDDEN
from tests.pages.uploads.innocent import INNOCENT

LIMIT = 20_000_000


@pytest.mark.parametrize("case", HIDDEN)
def test_a_hostile_file_is_refused_with_its_cure(case):
    name, content, beginning = HIDDEN[case]
    with pytest.raises(RefusedError) as refused:
        recognise(name, io.BytesIO(content), len(content), LIMIT)
    sentence = str(refused.value)
    assert sentence.startswith(beginning)
    assert sentence.endswith(".")
    assert len(sentence) < 220


@pytest.mark.parametrize("case", INNOCENT)
def test_an_innocent_file_passes(case):
    name, content = INNOCENT[case]
    assert recognise(name, io.BytesIO(content), len(content), LIMIT) == KINDS[name.rpartition(".")[2]]
