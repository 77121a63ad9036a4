"""What the index finds, in which order, and what it shows of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pages.registry import Entry
from socialnibydleni.search import excerpts
from socialnibydleni.search.excerpts import excerpt
from socialnibydleni.search.index import SHOWN, Found, Index, tidy
from socialnibydleni.search.together import together


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


def test_words_that_are_not_shown_find_their_entry_before_its_text_does():
    hits = (
        index(Entry("/1/", "Úvod", "", "Mail."), Entry("/2/", "Kontakt", body="Pište.", also="mail")).find("mail").hits
    )
    assert [(hit.entry.title, hit.excerpt) for hit in hits] == [("Kontakt", "Pište."), ("Úvod", "<mark>Mail</mark>.")]


def test_a_number_is_found_in_any_grouping_and_marked_as_it_stands():
    found = index(
        Entry("/1/", "Úřad", body="Sídlí na 130 00 Praha 3."),
        Entry("/2/", "Centrum", body="Telefon +420 778 455 761."),
        Entry("/3/", "Obec", body="Má 382 405 obyvatel, v roce 2020 jich bylo 130."),
    )
    for query, title in [("13000", "Úřad"), ("130 00", "Úřad"), ("382405", "Obec"), ("382 405", "Obec")]:
        assert titles(found.find(query)) == [title], query
    for query in ["778455761", "+420778455761", "00420 778 455 761", "778-455-761", "778/455761", "778 455 761"]:
        assert titles(found.find(query)) == ["Centrum"], query
    assert found.find("13000").hits[0].excerpt == "Sídlí na <mark>130 00</mark> Praha 3."
    assert titles(found.find("778 455 762")) == ["Centrum"]  # by two of its groups
    assert found.find("778 455 762").is_partial


def test_an_address_of_mail_is_one_word_and_each_of_its_parts_another():
    found = index(Entry("/1/", "Jana", body="Pište na jana@example.cz."), Entry("/2/", "Jana z Example"))
    assert titles(found.find("jana@example.cz")) == ["Jana"]
    assert titles(found.find("example")) == ["Jana z Example", "Jana"]


def test_an_abbreviation_finds_its_long_form_where_all_of_it_stands():
    found = index(
        Entry("/1/", "Evropský sociální fond"),
        Entry("/2/", "Sociální bydlení", body="Evropský dům."),
        Entry("/3/", "Zkratky", body="Platí to ESF."),
    )
    assert titles(found.find("esf")) == ["Evropský sociální fond", "Zkratky"]
    assert found.find("ESF").hits[0].excerpt == ""


def test_a_question_of_small_words_alone_is_met_by_what_is_not_shown():
    found = index(Entry("/1/", "Kontakt", also="kde jste najdu"), Entry("/2/", "Kde jste byli", body="Kde jste."))
    assert titles(found.find("kde jste")) == titles(found.find("Kde?")) == ["Kontakt"]
    assert found.find("kdy").total == 0


def test_what_the_question_names_comes_before_what_has_more_of_its_words():
    found = index(
        Entry("/1/", "Kontakt", also="otevírací doba"),
        Entry("/2/", "Nové Město", names="Nové Město\nv Novém Městě\nnovoměstský"),
        Entry("/3/", "Město", body="Otevírací doba."),
    )
    assert titles(found.find("otevírací doba Nové Město"))[0] == "Nové Město"
    assert titles(found.find("otevírací doba novoměstský"))[0] == "Nové Město"
    assert titles(found.find("otevírací doba město"))[0] == "Město"


def test_what_is_only_about_the_site_is_not_found_by_its_text_alone():
    privacy = Entry("/1/", "Ochrana údajů", body="Nepište nám o dluzích a o cookies.", also="cookies", is_aside=True)
    found = index(privacy)
    assert found.find("dluzích").total == 0
    assert found.find("dluhách").meant == ""
    assert titles(found.find("dluzích v cookies")) == ["Ochrana údajů"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Brmo", "Brno"),
        ("Bno", ""),
        ("Bnro", "Brno"),
        ("Brnno a obce", "Brno a obce"),
        ("ostrva", "Ostrava"),
        ("ubytovna", ""),
        ("Brno", ""),
        ("Brmo Ostrva", "Brno Ostrava"),
    ],
)
def test_a_word_with_one_letter_wrong_is_guessed_and_any_other_is_not(typed, meant):
    assert index(Entry("/1/", "Brno"), Entry("/2/", "Ostrava"), Entry("/3/", "Obce")).find(typed).meant == meant


def test_a_long_sentence_is_cut_between_words_around_the_first_sought_one():
    passage = " ".join([*["slovo"] * 100, "obcím", *["konec"] * 100])
    shown = excerpt(passage, lambda word: word.folded == "obcim")
    before, after = shown.removeprefix("… ").removesuffix(" …").split("<mark>obcím</mark>")
    assert set(before.split()) == {"slovo"}
    assert set(after.split()) == {"konec"}
    assert len(shown) <= excerpts.LENGTH + len("… <mark></mark> …")
    assert excerpt("x" * 500, lambda _: False) == "x" * excerpts.LENGTH + " …"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  kontaktní\u00a0 centrum\n", "kontaktní centrum"),
        ("kon\u00adzul\u200btace", "konzultace"),
        ("a\x00b\x1bc\u202ed\ud800e\ufdd0f\U000e0041g", "abcdefg"),
        ("a\ue000b\u0378c", "a b c"),
        ("<script>", "<script>"),
        ("\u200b\x00\ufffe", ""),
    ],
)
def test_query_is_one_line_without_signs_that_no_page_may_hold(typed, kept):
    assert tidy(typed) == kept


def test_a_name_that_is_whole_is_asked_for_by_no_word_beside_it():
    found = index(Entry("/1/", "Dům"), Entry("/2/", "Pomoc", names="=dům\nulice"), Entry("/3/", "Dům v Brně"))
    assert titles(found.find("kde je dům"))[0] == "Pomoc"
    assert titles(found.find("dům v Brně")) == ["Dům v Brně"]
    assert titles(found.find("Brno, ulice"))[0] == "Pomoc"


@given(some.lists(some.integers(1, 2**12 - 1), max_size=5))
def test_the_first_sentence_with_the_most_words_is_found_by_their_bits(standing):
    counts = [sum(bits >> number & 1 for bits in standing) for number in range(12)]
    most = max(counts)
    assert together(standing) == (most, counts.index(most) if most else 0)
