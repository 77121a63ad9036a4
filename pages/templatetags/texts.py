"""What stands around every text: notices and the pages above it, the pages beneath it and what has changed in it."""

from typing import Any

from django import template
from django.db.models import Q
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
    frame = context["frame"]
    rows = _rows(frame, text)
    texts = [row for row in rows if row.page_id != text.page_id and not is_hidden(row, frame.moment, frame.preview)]
    return {
        "texts": sorted(texts, key=lambda row: row.page.address),
        "versions": [row for row in rows if row.page_id == text.page_id],
    }


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


def _rows(frame: Frame, text: PageVersion) -> list[PageVersion]:
    """The texts of the pages below that of `text` and its own last versions with a note, the latest first.

    One question for both; none where there can be neither. What was withdrawn is told of no more.
    """
    has_pages_below = text.page_id in (frame.get("pages_above") or ())
    if not has_pages_below and text.number == 1:
        return []
    seen = PageVersion.objects.seen(frame.moment, frame.preview)
    below = seen.filter(page__parent=text.page_id, page__kind=Page.Kind.FREE)
    noted = PageVersion.objects.published(frame.moment).filter(page=text.page_id).exclude(change_note="")
    noted = noted.exclude(withdrawn_at__lte=frame.moment)
    wanted = Q(pk__in=below.values("pk")) | Q(pk__in=noted.values("pk")[:MOST_CHANGES])
    return list(PageVersion.objects.filter(wanted).select_related("page").defer("body"))
