"""Which languages readers are offered: those in which they can do what most of them come for."""

from pages.frame.frame import Frame
from pages.languages.languages import ALL, CZECH, Language
from pages.languages.state import STATES
from pages.languages.state import is_off as is_switched_off
from pages.prose.versions import is_hidden
from pages.web.parts import is_off

# The Czech addresses of the pages without whose text a language is not offered, as far as the site has these parts.
CORE = ("/", "/o-projektu/", "/kontaktni-centrum/")


def is_offered(language: Language, frame: Frame) -> bool:
    """Whether the core of the site has a text in the language, and no editor has switched it off.

    In a preview a text that is still to come counts, and a language that is off is there.
    """
    if language is CZECH:
        return True
    if frame.preview is None and is_switched_off(language, frame.get(STATES)):
        return False
    core = (address for address in CORE if not is_off(address))
    versions = (frame.version_at(language.address_of(address)) for address in core)
    return not any(is_hidden(version, frame.moment, frame.preview) for version in versions)


def offered(frame: Frame) -> list[Language]:
    """All of them, Czech first."""
    return [language for language in ALL if is_offered(language, frame)]
