"""The Czech alphabet: what ČSN 97 6030 asks of a list of names, and that every database keeps it."""

import re
import sqlite3
import unicodedata
from contextlib import closing
from functools import cmp_to_key
from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pages.words.alphabet import KEY_LENGTH, sort_key

# Put in order by hand.
IN_ORDER = """\
Adamov|Aš|Benešov|Beroun|Blansko|Brandýs nad Labem-Stará Boleslav|Brno|Bruntál|Břeclav|Bystřice|Cvikov|Čáslav
Česká Lípa|České Budějovice|Český Krumlov|Český Těšín|Dačice|Děčín|Dobříš|Domažlice|Dubá|Dubňany|Frýdek-Místek
Frýdlant|Havířov|Hlinsko|Hodonín|Hradec|Hradec Králové|Hradec nad Moravicí|Hranice|Humpolec|Cheb|Chodov|Chomutov
Chrastava|Chrudim|Ivančice|Jablonec nad Nisou|Jáchymov|Jičín|Jihlava|Jindřichův Hradec|Kadaň|Karlovy Vary|Karviná
Kladno|Krnov|Kroměříž|Liberec|Louny|Lysá nad Labem|Mělník|Mikulov|Most|Náchod|Nová Paka|Nové Město nad Metují
Nový Jičín|Nymburk|Olomouc|Opava|Orlová|Ostrava|Otrokovice|Pardubice|Písek|Plzeň|Praha|Praha 2|Praha 7|Praha 14
Praha 22|Prachatice|Prostějov|Přerov|Příbram|Rakovník|Rokycany|Rumburk|Rýmařov|Řež|Říčany|Slaný|Sokolov|Stříbro
Sušice|Svitavy|Šluknov|Štětí|Šumperk|Tábor|Tachov|Teplice|Třebíč|Třinec|Turnov|Uherské Hradiště|Ústí nad Labem
Ústí nad Orlicí|Úštěk|Valašské Meziříčí|Velké Meziříčí|Vsetín|Vyškov|Zábřeh|Zlín|Znojmo|Žamberk|Žatec
Žďár nad Sázavou""".replace("\n", "|").split("|")

names = st.text(st.sampled_from("aáäbcčdďeéěhcHCiłoóřrsšuúůzžŽ 17-.Жα🙂\u0301"), max_size=12) | st.text(max_size=80)


def written_out_order(left: str, right: str) -> int:
    """The norm once more, in another way: letter against letter, by an alphabet written out as a table."""
    alphabet = " abcčdefghχijklmnopqrřsštuvwxyzž"
    without_accents = str.maketrans("áďéěíňóťúůý-", "adeeinotuuy ")

    def elements(name):
        plain = name.lower().replace("ch", "χ").translate(without_accents)
        return [
            (len(alphabet), int(element)) if element.isdigit() else (alphabet.index(element), 0)
            for element in re.findall(r"\d+|.", plain)
        ]

    return (elements(left) > elements(right)) - (elements(left) < elements(right))


def in_database_order(listed: list[str]) -> list[str]:
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE TABLE town (name TEXT, sort_key TEXT)")
        database.executemany("INSERT INTO town VALUES (?, ?)", [(name, sort_key(name)) for name in listed])
        return [name for (name,) in database.execute("SELECT name FROM town ORDER BY sort_key")]


def assert_in_this_order(listed: list[str]) -> None:
    keys = [sort_key(name) for name in listed]
    assert keys == sorted(set(keys))


@given(st.permutations(IN_ORDER))
def test_czech_towns_come_in_the_order_of_the_czech_alphabet(shuffled):
    assert sorted(shuffled, key=sort_key) == IN_ORDER


def test_every_pair_of_towns_stands_as_the_norm_written_out_says():
    by_key = sorted(IN_ORDER, key=sort_key, reverse=True)
    assert sorted(by_key, key=cmp_to_key(written_out_order)) == IN_ORDER
    for left, right in combinations(IN_ORDER, 2):
        assert (sort_key(left) < sort_key(right)) is (written_out_order(left, right) < 0), (left, right)


@given(st.permutations(IN_ORDER))
def test_a_database_sorts_by_the_key_as_python_does(shuffled):
    assert in_database_order(shuffled) == IN_ORDER


@pytest.mark.parametrize(
    "in_order",
    [
        ["Cvikov", "Český Krumlov", "Hradec", "Cheb"],
        ["Praha", "Praha 7", "Praha 14", "Praha 100"],
        ["shoda", "schody", "sídliště"],  # the example of the language guide
        ["slovník jazykový", "slovníkářství"],  # the example of the language guide
        ["motýl noční", "motýlek"],  # the example of the language guide
        ["Ústí nad Labem", "Úštěk"],
        ["Žatec", "2. obvod"],  # digits stand after letters
        ["Žatec", "Жуковка"],  # so do other scripts
    ],
)
def test_letters_decide_first(in_order):
    assert_in_this_order(in_order)


@pytest.mark.parametrize(
    "in_order",
    [
        ["rada", "ráda", "řada"],
        ["pata", "paťa", "patka"],
        ["sen", "sén", "sěn", "sena"],
        ["dul", "dúl", "důl", "dül", "dula"],
        ["Lodz", "Łódź", "Lodž"],
        ["Rossler", "Rößler", "Rošler"],
    ],
)
def test_other_accents_decide_only_between_equal_letters(in_order):
    assert_in_this_order(in_order)


@pytest.mark.parametrize(
    "in_order",
    [["most", "Most"], ["lípa", "Lípa", "LÍPA"], ["cheb", "cHeb", "Cheb", "CHeb"], ["Dubá", "dubák"]],
)
def test_small_letters_stand_before_capitals_when_all_else_is_equal(in_order):
    assert_in_this_order(in_order)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Frýdek-Místek", "Frýdek Místek"),
        ("Praha 7", " Praha\u00a07 "),
        ("Praha 7", "Praha 07"),
        ("Ústí", "U\u0301sti\u0301"),
        ("Chomutov", "Cho\u00admutov"),
    ],
)
def test_names_that_read_the_same_have_the_same_key(one, other):
    assert sort_key(one) == sort_key(other)


@given(names)
@example("Ž" * 100)
def test_the_key_is_nothing_but_digits_and_never_outgrows_its_column(name):
    key = sort_key(name)
    assert re.fullmatch("[0-9]{2,}", key)
    assert len(key) <= KEY_LENGTH


@given(names)
def test_the_key_does_not_depend_on_how_unicode_writes_an_accent(name):
    assert sort_key(unicodedata.normalize("NFD", name)) == sort_key(unicodedata.normalize("NFC", name))


def test_sixty_letters_fit_into_the_column_whole():
    name = "Ž" * 60
    assert len(sort_key(name)) == 4 * 60 + 2 < KEY_LENGTH
    assert sort_key(name[:-1] + "ž") < sort_key(name)


@pytest.mark.parametrize("name", ["", "🙂", "---", "\ud800", "\ufdfa", "9" * 5000, "٣", "½", "漢字", "İı"])
def test_nothing_an_editor_can_type_breaks_the_key(name):
    assert sort_key(name).isdigit()
