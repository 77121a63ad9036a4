"""What of the looks is the content folder's own: the mark and the picture are templates there, colours a stylesheet."""

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from socialnibydleni.content_folder import COLOURS

register = template.Library()


@register.simple_tag
def theme_colour() -> str:
    """What phones tint their own bars with."""
    return settings.CONTENT.theme_colour


@register.simple_tag
def own_colours() -> SafeString:
    """The way to the folder's colours; nothing where it has none."""
    if not settings.CONTENT.has_colours:
        return SafeString()
    return format_html('\n<link rel="stylesheet" href="{}">', static(COLOURS))
