"""Pasting never changes what a text says: what the author saw is what is stored, in order and cell by cell.

The clipboard is drawn together with what is seen of it, in the shapes of many programs and one in another.
"""

import re
from html import unescape

import pytest
from django.utils.html import strip_tags
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.richtext.html import pasted, tidied
from tests.thorough import examples

pytestmark = pytest.mark.slow

SHEET = "<style><!-- .skryte, #skryte {display: none} span.bile {color:#fff;background:#ffffff} --></style>"

# Each is put around what is drawn; an odd one has no end.
SHOWN = [
    "<b>{}</b>",
    "<i>{}</i>",
    "<sup>{}</sup>",
    "<font face=Arial>{}</font>",
    "<span style='font-weight:700'>{}</span>",
    "<span style='vertical-align:super'>{}</span>",
    "<span aria-hidden='true'>{}</span>",
    "<ins cite='mailto:Jana'>{}</ins>",
    "<span class=msoIns><ins>{}</ins></span>",
    "<st1:PersonName w:st='on'>{}</st1:PersonName>",
    "<o:p>{}</o:p>",
    "<span hidden=''></span>{}",
    "<![if !supportLists]>{}<![endif]>",
    "<!--[if !supportLists]-->{}<!--[endif]-->",
    "<span class=jinak>{}</span>",
    "<u>{}</u>",
]
HIDDEN = [
    "<span style='display:none'>{}</span>",
    "<span style='DISPLAY: NONE !important; display: inline'>{}</span>",
    "<span style='mso-hide:all'>{}</span>",
    "<span style='visibility:hidden'>{}</span>",
    "<span style='font-size:0'>{}</span>",
    "<span style='opacity:0.0'>{}</span>",
    "<span style='position:absolute;left:-9999px'>{}</span>",
    "<span style='text-indent:-999em'>{}</span>",
    "<span style='position:absolute;clip:rect(0, 0, 0, 0)'>{}</span>",
    "<span style='clip-path:inset(50%)'>{}</span>",
    "<span style='height:1px;width:1px;overflow:hidden'>{}</span>",
    "<span style='color:transparent'>{}</span>",
    "<span style='transform:scale(0)'>{}</span>",
    "<span class='a skryte'>{}</span>",
    "<span id=skryte>{}</span>",
    "<span class=bile>{}</span>",
    "<span hidden>{}</span>",
    "<x-prvek hidden>{}</x-prvek>",
    "<template>{}</template>",
    "<canvas>{}</canvas>",
    "<object data='a.swf'>{}</object>",
    "<del>{}</del>",
    "<s>{}</s>",
    "<span style='text-decoration:line-through'>{}</span>",
    "<span class=msoDel>{}</span>",
    "<span class=MsoCommentReference>{}</span>",
    "<span style='mso-special-character:comment'>{}</span>",
]
# In these no tag is one, or not any tag.
SHOWN_AROUND_WORDS = [
    "<a href='https://www.example.cz/'>{}</a>",
    "<a name='_Toc1'>{}</a>",
    "<a style='mso-comment-reference:JN_1'>{}</a>",
    "<button>{}</button>",
]
HIDDEN_AROUND_WORDS = [
    "<a class=msocomanchor href='#_msocom_1'>{}</a>",
    "<sup><a href='#cmnt1' id='cmnt_ref1'>{}</a></sup>",
    "<ruby><rp>{}</rp></ruby>",
    "<script>{}</script>",
    "<style>{}</style>",
    "<title>{}</title>",
    "<noscript>{}</noscript>",
    "<iframe>{}</iframe>",
    "<!-- {} -->",
    "<!--[if gte mso 9]><xml><w:View>{}</w:View></xml><![endif]-->",
    "<img alt='{}' src='a.png'>",
    "<span title='{}'></span>",
]
BLOCKS = ["<p>{}</p>", "<p class=MsoNormal>{}</p>", "<h1>{}</h1>", "<h4>{}</h4>", "<div>{}</div>", "<pre>{}</pre>"]
BLOCKS += ["<ul><li>{}</li></ul>", "<ol><li><p>{}</p></li></ol>", "<blockquote>{}</blockquote>", "{}<br>"]
BLOCKS += ["<section><div><p>{}</p></div></section>", "<dl><dt>{}</dt></dl>", "<details open>{}</details>"]
BLOCKS += ["<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>{}</p>"]
HIDDEN_BLOCKS = [
    "<p style='display:none'>{}</p>",
    "<div hidden><p>{}</p></div>",
    "<div style='mso-element:comment-list'><div style='mso-element:comment'><p>{}</p></div></div>",
    "<div><p><a href='#cmnt_ref1' id='cmnt1'>[a]</a>{}</p><p>{}</p></div>",
    "<details><summary></summary><p>{}</p></details>",
    "<dialog><p>{}</p></dialog>",
    "<table><tr height=0 style='display:none'><td>{}</td></tr></table>",
]

