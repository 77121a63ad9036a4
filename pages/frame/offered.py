"""Which languages readers are offered: those in which they can do what most of them come for."""

from pages.frame.frame import Frame
from pages.languages.languages import ALL, CZECH, Language
from pages.web.parts import is_off

# The Czech addresses of the pages without whose text a language is not offered, as far as the site has these parts.
CORE = ("/", "/o-projektu/", "/kontaktni-centrum/")
# What stands below these is made of facts alone: it stands in each language in which the text of this page does.
OF_FACTS = {
    "/obce/": "/obce/",
    "/kontaktni-centrum/schuzka/": "/kontaktni-centrum/",
    "/hledat/": "/",
    "/nahlasit-chybu/": "/",
}


def is_offered(language: Language, frame: Frame) -> bool:
    """Whether the core of the site has a text in the language; in a preview one that is still to come counts."""
    return language is CZECH or all(
        _has_text(language.address_of(address), frame) for address in CORE if not is_off(address)
    )


def offered(frame: Frame) -> list[Language]:
    """All of them, Czech first."""
    return [language for language in ALL if is_offered(language, frame)]


def stands_in(language: Language, czech_address: str, frame: Frame) -> bool:
    """Whether the page at an address of the Czech pages stands in the language too."""
    if language is CZECH:
        return True
    return is_offered(language, frame) and _has_text(language.address_of(_above(czech_address)), frame)


def languages_of(czech_address: str, frame: Frame) -> list[Language]:
    """Those in which the page at an address of the Czech pages stands, Czech first."""
    return [language for language in ALL if stands_in(language, czech_address, frame)]


def is_of_facts(czech_address: str) -> bool:
    """Whether the page is made of facts alone, so that it needs no translation."""
    return _above(czech_address) != czech_address


def _above(address: str) -> str:
    """The address of the text with which a page comes and goes: mostly its own."""
    return next((text for part, text in OF_FACTS.items() if address.startswith(part)), address)


def _has_text(address: str, frame: Frame) -> bool:
    return address in frame.translated
