"""A text as it stands on a page of many: an answer among answers, a term among terms."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString

from pages.frame import filled
from pages.frame.frame import Frame
from pages.prose.versions import PageVersion
from pages.richtext.inside import inside


class Explained(NamedTuple):
    """A text, its place on the page, and what it says ready for readers."""

    text: PageVersion
    anchor: str
    html: SafeString


def explained(text: PageVersion, frame: Frame, anchor: str, passed: set[str], own: str = "") -> Explained:
    """The text with the terms linked that are not `passed` yet, nor explained by itself (`own`)."""
    here = passed | {own}
    said = format_html("<p>{}</p>{}", text.summary, inside(filled.outline(text.body, frame).html, text.page.address))
    markup = filled.linked(said, frame, here)
    passed |= here - {own}
    return Explained(text, anchor, markup)


def oldest(texts: Iterable[PageVersion]) -> PageVersion | None:
    """Of the texts that which was written or verified longest ago; None where there are none."""
    dated = [(text.held_on, text.page_id, text) for text in texts if text.held_on]
    return min(dated)[2] if dated else None
