"""The difference of two texts, as an editor reads it."""

import re
from collections import Counter
from html import escape

import html5lib
import pytest
from django.template.loader import render_to_string

from pages.editing.difference import Run, Status, Text, difference, folded
from pages.editing.one_text import one_text
from pages.editing.paragraphs import paragraphs


def text(body, title="Obce", summary="Kdo pomáhá."):
    return Text(title, summary, body)


def marked(runs):
    """The words of one side, the changed ones in brackets."""
    return " ".join(f"[{run.text}]" if run.is_changed else run.text for run in runs)


def seen(old, new):
    """What is not as it was."""
    rows = [row for row in difference(old, new) if row.status != "same"]
    return [f"{row.kind} {row.status}: {marked(row.old)} → {marked(row.new)}" for row in rows]


def p(*bodies):
    return "".join(f"<p>{body}</p>" for body in bodies)


EXAMPLES = {  # the old body, the new one, what the editor sees
    "words": (
        p("Obec hledá byty a volá ministerstvo."),
        p("Obec hledá domy a píše na ministerstvo."),
        ["odstavec changed: Obec hledá [byty] a [volá] ministerstvo. → Obec hledá [domy] a [píše na] ministerstvo."],
    ),
    "words only added": (
        p("Pomáhá obec."),
        p("Pomáhá vám obec."),
        ["odstavec changed: Pomáhá obec. → Pomáhá [vám] obec."],
    ),
    "a new paragraph": (p("Jedna.", "Tři."), p("Jedna.", "Dva.", "Tři."), ["odstavec added:  → [Dva.]"]),
    "a removed one": (p("Jedna.", "Dva.", "Tři."), p("Jedna.", "Tři."), ["odstavec removed: [Dva.] → "]),
    "a rewritten one": (
        p("Obec hledá byty a domy."),
        p("Ministerstvo radí zdarma a ráno."),
        [
            "odstavec removed: [Obec hledá byty a domy.] → ",
            "odstavec added:  → [Ministerstvo radí zdarma a ráno.]",
        ],
    ),
    "a moved one": (
        p("Jedna.", "Dva.", "Tři."),
        p("Dva.", "Tři.", "Jedna."),
        ["odstavec moved: Jedna. → ", "odstavec moved:  → Jedna."],
    ),
    "the most alike are paired": (
        p("Obec má pět volných bytů.", "Zůstává."),
        p("Obec má dům.", "Obec má šest volných bytů.", "Zůstává."),
        [
            "odstavec added:  → [Obec má dům.]",
            "odstavec changed: Obec má [pět] volných bytů. → Obec má [šest] volných bytů.",
        ],
    ),
    "what moved away from a similar one": (
        p("Obec má pět bytů.", "Jedna.", "Dva."),
        p("Obec má šest bytů.", "Jedna.", "Dva.", "Obec má pět bytů."),
        [
            "odstavec moved: Obec má pět bytů. → ",
            "odstavec added:  → [Obec má šest bytů.]",
            "odstavec moved:  → Obec má pět bytů.",
        ],
    ),
    "what moved to a similar one": (
        p("Obec má šest bytů.", "Jedna.", "Dva.", "Obec má pět bytů."),
        p("Obec má pět bytů.", "Jedna.", "Dva."),
        [
            "odstavec removed: [Obec má šest bytů.] → ",
            "odstavec moved:  → Obec má pět bytů.",
            "odstavec moved: Obec má pět bytů. → ",
        ],
    ),
    "the target of a link": (
        p('Je tu <a href="/obce/?a&amp;b">seznam</a>.'),
        p('Je tu <a href="/obce/">seznam</a>.'),
        ["odstavec changed: Je tu seznam (odkaz na [/obce/?a&b).] → Je tu seznam (odkaz na [/obce/).]"],
    ),
    "a link taken away": (
        p('Tady je <a href="/obce/">seznam</a> všech obcí.'),
        p("Tady je seznam všech obcí."),
        ["odstavec changed: Tady je seznam [(odkaz na /obce/)] všech obcí. → Tady je seznam všech obcí."],
    ),
    "stress": (
        p("Volejte <strong>jen ráno</strong>, <em>ne</em> večer."),
        p("Volejte jen ráno, ne večer."),
        ["odstavec changed: Volejte jen [ráno (tučně),] ne [(kurzívou)] večer. → Volejte jen [ráno,] ne večer."],
    ),
    "a paragraph made a heading": (
        p("Kdo pomáhá"),
        "<h2>Kdo pomáhá</h2>",
        ["odstavec removed: [Kdo pomáhá] → ", "mezititulek added:  → [Kdo pomáhá]"],
    ),
    "a list numbered": (
        "<ul><li><p>Obec</p></li></ul>",
        "<ol><li>Obec</li></ol>",
        ["odrážka removed: [Obec] → ", "číslovaný bod added:  → [Obec]"],
    ),
    "a cell": (
        "<table><tr><th>Obec</th><th>Bytů</th></tr><tr><th>Vír</th><td><p>12</p></td><td></td></tr></table>",
        "<table><tr><th>Obec</th><th>Bytů</th></tr><tr><th>Vír</th><td></td><td><p>12</p></td></tr></table>",
        ["řádek tabulky changed: Vír | 12 [|] → Vír | [|] 12"],
    ),
    "a header": (
        "<table><tr><th>Obec</th><th>Bytů</th></tr></table>",
        "<table><tr><th>Obec</th><th>Domů</th></tr></table>",
        ["záhlaví tabulky changed: Obec | [Bytů] → Obec | [Domů]"],
    ),
    "what is mere space": (
        "<p>Obec  hledá&nbsp;byty.</p>\n<p> </p><p>A\u2060–B</p>",
        "<p>Obec hledá\nbyty. </p><h2></h2><p>A–B<br></p>",
        [],
    ),
}


