"""Addresses that stand in every language: below the language's first part, and named in that of the page."""

from django.urls import Resolver404, ResolverMatch, URLPattern, URLResolver, include, path, resolve
from django.utils.functional import lazystr
from django.utils.translation import override

from pages.languages import languages


class _First:
    """„uk/“: what addresses of the active language begin with, as a translated pattern of Django's."""

    def __str__(self) -> str:
        return languages.active().prefix.removeprefix("/")


def in_every_language(*patterns: URLPattern | URLResolver) -> URLResolver:
    """The patterns under the first part of whichever language is active; the door makes that of the address so."""
    return path(lazystr(_First()), include(list(patterns)))


def found_at(address: str) -> ResolverMatch:
    """The view at an address of any language. Raises Resolver404 where there is none."""
    with override(languages.of_path(address).code):
        return resolve(address)


def stands_in_every_language(czech_address: str) -> bool:
    """Whether the page at a Czech address may have one like it in another language."""
    try:
        found_at(languages.ENGLISH.address_of(czech_address))
    except Resolver404:
        return False
    return True
