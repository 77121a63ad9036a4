"""What editors say became of an event that readers see: full, at another time, cancelled, or as announced after all."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern

from pages.editing.event import copied
from pages.editing.event.told import in_a_sentence
from pages.editing.event_acts.forms import MovedForm, StateForm
from pages.editing.version_views import VersionViews, may_publish
from pages.events import state
from pages.events.state import EventState, Told
from pages.frame.request import Request
from pages.prose import requests
from pages.prose.page import Page
from pages.prose.publishing import RefusedError
from pages.prose.versions import PageVersion
from pages.rows.people import name_of
from pages.web.admin_address import admin_address


class Act(NamedTuple):
    """One thing to say, and the words in which it is asked and told.

    Attributes:
        address: the end of the address of its question.
        name: of the address in the code, and a value of EventState.Kind.
        title: the question, before the name of the event.
        does: what its button says.
        done: what is said afterwards.
        look: of the button.
    """

    address: str
    name: str
    title: str
    does: str
    done: str
    look: str = "btn--main"


ACTS = (
    Act("obsazeno/", "full", "Je akce obsazená?", "Je obsazeno", "Čtenáři vidí, že je obsazeno."),
    Act("jiny-termin/", "moved", "Na kdy se akce přesouvá?", "Přesunout akci", "Čtenáři vidí nový termín."),
    Act(
        "zrusit-akci/",
        "cancelled",
        "Zrušit akci?",
        "Zrušit akci",
        "Čtenáři vidí, že se akce nekoná.",
        "btn--danger-main",
    ),
    Act(
        "kona-se/",
        "announced",
        "Vrátit do stavu oznámeno?",
        "Vrátit do stavu oznámeno",
        "Akce je zase taková, jak ji oznamuje text na webu.",
    ),
)
MOST_PUBLISHERS = 10  # somebody asks by name
LATER = "Kalendáře a čtečky si to vezmou, až se příště podívají."


class EventViews(VersionViews):
    """Each acts at once, so it is asked for by a page that says who will learn of it and how."""

    def get_urls(self) -> list[URLPattern]:
        """Besides those of the versions, the addresses of the four questions."""
        views: list[tuple[str, Callable[..., HttpResponse], str]] = [
            (act.address, partial(self.state_view, act=act), act.name) for act in ACTS
        ]
        return [*self._below_a_page(views), *super().get_urls()]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Of a new event that is to be like another what that one says."""
        like = copied.original(request.GET.get(copied.LIKE, ""))
        return {**super().get_changeform_initial_data(request), **(copied.initial(like) if like else {})}

    def event_now(self, request: Request, page: Page) -> dict[str, Any]:
        """For the form of an event: what readers are told of it just now, if they see it."""
        if page.kind != Page.Kind.EVENT:
            return {}
        version = shown(page, request)
        address: dict[str, Any] = {"again_address": copied.again_address(page.pk)}
        if version and not may_publish(request):
            address["publishers"] = [name_of(account) for account in requests.publishers()[:MOST_PUBLISHERS]]
        return address | ({"told": now(version), "said_now": in_a_sentence(now(version))} if version else {})

    def state_view(self, request: Request, object_id: int, act: Act) -> HttpResponse:
        """Ask before it is said; say it."""
        page = self._page(request, object_id, must_publish=True)
        version = shown(page, request)
        if version is None:
            self.message_user(request, "Tady není co měnit: žádnou akci tu čtenáři nevidí.", messages.WARNING)
            return redirect(admin_address(Page, "change", object_id))
        told = now(version)
        form_class = MovedForm if act.name == EventState.Kind.MOVED else StateForm
        form = form_class(request.POST or None, initial={"seen": seen(version, told)}, name=act.name)
        if request.method == "POST" and form.is_valid():
            if form.cleaned_data["seen"] != seen(version, told):
                form.add_error(None, "Mezitím se změnilo, co čtenáři vidí. Podívejte se na to a rozhodněte znovu.")
                form.now_about(seen=seen(version, told))
            elif self._say(request, page, act, form):
                return redirect(admin_address(page, "change"))
        context = {"title": act.title, "step": act.title.rstrip("?"), "act": act, "form": form}
        announced = in_a_sentence(state.told(version.event_facts, None))
        context |= {"said_now": in_a_sentence(told), "announced": announced}
        context |= {"version": version, "facts": version.event_facts}
        return self._answer(request, page, "event_state", context)

    def _say(self, request: Request, page: Page, act: Act, form: StateForm) -> bool:
        """Whether it could be said; else the form tells why not."""
        try:
            said = state.say(page, form.saying(), request.frame.moment, request.user)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        except ValidationError as error:
            form.take(error)
        else:
            reason = f": {said.reason}" if said.reason else ""
            done = said.get_kind_display() if act.name != EventState.Kind.ANNOUNCED else "vráceno do stavu oznámeno"
            self.log_change(request, page, f"{done}{reason}")
            self.message_user(request, f"{act.done} {LATER}", messages.SUCCESS)
            return True
        return False


def shown(page: Page, request: Request) -> PageVersion | None:
    """The text of an event that readers see at the request's moment; None of any other page."""
    if page.kind != Page.Kind.EVENT:
        return None
    return PageVersion.objects.shown(request.frame.moment).filter(page=page).select_related("event").first()


def now(version: PageVersion) -> Told:
    """What holds of the event, as the row beside its versions says just now."""
    return state.told(version.event_facts, EventState.objects.filter(page=version.page_id).first())


def seen(version: PageVersion, told: Told) -> str:
    """What the editor decides about, as a form says that it was shown."""
    return f"{version.number} {told.kind} {told.said_at or ''}".strip()
