"""Text from Word, Google Docs, LibreOffice and Outlook comes out clean: the same words, and nothing of their looks.

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
"""

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.gate.links import cleaned
from pages.gate.parsed import parse
from pages.richtext.html import plain, sanitise, tidied
from tests.clipboard import NAMES, clean, copied


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


def test_the_sanitiser_alone_lets_nothing_of_the_looks_through():
    for name in NAMES:
        kept = sanitise(copied(name))
        assert all(sign not in kept for sign in ["style", "class", "mso", "o:p", "<!", "docs-internal", "title"]), name


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
