"""Text from other programs comes out clean: what was seen there, and nothing of its looks or of its review.

The files in clipboard/ are written by hand in the shapes that these programs are known to put on the clipboard:

- word.html: the recorded clipboards of CKEditor 5 (packages/ckeditor5-paste-from-office/tests/_data/list and
  /bookmark: the head, conditional comments, MsoListParagraph with mso-list and its ignored mark, bookmarks, o:p) and of
  roosterjs (processPastedContentFromWordDesktopTest); smart tags such as st1:PersonName are those of Word 2003 to 2007.
- google_docs.html: CKEditor 5, /paste-from-google-docs (bold-wrapper, lists/mixed-list, paragraphs/br-paragraph):
  the <b> that is not bold, emphasis as a style of spans, lists between items, breaks between paragraphs.
- libreoffice.html: HTML of LibreOffice 7.4 Writer as committed in public repositories (class western, font elements,
  wrapped lines, paragraphs inside items and cells, an empty paragraph as a break).
- outlook.html: mails from Outlook on the web in public mailing lists (elementToProof), with an address wrapped by
  Microsoft's Safe Links.
- word_review.html: comments as in the tests of roosterjs (commentsRemoval, processWordComments: msocomanchor,
  mso-element:comment-list, mso-special-character) and in a document kept on an old blog (msocomtxt); changes as in
  documents in public repositories (<span class=msoDel><del cite datetime>); footnotes as CKEditor 5 tells of them
  (filters/replacemsfootnotes: mso-footnote-id, mso-element:footnote-list); hidden text and pictures as Word writes them
  (display:none;mso-hide:all, a picture in VML and the same as img).
- word_table.html: table grids of documents in public repositories, with the row of measures that Office appends.
- excel.html: a sheet saved as a page, in a public repository (col, classes for cells, height=0 for hidden rows).
- google_docs_export.html: exports in public repositories (ftnt_ref1, cmnt_ref1, classes with their style sheet). On the
  clipboard of Google Docs itself there is no note: CKEditor 5 finds it in a format of Google's own
  (filters/insertgoogledocsfootnotes), so there is nothing here that could be kept.
- libreoffice_notes.html: sdfootnote1anc and sdfootnote1sym as in pages in public repositories; changes and comments as
  its writer of HTML makes them (ins, del, <!-- -->), by hand.
- outlook_newsletter.html: the hidden line that newsletters begin with and a picture for counting, by hand.
- web_page.html: notes in the shape of MediaWiki with the addresses made whole and the styles written out as Chrome does
  at copying; text for screen readers alone, details, a table and pictures by hand, from the standard of HTML.
- Viewers of PDF (pdf.js, Chrome's) put plain text there: the editor makes a paragraph of each line.
"""

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.editing.paragraphs import paragraphs
from pages.gate.links import cleaned
from pages.gate.parsed import parse
from pages.richtext.html import outline, pasted, plain, sanitise, tidied
from tests.clipboard import LEFT_OUT, NAMES, clean, copied


def words(text):
    return "".join(text.split())


@pytest.mark.parametrize("name", NAMES)
def test_what_was_copied_is_stored_in_our_vocabulary_and_stays_the_same(name):
    assert tidied(copied(name)) == clean(name)
    assert tidied(clean(name)) == clean(name)
    assert sanitise(clean(name)) == clean(name)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_stored_is_faultless_html(name):
    parser = html5lib.HTMLParser(strict=True)
    parser.parseFragment(clean(name))


@pytest.mark.parametrize("name", NAMES)
def test_what_was_left_out_is_said(name):
    assert pasted(copied(name)).left_out == LEFT_OUT.get(name, "")
    assert pasted(clean(name)).left_out == ""


def test_the_sanitiser_alone_lets_nothing_of_the_looks_through():
    for name in NAMES:
        kept = sanitise(copied(name))
        assert all(sign not in kept for sign in ["style", "class", "mso-", "o:p", "<!", "docs-internal", "title"]), name


