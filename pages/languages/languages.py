"""The languages of the public site. The address says which one: nothing is guessed from what a browser sends.

Czech stands at `/…`, each other one below a first part of its own.
"""

from typing import NamedTuple

from django.utils.translation import get_language


class Language(NamedTuple):
    """A language that readers choose by its own name."""

    code: str  # in settings.LANGUAGES and of its catalogue
    first: str  # the first part of its addresses; "" is Czech
    html: str  # BCP 47, for lang and hreflang
    czech: str  # what editors call it

    @property
    def prefix(self) -> str:
        """What its addresses begin with: „/uk/“."""
        return f"/{self.first}/" if self.first else "/"

    def address_of(self, address: str) -> str:
        """The address of the same page in this language, of a Czech one: /o-projektu/ in, /uk/o-projektu/ out."""
        return self.prefix + address.removeprefix("/")


CZECH = Language("cs", "", "cs", "čeština")
ENGLISH = Language("en", "en", "en", "angličtina")
UKRAINIAN = Language("uk", "uk", "uk", "ukrajinština")
# To programs that read aloud and to search engines it is Czech.
EASY = Language("cs-easy", "snadne", "cs", "snadné čtení")
OTHERS = (ENGLISH, UKRAINIAN, EASY)
ALL = (CZECH, *OTHERS)

_BY_FIRST = {language.first: language for language in ALL if language.first}
_BY_CODE = {language.code: language for language in ALL}


def of_path(path: str) -> Language:
    """The language of an address of this site."""
    return _BY_FIRST.get(path[1:].partition("/")[0], CZECH)


def czech_address(path: str) -> str:
    """The address of the same page in Czech: /uk/o-projektu/ in, /o-projektu/ out."""
    language = of_path(path)
    return f"/{path[len(language.prefix) :]}" if language.first else path


def active() -> Language:
    """That of the page that is being made."""
    return _BY_CODE.get(get_language() or "", CZECH)
