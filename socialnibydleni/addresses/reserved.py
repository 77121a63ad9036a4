"""The first parts of addresses that belong to the site itself, so that no page of editors can stand in their way."""

from collections.abc import Iterable, Iterator
from importlib import import_module

from django.conf import settings
from django.urls import URLPattern, URLResolver

# Answered before any view; and kept for parts that the site does not have yet.
OUTSIDE_THE_MAP = {"media", "static"}
TO_COME = {"en", "snadne", "uk"}


def addresses() -> set[str]:
    """What the site map begins its addresses with."""
    firsts = {address.split("/")[0] for address in _below(import_module(settings.ROOT_URLCONF).urlpatterns)}
    return OUTSIDE_THE_MAP | TO_COME | {first for first in firsts if first and "<" not in first}


def _below(patterns: Iterable[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for each in patterns:
        address = f"{before}{each.pattern}"
        if isinstance(each, URLResolver) and "/" not in address:
            yield from _below(each.url_patterns, address)
        else:
            yield address