# (sign in the text, note under it) of each program; {0} is the number, {1} what the note says.
NOTES = {
    "Word": (
        "<a href='#_ftn{0}' name='_ftnref{0}'><span class=MsoFootnoteReference>[{0}]</span></a>",
        "<div style='mso-element:footnote' id=ftn{0}><p><a href='#_ftnref{0}' name='_ftn{0}'>[{0}]</a> {1}</p></div>",
    ),
    "LibreOffice": (
        "<a class=sdfootnoteanc name=sdfootnote{0}anc href='#sdfootnote{0}sym'><sup>{0}</sup></a>",
        "<div id=sdfootnote{0}><p><a name=sdfootnote{0}sym href='#sdfootnote{0}anc'>{0}</a>{1}</p><p>dál</p></div>",
    ),
    "Google Docs": (
        "<sup><a href='#ftnt{0}' id=ftnt_ref{0}>[{0}]</a></sup>",
        "<div><p><a href='#ftnt_ref{0}' id=ftnt{0}>[{0}]</a><span>{1}</span></p></div>",
    ),
    "Pandoc": (
        "<a href='#fn{0}' id=fnref{0}><sup>{0}</sup></a>",
        "<section><ol><li id=fn{0}><p>{1}<a href='#fnref{0}'>↩</a></p></li></ol></section>",
    ),
    "here": (
        '<a id="odkaz-{0}" href="#poznamka-{0}"><sup>{0}</sup></a>',
        '<p><a id="poznamka-{0}" href="#odkaz-{0}"><sup>{0}</sup></a> {1}</p>',
    ),
}

words = st.sampled_from(["obec", "byt", "5 000", "Kč", "ano", "6", "ž", "&amp;", "{{telefon}}"])
plain = st.lists(words, min_size=1, max_size=3).map(" ".join).map(lambda text: (text, text))


def around(frames, inner, *, is_seen):
    return st.builds(lambda frame, one: (put(frame, one[0]), one[1] if is_seen else ""), st.sampled_from(frames), inner)


def put(frame, text):
    return frame.replace("{}", text)


def joined(drawn):
    return "".join(html for html, _ in drawn), " ".join(seen for _, seen in drawn)


def several(one):
    return st.lists(one, min_size=1, max_size=3).map(joined)


runs = st.recursive(
    plain | around(SHOWN_AROUND_WORDS, plain, is_seen=True) | around(HIDDEN_AROUND_WORDS, plain, is_seen=False),
    lambda inner: around(SHOWN, several(inner), is_seen=True) | around(HIDDEN, several(inner), is_seen=False),
    max_leaves=6,
)
lines = several(runs)
blocks = around(BLOCKS, lines, is_seen=True) | around(HIDDEN_BLOCKS, lines, is_seen=False)


def said(html):
    """The words without what parts them."""
    return "".join(unescape(strip_tags(html)).split())


@settings(max_examples=examples(120), deadline=None)
@given(st.lists(blocks, max_size=4).map(joined))
def test_what_was_seen_is_stored_in_order_and_nothing_else(drawn):
    html, seen = drawn
    stored = tidied(SHEET + html)
    assert said(stored).replace("·", "") == said(seen)
    assert tidied(stored) == stored


@st.composite
def tables(draw):
    """The markup of a table with joined cells, and which cell covers each of its places: (name, tag, begins here)."""
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    places, html = {}, ""
    for row in range(rows):
        html += "<tr>"
        for column in range(columns):
            if (row, column) in places:
                continue
            free = next((end for end in range(column, columns) if (row, end) in places), columns)
            wide, high = draw(st.integers(1, free - column)), draw(st.integers(1, rows - row))
            tag, name = draw(st.sampled_from(["td", "th"])), f"b{len(places)}"
            html += f"<{tag} colspan={wide} rowspan={high}>{draw(st.sampled_from(BLOCKS[:5])).format(name)}</{tag}>"
            for place in ((row + down, column + right) for down in range(high) for right in range(wide)):
                places[place] = (name, tag, place == (row, column))
        html += "</tr>"
    return f"<table>{html}</table>", rows, columns, places


@settings(max_examples=examples(120), deadline=None)
@given(tables())
def test_no_cell_slides_under_the_header_of_another(drawn):
    html, rows, columns, places = drawn
    used = [column for column in range(columns) if any(places[row, column][2] for row in range(rows))]
    stored = re.findall(r"<tr>(.*?)</tr>", tidied(html))
    cells = [re.findall(r"<(t[dh])>(.*?)</t[dh]>", row) for row in stored]
    assert [[tag for tag, _ in row] for row in cells] == [
        [places[row, column][1] for column in used] for row in range(rows)
    ]
    for row, shown in enumerate(cells):
        for column, (tag, text) in zip(used, shown, strict=True):
            name, _, begins = places[row, column]
            assert said(text) == (name if begins or tag == "th" else "")


@st.composite
def noted(draw):
    """A text with notes of one program, in which a text with notes stands that was pasted sooner."""
    sign, note = NOTES[draw(st.sampled_from(sorted(NOTES)))]
    html, seen, under = "", "", []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        (text, visible), (own, _) = draw(plain), draw(plain)
        html += f"<p>{text}{sign.format(number)} {text}</p>"
        seen += f"{visible}{said(sign.format(number))}{visible}"
        under.append(note.format(number, own))
    return html, "".join(under), seen + said("".join(under))


@settings(max_examples=examples(120), deadline=None)
@given(noted(), st.integers(0, 3))
def test_notes_stand_under_the_text_with_links_both_ways(drawn, last):
    html, under, seen = drawn
    found = pasted(html + under, last)
    stored = f"{found.html}\n{found.notes}".strip()
    assert said(stored) == said(seen)
    ids, targets = re.findall(r' id="([^"]+)"', stored), re.findall(r' href="#([^"]+)"', stored)
    assert len(set(ids)) == len(ids) == len(targets)
    assert sorted(ids) == sorted(targets)
    assert {target.partition("-")[0] for target in re.findall(r'href="#([^"]+)"', found.html)} >= {"poznamka"}
    assert tidied(stored) == stored
