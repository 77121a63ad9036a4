"""Easy Czech: short sentences, no brackets, abbreviations or passive; and what holds in which language."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pages.gate import IN_EVERY_LANGUAGE, OF_LANGUAGE, problems
from pages.gate.terms import Part
from pages.languages import languages
from tests.pages.gate.test_gate import BODIES, CONTEXT, link

TITLE, SUMMARY = "Kdo vám pomůže", "Nemáte kde bydlet? Tady najdete, kdo vám s tím pomůže."
WORDS = st.sampled_from(["obec", "Obec", "vám", "pomáhá", "2016", "bydlení", "Štětí", "ano"])


def found(body, language="cs-easy", title=TITLE, summary=SUMMARY):
    return problems(title, summary, body, CONTEXT._replace(language=language))


def said(body, **rest):
    return [problem.message for problem in found(body, **rest)]


@example([["obec"] * 11, ["obec"] * 12])  # with „Proto“ 12 and 13 words
@example([["obec"] * 14, ["obec"] * 15])
@given(st.lists(st.lists(WORDS, min_size=1, max_size=18), min_size=1, max_size=3))
def test_each_sentence_is_measured_by_its_words_wherever_the_next_one_begins(sentences):
    text = " ".join(f"Proto {' '.join(words)}." for words in sentences)
    lengths = [len(words) + 1 for words in sentences]
    expected = sorted([length > 15 for length in lengths if length > 12], reverse=True)
    assert [problem.is_error for problem in found(f"<p>{text}</p>")] == expected
    lines = "<br>".join(text.split(" "))
    assert [problem.is_error for problem in found(f"<p>{lines}</p>")] == expected


@pytest.mark.parametrize(
    ("broken", "message", "mended"),
    [
        (
            "<p>Pomáhá vám úřad (městský).</p>",
            "Závorky „(městský)“ do snadného čtení nepatří. Napište to další větou, nebo vůbec.",
            "<p>Pomáhá vám úřad.<br>Je to městský úřad.</p>",
        ),
        (
            "<p>Pomáhá vám MPSV.</p>",
            "Zkratka „MPSV“ do snadného čtení nepatří. Napište celá slova.",
            "<p>Pomáhá vám ministerstvo.</p>",
        ),
        (
            "<p>Doneste nám např. občanský průkaz.</p>",
            "Zkratka „např.“ do snadného čtení nepatří. Napište celá slova.",
            "<p>Doneste nám třeba občanský průkaz.<br>Napište nám.</p>",
        ),
        (
            "<p>Pomoc je vám poskytována zdarma.</p>",
            "Slova „je vám poskytována“ neříkají, kdo to dělá. Napište třeba: úřad rozhodl, obec zřídila.",
            "<p>Pomáháme vám zdarma.<br>Je to váš den.<br>Budou to ceny a změny.</p>",
        ),
        (
            "<p>Zřízen byl nový úřad.</p>",
            "Slova „Zřízen byl“ neříkají, kdo to dělá. Napište třeba: úřad rozhodl, obec zřídila.",
            "<p>Obec zřídila nový úřad.</p>",
        ),
        (
            "<p>Napište. Zavolejte. Přijďte. Čekáme.</p>",
            "Odstavec „Napište. Zavolejte. Přijďte. Čekáme.“ má na snadné čtení moc vět: 4. "
            "Rozdělte ho, v každém ať je jedna myšlenka.",
            "<p>Napište. Zavolejte. Přijďte.</p><p>Čekáme.</p>",
        ),
    ],
    ids=["brackets", "abbreviation in capitals", "abbreviation with a stop", "passive", "passive first", "paragraph"],
)
def test_what_is_hard_to_read_is_refused_in_easy_czech_alone(broken, message, mended):
    assert said(broken) == [message]
    assert said(mended) == []
    assert message not in said(broken, language="cs")


def test_the_title_and_the_sentence_under_it_are_held_against_the_same_rules():
    (problem,) = found("", title="Pomoc (zdarma)")
    assert (problem.field, problem.place.part, problem.place.words) == ("title", Part.WORDS, "(zdarma)")
    (problem,) = found("", summary="Pomoc všem obcím je poskytována po celou dobu zkoušky.")
    assert (problem.field, problem.place.words) == ("summary", "je poskytována")


def test_every_language_has_its_rules_and_only_czech_is_asked_for_czech_words():
    assert OF_LANGUAGE.keys() == {language.code for language in languages.ALL}
    for language in ["uk", "en"]:
        assert said("<p>The MPSV (EU).</p>", language=language) == []
        broken = [name for name, (body, _, _) in BODIES.items() if not said(body, language=language)]
        assert broken == ["unexplained abbreviation"]
    assert all(set(IN_EVERY_LANGUAGE) < set(rules) for rules in OF_LANGUAGE.values())


@pytest.mark.parametrize("text", ["Read more here", "Тут", "Докладніше"])
def test_a_link_says_where_it_leads_in_its_own_language(text):
    assert said(link("/obce/", text), language="uk") == [
        f"Odkaz „{text}“ neříká, kam vede. Napište to, např. „Seznam obcí“."
    ]


def test_a_sentence_ends_before_a_cyrillic_capital_too():
    short = f"Громада має {'дуже ' * 20}рада."
    assert said(f"<p>{short} {short}</p>", language="uk") == []
