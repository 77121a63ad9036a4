"""The HTML that prose may hold: a small vocabulary, cleaned on the way in, made ready for readers on the way out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape, unescape

import nh3
from django.utils.html import format_html, linebreaks, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django_prose_editor.config import allowlist_from_extensions

from pages.marks import raised, unpiled
from pages.richtext import figures
from pages.richtext.clipboard import notes, read, shape, unseen, whole

# What an editor can make is what can be stored: the editor is made of this list, and so is what the sanitiser allows.
EXTENSIONS = {
    "Heading": {"levels": [2, 3]},  # h1 is the page's title
    "Bold": True,
    "Italic": True,
    "Superscript": True,
    "HardBreak": True,
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "Link": {"protocols": ["http", "https", "mailto", "tel"]},  # http as far as the gate, which offers https
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "NoSpellCheck": False,  # the browser may mark misspelt words
    "Menu": False,  # ours is in static/js/rich_text.js
}
_ALLOWED = allowlist_from_extensions(EXTENSIONS)
TAGS, URL_SCHEMES = _ALLOWED["tags"] | figures.TAGS, _ALLOWED["url_schemes"]
# The attributes that say something: where a link leads, and by what its note knows it. The extensions know more, which
# rich_text.js takes away too: target and rel are the browser's business, titles are for the mouse alone, joined cells
# have no one header, and a list that goes on from another number is one list. Headers get their scope on the way out.
ATTRIBUTES = {"a": {"href", "id"}, **figures.ATTRIBUTES, "*": set()}  # without the star nh3 lets lang and title through

# Ids that pages have without any text; a heading never gets one of them, nor any with an underscore.
OUR_IDS = {"chyby", "cil", "dokument", "dotaz", "druh", "financovani", "fond", "h", "iri", "katalog", "kc", "kde"}
OUR_IDS |= {"koncepce", "kontakt", "kontaktni-centrum", "kontakty", "kraj", "menu", "nazvy", "nepristupny-obsah"}
OUR_IDS |= {"obce", "obec", "obsah", "okres", "podminky", "podrobneji", "pomoc", "projekt", "prosazovani", "q"}
OUR_IDS |= {"schuzka", "situace", "spojeni", "stav", "telefon", "udaje", "vypracovani", "web", "zadost", "zdroj"}
OUR_IDS |= {"autor", "dokumenty", "hlaseni", "jazyk", "nahrazuje", "neozve", "soubor", "velikost", "verze", "zmeny"}
OUR_IDS |= {"akce", "cena", "zpetna-vazba"}

_CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    attribute_filter=lambda _tag, name, value: value if name != "id" or notes.OURS.fullmatch(value) else None,
    url_schemes=URL_SCHEMES,
    link_rel=None,
    clean_content_tags={"script", "style", "title"},  # a title is the name of the file that was copied from
)
DEEPEST = 30  # tags one in another; no text of people has as many, and nested ones cost the square of their number
_NESTING_TAG = re.compile(r"<(/?)(?!(?:p|li|td|th|tr|tbody|thead|dt|dd|br|hr|img)\b)[a-z][^<>]*>", re.IGNORECASE)
_LINK = re.compile(r'<a(?: [a-z]+="[^"]*")+>')
_ID = re.compile(r' id="([^"]*)"')
_BETWEEN_LINES = re.compile(r"<(?!/?(?:strong|em|a|sup)\b)[^>]*>")
# The sanitiser leaves no attributes on these, so their shape is certain.
_HEADING_OR_TABLE = re.compile(r"<(h2|h3)>(.*?)</\1>|<table>|</table>", re.DOTALL)
_RAISED = re.compile(r'(<a [^<>]*"#(?:poznamka|odkaz)-\d+"[^<>]*>)?<sup>(.*?)</sup>', re.DOTALL)
_ROW = re.compile(r"<tr>.*?</tr>", re.DOTALL)


@dataclass(frozen=True)
class Outline:
    """Prose ready for a page: its markup with an id on each h2, and those headings in order as (id, text)."""

    html: SafeString
    headings: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Pasted:
    """A clipboard as it can be stored: its text, the notes that belong under all text, and what was left out."""

    html: str
    notes: str
    left_out: str


def sanitise(html: str) -> str:
    """Markup in, the allowed part of it out; text inside a refused tag stays, scripts and styles go whole."""
    return _once(figures.settled(_CLEANER.clean(_shallow(html, DEEPEST))).strip())


def tidied(html: str) -> str:
    """What an editor typed or pasted in; out sanitised prose in one shape, whichever program it was copied from.

    Text without a single tag is what a textarea takes from the clipboard: an empty line ends its paragraphs.
    """
    found = pasted(html if "<" in html else linebreaks(html))
    return f"{found.html}\n{found.notes}".strip()


def pasted(html: str, last_note: int = 0) -> Pasted:
    """A clipboard in; out what was seen on it, its notes numbered after `last_note`."""
    known, found = figures.set_apart(whole.whole(_shallow(html, whole.DEEPEST)))
    seen = read.read(known, html, last_note, found)
    return Pasted(_settled(seen.html), _settled(seen.notes), unseen.told(seen.left))


def plain(html: str) -> str:
    """Sanitised prose in; out its text without markup, a line for each paragraph, heading, item and cell."""
    lines = unescape(strip_tags(_BETWEEN_LINES.sub("\n", _RAISED.sub(_as_text, html)))).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def outline(html: str) -> Outline:
    """Sanitised prose in; out the same as readers get it.

    Each h2 has an anchor, so that „Na této stránce“ can link to it. Links of notes say that they are such. Each header
    of a table says whether it stands over a column or before a row. Each table has a frame of its own that scrolls on
    a narrow screen, by the keyboard too.
    """
    headings: list[tuple[str, str]] = []
    markup = _LINK.sub(_note_link, _ROW.sub(_scoped, sanitise(html)))
    frames, keys = _Names(), _Names(OUR_IDS | set(_ID.findall(markup)))
    heading = ""

    def prepared(match: re.Match) -> str:
        nonlocal heading
        if match[0] == "</table>":
            return "</table></div>"
        if match[0] == "<table>":
            frame = frames.unlike(f"Tabulka: {heading}" if heading else "Tabulka", " {}")
            return format_html('<div role="region" aria-label="{}" tabindex="0"><table>', frame)
        heading = unescape(strip_tags(_RAISED.sub(_as_text, match[2]))).strip()
        if match[1] == "h3":
            return match[0]
        wanted = slugify(unpiled(heading.replace("_", " "))) or "cast"
        key = keys.unlike(wanted, "-{}")
        headings.append((key, heading))
        return f'<h2 id="{key}">{match[2]}</h2>'

    return Outline(mark_safe(_HEADING_OR_TABLE.sub(prepared, markup)), tuple(headings))  # noqa: S308 - sanitised here


def _settled(html: str) -> str:
    return shape.settled(sanitise(html))


def _shallow(html: str, deepest: int) -> str:
    """Any HTML in; out the same without the tags that stand in more than so many others; their text stays."""
    depth = 0

    def kept(tag: re.Match) -> str:
        nonlocal depth
        if tag[1]:
            depth = max(depth - 1, 0)
            return tag[0] if depth < deepest else ""
        depth += 1
        return tag[0] if depth <= deepest else ""

    return _NESTING_TAG.sub(kept, html)


def _once(html: str) -> str:
    """Sanitised HTML in; out the same with each id once, at the first that has it."""
    taken: set[str] = set()

    def kept(attribute: re.Match) -> str:
        is_new = attribute[1] not in taken
        taken.add(attribute[1])
        return attribute[0] if is_new else ""

    return _LINK.sub(lambda link: _ID.sub(kept, link[0]), html)


def _scoped(row: re.Match) -> str:
    """A row with the scope of its headers: those of a row of headers stand over columns, any other before its row."""
    scope = "row" if "<td>" in row[0] else "col"
    return row[0].replace("<th>", f'<th scope="{scope}">')


def _note_link(link: re.Match) -> str:
    """A link of a note with its role, so that a reader who hears it knows what the number is."""
    for target, role in (("#poznamka-", "doc-noteref"), ("#odkaz-", "doc-backlink")):
        if f' href="{target}' in link[0]:
            return f'{link[0][:-1]} role="{role}">'
    return link[0]


def _as_text(found: re.Match) -> str:
    text = unescape(strip_tags(found[2]))
    return (found[1] or "") + escape(raised(text, is_note=bool(found[1]) or "<a " in found[2]), quote=False)


class _Names:
    """The names that are taken on a page."""

    def __init__(self, taken: Iterable[str] = ()):
        self._taken = set(taken)
        self._numbers: dict[str, int] = {}  # of each wanted name the number that is to be tried next

    def unlike(self, wanted: str, ending: str) -> str:
        """The wanted name, or the first of it with a number that is not taken; from now on it is."""
        name, number = wanted, self._numbers.get(wanted, 2)
        while name in self._taken:
            name, number = wanted + ending.format(number), number + 1
        self._numbers[wanted] = number
        self._taken.add(name)
        return name
