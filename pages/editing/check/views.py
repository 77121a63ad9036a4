"""„Kontrola textu“: the rules of the gate over a text as it stands in its form, asked a moment after typing stops."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from pages.editing import gate_check
from pages.editing.collection.field import ChosenDocumentsField
from pages.editing.event.fields import typed_facts
from pages.editing.translation.source import chosen
from pages.frame.frame import Frame
from pages.frame.request import framed
from pages.gate.terms import Problem
from pages.prose.page import Page
from pages.prose.versions import PageVersion
from pages.richtext import html
from pages.web.as_seen import as_seen

View = Callable[..., HttpResponse]

# Bytes as they are sent. The longest text of the site has a tenth of it; a longer one is checked once it is saved.
MOST = 200_000
MOST_TOLD = 100
LONGEST_KEY = 18  # digits that any database can hold


class CheckViews(admin.ModelAdmin):
    """Asking writes nothing, waits for no writer and prolongs no session, so it is none of the site's `admin_view`."""

    def get_urls(self) -> list[URLPattern]:
        """Of a page that is there, and of one that is only being written."""
        view = admin.AdminSite.admin_view(self.admin_site, require_POST(short(as_seen(self.check_view))))
        return [
            path("kontrola/", view, name="pages_page_check_new"),
            path("<int:object_id>/kontrola/", view, name="pages_page_check"),
            *super().get_urls(),
        ]

    def check_address(self, page: Page | None) -> str:
        """Where the form of the page asks."""
        if page is None:
            return reverse("admin:pages_page_check_new")
        return reverse("admin:pages_page_check", args=[page.pk])

    def check_view(self, request: HttpRequest, object_id: int | None = None) -> HttpResponse:
        """The text of the form in; out as JSON what publishing would say of it, see `told`."""
        if object_id is None:
            page, may = Page(kind=request.POST.get("kind") or Page.Kind.FREE), self.has_add_permission(request)
        else:
            page = get_object_or_404(Page, pk=object_id)
            may = self.has_change_permission(request, page)
        if not may:
            raise PermissionDenied
        frame = Frame(framed(request).frame.moment, shares=True)  # a POST, but one that changes nothing half-way
        problems = gate_check.check(typed(request, page), frame.moment, frame)
        return JsonResponse({"problems": [told(problem) for problem in problems[:MOST_TOLD]]})


def short(view: View) -> View:
    """The view, for no text that is longer than MOST."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST:
            return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return view(request, *args, **kwargs)

    return answered


def told(problem: Problem) -> dict[str, Any]:
    """A problem for a script: whether it is a fault or an advice, its words and field, its place and its cure if any.

    The place is a part of the text (`words`, `block`, `link`, `table`, `image`), its number among them and its words;
    the cure what is to be done there (see `pages.gate.terms.Act`), and with what.
    """
    place, cure = problem.place, problem.cure
    return {
        "kind": "fault" if problem.is_error else "advice",
        "text": problem.message,
        "field": problem.field,
        "find": {"part": place.part.value, "number": place.number, "words": place.words} if place else None,
        "cure": {"act": cure.act.value, "value": cure.value} if cure else None,
    }


def typed(request: HttpRequest, page: Page) -> PageVersion:
    """What the form would save, as far as the rules look at it; of the source they ask no more than its key."""
    text = {name: request.POST.get(name, "") for name in ["title", "summary"]}
    source = request.POST.get("source", "")
    is_key = source.isascii() and source.isdigit() and len(source) <= LONGEST_KEY
    body = html.tidied(request.POST.get("body", ""))
    documents = ChosenDocumentsField().chosen_in(request.POST, "documents")
    version = PageVersion(page=page, body=body, source_id=source if is_key else None, documents=documents, **text)
    if page.kind == Page.Kind.EVENT:
        version.event = typed_facts(request.POST)
    if page.is_translation:
        version.translated_from = chosen(page, request.POST.get("czech", ""), framed(request).frame.moment)
    return version
