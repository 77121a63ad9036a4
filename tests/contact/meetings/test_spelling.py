"""A word is found however people type it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contact.meetings.spelling import any_spelling


@pytest.mark.parametrize("typed", ["Šťovíčková", "šťovíčková", "STOVICKOVA", "Stovičková", "S\u030cťovíčková"])
def test_case_and_accents_do_not_matter(typed):
    assert re.search(any_spelling(typed), "paní Šťovíčková z Brna")


@pytest.mark.parametrize(("typed", "text"), [("c.z", "cxz"), ("+420", "420"), ("Šálek", "Šálka"), ("ł", "l")])
def test_other_signs_mean_themselves(typed, text):
    assert not re.search(any_spelling(typed), text)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
def test_any_text_makes_a_pattern(typed):
    re.compile(any_spelling(typed))
