"""The state of a thing as editors see it in lists: a shape, a word, and only then a colour."""

from collections.abc import Iterable
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

ICONS = {
    "draft": "pencil",
    "wait": "wait",
    "plan": "clock",
    "live": "tick",
    "off": "off",
    "old": "replaced",
    "bad": "alert",
}


class Chip(NamedTuple):
    """One state: its look, a key of ICONS and the end of a CSS class, and what it says."""

    look: str
    words: str

    @property
    def icon(self) -> str:
        """Its picture."""
        return ICONS[self.look]


def drawn(chips: Iterable[Chip]) -> SafeString:
    """The chips as HTML, one after the other."""
    shown = [{"look": chip.look, "words": chip.words, "icon": chip.icon} for chip in chips]
    html = " ".join(render_to_string("admin/_state.html", chip).strip() for chip in shown)
    return mark_safe(html)  # noqa: S308 - each was rendered by a template
