"""The looks that not every page has: those of easy Czech, and what is the content folder's own.

Of the folder the mark and the picture are templates, and the colours a stylesheet.
"""

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pages.languages import languages
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


@register.simple_tag
def easy_looks() -> SafeString:
    """The way to the stylesheet of pages in easy Czech; on any other page nothing."""
    if languages.active() is not languages.EASY:
        return SafeString()
    return format_html('\n<link rel="stylesheet" href="{}">', static("css/easy.css"))
