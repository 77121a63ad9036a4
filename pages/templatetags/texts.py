"""What stands around every text: notices and the pages above it, the pages beneath it and what has changed in it."""

from typing import Any

from django import template
from django.template import Context

from pages.facts import review
from pages.frame import filled, present
from pages.frame.frame import Frame
from pages.prose.page import Page
from pages.prose.versions import PageVersion

register = template.Library()

MOST_CHANGES = 10


@register.inclusion_tag("components/notices.html", takes_context=True)
def notices(context: Context) -> dict[str, Any]:
    """That the project has ended; and what every reader must know now, as (text, link's text, link's address).

    What outlives its moment says nothing of the second.
    """
    frame = context["frame"]
    closed = {"closed_at": frame["project"].closes_at} if frame.is_closed else {}
    if frame.is_withheld:
        return closed
    shown = [notice for notice in frame.get("notices") or () if notice.is_shown(frame.moment)]
    said = [
        (filled.inline(notice.text, frame), notice.link_text, present.address(notice.link_address, frame))
        for notice in shown
    ]
    return {**closed, "notices": said}


@register.inclusion_tag("components/age.html", takes_context=True)
def age(context: Context, text: PageVersion | None, among: str = "") -> dict[str, Any]:
    """How old a text is, once that is more than a year and nobody has said since that it still holds.

    It may be the oldest `among` several, as a reader calls them: odpovědi. It claims nothing but the day, because what
    has changed since then is what nobody knows.
    """
    if text is None or text.held_on is None or text.is_empty:
        return {}
    return {"text": text, "among": among} if review.is_due(text.held_on, context["frame"].today) else {}


@register.inclusion_tag("pages/_below.html", takes_context=True)
def below(context: Context, text: PageVersion | str) -> dict[str, Any]:
    """The pages below that of `text`, and what editors said of its last versions; nothing on a page without a row."""
    if isinstance(text, str) or text.page_id is None:
        return {}
    frame = context["frame"]
    has_pages_below = text.page_id in (frame.get("pages_above") or ())
    return {
        "texts": frame.texts_below(text.page) if has_pages_below else [],
        "versions": _noted(text, frame) if text.number > 1 else [],
    }


@register.simple_tag(takes_context=True)
def way_up(context: Context, text: PageVersion) -> list[Page]:
    """The pages above that of `text`, the home page first; those of editors only while there is something to read."""
    trail = text.page.trail
    free = [page for page in trail if page.is_free]
    shown = {version.page_id for version in context["frame"].texts_of(free) if version.pk} if free else set()
    return [page for page in trail if not page.is_free or page.pk in shown]


def _noted(text: PageVersion, frame: Frame) -> list[PageVersion]:
    """The last versions of the text's page with a note, the latest first. What was withdrawn is told of no more."""
    noted = PageVersion.objects.published(frame.moment).filter(page=text.page_id).exclude(change_note="")
    return list(noted.exclude(withdrawn_at__lte=frame.moment).defer("body")[:MOST_CHANGES])
