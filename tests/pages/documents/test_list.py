"""The list of documents: its order, its categories, its pages."""

import re
from datetime import UTC, datetime

import pytest
import time_machine

from tests.pages.documents.received import text

pytestmark = pytest.mark.django_db
LIST = "/dokumenty/"
NOON = datetime(2026, 12, 7, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def test_documents_stand_by_category_and_year_the_newest_first(client, make):
    for title, category, year in [
        ("A", "vyzkum", 2018),
        ("B", "metodika", 2018),
        ("C", "metodika", 2020),
        ("D", "metodika", 2018),
    ]:
        make(title, category=category, year=year)
    main = text(client.get(LIST)).partition("<main")[2].partition("</main>")[0]
    found = re.findall(r"<h2[^>]*>(.*?)</h2>|found__link[^>]*>(\w) ", main)
    assert ["".join(pair) for pair in found] == [
        "Metodické podklady, 2020",
        "C",
        "Metodické podklady, 2018",
        "D",
        "B",
        "Výzkum, 2018",
        "A",
    ]
    assert '<a href="/dokumenty/?kategorie=vyzkum">Výzkum (1)</a>' in main


def test_one_category_alone_is_chosen_by_its_link(client, make):
    make("A", category="vyzkum")
    make("B")
    body = text(client.get(LIST, {"kategorie": "vyzkum"}))
    assert "A (PDF" in body
    assert "B (PDF" not in body
    assert '<a href="/dokumenty/?kategorie=vyzkum" aria-current="true">Výzkum (1)</a>' in body
    assert "<title>Výzkum – Dokumenty – Podpora sociálního bydlení</title>" in body


@pytest.mark.parametrize(
    "query", ["kategorie=neni", "kategorie=ostatni", "strana=0", "strana=3", "strana=x", "strana=²"]
)
def test_an_address_that_names_nothing_is_not_found(client, make, query):
    for number in range(21):
        make(f"Metodika {number}")
    assert client.get(f"{LIST}?{query}").status_code == 404


def test_twenty_stand_on_a_page_with_links_to_the_others(client, make):
    for number in range(45):
        make(f"Metodika {number}")
    first, second, third = (text(client.get(LIST, {"strana": page})) for page in [1, 2, 3])
    assert [body.count("found__link") for body in [first, second, third]] == [20, 20, 5]
    assert 'rel="prev"' not in first
    assert '<a href="/dokumenty/" rel="prev">Předchozí</a>' in second
    assert '<a href="/dokumenty/?strana=3" rel="next">Další</a>' in second
    assert 'href="/dokumenty/?strana=2" aria-current="page"><span class="vh">Stránka </span>2</a>' in second
    assert 'rel="next"' not in third
    assert "<title>Dokumenty, 2. stránka –" in second
    assert '<p class="on-paper mt4">2. stránka, celkem 3</p>' in second
    assert '<link rel="canonical" href="http://127.0.0.1:8000/dokumenty/?strana=2">' in second
    assert '<link rel="canonical" href="http://127.0.0.1:8000/dokumenty/">' in first


def test_a_page_of_one_category_names_itself_whatever_else_is_asked(client, make):
    for number in range(21):
        make(f"Metodika {number}")
    own = '<link rel="canonical" href="http://127.0.0.1:8000/dokumenty/?kategorie=metodika&amp;strana=2">'
    assert own in client.get(LIST, {"kategorie": "metodika", "strana": "2", "gclid": "x"}).content.decode()


def test_a_list_of_two_hundred_takes_as_few_queries_as_one_of_one(client, make, django_assert_num_queries):
    make("První")
    client.get(LIST), client.get(LIST)
    with django_assert_num_queries(3):
        client.get(LIST)
    for number in range(200):
        make(f"Metodika {number}")
    client.get(LIST), client.get(LIST)
    with django_assert_num_queries(3):
        client.get(LIST)
