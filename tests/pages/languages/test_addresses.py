"""The address says the language: what begins with none of ours is Czech, and the way back is exact."""

import pytest
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from pages.languages.languages import ALL, CZECH, EASY, UKRAINIAN, czech_address, of_path

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("path", "language"),
    [("/", CZECH), ("/uk/", UKRAINIAN), ("/uk/obce/", UKRAINIAN), ("/snadne/", EASY), ("/ukol/", CZECH), ("", CZECH)],
)
def test_the_first_part_of_an_address_is_its_language(path, language):
    assert of_path(path) is language


@given(st.sampled_from(ALL), st.lists(st.from_regex(r"[a-z0-9-]+", fullmatch=True), max_size=3))
def test_from_an_address_to_that_in_another_language_and_back(language, parts):
    address = "".join(["/", *(f"{part}/" for part in parts)])
    if of_path(address) is CZECH:
        assert czech_address(language.address_of(address)) == address
        assert of_path(language.address_of(address)) is language


def test_names_of_addresses_are_those_of_the_language_of_the_page():
    named = ["home", "pages:about", "contact:centre", "contact:hours-calendar", "pages:news"]
    with override("uk"):
        assert [reverse(name) for name in named] == [
            "/uk/",
            "/uk/o-projektu/",
            "/uk/kontaktni-centrum/",
            "/kontaktni-centrum/hodiny.ics",
            "/aktuality/",
        ]
    with override("cs-easy"):
        assert reverse("contact:centre") == "/snadne/kontaktni-centrum/"
    assert reverse("contact:centre") == "/kontaktni-centrum/"
