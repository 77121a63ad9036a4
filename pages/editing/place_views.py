"""What editors do with the place of a page in the admin: move it, or delete one that no reader ever saw."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern

from pages.editing.place_form import MoveForm
from pages.editing.publish_views import PublishViews
from pages.editing.version_views import CALLED, MOST_REASONS
from pages.facts.admin import EditorAdmin
from pages.frame.request import Request, framed
from pages.prose import moving, publishing
from pages.prose.page import Page
from pages.prose.states import StatedPage
from pages.prose.versions import PageVersion
from pages.web.admin_address import admin_address


class PlaceViews(PublishViews, EditorAdmin):
    """What readers know is moved by a step that says what happens to them, and goes by being withdrawn only."""

    def get_urls(self) -> list[URLPattern]:
        """Besides those of the versions, the address of the step that moves."""
        return [*self._below_a_page([("presunout/", self.move_view, "move")]), *super().get_urls()]

    def is_known(self, request: Request, page: Page) -> bool:
        """Whether readers see or once saw the page; a row of the admin's own lists says so without a query."""
        if (page.is_free or page.is_translation) and hasattr(page, "live_from"):
            return page.live_from is not None
        return moving.is_known(page, request.frame.moment)

    def move_view(self, request: Request, object_id: int) -> HttpResponse:
        """Another address or name for a page that readers know, once the editor has read what it means for them."""
        page = self._page(request, object_id, must_publish=True)
        old, moment, seen = page.address, request.frame.moment, self.seen_record(page)
        if not self.is_known(request, page):
            return redirect(admin_address(page, "change"))
        linking = moving.linking_to(page, moment) if page.is_free else []
        form = MoveForm(request.POST or None, instance=page)
        if form.is_valid() and request.POST.get("seen_record", seen) != seen:
            form.add_error(None, self.changed_by_others(page))
        elif form.is_valid():
            address = form.cleaned_data.get("address", old)
            said = f"Stránka je teď na adrese {address}. Kdo přijde na {old}, dostane se na ni také."
            said = said if address != old else "Uloženo. Čtenáři to už vidí, adresa stránky zůstala."
            done = f"přesunuto z {old} na {address}" if address != old else "změněno: název v menu"
            return self._done(request, page, said, done, self._move, page, form, moment)
        context = {
            "title": "Přesunout stránku" if page.is_free else "Změnit název v menu",
            "form": form,
            "address": old,
            "linking": linking[:MOST_REASONS],
            "others": len(linking[MOST_REASONS:]),
            "former_addresses": moving.former_addresses(page, moment),
            "seen_record": seen,
        }
        return self._answer(request, page, "move", context)

    def _move(self, page: Page, form: MoveForm, moment: datetime) -> None:
        address = form.cleaned_data.get("address", page.address)
        page.parent = form.cleaned_data.get("parent", page.parent)
        if address == page.address:
            page.save()
        else:
            moving.move(page, address, moment)

    def has_delete_permission(self, request: HttpRequest, obj: Page | None = None) -> bool:
        """Only for a page that editors made and that no reader ever saw."""
        return super().has_delete_permission(request, obj) and (obj is None or not self.is_known(framed(request), obj))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """None: pages are deleted one by one, each after a look at what links to it."""
        return {}

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Refused of a page that readers know, that other places link to, or below which pages stand; all are named."""
        if request.method == "POST" and object_id.isdecimal():
            publishing.hold(Page(pk=object_id))
        page = self.get_object(request, object_id)
        if page and (page.is_free or page.is_translation) and super().has_delete_permission(request, page):
            ours = framed(request)
            reasons = {
                "linking": moving.linking_to(page, ours.frame.moment),
                "below": list(page.children.all()[:MOST_REASONS]),
            }
            if self.is_known(ours, page) or any(reasons.values()):
                return self.refused(ours, page, "Smazat stránku", is_known=self.is_known(ours, page), **reasons)
            if request.method != "POST":
                about = {"newest": publishing.newest(page), "versions": page.versions.count()}
                extra_context = {**about, "called": CALLED[page.kind], **(extra_context or {})}
        return super().delete_view(request, object_id, extra_context)

    def seen_before_deletion(self, row: StatedPage) -> str:
        """The newest text goes too."""
        return f"{self.seen_record(row)}-{row.newest_number or 0}"

    def get_deleted_objects(
        self, objs: Sequence[Page] | QuerySet[Page], request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """What the question names: the pages, and how many versions go with them; nobody reads a list of those."""
        versions = PageVersion.objects.filter(page__in=objs).count()
        counts = {str(Page._meta.verbose_name_plural): len(objs), str(PageVersion._meta.verbose_name_plural): versions}
        return [str(page) for page in objs], counts, set(), []

    def delete_model(self, request: HttpRequest, page: Page) -> None:
        """With all versions of the page."""
        moving.delete(page)
