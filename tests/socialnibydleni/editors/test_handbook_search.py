"""The search in the handbook: by words, whatever their diacritics or ending, with the sentence that answers."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialnibydleni.editors.handbook.search import found
from socialnibydleni.editors.handbook.tasks import TASKS
from socialnibydleni.editors.handbook.texts import sentences, source
from socialnibydleni.editors.question import Question

HANDBOOK = "/sprava/prirucka/"


def slugs(typed):
    return [hit.task.slug for hit in found(Question(typed))]


def page(client, typed):
    """The middle of the page with the answer, with ordinary spaces."""
    body = client.get(HANDBOOK, {"q": typed}).content.decode().partition('id="content-main"')[2]
    return body.replace("\u00a0", " ")


def test_a_task_is_found_first_by_its_own_title():
    for task in TASKS:
        assert slugs(task.title)[0] == task.slug
        assert slugs(task.title.upper())[0] == task.slug


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("schuzka", "zadost"),
        ("zrušit schůzky", "zrusit-schuzku"),
        ("jak zrusim schuzku", "zrusit-schuzku"),
        ("záložní kód", "prihlaseni"),
        ("výjimka", "zavrit"),
        ("ztracený telefon", "ucet-kolegy"),
        ("ztratil jsem telefon", "prihlaseni"),
        ("zapomenute heslo", "ucet-kolegy"),
        ("kolega odchází", "ucet-kolegy"),
        ("excel", ""),
        ("makro", "dokument"),
        ("pruh nahoře", "oznameni"),
        ("souřadnice", ""),
        ("klávesnice", "sprava"),
    ],
)
def test_what_editors_ask_is_answered(typed, slug):
    assert slug in slugs(typed) if slug else slugs(typed) == []


@given(st.sampled_from([(task, sentence) for task in TASKS for sentence in sentences(task.slug)]), st.data())
def test_any_words_of_a_sentence_find_its_task_by_a_sentence_with_all_of_them(told, data):
    task, sentence = told
    words = data.draw(st.lists(st.sampled_from(re.findall(r"\w{3,}", sentence) or ["úkol"]), min_size=1, max_size=4))
    question = Question(" ".join(words))
    hits = {hit.task: hit.sentence for hit in found(question)}
    if words != ["úkol"]:
        assert question.words_in(hits[task]) >= question.words_in(sentence)


def test_sentences_are_those_of_the_text_without_markup():
    for task in TASKS:
        for sentence in sentences(task.slug):
            assert not re.search("<|>|&", sentence), task.slug
            assert re.sub(r"\W", "", sentence) in re.sub(r"<[^>]+>|\W", "", source(task.slug)), sentence


@pytest.mark.django_db
def test_an_answer_says_the_sentence_and_who_may_do_it(client_of):
    client = client_of("Správce")
    body = page(client, "ztracený telefon")
    assert "Nalezen 1 úkol pro „ztracený telefon“" in body
    assert f'<a href="{HANDBOOK}ucet-kolegy/">Změnit účet kolegy nebo ho vypnout</a>' in body
    assert "<p>Ztracený telefon</p>" in body
    assert "Smí to role" not in body
    assert "Smí to role: Vydavatel." in page(client, "naplánovat")


@pytest.mark.django_db
def test_where_nothing_is_found_it_says_what_to_try(client_of):
    body = page(client_of("Autor"), "nesmysl & <b>")
    assert "Pro „nesmysl &amp; &lt;b&gt;“ tu žádný úkol není" in body
    assert 'href="/sprava/hledat/?q=nesmysl%20%26%20%3Cb%3E"' in body
    assert f'<a href="{HANDBOOK}">Všechny úkoly</a>' in body
    assert 'id="others"' not in body


@pytest.mark.django_db
def test_without_a_question_all_tasks_are_there(client_of):
    client = client_of("Autor")
    assert page(client, "  ") == page(client, "")
    assert page(client, "").count(f'href="{HANDBOOK}') >= len(TASKS)
