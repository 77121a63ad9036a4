"""The page of the search, /hledat/: what it finds on this site, what it never finds, and what it says."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import html5lib
import pytest
import time_machine
from django.test import Client
from django.utils.html import escape

from contact.models import ContactCentre
from municipalities.models import Municipality
from pages.models import Page, PageVersion
from pages.words.stems import fold
from socialnibydleni.search.index import LONGEST_QUERY

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]  # the index lies in memory
NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ODD = [
    "",
    "   ",
    "a" * 10_000,
    "slovo " * 2_000,
    r"(.*)+[^$\1{9999}",
    "(a+)+$ ?*|^",
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    "{{ 7*7 }}{% debug %}",
    "' OR 1=1; --",
    "a\x00b\x1b[31m\r\nSet-Cookie: a=b",
    "\u202eabc\u2066\ufeff",
    "\ufdd0\ufdd1\uffff",
    "Z\u0321\u034e" * 60,
    "🏠👩‍👩‍👧",
    "العربية 漢字 हिन्दी",
    "%ff%00%zz",
    '+++ -- "" AND NOT *',
]


@pytest.fixture
def ask(client):
    """Asks the search and gives the body of its page, spaces made ordinary."""

    def ask(query):
        response = client.get("/hledat/", {"q": query})
        assert response.status_code == 200
        return response.content.decode().replace("\u00a0", " ")

    return ask


def results(body):
    return re.findall(r'<h2><a href="([^"]+)">', body.partition('<ol class="found">')[2].partition("</ol>")[0])


def publish(address, moment, **values):
    page = Page.objects.get(address=address)
    return PageVersion.objects.create(page=page, publish_at=moment, **{"title": "Nadpis", **values})


def test_every_municipality_is_the_first_result_of_its_name_typed_in_any_way(ask):
    for municipality in Municipality.objects.all():
        for query in [municipality.name, fold(municipality.name), municipality.name.upper(), municipality.locative]:
            assert results(ask(query))[0] == municipality.get_absolute_url(), query


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("obce", "/obce/"),
        ("obec", "/obce/"),
        ("konzultaci", "/kontaktni-centrum/"),
        ("telefon", "/kontaktni-centrum/"),
        ("kontakt", "/kontaktni-centrum/"),
        ("email", "/kontaktni-centrum/"),
        ("778455761", "/kontaktni-centrum/"),
        ("žádost o schůzku", "/kontaktni-centrum/schuzka/"),
        ("jak si domluvim schuzku", "/kontaktni-centrum/"),
        ("financovani", "/o-projektu/"),
        ("CZ.03.2.63/0.0/0.0/15_017/0003539", "/o-projektu/"),
        ("cookies", "/ochrana-osobnich-udaju/"),
        ("pristupnost", "/pristupnost/"),
        ("gdpr", "/ochrana-osobnich-udaju/"),
        ("facebook", "/o-projektu/"),
        ("evropská unie", "/o-projektu/"),
        ("doba realizace", "/o-projektu/"),
        ("2020", "/o-projektu/"),
        ("mapa", "/obce/"),
        ("formulář", "/kontaktni-centrum/schuzka/"),
        ("pomoc s bydlením", "/kam-se-obratit/"),
    ],
)
def test_what_people_ask_for_leads_where_it_is(ask, query, first):
    assert results(ask(query))[0] == first


def asked():
    """What people ask, and the page that they must get first; none where privacy would only be found by accident."""
    lines = (Path(__file__).parents[2] / "pages/words/word_groups.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.removeprefix("? ").rpartition(":") for line in lines if line.startswith("?")]
    return [(query, address.strip()) for query, _, address in rows]


def test_what_people_would_type_leads_to_what_they_mean(ask):
    found = {query: (results(ask(query)) or [""])[0] for query, _ in asked()}
    assert len(found) >= 60
    assert found == dict(asked())


@pytest.mark.parametrize(
    "query", ["středočeský kraj", "Ve Středočeském kraji", "obce stredoceskeho kraje", "středočeský"]
)
def test_who_asks_for_a_region_from_which_nobody_takes_part_is_told_so_and_who_does_next_to_it(ask, query):
    main = ask(query).partition("<main")[2].partition("</main>")[0]
    assert "Ve Středočeském kraji žádná spolupracující obec není." in main
    around = re.findall('<a href="(/obce/.+?)"', main)
    assert {"/obce/praha-7/", "/obce/praha-14/", "/obce/steti/"} <= set(around)
    assert not {"/obce/brno/", "/obce/ostrava/"} & set(around)
    assert results(main) == []


def test_what_else_is_said_of_that_region_is_found_below(ask):
    publish("/o-projektu/", NOW - timedelta(days=1), body="<p>Středočeský kraj se má přidat.</p>")
    with time_machine.travel(NOW, tick=False):
        assert results(ask("středočeský kraj")) == ["/o-projektu/"]


@pytest.mark.parametrize("query", ["jihomoravský kraj", "kraj", "bydlení ve středočeském kraji", "středočeský zlínský"])
def test_nobody_is_told_so_of_another_region_or_with_another_question(ask, query):
    assert "žádná spolupracující obec není" not in ask(query)


def test_of_a_region_whose_only_municipality_is_hidden_nothing_is_said(ask):
    Municipality.objects.filter(slug="vir").update(region="CZ020", is_published=False)
    Municipality.objects.get(slug="brno").save()  # as any editor's save, it makes the content another one
    assert "žádná spolupracující" not in ask("středočeský kraj")


def test_one_letter_wrong_is_asked_about_and_answered_as_what_was_meant(ask):
    body = ask("konzutlace v Brmě")
    assert (
        'Mysleli jste <a href="/hledat/?q=konzultace%20v%20Brn%C4%9B"><strong>konzultace v Brně</strong></a>?' in body
    )
    assert "Slova „konzutlace“ a „Brmě“ na webu nejsou. Ukazujeme" in body
    assert results(body) == results(ask("konzultace v Brně"))
    assert results(body)[0] == "/obce/brno/"
    assert "<strong>sociální bydlení</strong>" in ask("socialni bidleni").lower()
    assert "Slovo „brmo“ na webu není. Ukazujeme 1 výsledek pro „Brno“." in ask("brmo")


@pytest.mark.parametrize("query", ["konzultace", "xylofon", "dluhy na nájmu", "778455762", "<b>Brmo</b>"])
def test_nothing_is_asked_where_all_is_right_or_nothing_is_near(ask, query):
    assert ("Mysleli jste" in ask(query)) is ("Brmo" in query)
    assert "<b>Br" not in ask(query)


def test_a_form_is_found_by_another_and_marked_as_it_stands(ask):
    assert "pomáhá <mark>obcím</mark> připravit" in ask("obec")
    assert "v <mark>konzultačních</mark> hodinách" in ask("konzultace")
    assert "sociálního <mark>bydlení</mark>" in ask("bydlenim")


def test_markup_parts_words_where_it_parts_lines_and_nowhere_else(ask):
    body = "<h2>Nástroje</h2><ul><li>Xylofon</li><li>viola &amp; <em>bas</em>a</li></ul>"
    publish("/o-projektu/", NOW - timedelta(days=1), body=body)
    with time_machine.travel(NOW, tick=False):
        assert "<p><mark>Xylofon</mark></p>" in ask("xylofon")
        assert "<p>viola &amp; <mark>basa</mark></p>" in ask("basa")


def test_facts_whose_page_is_missing_are_not_found(ask):
    assert results(ask("agentura")) == ["/pristupnost/"]
    Page.objects.filter(address__endswith="/pristupnost/", kind=Page.Kind.TRANSLATION).delete()
    Page.objects.get(address="/pristupnost/").delete()
    assert results(ask("agentura")) == []


def test_a_flat_does_not_find_every_page_that_is_something(ask):
    assert results(ask("byt")) == ["/kam-se-obratit/", "/slovnik/ethos/"]
    publish("/o-projektu/", NOW - timedelta(days=1), body="<p>Kdo jsou a čí je byt? Může to být každý.</p>")
    with time_machine.travel(NOW, tick=False):
        assert set(results(ask("bytů"))) == {"/o-projektu/", "/kam-se-obratit/"}
        assert results(ask("být")) == []


def test_drafts_and_withdrawn_texts_and_hidden_municipalities_are_never_found(ask):
    publish("/o-projektu/", None, body="<p>Xylofon v textu.</p>", summary="Xylofon v úvodu.")
    publish("/obce/vir/", None, body="<p>Xylofon obce.</p>")
    publish("/obce/brno/", NOW - timedelta(days=2), body="<p>Xylofon města.</p>", withdrawn_at=NOW)
    hidden = Municipality.objects.get(slug="kadan")
    hidden.is_published, hidden.genitive = False, "Xylofonu"
    hidden.save()
    publish("/obce/kadan/", NOW - timedelta(days=2), body="<p>Xylofon skryté obce.</p>")
    with time_machine.travel(NOW, tick=False):
        assert results(ask("xylofon")) == []
        assert results(ask("Kadaň")) == []
        assert "/obce/kadan/" not in ask("Ústecký kraj")


def test_a_text_is_found_from_its_hour_until_it_is_withdrawn(ask):
    hour = timedelta(hours=1)
    publish("/obce/vir/", NOW + hour, body="<p>Xylofon obce.</p>", withdrawn_at=NOW + 2 * hour)
    found = []
    for after in [0 * hour, hour, 2 * hour]:
        with time_machine.travel(NOW + after, tick=False):
            found.append(results(ask("xylofon")))
    assert found == [[], ["/obce/vir/"], []]


def test_a_change_is_found_at_the_next_request_without_new_word_forms(ask):
    assert results(ask("Berounem")) == []
    municipality = Municipality.objects.get(slug="vir")
    municipality.name = "Beroun"
    municipality.save()
    assert results(ask("Berounem")) == ["/obce/vir/"]
    ContactCentre.objects.get().delete()
    assert "/kontaktni-centrum/schuzka/" not in results(ask("schůzka"))


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("Štětí", "Našli jsme 1 výsledek pro „Štětí“."),
        ("xylofon", "Našli jsme 3 výsledky pro „xylofon“."),
        ("Obec Marťan", "Všechna hledaná slova najednou nikde nejsou"),
    ],
)
def test_the_page_counts_in_czech_and_says_when_words_are_missing(ask, query, sentence):
    for slug in ["brno", "vir", "most"]:
        publish(f"/obce/{slug}/", NOW - timedelta(days=1), body="<p>Xylofon.</p>")
    with time_machine.travel(NOW, tick=False):
        assert sentence in ask(query)


def test_more_results_than_fit_are_counted_and_said(ask):
    template = Municipality.objects.get(slug="vir")
    for number in range(31):
        Municipality.objects.create(
            **{name: getattr(template, name) for name in ["source", "kind", "region", "orp", "lau1_code"]},
            name=f"Xylofon {number}",
            slug=f"x{number}",
            lau2_code=f"9{number:05}",
        )
    body = ask("xylofony")
    assert "Našli jsme 31 výsledků pro „xylofony“." in body
    assert "Ukazujeme 30 nejlepších." in body
    assert len(results(body)) == 30


def test_nothing_found_offers_tips_ways_on_help_and_the_contact(ask):
    main = ask("xylofon").partition("<main")[2].partition("</main>")[0]
    assert "Pro „xylofon“ jsme nic nenašli." in main
    assert "Zkuste místo více slov jen jedno." in main
    ways = re.findall('<li><a href="(.*?)">', main.partition("Podívejte se na")[2])
    assert ways == ["/otazky/", "/slovnik/", "/obce/", "/o-projektu/"]
    assert '<a href="/kam-se-obratit/">Hledáte bydlení pro sebe?</a>' in main
    assert 'href="tel:+420778455761"' in main
    assert 'value="xylofon"' in main


def test_an_empty_query_shows_the_form_and_says_nothing_of_results(client):
    for address in ["/hledat/", "/hledat/?q=", "/hledat/?q=%20", "/hledat/?neco=jineho"]:
        body = client.get(address).content.decode()
        assert 'name="q" type="search" value=""' in body
        assert "Našli jsme" not in body
        assert "nic nenašli" not in body


@pytest.mark.parametrize("query", ODD, ids=range(len(ODD)))
def test_an_odd_query_gets_a_valid_page_that_holds_it_as_text(ask, query):
    body = ask(query)
    html5lib.HTMLParser(strict=True).parse(body)
    assert "<h1>Hledání</h1>" in body
    assert "<script" not in body
    assert "<img" not in body


def test_a_long_query_is_cut_shown_as_cut_and_said_to_be(ask):
    body = ask("Štětí " + "x" * 10_000)
    kept = "Štětí " + "x" * (LONGEST_QUERY - 6)
    assert f'value="{kept}"' in body
    assert "Hledali jsme jen prvních 200 znaků." in body
    assert results(body) == ["/obce/steti/"]
    assert set(re.findall(r'maxlength="(\d+)"', body)) == {str(LONGEST_QUERY)}


def test_the_query_stands_in_the_page_escaped(ask):
    query = "\"><b onclick='x'>&amp;"
    assert f'value="{escape(query)}"' in ask(query)
    assert query not in ask(query)


def test_the_page_is_kept_by_nobody_and_listed_nowhere(client):
    response = client.get("/hledat/", {"q": "obec"})
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert 'rel="canonical"' not in response.content.decode()
    assert "hledat" not in client.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_other_methods_are_refused_as_such(method):
    response = getattr(Client(enforce_csrf_checks=True), method)("/hledat/?q=obec")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert Client().head("/hledat/?q=obec").status_code == 200


def test_a_search_takes_few_queries_however_much_there_is(ask, django_assert_max_num_queries):
    for _ in range(2):  # the first one reads the facts, the second one makes the index for all others
        ask("obec")
    with django_assert_max_num_queries(3):
        ask("bydlení v praze")
