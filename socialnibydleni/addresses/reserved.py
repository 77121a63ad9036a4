"""The first parts of addresses that belong to the site itself, so that no page of editors can stand in their way."""

from importlib import import_module

from django.conf import settings

# Answered before any view; and kept for parts that the site does not have yet.
OUTSIDE_THE_MAP = {"media", "static"}
TO_COME = {"en", "snadne", "uk"}


def addresses() -> set[str]:
    """What the site map begins its addresses with."""
    patterns = import_module(settings.ROOT_URLCONF).urlpatterns
    whole = [f"{above.pattern}{below.pattern}" for above in patterns for below in getattr(above, "url_patterns", [])]
    firsts = {address.split("/")[0] for address in [*whole, *(str(one.pattern) for one in patterns)]}
    return OUTSIDE_THE_MAP | TO_COME | {first for first in firsts if first and "<" not in first}
