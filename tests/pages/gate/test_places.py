"""Where a problem is, and what mends it: whatever else stands in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages import spelling
from pages.gate import problems
from pages.gate.parsed import parse
from pages.gate.terms import Act, Cure, Part
from tests.pages.gate.test_gate import BODIES, CONTEXT, SUMMARY, TITLE, link

PIECES = [piece for broken, _, mended in BODIES.values() for piece in (broken, mended)]


def found(body, context=CONTEXT):
    return problems(TITLE, SUMMARY, body, context)


def named(place, prose):
    """The words of what a place names."""
    if place.part is Part.WORDS:
        return "\n".join(block.text for block in prose.blocks)
    if place.part is Part.IMAGE:
        return prose.pictures[place.number].alt or ""
    return {Part.BLOCK: prose.blocks, Part.LINK: prose.links, Part.TABLE: prose.tables}[place.part][place.number].text


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6))
def test_each_problem_of_a_text_is_where_it_says(pieces):
    prose = parse("".join(pieces))
    for problem in found("".join(pieces)):
        assert spelling.same(problem.place.words) in spelling.same(named(problem.place, prose)), problem


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("<p>Volejte ve středu a v pondělí od 12.00 do 16:00 hodin.</p>", "v pondělí od 12.00 do 16:00"),
        ("<p>(Dlouhá&nbsp;12/3.)</p><p>Dlouhá 12/31</p>", "Dlouhá 12/3"),
        ("<table><tr><th>Pondělí:</th><td>12:00 – 16:00, pak ne</td></tr></table>", "Pondělí:\n12:00 – 16:00"),
    ],
)
def test_a_copy_of_a_fact_is_named_by_the_words_that_stand_in_the_text(written, words):
    assert [problem.place.words for problem in found(written)] == [words]


def test_of_several_alike_the_one_with_the_fault_is_named():
    (problem,) = found(link("/obce/") + link("/obce/", "zde") + "<h2>Zde</h2>")
    assert (problem.place.part, problem.place.number, problem.place.words) == (Part.LINK, 1, "zde")
    (problem,) = found("<p><strong>Kdo.</strong></p><h2>Kdo</h2><p><strong>Kdo</strong></p>")
    assert (problem.place.part, problem.place.number) == (Part.BLOCK, 2)


def test_a_cure_is_offered_only_where_the_right_form_is_sure():
    facts = tuple(fact._replace(is_whole=fact.placeholder != "hodiny") for fact in CONTEXT.facts)
    known = CONTEXT._replace(facts=facts)
    cures = {name: found(broken, known)[0].cure for name, (broken, _, _) in BODIES.items()}
    meant = Cure(Act.ADDRESS, "https://web.example.cz/a?b=c")
    by_hand = "vague link", "link named by its address", "one text, two targets", "link to nowhere", "missing anchor"
    by_hand += "vague link with signs that nobody sees", "unpublished target", "address that is none"
    assert {name: cure for name, cure in cures.items() if cure} == {
        **dict.fromkeys([*by_hand, "anchor on a page without any"], Cure(Act.LINK)),
        **dict.fromkeys(["unsecured link", "Outlook link", "Google link"], meant),
        **{name: Cure(Act.FACT, "{{telefon}}") for name in cures if "phone" in name and "behind" not in name},
        "copied e-mail": Cure(Act.FACT, "{{e-mail}}"),
        "copied e-mail with signs that nobody sees": Cure(Act.FACT, "{{e-mail}}"),
        "copied street": Cure(Act.FACT, "{{adresa}}"),
        "target without slashes": Cure(Act.ADDRESS, "/obce/"),
        "first heading": Cure(Act.HEADING, "2"),
        "heading jump": Cure(Act.HEADING, "3"),
        "bold paragraph": Cure(Act.HEADING, "2"),
        "table header": Cure(Act.HEADER_ROW),
        **{name: Cure(Act.IMAGE) for name in cures if name.startswith("image ")},
    }


def test_nothing_is_put_into_titles_by_a_cure():
    title, *_ = problems("Volejte 601 234 567", SUMMARY, "", CONTEXT)
    assert (title.field, title.place.words, title.cure) == ("title", "601 234 567", None)
