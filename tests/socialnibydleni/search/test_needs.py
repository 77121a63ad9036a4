"""Who says that they have no home, or may lose it, is first told whom to turn to."""

from pathlib import Path

import pytest

from pages.words.stems import fold
from socialnibydleni.search.index import index_of

pytestmark = pytest.mark.django_db
HELP = "/kam-se-obratit/"
PHRASES = (Path(__file__).parent / "need_phrases.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture
def first_three(client):
    """Asks the index behind the search's page and gives the addresses of the best three."""
    index = index_of(client.get("/hledat/").context["frame"])
    return lambda query: [hit.entry.address for hit in index.find(query).hits[:3]]


def test_phrases_of_need_find_help_first_in_any_form_and_without_diacritics(first_three):
    assert len(PHRASES) >= 40
    for phrase in PHRASES:
        for typed in [phrase, fold(phrase), phrase.upper()]:
            assert first_three(typed)[:1] == [HELP], typed


def test_help_does_not_stand_before_what_was_asked_for_by_name(first_three):
    for query, address in [
        ("bydlení v Ostravě", "/obce/ostrava/"),
        ("sociální bydlení", "/"),
        ("koncepce sociálního bydlení", "/o-projektu/"),
        ("konzultační hodiny", "/kontaktni-centrum/"),
        ("otevřená data", "/otevrena-data/"),
    ]:
        assert first_three(query)[0] == address, query
    assert {"/obce/brno/", HELP} <= set(first_three("vyhodili mě z bytu v Brně"))
