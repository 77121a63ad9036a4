"""Typography: the rules of the specification as examples, and what no text may ever suffer as properties.

In the examples "~" is a space that does not break and "⊕" is a word joiner.
"""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pages import typography
from pages.typography import NBSP, WORD_JOINER, typeset, typeset_html

QUOTES = str.maketrans({**dict.fromkeys("„“”«»", '"'), **dict.fromkeys("‚‘’", "'")})
languages = st.sampled_from(["cs", "uk", "en"])


def shown(text: str) -> str:
    return text.replace(NBSP, "~").replace(WORD_JOINER, "⊕")


def as_typed(text: str) -> str:
    """The text as a person without Czech typography would type it: what typesetting may change is taken away."""
    plain = re.sub(r"\s+", " ", text.replace(WORD_JOINER, "").translate(QUOTES))
    return re.sub(r"(?<=\d) ?– ?(?=\d)", "–", plain)


# Close together and in every order, the pieces the rules are made of; and anything else at all.
# fmt: off
pieces = st.sampled_from([
    "v", "a", "K", "5", "16", "9", "2020", "382", "405", "obcí", "hodin", "září", "Kč", "Praha", "č.", "r.", "J.", "§",
    " ", " ", " ", NBSP, "\n", "–", "–", "-", WORD_JOINER, ".", ",", '"', '"', "'", "„", "“", "‚", "‘", "(", ")", "tj.",
    "Praze", "https://a.cz/1–2", "a1–2@b.cz", "\ufdd0", "&nbsp;", "&quot;", "&#x27;", "&amp;", "<", "🙂",
])
tags = st.sampled_from([
    "<b>", "</b>", "<a href='/v obci?a=1–2' title=\"'v > k\">", "</a>", "<p>", "</p>", "<br>", "</time>",
    "<time datetime=2020-09-16>", "<svg>", '<!-- v "a" -->', "<code>v 5 km</code>", '<script>"v 1–2";</script>',
    "<P CLASS='v k'>", "<!doctype html>", "<pre>k\n v</pre>", '<title>a "v"</title>', "<style>'v k'</style>",
    "<textarea>v k</textarea>",
])
words = st.sampled_from([
    "v", "16", "obcí", " ", " ", "\n  ", "–", "1–2", '"', "&quot;", "&#39;", "&nbsp;", "Praze", "."
])
# fmt: on
texts = st.lists(pieces, max_size=25).map("".join) | st.text()
markup = st.lists(tags | words, max_size=25).map("".join)


class Reader(HTMLParser):
    """What a browser would read: tags and comments as they are, text as typed, untouchable text to the letter."""

    UNTOUCHABLE = ("script", "style", "textarea", "pre", "code", "title")

    def __init__(self, html: str):
        super().__init__()
        self.read: list[object] = []
        self.inside: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.read.append((tag, attrs, self.get_starttag_text()))
        self.inside += [tag] if tag in self.UNTOUCHABLE else []

    def handle_endtag(self, tag):
        self.read.append(f"</{tag}>")
        self.inside = [open_tag for open_tag in self.inside if open_tag != tag]

    def handle_comment(self, data):
        self.read.append(f"<!--{data}-->")

    def handle_decl(self, decl):
        self.read.append(f"<!{decl}>")

    def handle_data(self, data):
        self.read.append(data if self.inside else as_typed(data))


