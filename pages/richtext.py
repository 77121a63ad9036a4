"""The HTML that prose may hold: a small vocabulary, cleaned on the way in, given anchors on the way out."""

import re
from dataclasses import dataclass
from html import unescape

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

TAGS = {"p", "h2", "h3", "ul", "ol", "li", "strong", "em", "a", "table", "thead", "tbody", "tr", "th", "td", "br"}
TAGS |= {"blockquote", "caption"}
ATTRIBUTES = {"a": {"href"}, "th": {"scope"}}
URL_SCHEMES = {"http", "https", "mailto", "tel"}  # http only as far as the gate, which offers the secured address

_BETWEEN_LINES = re.compile(r"<(?!/?(?:strong|em|a)\b)[^>]*>")
_HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)  # nh3 leaves no attributes on a heading, so this shape is certain


@dataclass(frozen=True)
class Outline:
    """Prose ready for a page: its markup with an id on each h2, and those headings in order as (id, text)."""

    html: SafeString
    headings: tuple[tuple[str, str], ...]


def sanitise(html: str) -> str:
    """Markup in, the allowed part of it out; text inside a refused tag stays, scripts and styles go whole."""
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=URL_SCHEMES, link_rel=None).strip()


def plain(html: str) -> str:
    """Sanitised prose in; out its text without markup, a line for each paragraph, heading, item and cell."""
    lines = unescape(strip_tags(_BETWEEN_LINES.sub("\n", html))).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def outline(html: str) -> Outline:
    """Sanitised prose in; out the same with an anchor on each h2, so that „Na této stránce“ can link to it."""
    headings: list[tuple[str, str]] = []

    def anchor(match: re.Match) -> str:
        text = strip_tags(match[1])
        taken = {key for key, _ in headings}
        base = key = slugify(text) or "cast"
        number = 2
        while key in taken:
            key, number = f"{base}-{number}", number + 1
        headings.append((key, text))
        return f'<h2 id="{key}">{match[1]}</h2>'

    return Outline(mark_safe(_HEADING.sub(anchor, sanitise(html))), tuple(headings))  # noqa: S308 - sanitised here
