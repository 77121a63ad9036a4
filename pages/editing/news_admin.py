"""„Aktuality“ in the admin: a list of their own over the same pages, and the way to a new one."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import F, Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path

from pages.editing.page_admin import PageAdmin, StateFilter
from pages.prose.page import NewsPage, Page
from pages.prose.states import StatedPage
from pages.web.admin_address import admin_address


class NewsList(ChangeList):
    """Rows that lead to the one form of a page, which keeps its history under one address."""

    def url_for_result(self, result: Model) -> str:
        """The form of the page."""
        return admin_address(Page, "change", result.pk)


@admin.register(NewsPage)
class NewsAdmin(PageAdmin):
    """News, what is being written first, then the newest; each is written and published as any page."""

    add_words = "Napsat aktualitu"
    counted = "aktualita,aktuality,aktualit"
    intro = "Zprávy s datem. Nejnovější stojí na webu nahoře a tři z nich i na úvodní stránce."
    when_empty = "Aktuality říkají, co se v projektu právě děje. Napište první."
    list_display = ["shown_title", "state", "written"]
    list_filter = [StateFilter]

    def get_urls(self) -> list[URLPattern]:
        """The list alone; forms are those of pages."""
        views: list[tuple[str, Callable[..., HttpResponse], str]] = [
            ("", self.changelist_view, "changelist"),
            ("add/", self.to_new_page, "add"),
            ("<int:object_id>/change/", self.to_page, "change"),
        ]
        return [path(end, self.admin_site.admin_view(view), name=f"pages_newspage_{name}") for end, view, name in views]

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        """Drafts, then by the day on which readers saw them."""
        return [F("live_from").desc(nulls_first=True), "-id"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[StatedPage]:
        """News alone."""
        return super().get_queryset(request).filter(kind=Page.Kind.NEWS)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """The one whose rows lead to pages."""
        return NewsList

    @admin.display(description="aktualita", ordering="menu_title")
    def shown_title(self, page: StatedPage) -> str:
        """As of any page."""
        return super().shown_title(page)

    def to_new_page(self, request: HttpRequest) -> HttpResponse:
        """On to the form of a new page that will be news."""
        return redirect(f"{admin_address(Page, 'add')}?{urlencode({'kind': Page.Kind.NEWS})}")

    def to_page(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """On to the form of the page."""
        return redirect(admin_address(Page, "change", object_id))
