"""Translations in the list of editors: by language, and by whether their readers miss something."""

from typing import Any

from django.contrib import admin
from django.db.models import Case, F, Q, QuerySet, Value, When
from django.http import HttpRequest

from pages.editing.translation.told import STALE, stale
from pages.frame.frame import Frame
from pages.languages.languages import OTHERS
from pages.web.chips import Chip


def with_staleness(pages: QuerySet[Any], frame: Frame) -> QuerySet[Any]:
    """The pages with `is_stale`, as computed for the frame's moment."""
    keys = [one.page.pk for one in stale(frame) if one.page]
    return pages.annotate(is_stale=Case(When(pk__in=keys, then=Value(True)), default=Value(False)))


def chips(page: Any) -> list[Chip]:
    """That its readers miss something, as a chip; none of what is fresh, or what nobody sees."""
    return [STALE] if page.is_stale else []


class LanguageFilter(admin.SimpleListFilter):
    """Translations into one language."""

    title = "jazyk"
    parameter_name = "jazyk"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, str]]:
        """The languages: their codes, and what editors call them."""
        return [(language.code, language.czech) for language in OTHERS]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those below its first part; all where none was chosen."""
        chosen = next((one for one in OTHERS if one.code == self.value()), None)
        return queryset.filter(address__startswith=chosen.prefix) if chosen else queryset


class FreshFilter(admin.SimpleListFilter):
    """Of the translations that readers see, those that say what the Czech text says, or those that do not."""

    title = "proti češtině"
    parameter_name = "proti"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, str]]:
        """Both: their values in the address, and their Czech words."""
        return [("starsi", "starší než český text"), ("odpovida", "odpovídá českému textu")]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The chosen ones; all where neither was chosen."""
        seen = Q(live_from__isnull=False, is_stale=False) & (Q(live_until=None) | Q(live_until__gt=F("seen_at")))
        if self.value() == "starsi":
            return queryset.filter(is_stale=True)
        return queryset.filter(seen) if self.value() == "odpovida" else queryset
