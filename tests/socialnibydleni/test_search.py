"""What the index finds, in which order, and what it shows of it."""

import pytest

from pages.registry import Entry
from socialnibydleni.search import excerpts
from socialnibydleni.search.excerpts import excerpt
from socialnibydleni.search.index import SHOWN, Found, Index, tidy


def index(*entries):
    return Index(entries, {"obce": ["obec"], "obcim": ["obec"], "obec": ["obec"]})


def titles(found):
    return [hit.entry.title for hit in found.hits]


def test_a_title_comes_before_a_summary_and_a_summary_before_a_body():
    found = index(
        Entry("/1/", "Telo", body="Radíme obcím. Obec a zase obec, obce a obcím."),
        Entry("/2/", "Úvod", summary="Pro obec."),
        Entry("/3/", "Pomáháme obcím"),
    ).find("obec")
    assert titles(found) == ["Pomáháme obcím", "Úvod", "Telo"]


def test_in_the_same_part_the_very_form_comes_before_another_and_a_relative_last():
    entries = [Entry(f"/{title}/", title) for title in ["Konzultační", "Konzultaci", "Konzultace", "Koncepce"]]
    found = Index(entries, {"konzultace": ["konzultace"], "konzultaci": ["konzultace"]}).find("konzultace")
    assert titles(found) == ["Konzultace", "Konzultaci", "Konzultační"]


def test_an_entry_is_as_good_as_the_best_of_its_words():
    found = index(
        Entry("/1/", "Úvod", summary="Konzultace."),
        Entry("/2/", "Konzultační", body="Konzultace."),
        Entry("/3/", "Konzultace", body="Konzultační."),
    ).find("konzultace")
    assert titles(found) == ["Konzultace", "Konzultační", "Úvod"]


def test_what_is_equally_good_keeps_its_order_and_what_is_not_shown_is_counted():
    found = index(*(Entry(f"/{number}/", f"Obec číslo {number}") for number in range(50))).find("obec")
    assert titles(found) == [f"Obec číslo {number}" for number in range(SHOWN)]
    assert found.total == 50


def test_entries_with_the_most_words_of_the_query_are_found_and_no_others():
    two = index(Entry("/1/", "Obec", body="Byty v Brně."), Entry("/2/", "Obec"), Entry("/3/", "Byty"))
    assert (titles(two.find("byty obec")), two.find("byty obec").is_partial) == (["Obec"], False)
    assert (titles(two.find("byty obec Marťan")), two.find("byty obec Marťan").is_partial) == (["Obec"], True)
    assert two.find("Marťan") == Found([], 0, is_partial=False)


@pytest.mark.parametrize("query", ["Která obec je v Brně?", "ktera obec je v brne"])
def test_small_words_of_a_question_do_not_matter_with_diacritics_or_without(query):
    found = index(Entry("/1/", "Obec", body="Leží v Brně, která je."), Entry("/2/", "Která jsou?")).find(query)
    assert (titles(found), found.is_partial) == (["Obec"], False)


def test_excerpt_is_the_sentence_with_the_most_sought_words_and_marks_their_forms():
    body = "Nic tu není.\nPomáháme obcím. Pomáháme obcím v Brně <dál> & dál. Brno."
    [hit] = index(Entry("/1/", "Úvod", summary="Radíme.", body=body)).find("obec brne").hits
    assert hit.excerpt == "Pomáháme <mark>obcím</mark> v <mark>Brně</mark> &lt;dál&gt; &amp; dál."


def test_excerpt_does_not_mark_to_be_where_a_flat_was_sought():
    [hit] = index(Entry("/1/", "Úvod", body="Může být obecní byt jen jeden?")).find("byt").hits
    assert hit.excerpt == "Může být obecní <mark>byt</mark> jen jeden?"


def test_what_is_found_by_its_title_alone_shows_its_first_sentence_unmarked():
    found = index(Entry("/1/", "Obec", summary="Radíme. Pomáháme."), Entry("/2/", "Obec")).find("obec")
    assert [hit.excerpt for hit in found.hits] == ["Radíme.", ""]


def test_words_that_are_not_shown_find_their_entry_as_if_by_title():
    hits = (
        index(Entry("/1/", "Úvod", "", "Mail."), Entry("/2/", "Kontakt", body="Pište.", also="mail")).find("mail").hits
    )
    assert [(hit.entry.title, hit.excerpt) for hit in hits] == [("Kontakt", "Pište."), ("Úvod", "<mark>Mail</mark>.")]


def test_a_long_sentence_is_cut_between_words_around_the_first_sought_one():
    passage = " ".join([*["slovo"] * 100, "obcím", *["konec"] * 100])
    shown = excerpt(passage, {"obcim"})
    before, after = shown.removeprefix("… ").removesuffix(" …").split("<mark>obcím</mark>")
    assert set(before.split()) == {"slovo"}
    assert set(after.split()) == {"konec"}
    assert len(shown) <= excerpts.LENGTH + len("… <mark></mark> …")
    assert excerpt("x" * 500, set()) == "x" * excerpts.LENGTH + " …"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  kontaktní\u00a0 centrum\n", "kontaktní centrum"),
        ("kon\u00adzul\u200btace", "konzultace"),
        ("a\x00b\x1bc\u202ed\ud800e\ufdd0f\U000e0041g", "a b c d e f g"),
        ("<script>", "<script>"),
        ("\u200b\x00\ufffe", ""),
    ],
)
def test_query_is_one_line_without_signs_that_no_page_may_hold(typed, kept):
    assert tidy(typed) == kept