def test_an_address_wrapped_by_the_mail_program_is_left_to_the_gate_which_knows_the_right_one():
    (link,) = parse(clean("outlook")).links
    assert cleaned(link.href) == "https://www.mpsv.cz/"


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        ("<h1>A</h1><h5>B</h5>", "<h2>A</h2>\n<h3>B</h3>"),
        ("<div>a</div><div>b</div>", "<p>a</p>\n<p>b</p>"),
        ("<b><p>a</p></b>", "<p><strong>a</strong></p>"),
        ("<DIV><B>a</B> <I>b</I></DIV>", "<p><strong>a</strong> <em>b</em></p>"),
        ("<p><b></b>a<b> </b>b</p>", "<p>a b</p>"),
        ("<p>&nbsp;</p><p><br></p><p><strong>&nbsp;</strong></p>", ""),
        ("<p>k&nbsp;obci &nbsp; a&nbsp;&nbsp;dál</p>", "<p>k&nbsp;obci a dál</p>"),
        ("<p>první<br>druhý</p>", "<p>první<br>druhý</p>"),
        ('<p>a <a name="zde">b</a> <a href="/obce/">c</a></p>', '<p>a b <a href="/obce/">c</a></p>'),
        (
            "<table><caption>Byty</caption><tr><td>a</td></tr></table>",
            "<p>Byty</p>\n<table><tbody>\n<tr><td>a</td></tr>\n</tbody></table>",
        ),
        ("<ul><ol><li>a</li></ol></ul>", "<ul>\n<li><ol>\n<li>a</li>\n</ol>\n</li>\n</ul>"),
        ("<ul><li><p>a</p><p>b</p></li></ul>", "<ul>\n<li><p>a</p>\n<p>b</p>\n</li>\n</ul>"),
        (
            "První odstavec\nna dvou řádcích & víc.\n\nDruhý.",
            "<p>První odstavec<br>na dvou řádcích &amp; víc.</p>\n<p>Druhý.</p>",
        ),
        ("", ""),
    ],
)
def test_other_tags_of_the_same_meaning_become_ours_and_what_is_for_looks_goes(html, stored):
    assert tidied(html) == stored
    assert tidied(stored) == stored


ITEM = "<p style='mso-list:l0 level{} lfo1'><span style='mso-list:Ignore'>{}<span>&nbsp; </span></span>{}</p>"


@pytest.mark.parametrize(
    ("items", "stored"),
    [
        ([(1, "a)", "A"), (1, "b)", "B")], "<ol><li>A</li><li>B</li></ol>"),
        ([(1, "iv.", "A")], "<ol><li>A</li></ol>"),
        ([(1, "§", "A"), (1, "-", "B")], "<ul><li>A</li><li>B</li></ul>"),
        ([(1, "·", "A"), (1, "1.", "B")], "<ul><li>A</li></ul><ol><li>B</li></ol>"),
        ([(2, "o", "A"), (1, "·", "B")], "<ul><li>A</li></ul><ul><li>B</li></ul>"),
        (
            [(1, "1.", "A"), (3, "·", "B"), (2, "o", "C"), (1, "2.", "D")],
            "<ol><li>A<ul><li>B</li></ul><ul><li>C</li></ul></li><li>D</li></ol>",
        ),
    ],
    ids=["letters", "Roman numerals", "bullets", "two lists", "begins inside", "a level left out"],
)
def test_lists_of_word_are_lists(items, stored):
    html = "".join(ITEM.format(*item) for item in items)
    assert tidied(html).replace("\n", "") == stored