@pytest.mark.parametrize(("old", "new", "rows"), EXAMPLES.values(), ids=EXAMPLES.keys())
def test_an_editor_sees_what_changed_and_nothing_else(old, new, rows):
    assert seen(text(old), text(new)) == rows


def test_title_and_summary_are_always_held_against_each_other():
    old, new = text("", title="Seznam obcí"), text("", title="Kontakt", summary="")
    assert seen(old, new) == [
        "nadpis changed: [Seznam obcí] → [Kontakt]",
        "úvodní věta removed: [Kdo pomáhá.] → ",
    ]


def test_every_part_of_a_text_has_its_name():
    body = (
        "text<h2>a</h2><h3>b</h3><p>c</p><ul><li>d<ol><li>e</li></ol>f</li></ul><blockquote><p>g</p><p>h</p></blockquote>"
        "<table><caption>i</caption><thead><tr><th>j</th></tr></thead><tbody><tr><th>k</th><td>l</td></tr>"
        "<tr><td></td><td>m</td></tr></tbody></table>"
    )
    assert [tuple(paragraph) for paragraph in paragraphs(body)] == [
        ("odstavec", "text"),
        ("mezititulek", "a"),
        ("menší mezititulek", "b"),
        ("odstavec", "c"),
        ("odrážka", "d"),
        ("číslovaný bod", "e"),
        ("odrážka", "f"),
        ("citace", "g"),
        ("citace", "h"),
        ("název tabulky", "i"),
        ("záhlaví tabulky", "j"),
        ("řádek tabulky", "k | l"),
        ("řádek tabulky", "| m"),
    ]


def test_a_long_stretch_without_a_change_is_folded_and_its_neighbours_stay():
    same = [f"Odstavec {number}." for number in range(20)]
    old, new = text(p(*same)), text(p(*same[:12], "Nový.", *same[12:16], *same[16:]))
    assert [(str(row.status), marked(row.new), row.size) for row in folded(difference(old, new))] == [
        ("folded", "", 13),  # with title and summary
        ("same", "Odstavec 11.", 1),
        ("added", "[Nový.]", 1),
        ("same", "Odstavec 12.", 1),
        ("folded", "", 7),
    ]


@pytest.mark.parametrize(("length", "is_folded"), [(4, False), (5, True)])
def test_a_short_stretch_is_not_folded(length, is_folded):
    same = [f"Odstavec {number}." for number in range(length)]
    rows = folded(difference(text(p("A", *same, "E"), "A", ""), text(p("X", *same, "Y"), "X", "")))
    assert (Status.FOLDED in {row.status for row in rows}) is is_folded


def test_nothing_is_left_of_texts_that_are_the_same():
    assert folded(difference(text(p("A")), text(p("A")))) == []
    assert difference(Text("", "", ""), Text(" ", "", "<p></p>")) == []


def test_five_hundred_paragraphs_are_compared_word_by_word():
    old = [[f"slovo{number}-{place}" for place in range(60)] for number in range(500)]
    new = [["nové", *words[1:-1], "konec"] for words in old]
    rows = difference(text(p(*map(" ".join, old))), text(p(*map(" ".join, new))))[2:]
    assert {row.status for row in rows} == {Status.CHANGED}
    assert {tuple(run.is_changed for run in row.new) for row in rows} == {(True, False, True)}


