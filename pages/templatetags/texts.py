"""What stands around every text: notices and the pages above it, the pages beneath it and what has changed in it."""

from typing import Any

from django import template
from django.template import Context

from pages import placeholders
from pages.frame import Frame
from pages.models import Page, PageVersion
from pages.versions import is_hidden

register = template.Library()

MOST_CHANGES = 10


@register.inclusion_tag("components/notices.html", takes_context=True)
def notices(context: Context) -> dict[str, Any]:
    """What every reader must know now, as (text, link's text, link's address); not on what outlives its moment."""
    frame = context["frame"]
    if frame.is_withheld:
        return {}
    shown = [notice for notice in frame.get("notices") or () if notice.is_shown(frame.moment)]
    return {
        "notices": [
            (placeholders.inline(notice.text, frame), notice.link_text, notice.link_address) for notice in shown
        ]
    }


@register.inclusion_tag("pages/_below.html", takes_context=True)
def below(context: Context, text: PageVersion | str) -> dict[str, Any]:
    """The pages below that of `text`, and what editors said of its last versions; nothing on a page without a row."""
    if not text or text.page_id is None:
        return {}
    return {"texts": _beneath(context["frame"], text), "versions": _changes(context["frame"], text)}


@register.simple_tag(takes_context=True)
def way_up(context: Context, text: PageVersion) -> list[Page]:
    """The pages above that of `text`, the home page first; those of editors only while there is something to read."""
    frame, trail = context["frame"], text.page.trail
    free = [page.pk for page in trail if page.is_free]
    if not free:
        return trail
    seen = PageVersion.objects.seen(frame.moment, frame.preview).filter(page__in=free)
    shown = {version.page_id for version in seen if not is_hidden(version, frame.moment, frame.preview)}
    return [page for page in trail if not page.is_free or page.pk in shown]


def _beneath(frame: Frame, text: PageVersion) -> list[PageVersion]:
    if text.page_id not in (frame.get("pages_above") or ()):
        return []
    beneath = PageVersion.objects.seen(frame.moment, frame.preview).filter(
        page__parent=text.page_id, page__kind=Page.Kind.FREE
    )
    texts = beneath.select_related("page").order_by("page__address")
    return [text for text in texts if not is_hidden(text, frame.moment, frame.preview)]


def _changes(frame: Frame, text: PageVersion) -> list[PageVersion]:
    """The last versions with a note, the latest first, but none that was withdrawn; with one version none is asked."""
    if text.number == 1:
        return []
    published = PageVersion.objects.published(frame.moment).filter(page=text.page_id)
    said = published.exclude(change_note="").exclude(withdrawn_at__lte=frame.moment)
    return list(said.only("publish_at", "change_note")[:MOST_CHANGES])
