"""The translations that come with a new site: a site without them, and which of their pages are enough to look at."""

import re

from pages.models import LoadedEntry, Page, PageVersion
from tests.thorough import THOROUGH

# About which municipality a page in another language is looked at; the other such pages are made in the same way.
MUNICIPALITY = "vir"


def in_time(addresses):
    """Of the pages about municipalities in other languages one a language, in make proof all."""
    return [each for each in addresses if THOROUGH or not re.fullmatch(rf"/\w+/obce/(?!{MUNICIPALITY}/).+/", each)]


def forget_translations():
    """The site as before the release that brought them."""
    pages = Page.objects.filter(kind=Page.Kind.TRANSLATION)
    PageVersion.objects.filter(page__in=pages)._raw_delete("default")
    LoadedEntry.objects.filter(key__in=[f"page:{page.address}" for page in pages]).delete()
    pages.update(parent=None)
    pages.delete()