def riddled(letter, count):
    """Every other word is the same: what difflib finds hardest."""
    return " ".join(f"a {letter}{number}" for number in range(count))


def test_words_that_would_cost_too_much_are_marked_together_between_the_common_ends():
    old, new = f"Začátek {riddled('b', 50_000)} konec.", f"Začátek {riddled('c', 50_000)} konec."
    row = difference(text(p(old)), text(p(new)))[-1]
    assert row.old == (Run("Začátek a", False), Run(riddled("b", 50_000)[2:], True), Run("konec.", False))
    assert row.new == (Run("Začátek a", False), Run(riddled("c", 50_000)[2:], True), Run("konec.", False))


def test_paragraphs_that_would_cost_too_much_are_still_told_apart():
    old, new = p(*riddled("b", 5_000).split()), p(*riddled("c", 5_000).split())
    statuses = Counter(row.status for row in difference(text(old), text(new)))
    assert statuses == {"same": 3, "moved": 2 * 4_999, "removed": 5_000, "added": 5_000}


def test_deep_nests_do_no_harm():
    assert len(paragraphs("<blockquote><ul><p>x" * 50_000)) == 50_000


def shown(old, new):
    text = one_text(folded(difference(old, new)))
    html = render_to_string("admin/pages/_difference.html", {"difference": text})
    return html5lib.parseFragment(html, namespaceHTMLElements=False)


def as_read(element):
    return " ".join("".join(element.itertext()).split())


def test_one_text_says_in_words_what_it_shows_in_colour():
    filler = [f"Odstavec {number}." for number in range(10)]
    old = text(p("Obec má pět bytů.", *filler, "Přesun."), summary="Kdo pomáhá.")
    new = text(p("Přesun.", "Obec má šest bytů.", *filler), summary="")
    page = shown(old, new)
    assert as_read(page.find(".//p[@class='legend']")) == "přidáno odebráno 4 změněné odstavce Další změna"
    body = page.find(".//div[@class='as-read']")
    assert [as_read(part) for part in body] == [
        "Nadpis: Obce",
        "Úvodní věta: smazáno: Kdo pomáhá. Další změna",
        "Odstavec přesunuto sem: přidáno: Přesun.",
        "Obec má smazáno: pět přidáno: šest bytů.",
        "Odstavec 0.",
        "8 odstavců beze změny" + "".join(f" Odstavec {number}." for number in range(1, 9)),
        "Odstavec 9.",
        "Odstavec přesunuto odsud: smazáno: Přesun.",
    ]
    gone = [as_read(mark) for mark in body.findall(".//del")]
    assert gone == ["smazáno: Kdo pomáhá.", "smazáno: pět", "smazáno: Přesun."]
    assert [as_read(mark) for mark in body.findall(".//ins")] == ["přidáno: Přesun.", "přidáno: šest"]


def test_each_change_leads_to_the_next_one():
    page = shown(text(p("A", "B", "C")), text(p("X", "B", "Z"), summary="Jinak."))
    targets = [each.get("id") for each in page.iter() if each.get("id")]
    links = [link.get("href") for link in page.iter("a")]
    assert links == [f"#{target}" for target in targets]
    assert [link.get("href") for link in shown(text(p("A B C")), text(p("A B D"))).iter("a")] == []


def test_items_of_a_list_stay_a_list_and_what_is_folded_stays_in_reach():
    items = "".join(f"<li>Bod {number}.</li>" for number in range(9))
    page = shown(text(f"<ul>{items}</ul>"), text(f"<ul>{items}<li>Nový.</li></ul>"))
    fold = page.find(".//details")
    assert as_read(fold.find("summary")) == "10 odstavců beze změny"
    assert [as_read(item) for item in fold.findall("ul/li")] == [f"Bod {number}." for number in range(8)]
    assert [as_read(item) for item in page.findall(".//div/ul/li")] == ["Bod 8.", "přidáno: Nový."]


def test_texts_that_are_the_same_are_said_to_be():
    assert as_read(shown(text(p("A")), text(p("A")))) == "Oba texty jsou stejné."


def test_words_that_look_like_markup_stay_words():
    body = escape("<script>alert(1)</script> <b>x</b>")
    page = shown(text(p("Obec"), "a < b"), text(p(body), "a < c"))
    assert not re.search("script|'b'", " ".join(str(element.tag) for element in page.iter()))
    assert "přidáno: <script>alert(1)</script> <b>x</b>" in as_read(page)
