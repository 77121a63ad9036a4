"""What people type: cleaned once, whatever it was."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contact import typed

ANYTHING = st.text(st.characters(codec=None) | st.sampled_from("\0\t\n\r\x0b\x1f\x85\u2028\u202e\ud800 a\u030c"))
CLEANERS = [typed.one_line, typed.lines, typed.phone_number]


@pytest.mark.parametrize("clean", CLEANERS)
@given(text=ANYTHING)
def test_what_was_cleaned_once_stays_as_it_is(clean, text):
    assert clean(clean(text)) == clean(text)


@given(text=ANYTHING)
def test_no_control_character_and_no_loose_letter_is_left(text):
    for cleaned, kept in [(typed.one_line(text), ""), (typed.lines(text), "\n\t")]:
        assert {sign for sign in cleaned if unicodedata.category(sign) in {"Cc", "Cs"}} <= set(kept)
        assert unicodedata.is_normalized("NFC", cleaned)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a\r\nb", "a\nb"),
        ("R\u030ci\u0301", "Ří"),
        ("a\rb", "a\nb"),
        ("a\u2028b", "a\nb"),
        ("\n\n a\n\n\tb \n", "a\n\n\tb"),
        ("👩\u200d🦽", "👩\u200d🦽"),
    ],
)
def test_lines_stay_lines(text, cleaned):
    assert typed.lines(text) == cleaned
    assert typed.one_line(text) == " ".join(cleaned.split())
