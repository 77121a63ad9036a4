"""„Jazyky“ in the admin: one screen that says how each language stands, switches it off and on, confirms it."""

from typing import Any, NamedTuple

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from pages.content_version import ContentVersion
from pages.editing.translation.told import Told, of_czech
from pages.facts.admin import EditorAdmin
from pages.frame.offered import is_offered
from pages.frame.request import Request, framed
from pages.languages.languages import EASY, OTHERS, Language
from pages.languages.state import LanguageState
from pages.prose.page import Page
from pages.prose.translations import is_translated
from pages.rows.locks import hold
from pages.web.admin_address import admin_address
from pages.web.chips import Chip

MOST_SAID = 20


class Shown(NamedTuple):
    """A language on the screen."""

    language: Language
    state: LanguageState | None
    chip: Chip
    pages: list[tuple[Page, Told]]
    said: list[LogEntry]

    @property
    def reader(self) -> tuple[str, str]:
        """Who is to read its texts, as one who has, and as one who has not yet."""
        return ("někdo, pro koho jsou", "nikdo, pro koho jsou") if self.language == EASY else ("rodilý mluvčí",) * 2

    @property
    def is_off(self) -> bool:
        """Whether an editor switched it off."""
        return self.state is not None and self.state.is_off


@admin.register(LanguageState)
class LanguageStateAdmin(EditorAdmin):
    """A row comes with the first thing that is said of a language; all of them stand on one screen."""

    def get_urls(self) -> list[URLPattern]:
        """That screen, and what its buttons do."""
        guarded, name = self.admin_site.admin_view, "pages_languagestate"
        return [
            path("", guarded(self.changelist_view), name=f"{name}_changelist"),
            path("<int:object_id>/change/", guarded(self.to_list), name=f"{name}_change"),
            path("<slug:code>/vypnout/", guarded(require_POST(self.off_view)), name=f"{name}_off"),
            path("<slug:code>/zapnout/", guarded(require_POST(self.on_view)), name=f"{name}_on"),
            path("<slug:code>/potvrdit/", guarded(self.confirm_view), name=f"{name}_confirm"),
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """For nobody: the languages are those of the site."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """For nobody."""
        return False

    def to_list(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """On to the screen."""
        return redirect(admin_address(LanguageState, "changelist"))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Each language: whether readers are offered it, who confirmed it, how its pages stand."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": "Jazyky",
            "opts": self.opts,
            "languages": _shown(framed(request)),
            "may_change": self.has_change_permission(request),
        }
        return render(request, "admin/pages/languages.html", context)

    def off_view(self, request: HttpRequest, code: str) -> HttpResponse:
        """Let readers have the language no more; its texts stay."""
        state = self._state(request, code)
        if state.switch(is_off=True):
            self._said(request, state, "vypnuto pro čtenáře", "Vypnuto pro čtenáře: {}. Texty zůstaly.")
        return self.to_list(request, state.pk)

    def on_view(self, request: HttpRequest, code: str) -> HttpResponse:
        """Let them have it again, as far as its texts are there."""
        state = self._state(request, code)
        if state.switch(is_off=False):
            self._said(request, state, "zapnuto pro čtenáře", "Zapnuto pro čtenáře: {}.")
        return self.to_list(request, state.pk)

    def confirm_view(self, request: HttpRequest, code: str) -> HttpResponse:
        """Note that somebody who speaks the language has read its texts; who only looks sees how it stands."""
        if request.method != "POST":
            return self.changelist_view(request)
        state, ours = self._state(request, code), framed(request)
        if state.confirm(ours.frame.moment, ours.user):
            self._said(
                request, state, "potvrzeno, že texty někdo přečetl", "Zapsáno: texty v tomto jazyce někdo přečetl."
            )
        else:
            self.message_user(request, "To už potvrdil někdo před vámi.")
        return self.to_list(request, state.pk)

    def _state(self, request: HttpRequest, code: str) -> LanguageState:
        language = next((one for one in OTHERS if one.code == code), None)
        if language is None:
            raise Http404
        if not self.has_change_permission(request):
            raise PermissionDenied
        hold(ContentVersion())
        return LanguageState.objects.of(language)

    def _said(self, request: HttpRequest, state: LanguageState, done: str, said: str) -> None:
        self.log_change(request, state, done)
        self.message_user(request, said.format(state), messages.SUCCESS)


def _shown(request: Request) -> list[Shown]:
    frame = request.frame
    fixed = Page.objects.filter(kind=Page.Kind.FIXED).order_by(F("menu_position").asc(nulls_last=True), "address")
    pages = [page for page in fixed if is_translated(page)]
    told, states = of_czech(pages, frame.moment), LanguageState.objects.by_code()
    log = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(LanguageState))
    said = list(log.select_related("user").order_by("-action_time", "-pk")[:MOST_SAID])
    return [
        Shown(
            language,
            states.get(language.code),
            _chip(language, states.get(language.code), is_there=is_offered(language, frame)),
            [(page, one) for page in pages for one in told[page.address] if one.language == language],
            [entry for entry in said if language.code in states and entry.object_id == str(states[language.code].pk)],
        )
        for language in OTHERS
    ]


def _chip(language: Language, state: LanguageState | None, *, is_there: bool) -> Chip:
    if state and state.is_off:
        return Chip("off", "vypnuto")
    return Chip("live", "čtenáři vidí") if is_there else Chip("draft", "čtenáři zatím nevidí")
