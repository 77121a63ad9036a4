"""What stands below every text: the pages beneath it and what has changed in it."""

from typing import Any

from django import template
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
    return {"texts": _beneath(context["frame"], text), "versions": _changes(context["frame"], text)}


def _beneath(frame: Frame, text: PageVersion) -> list[PageVersion]:
    if text.page_id not in (frame.get("pages_above") or ()):
        return []
    beneath = PageVersion.objects.seen(frame.moment, frame.preview).filter(
        page__parent=text.page_id, page__kind=Page.Kind.FREE
    )
    texts = beneath.select_related("page").order_by("page__address")
    return [text for text in texts if not is_hidden(text, frame.moment, frame.preview)]


def _changes(frame: Frame, text: PageVersion) -> list[PageVersion]:
    """The last versions with a note, the latest first; a page with one version needs no question."""
    if text.number == 1:
        return []
    published = PageVersion.objects.published(frame.moment).filter(page=text.page_id)
    return list(published.exclude(change_note="").only("publish_at", "change_note")[:MOST_CHANGES])
