"""The picture that stands beside a link to a page."""

from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from socialnibydleni.cards import pictures

register = template.Library()


@register.simple_tag(takes_context=True)
def card(context: Context, text: Any) -> SafeString:
    """What tells networks of the card of a page with this text; a context that names its `card_title` has that."""
    address = pictures.address(context.get("card_title") or text.title, context["frame"])
    if not address:
        return SafeString()
    return format_html('<meta property="og:image" content="{}{}">', settings.SITE_URL, address)
