"""Texts that try to become script, and how a page is searched for what they would bring into it."""

import json
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib

from tests.thorough import some

TEXTS: dict[str, dict[str, str]] = tomllib.loads((Path(__file__).parent / "site/hostile_texts.toml").read_text())
REFUSED = TEXTS.pop("refused")  # by the model, since their braces would not be filled
ALL = {f"{section}/{name}": text for section, texts in TEXTS.items() for name, text in texts.items()}
# Those that get a page each: some of each section, in make proof all.
EACH = {section: dict(some(texts.items(), 6)) for section, texts in TEXTS.items()}

# All that prose may hold: no other text may bring another element or another attribute.
HARMLESS = (
    '<h2>a</h2><h3>b</h3><p>c<br><strong>d</strong><em>e</em><a href="/obce/">f</a><a>g</a></p><ul><li>h</li></ul>'
    "<ol><li>i</li></ol><blockquote>j</blockquote><table><caption>k</caption><thead><tr><th>l</th><th>m</th></tr>"
    "</thead><tbody><tr><th>n</th><td>o</td></tr></tbody></table>"
)

FILLED = {"anchors", "changes", "found", "prose", "report"}  # classes of what a text or its number fills with elements
# Attributes in which words of a text stand, or what is new in each answer.
VARIES = {("meta", "content"), ("input", "value"), ("link", "nonce"), ("script", "nonce")}
LEADS = {"action", "background", "cite", "data", "formaction", "href", "ping", "poster", "src", "srcset", "xlink:href"}
SCHEMES = {"http", "https", "mailto", "tel"}


def words_of(text: str) -> str:
    """A text as a title: as much of it as there is room for, without what no form would take."""
    return re.sub(r"(?<=\{)\{+|(?<=\})\}+|[\0\r]", "", text)[:100].strip()


def parsed(markup: str) -> Element:
    """A page as a browser understands it, without its comments."""
    page = html5lib.parse(markup, namespaceHTMLElements=False)
    for parent in list(page.iter()):
        for child in [child for child in parent if not isinstance(child.tag, str)]:
            parent.remove(child)
    return page


def faults(page: Element, harmless: Element, filled: Collection[str] = FILLED) -> Iterator[str]:
    """What is on a page that would not be there, were its text as harmless as that of the other one.

    `filled` are the classes of what a text fills with elements; all around them must be the same on both.
    """
    (frame, inside), (harmless_frame, harmless_inside) = (_split(one, filled) for one in (page, harmless))
    known, extra = _shapes(harmless_frame), _shapes(frame)
    if known != extra:
        yield f"around the text: {[shape for shape in extra if shape not in known]}"
    vocabulary = {(element.tag, *sorted(element.attrib)) for element in harmless_inside}
    for element in inside:
        if (element.tag, *sorted(element.attrib)) not in vocabulary:
            yield f"in the text: {element.tag} {element.attrib}"
    yield from dangers(page, _scripts(harmless))
    ids = [element.get("id") for element in page.iter() if "id" in element.attrib]
    headings = [element.get("id") for element in inside if element.tag == "h2"]
    foreign = set(ids) - {element.get("id") for element in harmless.iter()} - set(headings)
    if foreign or len(ids) != len(set(ids)):
        yield f"ids: {ids}"


def dangers(page: Element, known_scripts: Collection[tuple] = ()) -> Iterator[str]:
    """What has no place on any page: unknown script, handlers, styles, addresses that a browser would run."""
    yield from (f"script: {script}" for script in _scripts(page) if script not in known_scripts)
    for element in page.iter():
        for name, value in element.attrib.items():
            if name.startswith("on") or name in {"style", "srcdoc"} or (name in LEADS and not _is_safe(value)):
                yield f"attribute: {element.tag} {name}={value!r}"


def structured_data(page: Element) -> list[dict]:
    """The things that a page tells machines."""
    return [json.loads(script.text)["@graph"] for script in page.iter("script")]


def _split(page: Element, filled: Collection[str]) -> tuple[list[Element], list[Element]]:
    """The elements of the frame of a page, and those inside its text."""
    frame: list[Element] = []
    inside: list[Element] = []

    def walk(element: Element, target: list[Element]) -> None:
        target.append(element)
        is_filled = not set(filled).isdisjoint(element.get("class", "").split())
        for child in element:
            walk(child, inside if is_filled else target)

    walk(page, frame)
    return frame, inside


def _scripts(page: Element) -> list[tuple]:
    """Each script that runs, wherever it stands; data for machines is none."""
    found = [element for element in page.iter() if element.tag.endswith("script")]
    return [
        ({name: value for name, value in element.attrib.items() if name != "nonce"}, element.text)
        for element in found
        if element.attrib != {"type": "application/ld+json"}
    ]


def _shapes(elements: Iterable[Element]) -> list[tuple]:
    return [
        (element.tag, {name: value for name, value in element.attrib.items() if (element.tag, name) not in VARIES})
        for element in elements
    ]


def _is_safe(address: str) -> bool:
    """Whether it leads where a link of ours may lead; a browser overlooks blanks before it and lines in it."""
    seen = re.sub(r"^[\x00-\x20]+|[\t\n\r]", "", address)
    scheme = re.match(r"([a-z][a-z0-9+.-]*):", seen, re.IGNORECASE | re.ASCII)
    return scheme is None or scheme[1].lower() in SCHEMES
