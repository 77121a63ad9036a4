"""„Náhled vedle“: the page as it will read, made of its form as it stands, in a frame beside it."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, cast

from csp.decorators import csp_replace
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods

from pages import spelling
from pages.editing.check.views import short, typed
from pages.facts.provenance import Source
from pages.frame.request import framed
from pages.preview import showing
from pages.prose.page import LONGEST_MENU_TITLE, WAY_UP, Page
from pages.prose.versions import PageVersion, Preview
from pages.web.as_seen import as_seen

NOT_YET = "Tady uvidíte, co píšete."
SIGNED_OUT = "Náhled teď nejde ukázat: přihlášení skončilo."
REFUSED = "Náhled teď nejde ukázat: tenhle text psát nesmíte, nebo tu už není."
TOO_LONG = "Text je na náhled vedle moc dlouhý. Celý ho ukáže „Uložit a ukázat náhled“."
NOT_SHOWN = "Náhled teď nejde ukázat: obec, ke které text patří, na webu není vidět."
UNFINISHED = "{} Až to opravíte, náhled se ukáže."
NO_ADDRESS = "pise-se"  # the end of the address of a page that has none yet; it is nobody's and shown to nobody
NOTE = "Takhle to čtenáři uvidí."

View = Callable[..., HttpResponse]


class PreviewViews(admin.ModelAdmin):
    """What is sent comes back as a page and is kept nowhere; asking writes nothing and prolongs no session.

    What is asked for with GET is the frame before anything is in it.
    """

    def get_urls(self) -> list[URLPattern]:
        """Of a page that is there, and of one that is only being written."""
        view = self._in_a_frame(short(as_seen(self.preview_view)))
        return [
            path("nahled/", view, name="pages_page_preview_new"),
            path("<int:object_id>/nahled/", view, name="pages_page_preview"),
            *super().get_urls(),
        ]

    def _in_a_frame(self, view: View) -> View:
        """The view behind the guards of the admin, of which each refuses with a sentence."""
        guarded = admin.AdminSite.admin_view(self.admin_site, view)

        @require_http_methods(["GET", "POST"])
        @showing.in_a_frame
        def answered(request: HttpRequest, **parts: Any) -> HttpResponse:
            if not self.admin_site.has_permission(request):
                return showing.said(request, SIGNED_OUT, HTTPStatus.FORBIDDEN)
            try:
                answer: HttpResponse = guarded(request, **parts)
            except (PermissionDenied, Http404):
                return showing.said(request, REFUSED, HTTPStatus.FORBIDDEN)
            too_long = answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            return showing.said(request, TOO_LONG, HTTPStatus.REQUEST_ENTITY_TOO_LARGE) if too_long else answer

        return answered

    def preview_address(self, page: Page | None) -> str:
        """Where the form of the page asks."""
        if page is None:
            return reverse("admin:pages_page_preview_new")
        return reverse("admin:pages_page_preview", args=[page.pk])

    def framing(self, view: View, request: HttpRequest, page: Page | None) -> View:
        """Let the form of the page have the frame of its own preview in it, and no other."""
        address = request.build_absolute_uri(self.preview_address(page))
        return cast(View, csp_replace({"frame-src": [address]})(view))  # as of `editor_policy`

    def preview_view(self, request: HttpRequest, object_id: int | None = None) -> HttpResponse:
        """The text of the form in; out the page as readers would get it, or a sentence about why there is none."""
        page = Page() if object_id is None else get_object_or_404(Page.objects.select_related(WAY_UP), pk=object_id)
        if not (self.has_change_permission(request, page) if page.pk else self.has_add_permission(request)):
            raise PermissionDenied
        if request.method == "GET":
            return showing.said(request, NOT_YET)
        version = _version(request, page)
        try:
            version.clean()
        except ValidationError as error:
            return showing.said(request, UNFINISHED.format(error.messages[0]))
        try:
            return showing.rendered(framed(request), version, Preview(title="Náhled.", note=NOTE))
        except Http404:
            return showing.said(request, NOT_SHOWN)


def _version(request: HttpRequest, page: Page) -> PageVersion:
    """What the form would save, in its place."""
    sent = request.POST
    if not page.pk:
        page.kind = sent["kind"] if sent.get("kind") in Page.OF_EDITORS else Page.Kind.FREE
    version = typed(request, page)
    version.title, version.summary = spelling.one_line(version.title), spelling.one_line(version.summary)
    version.source = Source.objects.filter(pk=version.source_id).first() if version.source_id else None
    version.provision = sent.get("provision", "")
    if page.is_free:
        page.menu_title = (sent.get("menu_title") or page.menu_title or version.title)[:LONGEST_MENU_TITLE]
        _place(page, sent.get("above", ""))
    return version


def _place(page: Page, above: str) -> None:
    """Put the page below that which its form names, if there is one that may be above it; else where it is."""
    part = Page.PARTS.get(page.kind, "")
    if not page.pk:
        page.address = f"{part or '/'}{NO_ADDRESS}/"
    address = Page.ABOVE.get(page.kind, part) or f"/{above.strip().strip('/')}/".replace("//", "/")
    if not page.pk or above:
        found = Page.objects.select_related(WAY_UP).filter(address=address).exclude(pk=page.pk).first()
        page.parent = found or page.parent