@pytest.mark.parametrize(
    ("typed", "typeset_"),
    [
        # one-letter words
        ("v Praze", "v~Praze"),
        ("K tomu a v obci i s rodinou", "K~tomu a~v~obci i~s~rodinou"),
        ("U nás (o bydlení), „z domu“", "U~nás (o~bydlení), „z~domu“"),
        ("čtyř- i pětilůžkový", "čtyř- i~pětilůžkový"),
        ("10 km/s rychle, it's a Smith's house", "10~km/s rychle, it's a~Smith's house"),
        ("v", "v"),
        ("skončí v\nnovém řádku", "skončí v\nnovém řádku"),
        # dates
        ("16. 9. 2020", "16.~9.~2020"),
        ("dne 16. září 2020", "dne 16.~září~2020"),
        ("Výjimka: 28. 9. (svátek)", "Výjimka: 28.~9. (svátek)"),
        ("2020-09-16T10:15 2020-09-16", "2020-09-16T10:15 2020-09-16"),
        ("od 1. 1. 2016 – 31. 12. 2020", "od 1.~1.~2016~– 31.~12.~2020"),
        ("3. etapa skončila v roce 2019. Obce", "3.~etapa skončila v~roce 2019. Obce"),
        # numbers with what they count
        ("16 obcí, 1 obec, ve 2 obcích", "16~obcí, 1~obec, ve 2~obcích"),
        ("1,2 MB a 50 % z 5 mil. Kč", "1,2~MB a~50~% z~5~mil.~Kč"),
        ("do 13 hodin, 3 výsledky, 12 měsíců", "do 13~hodin, 3~výsledky, 12~měsíců"),
        ("5 mužů", "5 mužů"),
        ("382 405 obyvatel, 1 000 000 Kč", "382~405~obyvatel, 1~000~000~Kč"),
        ("v roce 2020 382 lidí", "v~roce 2020 382~lidí"),
        ("+420 778 455 761", "+420~778~455~761"),
        ("Na Maninách 876/7", "Na Maninách~876/7"),
        ("128 01 Praha 2", "128~01~Praha~2"),
        # ranges and dashes
        ("9–13 hodin", "9⊕–⊕13~hodin"),
        ("9 – 13 hodin, 9.00 – 13.30 hod.", "9⊕–⊕13~hodin, 9.00⊕–⊕13.30~hod."),
        ("v letech 2016 – 2020", "v~letech 2016⊕–⊕2020"),
        ("16.–18. září", "16.⊕–⊕18.~září"),
        ("1. 6. 2019 – 2020 prvních obcí", "1.~6.~2019~– 2020 prvních obcí"),
        ("Praha 7 – 16 obcí", "Praha~7~– 16~obcí"),
        ("str. 5-7, 15-017", "str.~5-7, 15-017"),
        ("Projekt – tedy my – pomáhá", "Projekt~– tedy my~– pomáhá"),
        ("– položka", "– položka"),
        # quotation marks
        ('Projekt "Podpora" a "v obci".', "Projekt „Podpora“ a~„v~obci“."),
        ("\"On řekl: 'ano'.\"", "„On řekl: ‚ano‘.“"),
        ("„On řekl: 'ano'.“", "„On řekl: ‚ano‘.“"),
        ("rock 'n' roll, 5\" a jeden \"navíc", "rock 'n' roll, 5\" a~jeden \"navíc"),
        # names, references, abbreviations
        ("Praha 7, v Praze 14, do Prahy 2, Prahou 7", "Praha~7, v~Praze~14, do Prahy~2, Prahou~7"),
        ("str. 5, č. 15, Čl. 4, § 3 odst. 2 písm. b)", "str.~5, č.~15, Čl.~4, §~3 odst.~2~písm.~b)"),
        ("zákon č. 99/2019 Sb.", "zákon č.~99/2019~Sb."),
        ("tj. takto, s. r. o., a. s. v obci", "tj.~takto, s.~r.~o., a.~s. v~obci"),
        ("Ing. Malá, J. Novák", "Ing.~Malá, J.~Novák"),
        # addresses and codes
        ("viz https://a.cz/9–13?q=1–2, www.a.cz/1–2", "viz https://a.cz/9–13?q=1–2, www.a.cz/1–2"),
        ("pište na socialni.bydleni@mpsv.cz a 1–2@b.cz", "pište na socialni.bydleni@mpsv.cz a~1–2@b.cz"),
        ("CZ.03.2.63/0.0/0.0/15_017/0003539", "CZ.03.2.63/0.0/0.0/15_017/0003539"),
    ],
)
def test_text_is_set_by_the_rules_of_czech_typography(typed, typeset_):
    assert shown(typeset(typed)) == typeset_


