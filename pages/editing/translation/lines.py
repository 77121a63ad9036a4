"""What of translations waits on the editors' start page: what is older than the Czech text, what nobody has read."""

from collections.abc import Iterator

from pages.editing.translation.told import Told, all_told, since, stale
from pages.frame.request import Request
from pages.languages.languages import EASY, ENGLISH, OTHERS, UKRAINIAN, Language
from pages.languages.state import LanguageState
from pages.prose.page import TranslationPage
from pages.registry import Line
from pages.web.admin_address import admin_address

MOST_LINES = 20
READ = "Přečetl to a je to v pořádku"
UNREAD = {
    ENGLISH: "Anglický překlad si ještě nepřečetl rodilý mluvčí",
    UKRAINIAN: "Ukrajinský překlad si ještě nepřečetl rodilý mluvčí",
    EASY: "Snadné čtení si ještě nepřečetl nikdo, pro koho je",
}


def lines(request: Request) -> Iterator[Line]:
    """The translations whose readers miss something, then the languages that nobody has read."""
    old = stale(request.frame)
    for one in old[:MOST_LINES]:
        yield from _stale(one)
    if len(old) > MOST_LINES:
        address = f"{admin_address(TranslationPage, 'changelist')}?proti=starsi"
        yield Line(f"A další starší překlady: {len(old) - MOST_LINES}", address, action="Ukázat")
    if request.user.has_perm("pages.change_languagestate"):
        states = request.frame.shared("language states", LanguageState.objects.by_code)
        for language in OTHERS:
            yield from _unread(request, language, states.get(language.code))


def _stale(one: Told) -> Iterator[Line]:
    if one.page and one.newer:
        title = f"{one.newer.page.menu_title}, {one.language.czech}"
        yield Line(title, admin_address(one.page, "change"), since(one.newer), "Doplnit překlad")


def _unread(request: Request, language: Language, state: LanguageState | None) -> Iterator[Line]:
    """While readers may see texts in the language, and until somebody has confirmed it once."""
    every = all_told(request.frame).values()
    titles = [one.page.menu_title for one in every if one.language == language and one.page and one.is_seen]
    if not titles or (state and (state.is_off or state.confirmed_at)):
        return
    yield Line(
        UNREAD[language],
        admin_address(LanguageState, "confirm", language.code),
        "Potvrďte to, až je někdo přečte všechny. Stačí jednou.",
        READ,
        facts=(("Stránky", ", ".join(titles)),),
        mend=f"{admin_address(TranslationPage, 'changelist')}?jazyk={language.code}",
    )