TAGS = [
    "p",
    "h1",
    "h2",
    "ul",
    "ol",
    "li",
    "b",
    "span",
    "div",
    "table",
    "tr",
    "td",
    "th",
    "a",
    "br",
    "blockquote",
    "o:p",
]
PIECES = st.one_of(
    st.sampled_from([f"<{slash}{tag}>" for tag in TAGS for slash in ["", "/"]]),
    st.sampled_from(
        ["slovo", " ", "&nbsp;", "<p style='mso-list:l0 level2 lfo1'>", "<!--", "-->", "<b style=font-weight:normal>"]
    ),
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_whatever_comes_no_word_is_lost_or_doubled(html):
    before = words(plain(sanitise(html)))
    assert words(plain(tidied(html))) == before
    assert words(plain(tidied(tidied(html)))) == before


@pytest.mark.parametrize(
    ("html", "stored"),
    [
        ("je <del>5 000</del><ins>3 000</ins> Kč", "<p>je 3 000 Kč</p>"),
        ("10<sup>6</sup>, 100<sup>1</sup>", "<p>10<sup>6</sup>, 100<sup>1</sup></p>"),
        ("H<sub>2</sub>O, x<sub>i</sub>", "<p>H₂O, xi</p>"),
        ("<p style='visibility:hidden'>a<span style='visibility:visible'>b</span></p>", "<p>b</p>"),
        ("<p style='font-size:0'>a<span style='font-size:11pt'>b</span></p>", "<p>b</p>"),
        ("<p style='display:none'>a<span style='display:inline'>b</span></p>", ""),
        ("<p style='background:#1F3864;color:white'>a</p>", "<p>a</p>"),
        ("<p style='background:white'><font color='#ffffff'>a</font>b</p>", "<p>b</p>"),
        ("<p style='color:white'>na snímku</p>", "<p>na snímku</p>"),
        ("<meta name=ProgId content=Word.Document><p style='color:white'>a</p>b", "<p>b</p>"),
        ("<style>.a{display:none} .a{display:block!important}</style><p class=a>a</p>", "<p>a</p>"),
        ("<style>@media print{.a{display:none}} .b{display:none}</style><p class=a>a</p><p class=b>b</p>", "<p>a</p>"),
        ("<math><mi>x</mi><annotation>x = 1</annotation></math>", "<p>x</p>"),
        ("<p>a<select><option>b</option></select></p>", "<p>a</p>"),
        ("<p>Řekl <q>ano</q>.</p>", "<p>Řekl „ano“.</p>"),
        ("<pre>a\nb</pre>", "<p>a<br>b</p>"),
        ("<h1>1. <div>Byty</div></h1>", "<h2>1. Byty</h2>"),
        (
            "<table><tr><td><h2>a</h2><table><tr><td>b</td><td>c</td></tr></table></td><td>d</td></tr></table>",
            "<table><tbody>\n<tr><td><p>a</p>\n<p>b</p>\n<p>c</p>\n</td><td>d</td></tr>\n</tbody></table>",
        ),
        (
            "<table><tr><td colspan=100>a</td></tr><tr><td>b</td><td>c</td></tr></table>",
            "<table><tbody>\n<tr><td>a</td><td></td></tr>\n<tr><td>b</td><td>c</td></tr>\n</tbody></table>",
        ),
        ('<p>obec<a href="#_ftn1" name="_ftnref1"><sup>1</sup></a></p>', "<p>obec<sup>1</sup></p>"),
    ],
)
def test_what_was_seen_is_what_is_stored(html, stored):
    assert tidied(html) == stored
    assert tidied(stored) == stored


NOTED = """<p>obec<a id="odkaz-1" href="#poznamka-1"><sup>1</sup></a></p>
<p><a id="poznamka-1" href="#odkaz-1"><sup>1</sup></a> Jen malá.</p>"""


def test_notes_that_are_pasted_later_get_other_numbers_and_stand_under_the_text():
    found = pasted(copied("word_review") + "<p>Konec.</p>", last_note=1)
    assert 'id="odkaz-2" href="#poznamka-2"' in found.html
    assert found.html.endswith("<p>Konec.</p>")
    assert found.notes.startswith('<p><a id="poznamka-2" href="#odkaz-2"><sup>[1]</sup></a>')


def test_a_sign_that_was_copied_leads_to_the_same_note_and_no_id_is_there_twice():
    sign = '<p>a<a id="odkaz-1" href="#poznamka-1"><sup>1</sup></a></p>'
    twice = '<p>a<a href="#poznamka-1"><sup>1</sup></a></p>'
    assert tidied(NOTED.replace("</p>\n", f"</p>{sign}", 1)) == NOTED.replace("</p>\n", f"</p>\n{twice}\n", 1)
    assert sanitise(NOTED + NOTED).count("id=") == 2


def test_no_other_id_is_stored():
    assert sanitise('<p><a id="menu" href="/">a</a><a id="poznamka-x" href="/">b</a></p>').count("id=") == 0


def test_readers_get_notes_with_their_roles_and_headings_with_other_anchors():
    shown = outline(f"<h2>Odkaz 1</h2>{NOTED}")
    assert '<a id="odkaz-1" href="#poznamka-1" role="doc-noteref">' in shown.html
    assert '<a id="poznamka-1" href="#odkaz-1" role="doc-backlink">' in shown.html
    assert shown.headings == (("odkaz-1-2", "Odkaz 1"),)


def test_where_nothing_can_be_raised_no_number_becomes_another():
    assert plain("<p>10<sup>6</sup> a 1<sup>st</sup> &lt;</p>") == "10⁶ a 1(st) <"
    assert plain(NOTED) == "obec[1]\n[1] Jen malá."
    assert parse("<p>10<sup>6</sup></p>").blocks[0].text == "10⁶"
    assert [block.text for block in parse(NOTED).blocks] == ["obec[1]", "[1] Jen malá."]
    assert [paragraph.text for paragraph in paragraphs(NOTED)] == ["obec[1]", "[1] Jen malá."]
    assert [paragraph.text for paragraph in paragraphs("<p>10<sup>6</sup></p>")] == ["10⁶"]
