"""The terms of the glossary in a text: what is linked, what is left alone, and at what price."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.words.glossary import Glossary, Term

TABLE = {
    "lokalni": ["lokální"],
    "lokalnich": ["lokální"],
    "koncepce": ["koncepce"],
    "koncepci": ["koncepce"],
    "socialni": ["sociální"],
    "socialniho": ["sociální"],
    "socialnim": ["sociální"],
    "bydleni": ["bydlení", "bydlet"],
    "bydlenim": ["bydlení"],
    "obce": ["obec"],
    "obec": ["obec"],
    "rozsirenou": ["rozšířený"],
    "pusobnosti": ["působnost"],
}
TITLES = ["Sociální bydlení", "Lokální koncepce sociálního bydlení", "Housing First (Bydlení především)", "ETHOS"]
TITLES += ["Obec s rozšířenou působností (ORP)", "Pilotáž"]


def glossary(*titles):
    return Glossary([Term(title, f"/{title}/") for title in titles or TITLES], TABLE)


def bare(html):
    """The markup without the links to terms."""
    return re.sub(r'<a href="/[^"]+">([^<]*)</a>', r"\1", html)


def linked(html, *titles, passed=()):
    """The words that are linked, each with the title of its term."""
    found = glossary(*titles).linked(html, {f"/{title}/" for title in passed})
    assert bare(found) == html
    return [(words, title) for title, words in re.findall(r'<a href="/([^"]*)/">([^<]*)</a>', found)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("O sociálním bydlení se mluví.", ["sociálním bydlení"]),
        ("SOCIÁLNÍ bydlení", []),  # written as an abbreviation
        ("Sociální&nbsp;bydlení", ["Sociální&nbsp;bydlení"]),
        ("Sociální\u00a0bydlení", ["Sociální\u00a0bydlení"]),
        ("Sociální, bydlení", []),
        ("Asociální bydlení", []),
        ("Vytváří lokální koncepci sociálního bydlení.", ["lokální koncepci sociálního bydlení"]),
        ("Pomáhá Housing First, tedy bydlení především.", ["Housing First"]),
        ("Tedy bydlení především.", ["bydlení především"]),
        ("Typologie ETHOS", ["ETHOS"]),
        ("ethos doby", []),
        ("Úřad obce s rozšířenou působností", ["obce s rozšířenou působností"]),
        ("úřad ORP", ["ORP"]),
        ("Po celou dobu pilotáže a v pilotáži", ["pilotáže"]),
        ("pilot", []),
    ],
)
def test_a_term_is_known_in_its_forms_and_by_each_of_its_names(text, words):
    assert [found for found, _ in linked(f"<p>{text}</p>")] == words


def test_only_the_first_use_on_a_page_is_linked():
    terms, passed = glossary(), set()
    first = terms.linked("<p>Sociální bydlení a sociální bydlení.</p>", passed)
    assert first.count("<a ") == 1
    assert terms.linked("<p>Zase sociální bydlení.</p>", passed) == "<p>Zase sociální bydlení.</p>"


def test_a_term_is_not_linked_where_it_is_explained():
    assert linked("<p>Sociální bydlení</p>", passed=["Sociální bydlení"]) == []


def test_what_stands_in_a_longer_term_is_not_linked_apart_even_the_second_time():
    text = "<p>lokální koncepce sociálního bydlení a lokální koncepce sociálního bydlení, o sociálním bydlení</p>"
    assert [words for words, _ in linked(text)] == ["lokální koncepce sociálního bydlení", "sociálním bydlení"]


@pytest.mark.parametrize("tag", ['a href="/x/"', "h2", "h3", 'h2 id="a"', 'th scope="col"'])
def test_links_headings_and_headers_of_tables_are_left_alone(tag):
    name = tag.split()[0]
    html = f"<{tag}>Sociální <strong>a</strong> sociální bydlení</{name}><p>sociální bydlení</p>"
    found = glossary().linked(html, set())
    assert found.startswith(f"<{tag}>Sociální <strong>a</strong> sociální bydlení</{name}><p><a href=")


def test_of_two_terms_with_one_name_the_first_is_meant():
    assert linked("<p>Byt</p>", "Byt", "Byt (sociální)") == [("Byt", "Byt")]


@pytest.mark.parametrize("title", ["a", "se", "(.*)+$", "", "()", "???", "&amp;", "<b>", "A", "\\1", "a" * 120])
def test_a_strange_title_breaks_nothing_and_links_no_small_word(title):
    html = "<p>a se lt amp &lt;b&gt; &amp;amp; A (.*)+$ ??? \\1</p>"
    assert glossary(title).linked(html, set()) == html


def test_a_character_reference_is_no_word():
    html = "<p>&amp; &lt; &quot;</p>"
    assert glossary("amp", "lt", "quot").linked(html, set()) == html


WORDS = st.sampled_from(["sociální", "bydlení", "lokální", "koncepce", "a", "ORP", "byt", "x-y", "&amp;", "."])
TAGS = st.sampled_from(["<p>", "</p>", "<strong>", "</strong>", '<a href="/x/">', "</a>", "<h2>", "</h2>", "<br>"])


@given(st.lists(WORDS | TAGS, max_size=30), st.lists(st.lists(WORDS, min_size=1, max_size=4), max_size=6))
def test_nothing_but_links_is_added_each_once_and_none_stands_in_another(pieces, names):
    html, titles = " ".join(pieces), [" ".join(name) for name in names]
    terms = [Term(title, f"/slovnik/#{number}") for number, title in enumerate(titles)]
    found = Glossary(terms, TABLE).linked(html, set())
    added = re.findall(r'<a href="(/slovnik/#\d+)">', found)
    assert re.sub(r'<a href="/slovnik/#\d+">([^<]*)</a>', r"\1", found) == html
    assert len(added) == len({*added})


@given(st.text(alphabet=string.printable, max_size=60), st.lists(st.text(max_size=40), max_size=4))
def test_no_text_and_no_title_is_too_strange(text, titles):
    terms = [Term(title, "/slovnik/#a") for title in titles]
    html = f"<p>{text.translate({60: None, 62: None})}</p>"
    assert bare(Glossary(terms, TABLE).linked(html, set())) == html


def steps(terms, html):
    """How often a word is looked up; what takes time is nothing else."""
    looked_up = 0
    own = terms._keys_of

    def counted(word):
        nonlocal looked_up
        looked_up += 1
        return own(word)

    terms._keys_of = counted
    terms.linked(html, set())
    terms._keys_of = own
    return looked_up


def test_two_hundred_terms_cost_a_text_no_more_than_one():
    words = [f"slovo{number}" for number in range(1000)]
    html = f"<p>{' '.join(words)} sociální bydlení</p>"
    many = glossary(*TITLES, *(f"Pojem {number} slova" for number in range(200)))
    assert steps(many, html) == steps(glossary(), html) <= 1.1 * len(words)


def test_terms_that_begin_alike_cost_what_the_longest_of_them_does():
    alike = [" ".join(["slovo"] * number + ["konec"]) for number in range(1, 20)]
    for size in (100, 1000):
        html = f"<p>{'slovo ' * size}</p>"
        assert steps(glossary(*alike), html) <= 20 * size
