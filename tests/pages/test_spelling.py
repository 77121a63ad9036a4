"""What people type or paste: one normal form, whatever their program put between the signs."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages import spelling

ANYTHING = st.text(st.characters(codec=None) | st.sampled_from("\0\t\n\r\x0b\x1f\x85\u2028\u202e\ud800 a\u030c"))
CLEANERS = [spelling.seen, spelling.one_line, spelling.lines, spelling.same]
CLEANERS += [spelling.phone_number, spelling.mail_address]
UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u2060\u2061\u202e\u2066\ufeff\u180e\u034f\U000e0041\x00\ud800\ufdd0"


@pytest.mark.parametrize("clean", CLEANERS)
@given(text=ANYTHING)
def test_what_was_cleaned_once_stays_as_it_is(clean, text):
    assert clean(clean(text)) == clean(text)


@given(text=ANYTHING)
def test_no_control_character_and_no_loose_letter_is_left(text):
    for cleaned, kept in [(spelling.one_line(text), ""), (spelling.lines(text), "\n\t")]:
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
    assert spelling.lines(text) == cleaned
    assert spelling.one_line(text) == " ".join(cleaned.split())


@given(st.lists(st.text(st.characters(max_codepoint=0x17F, categories=["L", "N", "P", "Zs"])), min_size=1), st.data())
def test_signs_that_nobody_sees_change_nothing(pieces, data):
    """Of texts in Latin letters: elsewhere a joiner makes one sign of two."""
    unseen = data.draw(st.sampled_from(UNSEEN))
    for form in CLEANERS:
        assert form(unseen.join(["", *pieces, ""])) == form("".join(pieces))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("778\u200b455\u200b761", "+420778455761"),
        ("778\u2011455\u2013761", "+420778455761"),
        ("778\u00a0455\u202f761", "+420778455761"),
        ("７７８ ４５５ ７６１", "+420778455761"),
        ("tel. 778 455 761", "+420778455761"),
        ("Tel. č.: +420 (0)778 455 761", "+420778455761"),
        ("tel:+420778455761", "+420778455761"),
        ("mobil 778455761", "+420778455761"),
        ("телефон: 778 455 761", "+420778455761"),
        ("phone number +380 67 123 45 67", "+380671234567"),
        ("t: 00420 778 455 761", "+420778455761"),
        ("778 455 761 (po 16. hodině)", "778455761po16hodině"),
        ("ten 778 455 761", "ten778455761"),
        ("", ""),
    ],
)
def test_a_phone_is_the_same_however_it_is_written_and_words_stay_words(typed, number):
    assert spelling.phone_number(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        "so\u00adcialni-bydleni@mpsv.cz",
        "socialni\u2011bydleni@mpsv.cz",
        "socialni\u2013bydleni\u200b@mpsv.cz",
        "mailto:socialni-bydleni@mpsv.cz",
        "socialni-bydleni @ mpsv.cz.",
        "<ｓocialni-bydleni＠mpsv．cz>",
    ],
)
def test_an_address_of_mail_is_the_same_however_it_is_written(typed):
    assert spelling.mail_address(typed) == "socialni-bydleni@mpsv.cz"


def test_a_joiner_stays_only_where_it_joins():
    assert spelling.seen("👩\u200d🦽 می\u200cخواهم") == "👩\u200d🦽 می\u200cخواهم"
    assert spelling.seen("\u200da\u200db👩\u200d 👩\u200d\u200d🦽\u200d") == "ab👩 👩🦽"
