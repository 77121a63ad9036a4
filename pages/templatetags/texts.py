"""What stands below every text: the pages beneath it and what has changed in it."""

from typing import Any

from django import template
from django.db.models import Q
from django.template import Context

from pages.frame import Frame
from pages.models import Page, PageVersion
from pages.versions import is_hidden

register = template.Library()

MOST_CHANGES = 10


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


def _rows(frame: Frame, text: PageVersion) -> list[PageVersion]:
    """The texts of the pages below that of `text` and its own last versions with a note, the latest first.

    One question for both; none where there can be neither.
    """
    has_pages_below = text.page_id in (frame.get("pages_above") or ())
    if not has_pages_below and text.number == 1:
        return []
    seen = PageVersion.objects.seen(frame.moment, frame.preview)
    below = seen.filter(page__parent=text.page_id, page__kind=Page.Kind.FREE)
    noted = PageVersion.objects.published(frame.moment).filter(page=text.page_id).exclude(change_note="")
    wanted = Q(pk__in=below.values("pk")) | Q(pk__in=noted.values("pk")[:MOST_CHANGES])
    return list(PageVersion.objects.filter(wanted).select_related("page").defer("body"))