@pytest.mark.parametrize(
    ("markup_", "typeset_"),
    [
        ('<p>v <a href="/v obci">Praze</a> – zde</p>', '<p>v~<a href="/v obci">Praze</a>~– zde</p>'),
        ("<b>16</b> obcí, <em>v</em> obci", "<b>16</b>~obcí, <em>v</em>~obci"),
        ("zákon v <code>v 5 km</code> a <img alt='v 5 km'>", "zákon v~<code>v 5 km</code> a~<img alt='v 5 km'>"),
        ("<p>zahájen v\n  roce</p>", "<p>zahájen v~roce</p>"),
        ("<p>bod a </p> <p>konec v<br>Praze</p>", "<p>bod a </p> <p>konec v<br>Praze</p>"),
        ("<td>5 </td><td>obcí</td>", "<td>5 </td><td>obcí</td>"),
        ("<p> – položka", "<p> – položka"),
        ("v</b> <b> Praze, b <b> – c", "v</b> <b> Praze, b <b> – c"),
        ("&quot;v obci&quot; a &#34;tak&#34;", "„v~obci“ a~„tak“"),
        ("&quot;on: &#x27;ano&#x27;, &#39;ne&#39;&quot;", "„on: ‚ano‘, ‚ne‘“"),
        ('"v <b>obci</b>"', "„v~<b>obci</b>“"),
        ('<p>"v</p><p>obci"</p>', '<p>"v</p><p>obci"</p>'),
        ("5&quot; a k&nbsp;v obci &amp; o b&#x27;c", "5&quot; a~k&nbsp;v~obci &amp; o~b&#x27;c"),
        ("<dd>12–16</dd><dd>a@b.cz</dd>", "<dd>12⊕–⊕16</dd><dd>a@b.cz</dd>"),
        ("<script>v 5 km <b>v 5</b></script >v 5 km", "<script>v 5 km <b>v 5</b></script >v~5~km"),
        ("<pre>v 5 km", "<pre>v 5 km"),
        ("<!-- v > 5 km", "<!-- v > 5 km"),
        ("5 < 6 a <a href='v 5 km", "5 < 6 a <a href='v 5 km"),
        ("v 5 km\ufdd0", "v 5 km\ufdd0"),
    ],
)
def test_markup_is_read_as_sentences_and_its_tags_are_left_alone(markup_, typeset_):
    assert shown(typeset_html(markup_)) == typeset_


@pytest.mark.parametrize(
    ("language", "typed", "typeset_"),
    [
        ("uk", "у Празі і в Брно, 16 вересня 2020 року", "у~Празі і~в~Брно, 16~вересня~2020~року"),
        ("uk", "п'ятниця, \"Оплата 'за' житло\"", "п’ятниця, «Оплата „за“ житло»"),
        ("uk", "№ 5, 50 %, +420 778 455 761", "№~5, 50~%, +420~778~455~761"),
        ("en", "the city's \"social 'housing' aim\"", "the city’s “social ‘housing’ aim”"),
        ("en", "16 September 2020, 9 am, 12–4 pm – a day", "16~September~2020, 9~am, 12⊕–⊕4~pm~– a day"),
        ("en", "see No. 5 and p. 12 by Dr. Smith", "see No.~5 and p.~12 by Dr.~Smith"),
    ],
)
def test_another_language_has_marks_and_spaces_of_its_own(language, typed, typeset_):
    assert shown(typeset(typed, language)) == typeset_


@given(texts, languages)
@example('"a "b" c"', "cs")
@example("„'a 'b' c'“", "cs")
@example("“'a 'b' c'”", "en")
@example('"п\'ять "і" в"', "uk")
def test_typesetting_twice_changes_nothing_more(text, language):
    once, page = typeset(text, language), typeset_html(text, language)
    assert typeset(once, language) == once
    assert typeset_html(page, language) == page


@given(texts, languages)
def test_only_spaces_quotation_marks_apostrophes_and_joiners_ever_change(text, language):
    assert as_typed(typeset(text, language)) == as_typed(text)


@given(st.lists(words | st.sampled_from("\"'v–.") | st.sampled_from(typography._TAGS), max_size=25).map("".join))
def test_what_stands_between_two_blocks_is_set_alone_as_it_is_set_among_others(page):
    rules = typography._rules("cs", typography._IN_HTML)
    alone = [typography._typeset(stretch, rules) for stretch in page.split(typography._BLOCK)]
    assert typography._typeset(page, rules) == typography._BLOCK.join(alone)


@given(markup, languages)
def test_a_browser_reads_the_same_tags_and_the_same_text(html, language):
    once = typeset_html(html, language)
    assert Reader(once).read == Reader(html).read
    assert typeset_html(once, language) == once


@given(st.lists(tags | words, max_size=25))
def test_tags_comments_and_untouchable_elements_stay_to_the_byte(parts):
    rest = typeset_html("".join(parts))
    for tag in (part for part in parts if part.startswith("<")):
        _, found, rest = rest.partition(tag)
        assert found == tag


@given(st.text(st.sampled_from("<>!-/abc'\"= &;\n–1"), max_size=60))
def test_broken_markup_comes_out_whole(html):
    assert as_typed(typeset_html(html)) == as_typed(html)
