"""A word is found however people type it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contact.incoming.spelling import any_spelling, patterns


@pytest.mark.parametrize("typed", ["Šťovíčková", "šťovíčková", "STOVICKOVA", "Stovičková", "S\u030cťovíčková"])
def test_case_and_accents_do_not_matter(typed):
    assert re.search(any_spelling(typed), "paní Šťovíčková z Brna")


@pytest.mark.parametrize(("typed", "text"), [("c.z", "cxz"), ("+420", "420"), ("Šálek", "Šálka"), ("ł", "l")])
def test_other_signs_mean_themselves(typed, text):
    assert not re.search(any_spelling(typed), text)


@pytest.mark.parametrize("typed", ["778455761", "tel. 778 455 761", "+420778‑455‑761", "00420 77\u200b8 455 761"])
@pytest.mark.parametrize("text", ["+420778455761", "volejte 778 455-761 prosím"])
def test_a_phone_is_found_however_it_is_grouped(typed, text):
    [pattern] = patterns(typed)
    assert re.search(pattern, text)
    assert not re.search(pattern, "778 455 762")


def test_each_word_is_looked_for_without_what_nobody_sees():
    assert [
        bool(re.search(pattern, "Praha-Holešovice 7")) for pattern in patterns("pra\u00adha‑holeso\u200bvice ７ x")
    ] == [
        True,
        True,
        False,
    ]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
def test_any_text_makes_a_pattern(typed):
    re.compile(any_spelling(typed))
