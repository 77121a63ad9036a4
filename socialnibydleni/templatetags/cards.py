"""The picture that stands beside a link to a page."""

from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pages.frame.frame import Frame
from pages.prose.page import Page
from pages.richtext import figures
from socialnibydleni.cards import pictures

register = template.Library()


@register.simple_tag(takes_context=True)
def card(context: Context, text: Any) -> SafeString:
    """What tells networks of the card of a page with this text, or of the image of news that have one.

    A context that names its `card_title` has that.
    """
    address = _image_of(text, context["frame"]) or pictures.address(
        context.get("card_title") or text.title, context["frame"]
    )
    if not address:
        return SafeString()
    return format_html('<meta property="og:image" content="{}{}">', settings.SITE_URL, address)


def _image_of(text: Any, frame: Frame) -> str:
    page = getattr(text, "page", None)
    if frame.preview or page is None or page.kind != Page.Kind.NEWS or figures.BEGINNING not in text.body:
        return ""
    found = frame["pictures"].first_in(text.body, frame)
    return found[0] if found else ""
