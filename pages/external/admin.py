"""„Odkazy na jiné weby“ in the admin: what housekeeping found out about them."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from pages.external import told
from pages.external.rows import ExternalAddress
from pages.external.verdict import DEAD_AFTER
from pages.facts.admin import EditorAdmin
from pages.frame.request import framed
from pages.registry import Link
from pages.web.chips import Chip, drawn

MOST_PLACES = 5  # of one address
OFF = "Kontrola odkazů na jiné weby není zapnutá. Zapnout ji může ten, kdo web provozuje."


class StateFilter(admin.SimpleListFilter):
    """What is with an address."""

    title = "co s nimi je"
    parameter_name = "stav"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The choices."""
        return [("nevede", "nikam nevedou"), ("jinde", "přestěhovaly se")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[ExternalAddress]) -> QuerySet[ExternalAddress]:
        """Those of the chosen kind."""
        is_dead = Q(failures__gte=DEAD_AFTER)
        chosen = {"nevede": is_dead, "jinde": ~is_dead}.get(self.value() or "")
        return queryset.filter(chosen) if chosen else queryset


@admin.register(ExternalAddress)
class ExternalAddressAdmin(EditorAdmin):
    """A list to look at: what is to be done is done in the texts and facts in which the links stand."""

    counted = "odkaz,odkazy,odkazů"
    intro = "Odkazy, které tři dny po sobě nikam nevedly, a ty, které se natrvalo přestěhovaly. Hlídá je sám web."
    list_display_links = None  # there is nothing more to see
    list_filter = [StateFilter]
    actions = None

    @property
    def when_empty(self) -> str:  # type: ignore[override]
        """What it means that nothing is here."""
        return "Všechny odkazy na jiné weby vedou, kam mají." if settings.CHECK_LINKS else OFF

    def get_urls(self) -> list[URLPattern]:
        """The list alone."""
        return [url for url in super().get_urls() if (url.name or "").endswith("_changelist")]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """For nobody: they come from texts and facts."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: ExternalAddress | None = None) -> bool:
        """For nobody."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ExternalAddress | None = None) -> bool:
        """For nobody: they go with the links."""
        return False

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """The columns; where an address stands the texts of this moment say."""
        named = told.places(framed(request).frame)

        @admin.display(description="kde stojí")
        def stands(row: ExternalAddress) -> SafeString:
            return _stands(named.get(row.address, []))

        return [stands, "leads", "said"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ExternalAddress]:
        """What there is to do about, as long as something leads there."""
        rows = super().get_queryset(request).filter(Q(failures__gte=DEAD_AFTER) | ~Q(moved_to=""))
        return rows.filter(address__in=[*told.places(framed(request).frame)]) if settings.CHECK_LINKS else rows.none()

    @admin.display(description="kam vede")
    def leads(self, row: ExternalAddress) -> SafeString:
        """The address, to be tried."""
        return _link(row.address)

    @admin.display(description="co s adresou je")
    def said(self, row: ExternalAddress) -> SafeString:
        """That it leads nowhere, why and since when; or where it moved."""
        if row.state.is_dead:
            return format_html("{}<small>{}</small>", drawn([Chip("bad", told.since(row))]), told.fault(row))
        chip = drawn([Chip("old", "přestěhovala se")])
        return format_html("{}<small>Teď stojí na {}.</small>", chip, _link(row.moved_to))


def _link(address: str) -> SafeString:
    return format_html('<a class="url" href="{}" rel="noreferrer">{}</a>', address, address)


def _stands(links: list[Link]) -> SafeString:
    """The first places, each the way to where it is mended, with the words of the link."""
    rows = [(link.url, link.place, f"„{link.words}“" if link.words else "") for link in links]
    shown = format_html_join("", '<div><a href="{}">{}</a><small>{}</small></div>', rows[:MOST_PLACES])
    more = len(rows) - MOST_PLACES
    return shown + format_html("<small>a ještě {}</small>", more) if more > 0 else shown
