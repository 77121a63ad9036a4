"""The list of documents: its order, its categories, its pages."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from pages.documents.readable import judging
from pages.models import Document
from tests.pages.documents.made_files import pdf
from tests.pages.documents.received import text

pytestmark = pytest.mark.django_db
LIST = "/dokumenty/"
NOON = datetime(2026, 12, 7, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def titles(body):
    return re.findall(r"found__link[^>]*>(\w+) ", body)


def choices(body, label):
    shown = body.partition(f'aria-label="{label}">')[2].partition("</ul>")[0]
    return re.findall(r'<a href="(.*?)"(?: (aria-current)="true")?>(.*?)</a>', shown)


@pytest.fixture
def four(make):
    """Documents of two topics and years."""
    for title, category, year in [
        ("A", "vyzkum", 2018),
        ("B", "metodika", 2018),
        ("C", "metodika", 2020),
        ("D", "metodika", 2018),
    ]:
        make(title, category=category, year=year)


def test_documents_stand_in_one_list_the_newest_first(client, four):
    body = text(client.get(LIST))
    assert titles(body) == ["C", "D", "B", "A"]
    assert "<h2>Nejnovější první</h2>" in body
    assert '<h3><a class="found__link"' in body


def test_topics_and_years_are_offered_with_their_numbers(client, four):
    body = text(client.get(LIST))
    assert choices(body, "Téma") == [
        ("/dokumenty/", "aria-current", "Všechna (4)"),
        ("/dokumenty/?kategorie=metodika", "", "Metodické podklady (3)"),
        ("/dokumenty/?kategorie=vyzkum", "", "Výzkum (1)"),
    ]
    assert choices(body, "Rok vydání") == [
        ("/dokumenty/", "aria-current", "Všechny roky (4)"),
        ("/dokumenty/?rok=2020", "", "2020 (1)"),
        ("/dokumenty/?rok=2018", "", "2018 (3)"),
    ]


def test_a_topic_and_a_year_are_chosen_together_and_each_counts_within_the_other(client, four):
    body = text(client.get(LIST, {"kategorie": "metodika", "rok": "2018"}))
    assert titles(body) == ["D", "B"]
    assert choices(body, "Téma") == [
        ("/dokumenty/?rok=2018", "", "Všechna (3)"),
        ("/dokumenty/?kategorie=metodika&amp;rok=2018", "aria-current", "Metodické podklady (2)"),
        ("/dokumenty/?kategorie=vyzkum&amp;rok=2018", "", "Výzkum (1)"),
    ]
    assert [label for _, _, label in choices(body, "Rok vydání")] == ["Všechny roky (3)", "2020 (1)", "2018 (2)"]
    assert "<title>Metodické podklady, 2018 – Dokumenty – Podpora sociálního bydlení</title>" in body
    assert "Metodické podklady, 2018: nejnovější první</h2>" in body


def test_every_choice_that_is_offered_has_documents(client, four):
    waiting, seen = {LIST}, set()
    while waiting:
        seen.add(address := waiting.pop())
        body = text(client.get(address))
        assert titles(body), address
        offered = [link for label in ["Téma", "Rok vydání"] for link, _, _ in choices(body, label)]
        waiting |= {link.replace("&amp;", "&") for link in offered} - seen
    assert len(seen) == 8


def canonical(client, **query):
    found = re.search(r'rel="canonical" href="http://127.0.0.1:8000([^"]*)"', client.get(LIST, query).content.decode())
    return found[1].replace("&amp;", "&")


def test_a_choice_of_some_documents_is_in_the_sitemap_and_another_one_names_a_wider_one(client, four, make):
    listed = re.findall(r"<loc>http://127.0.0.1:8000(/dokumenty/(?:\?[^<]*)?)</loc>", text(client.get("/sitemap.xml")))
    assert listed == ["/dokumenty/", "/dokumenty/?rok=2018", "/dokumenty/?kategorie=metodika"]
    assert canonical(client, rok="2018") == "/dokumenty/?rok=2018"
    assert [canonical(client, rok="2020"), canonical(client, kategorie="vyzkum")] == ["/dokumenty/", "/dokumenty/"]
    both = {"kategorie": "metodika", "rok": "2018"}
    assert canonical(client, **both) == "/dokumenty/?kategorie=metodika"
    make("E", category="metodika", year=2018)
    assert canonical(client, **both) == "/dokumenty/?kategorie=metodika&rok=2018"
    make("F", category="metodika", year=2018, publish_at=NOON + timedelta(hours=1))
    assert text(client.get("/sitemap.xml")).count("kategorie=metodika&amp;rok=2018</loc>") == 1


def test_each_document_says_its_language_pages_day_and_what_its_version_changed(client, make, add_file, clock):
    document = make("Metodika", content=pdf())
    judging.judge_due()
    body = text(client.get(LIST))
    assert "2020, česky, 1 strana. Metodické podklady. Na webu od" in body
    assert "<dt>Počet stran</dt><dd>1</dd>" in text(client.get("/dokumenty/metodika/"))
    clock.shift(timedelta(days=1))
    add_file(document, pdf(), note="Doplněná kapitola o dluzích.")
    body = text(client.get(LIST))
    said = '2. verze, na webu od <time datetime="2026-12-08">8. 12. 2026</time>: Doplněná kapitola o dluzích.'
    assert said in body
    assert "Na webu od" not in body


def test_a_file_that_was_exchanged_before_anybody_saw_it_is_no_version_for_readers(client, make, add_file, clock):
    document = make("Metodika", content=pdf(), publish_at=None)
    clock.shift(timedelta(hours=1))
    add_file(document, pdf())
    clock.shift(timedelta(hours=1))
    Document.objects.update(publish_at=timezone.now())
    body = text(client.get(LIST))
    assert "Na webu od" in body
    assert "verze, na webu" not in body


def test_nothing_is_offered_where_there_is_nothing_to_choose(client, make):
    make("A")
    make("B")
    assert "Výběr dokumentů" not in text(client.get(LIST))


@pytest.mark.parametrize(
    "query",
    [
        "kategorie=neni",
        "kategorie=ostatni",
        "rok=1999",
        "rok=x",
        "rok=²",
        "strana=0",
        "strana=3",
        "strana=x",
        "strana=²",
    ],
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
    make("Výzkum", category="vyzkum")
    for number in range(21):
        make(f"Metodika {number}")
    own = '<link rel="canonical" href="http://127.0.0.1:8000/dokumenty/?kategorie=metodika&amp;strana=2">'
    assert own in client.get(LIST, {"kategorie": "metodika", "strana": "2", "gclid": "x"}).content.decode()


def test_a_list_of_two_hundred_takes_as_few_queries_as_one_of_one(client, make, django_assert_num_queries):
    make("První")
    client.get(LIST), client.get(LIST)
    with django_assert_num_queries(4):
        client.get(LIST)
    for number in range(200):
        make(f"Metodika {number}")
    client.get(LIST), client.get(LIST)
    with django_assert_num_queries(4):
        client.get(LIST)
