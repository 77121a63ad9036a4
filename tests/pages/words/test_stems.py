"""Which words are forms of one: measured on words of this site, listed in word_groups.txt."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from pages.words.stems import Likeness, Vocabulary, Word, clean, fold, stem, word_forms, words

# Adjectives of towns whose stem changes, and the plural of člověk in the one case that is another word as well.
NOT_FOUND = {"pražský", "brněnský", "lidem"}
# Forms that are forms of both, or begin as the other does.
WRONGLY_FOUND = {
    ("Prahy", "prah"),
    ("Prahu", "prah"),
    ("Víru", "vira"),
    ("Brně", "brneni"),
    ("brněnský", "brneni"),
    ("koncepci", "koncert"),
    ("koncepcí", "koncert"),
    ("kraji", "krajina"),
    ("krajích", "krajina"),
}


def groups():
    lines = (Path(__file__).parent / "word_groups.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.partition(":") for line in lines if line and line[0] not in "#?"]
    return {word: forms.split() for word, _, forms in rows}


def one(word):
    return Word(fold(word), word, 0, len(word))


@pytest.fixture(scope="module")
def dictionary():
    return DefaultDictionaryFactory().get_dictionary("cs")


@pytest.fixture
def threads_that_never_wait():
    """Threads that change places as often as they can."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.fixture(scope="module")
def vocabulary(dictionary):
    site_words = [word for text in groups() for word in words(text)]
    return Vocabulary(site_words, word_forms([word.written for word in site_words], dictionary))


@pytest.mark.parametrize("typed", [str, fold], ids=["with diacritics", "without"])
def test_forms_find_their_word_and_hardly_any_other(vocabulary, typed):
    asked = [(word, form) for word, forms in groups().items() for form in forms]
    found = {(word, form): set(vocabulary.like(one(typed(form)))) for word, form in asked}
    assert len(asked) >= 126
    assert sum(bool(forms) for forms in groups().values()) >= 28
    assert {form for word, form in asked if fold(word) not in found[word, form]} == NOT_FOUND
    assert {(form, other) for word, form in asked for other in found[word, form] - {fold(word)}} == WRONGLY_FOUND


def test_a_word_that_the_table_does_not_know_is_met_by_its_stem_or_its_beginning():
    site = Vocabulary(words("Beroun deinstitucionalizace"), {})
    assert site.like(one("Berounem")) == {"beroun": Likeness.STEM}
    assert site.like(one("deinstitucionalizační")) == {"deinstitucionalizace": Likeness.RELATIVE}
    assert site.like(one("beran")) == {}


def test_the_nearer_a_word_is_the_more_it_counts():
    site = Vocabulary(
        words("konzultace konzultaci konzultační konzultanti"), {"konzultace": ["k"], "konzultaci": ["k"]}
    )
    assert sorted(Likeness) == [Likeness.RELATIVE, Likeness.STEM, Likeness.FORM, Likeness.SAME]
    assert site.like(one("konzultace")) == {
        "konzultace": Likeness.SAME,
        "konzultaci": Likeness.FORM,
        "konzultacni": Likeness.RELATIVE,
        "konzultanti": Likeness.RELATIVE,
    }


def test_a_stem_adds_no_stranger_to_a_word_whose_forms_are_all_known():
    assert Vocabulary(words("Vír"), {"vir": ["Vír"], "viru": ["Vír"]}).like(one("víra")) == {}
    assert Vocabulary(words("Vír"), {}).like(one("víra")) == {"vir": Likeness.STEM}


def test_a_number_is_like_no_other_number():
    assert Vocabulary(words("545881 99/2019"), {}).like(one("545882")) == {}


def test_a_flat_is_a_word_and_the_verb_to_be_is_none():
    text = "Být či mít? Je tu byt, jsou tam byty, mám dům i psa."
    assert [word.folded for word in words(text)] == ["byt", "byty", "dum", "psa"]


def test_the_table_leaves_out_to_be_and_to_have_and_knows_towns_by_their_capital(dictionary):
    table = word_forms(["být", "byt", "mít", "jsme", "Praze", "Obce"], dictionary)
    assert {lemma for lemmas in table.values() for lemma in lemmas} == {"byt", "Praha", "obec"}
    assert table["bytem"] == ["byt"]
    assert table["obcich"] == ["obec"]


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Štětí", "steti"),
        ("S\u030cte\u030cti\u0301", "steti"),
        ("ŽĎÁR", "zdar"),
        ("ﬁnance", "finance"),
        ("Ｐｒａｈａ", "praha"),
        ("𝐏raha", "praha"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("E-mail", "email"),
        ("２０２０", "2020"),
        ("İstanbul", "istanbul"),
    ],
)
def test_folding_leaves_letters_alone_and_takes_everything_around_them(written, folded):
    assert [word.folded for word in words(written)] == [fold(written)] == [folded]


def test_words_keep_their_places_in_a_clean_text():
    text = clean("V\u00a0kon\u00adzultačních\n hodinách (e-mail, Praha-Holešovice).")
    assert text == "V konzultačních hodinách (e-mail, Praha-Holešovice)."
    assert [text[word.start : word.end] for word in words(text)] == [
        "konzultačních",
        "hodinách",
        "e-mail",
        "Praha",
        "Holešovice",
    ]


def test_threads_do_not_disturb_each_others_stems(threads_that_never_wait):
    asked = [form for forms in groups().values() for form in forms] * 20
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(stem, asked)) == [stem(form) for form in asked]
