"""What people send costs as much as it is long: nobody can keep the site busy with a text of some kilobytes.

A law in processor time within one run: four times the text takes at most six times as long. Below the grain of the
clock nothing is compared.
"""

import time

import pytest

from contact.asking.meeting_form import MeetingForm
from contact.asking.report_form import ReportForm
from contact.incoming.spelling import any_spelling
from pages import gate, spelling
from pages.editing.difference import Text, difference
from pages.gate.terms import Context
from pages.registry import Entry
from pages.richtext import html, placeholders
from pages.typography import typeset
from pages.words import stems
from pages.words.alphabet import sort_key
from pages.words.glossary import Glossary, Term
from socialnibydleni.search import excerpts, index
from tests.thorough import THOROUGH

GRAIN = 0.02  # seconds
FEW = 500 if THOROUGH else 200  # pieces of a text
NOTHING_ELSE = Context(address="/", targets={}, facts=(), host="www.example.cz")

# Each is given how many times its piece stands there.
PLAIN = {
    "marks on a letter": lambda number: "a" + "\u0300" * number + "\u0316" * number,
    "spaces": lambda number: "a" + " " * number + "b",
    "one long word": lambda number: "x" * number,
    "many words": lambda number: "byt a dům " * number,
    "braces": lambda number: "{{" * number,
    "numbers": lambda number: "1 2 3 778 455 761, 5. 1. 2026 " * number,
    "quotation marks": lambda number: "\"a' " * number,
    "ends of sentences": lambda number: "A. b? " * number,
}
MARKUP = {
    "tags without an end": lambda number: "<b " + "font-weight:normal " * number,
    "marks of lists without an end": lambda number: "<span " + "mso-list:Ignore " * number,
    "spaces in a mark of a list": lambda number: '<span style="mso-list:Ignore">' + " " * number + "<b>",
    "items of Word without an end": lambda number: '<p style="mso-list:l0 level1">a' * number,
    "items of Word": lambda number: '<p style="mso-list:l0 level1">a</p> ' * number,
    "emphasis in emphasis": lambda number: "<em><strong>" * number + "a" + "</strong></em>" * number,
    "lists in lists": lambda number: "<ul><li>a" * number,
    "lists beside items": lambda number: "<ul>" + "<li>a</li><ol><li>b</li></ol>" * number + "</ul>",
    "empty paragraphs": lambda number: "<p> </p>" * number,
    "quotations in quotations": lambda number: "<blockquote><p>a</p>" * number,
    "tables": lambda number: "<table><tr><td>a</td></tr></table>" * number,
    "rows": lambda number: "<table>" + "<tr><th>a</th><td>b</td></tr>" * number + "</table>",
    "joined cells": lambda number: "<table>" + "<tr><td colspan=63>a<td>a</td></tr>" * (number // 5) + "</table>",
    "headers over all rows": lambda number: (
        "<table>" + "<th rowspan=0>a" * number + "<tr>" * (number // 20) + "</table>"
    ),
    "notes": lambda number: '<p id="a"><a href="#b">1</a></p><p id="b"><a href="#a">1</a></p>' * number,
    "notes in notes": lambda number: '<b id="a"><a href="#b" id="c">1</a>' * number,
    "hidden in hidden": lambda number: '<div style="display:none">a' * number,
    "rules": lambda number: "<style>" + ".a,p.a{display:none}" * number + '</style><p class="a">a</p>' * number,
    "rules without an end": lambda number: "<style>" + "a{/*" * number,
    "comments without an end": lambda number: "<!--" * number,
    "comments of a document": lambda number: '<div><p><a href="#cmnt_ref1">[a]</a>a' * number,
    "raised": lambda number: "<p>1<sup>a</sup>" * number,
    "classes": lambda number: '<p class="' + "a " * number + '">a',
    "styles": lambda number: '<p style="' + "a:b;" * number + '">a',
    "headings of one name": lambda number: "<h2>a</h2>" * number,
    "a heading of marks": lambda number: "<h2>a" + "\u0300" * number + "\u0316" * number + "</h2>",
    "anchors that lead nowhere": lambda number: "<a>" * number,
    "links": lambda number: '<p><a href="/a/">zde</a></p>' * number,
    "addresses": lambda number: "https://www.example.cz/" * number,
}


def asked(text):
    """The forms of readers with the text in every field, also in those that nobody sees."""
    for form in [MeetingForm, ReportForm]:
        assert not form(dict.fromkeys(form.base_fields, text)).is_valid()


def searched(text):
    index.Index([Entry("/", text, body=text)], {}).find(index.tidy(text)[: index.LONGEST_QUERY])


def shown(text):
    return html.outline(html.tidied(text))


def compared(text):
    return difference(Text("a", "", html.tidied(text)), Text("b", "", html.tidied(f"<p>b</p>{text}")))


def explained(text):
    terms = [Term("byt a dům byt a dům " * 5 + "konec", "/slovnik/#a"), Term("x" * 120, "/slovnik/#b")]
    return Glossary(terms, {}).linked(html.sanitise(text), set())


def gated(text):
    return gate.problems(text, text, html.tidied(text), NOTHING_ELSE)


OF_READERS = [spelling.one_line, spelling.lines, spelling.phone_number, asked]
OF_READERS += [spelling.same, spelling.mail_address, index.tidy, searched, stems.fold, excerpts.passages]
OF_EDITORS = [any_spelling, sort_key, html.tidied, html.sanitise, shown, gated, typeset, compared, explained]
CASES = [(function, shape) for function in [*OF_READERS, *OF_EDITORS] for shape in PLAIN]
CASES += [(function, shape) for function in [*OF_READERS[:4], *OF_EDITORS[2:]] for shape in MARKUP]


def once(function, text):
    """Seconds of the processor."""
    begun = time.process_time()
    function(text)
    return time.process_time() - begun


def seconds(function, text):
    """The least of three."""
    return min(once(function, text) for _ in range(3))


def grows_linearly(function, short, long):
    """The least of three is short enough as soon as one of them is, and what takes less than a grain always is."""
    if (first := once(function, long)) <= GRAIN:
        return True
    most = max(6 * seconds(function, short), GRAIN)
    return first <= most or any(once(function, long) <= most for _ in range(2))


@pytest.mark.slow
@pytest.mark.thorough
@pytest.mark.parametrize(("function", "shape"), CASES, ids=lambda each: getattr(each, "__name__", each))
def test_four_times_the_text_takes_at_most_six_times_as_long(function, shape):
    make = {**PLAIN, **MARKUP}[shape]
    assert grows_linearly(function, make(FEW), make(4 * FEW))


def test_work_that_grows_faster_would_be_found():
    assert not grows_linearly(lambda text: [each for each in text for _ in text], "a" * 500, "a" * 2000)


def test_what_readers_send_of_any_marks_is_answered_at_once():
    """What took 98 seconds, and a worker with it; by length alone it goes no further than the fields."""
    begun = time.process_time()
    asked("a" + "\u0300" * 62_500 + "\u0316" * 62_500)
    assert time.process_time() - begun < 10 * seconds(asked, "x" * 125_000) + GRAIN


@pytest.mark.parametrize("braces", ["{{" * 500, "{{a}}" * 500, "<a href={{" * 500])
def test_placeholders_that_cannot_be_are_found_in_linear_time(braces):
    def refused(text):
        with pytest.raises(placeholders.ValidationError):
            placeholders.refuse_unusable(text)

    assert grows_linearly(refused, braces, braces * 4)
