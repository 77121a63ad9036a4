"""Which languages readers are offered: those in which they can do what most of them come for."""

from pages.frame.frame import Frame
from pages.languages.languages import ALL, CZECH, Language
from pages.prose.versions import is_hidden

# The Czech addresses of the pages without whose text a language is not offered.
CORE = ("/", "/o-projektu/", "/kontaktni-centrum/")


def is_offered(language: Language, frame: Frame) -> bool:
    """Whether the core of the site has a text in the language; in a preview one that is still to come counts."""
    if language is CZECH:
        return True
    versions = (frame.version_at(language.address_of(address)) for address in CORE)
    return not any(is_hidden(version, frame.moment, frame.preview) for version in versions)


def offered(frame: Frame) -> list[Language]:
    """All of them, Czech first."""
    return [language for language in ALL if is_offered(language, frame)]
