"""The search of the other languages: their own pages first, then Czech ones, which say that they are."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pages.languages.languages import EASY, ENGLISH, UKRAINIAN
from pages.models import LanguageState, Page
from pages.words.other import EnglishVocabulary, UkrainianVocabulary
from pages.words.stems import words
from tests.socialnibydleni.search.test_search_page import ODD

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture
def ask(client):
    """Asks the search of a language and gives the main part of its page."""

    def ask(query, language=UKRAINIAN):
        response = client.get(f"{language.prefix}hledat/", {"q": query})
        assert response.status_code == 200
        return response.content.decode().partition("<main")[2].partition("</main>")[0].replace("\u00a0", " ")

    return ask


def results(body):
    return re.findall(r'<h2><a href="([^"]+)"', body.partition('<ol class="found">')[2].partition("</ol>")[0])


def test_a_language_finds_its_own_pages_first_in_any_form_of_their_words(ask):
    for language, query, first in [
        (UKRAINIAN, "супровідних послуг", "/uk/o-projektu/"),
        (UKRAINIAN, "громаду", "/uk/obce/"),
        (UKRAINIAN, "де можна подзвонити", "/uk/kontaktni-centrum/"),
        (UKRAINIAN, "консу", "/uk/kontaktni-centrum/"),
        (UKRAINIAN, "778455761", "/uk/kontaktni-centrum/"),
        (UKRAINIAN, "formulář", "/uk/kontaktni-centrum/schuzka/"),
        (UKRAINIAN, "європейського союзу", "/uk/o-projektu/"),
        (ENGLISH, "Who was funding the projects?", "/en/o-projektu/"),
        (ENGLISH, "phoning", "/en/kontaktni-centrum/"),
        (ENGLISH, "homelessness", "/en/kam-se-obratit/"),
        (EASY, "byt", "/snadne/kam-se-obratit/"),
    ]:
        assert results(ask(query, language))[0] == first, query


def test_a_place_is_found_from_any_language_and_leads_to_its_page_there_or_to_the_czech_one(ask):
    for language in [UKRAINIAN, ENGLISH, EASY]:
        for query in ["Štětí", "steti", "ve Štětí", "ŠTĚTÍ", "Штеті"]:
            found = results(ask(query, language))
            assert found[0] == language.address_of("/obce/steti/"), query
            assert len(found) == len(set(found)), query
    assert set(results(ask("Prague", ENGLISH))) == {"/en/obce/praha-7/", "/en/obce/praha-14/"}
    assert results(ask("social housing in Brno", ENGLISH))[0] == "/en/obce/brno/"
    assert 'Громада</p><h2><a href="/uk/obce/steti/" lang="cs">Štětí</a></h2>' in ask("Štětí")
    Page.objects.filter(address="/uk/obce/").delete()
    assert results(ask("Štětí")) == ["/obce/steti/"]
    assert '<h2><a href="/obce/steti/" hreflang="cs">Štětí</a><span lang="uk"> (чеською)</span></h2>' in ask("Štětí")
    assert '<li lang="cs"><p class="found__kind">Obec</p>' in ask("Štětí")


def test_a_czech_question_gets_czech_answers_after_those_in_the_language_and_each_once(ask):
    found = results(ask("projektu"))
    assert found[0] == "/uk/o-projektu/"
    assert "/o-projektu/" not in found
    assert sorted(found, key=lambda address: not address.startswith("/uk/")) == found
    assert len(found) == len(set(found)) > 8


def test_translations_are_in_no_czech_result_and_no_language_finds_another(ask, client):
    for query in ["житло", "Контактний центр", "housing", "O projektu"]:
        czech = client.get("/hledat/", {"q": query}).content.decode()
        assert not [address for address in results(czech) if re.match("/(uk|en|snadne)/", address)], query
    assert results(ask("житло", ENGLISH)) == results(ask("housing")) == []


def test_the_page_speaks_its_language_whatever_is_found(ask):
    assert "За запитом «абракадабра» ми нічого не знайшли." in ask("абракадабра")
    assert "We found nothing for “nosuchthing”." in ask("nosuchthing", ENGLISH)
    assert "Mysleli jste" not in ask("Brmo", ENGLISH)
    assert "Mysleli jste" in ask("Brmo", EASY)
    assert 'action="/uk/hledat/"' in ask("")


def test_no_question_is_too_odd_for_another_language_or_asks_the_database_for_more_than_in_czech(ask, client):
    def queries(address, query):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address, {"q": query[:3000]}).status_code == 200
        return len(asked)

    for address in ["/hledat/", "/uk/hledat/"] * 2:  # the indexes and the ways on are made once
        queries(address, "obec")
        queries(address, "xyzzy")
    assert queries("/uk/hledat/", "obec") <= queries("/hledat/", "obec")
    for query in ODD:
        assert queries("/uk/hledat/", query) <= queries("/hledat/", query), query
        assert "<script>alert" not in ask(query)


def test_a_language_that_is_not_offered_has_no_search(client):
    LanguageState.objects.create(code="en", is_off=True)
    assert client.get("/en/hledat/?q=brno").status_code == 404


@pytest.mark.parametrize(
    ("vocabulary", "text", "asked", "meant"),
    [
        (UkrainianVocabulary, "житлового метод мета зустрічі", "житлом", {"житлового"}),
        (UkrainianVocabulary, "метод мета", "мета", {"мета"}),
        (UkrainianVocabulary, "консультаційний", "консу", {"консультаційний"}),
        (UkrainianVocabulary, "об’єднання", "обєднанню", {"обєднання"}),
        (UkrainianVocabulary, "для дня", "для", set()),
        (EnglishVocabulary, "meetings meet metre", "meeting", {"meetings", "meet"}),
        (EnglishVocabulary, "the thesis", "the", set()),
    ],
)
def test_words_of_other_languages_meet_in_their_forms(vocabulary, text, asked, meant):
    (word,) = words(asked)
    assert set(vocabulary(words(text), {}).like(word)) == {word.translate(str.maketrans("їй", "іи")) for word in meant}
