"""Addresses that stand in every language: below the language's first part, and named in that of the page."""

from django.urls import ResolverMatch, URLPattern, URLResolver, resolve
from django.urls.resolvers import RegexPattern
from django.utils.functional import lazystr
from django.utils.translation import override

from pages.languages import languages


class _First:
    """„^uk/“: what addresses of the active language begin with, as a pattern; Django keeps it compiled by language."""

    def __str__(self) -> str:
        return "^" + languages.active().prefix.removeprefix("/")


def in_every_language(*patterns: URLPattern | URLResolver) -> list[URLResolver]:
    """The patterns under the first part of whichever language is active; the door makes that of the address so."""
    first = RegexPattern(lazystr(_First()))  # type: ignore[arg-type]  # Django takes a lazy one for just this
    return [URLResolver(first, list(patterns))]


def found_at(path: str) -> ResolverMatch:
    """The view at an address of any language. Raises Resolver404 where there is none."""
    with override(languages.of_path(path).code):
        return resolve(path)
