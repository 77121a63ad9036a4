"""Events in the list of editors: when each is by its newest text and by what was said of it, what comes first."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from pages.events.facts import EventFacts
from pages.events.state import EventState, Told, told
from pages.events.when import PRAGUE
from pages.web.chips import Chip

LOOKS = {EventState.Kind.FULL: "wait", EventState.Kind.MOVED: "plan", EventState.Kind.CANCELLED: "off"}
OF_WHEN = ("starts_on", "starts_at", "ends_on", "ends_at")


def with_days(pages: QuerySet[Any], moment: datetime) -> QuerySet[Any]:
    """The pages with `day`, `last_day` and `is_over` at an aware moment, and what `now()` needs; in the same query."""
    newest = EventFacts.objects.filter(version__page=OuterRef("pk")).order_by("-version__number")
    facts = {f"fact_{name}": Subquery(newest.values(name)[:1]) for name in OF_WHEN}
    local = moment.astimezone(PRAGUE)
    is_moved = Q(event_state__was_on=F("fact_starts_on"))
    ends_at = Case(When(is_moved, then="event_state__ends_at"), default="fact_ends_at")
    return (
        pages.select_related("event_state")
        .annotate(**facts)
        .annotate(
            day=Case(When(is_moved, then="event_state__starts_on"), default="fact_starts_on"),
            last_day=Coalesce(Case(When(is_moved, then="event_state__ends_on")), "fact_ends_on", "fact_starts_on"),
            last_hour=ends_at,
        )
        .annotate(
            is_over=Case(
                When(Q(last_day__lt=local.date()) | Q(last_day=local.date(), last_hour__lte=local.time()), then=True),
                default=False,
            )
        )
    )


def in_order() -> list[Any]:
    """What has no day yet, then what comes, the next first, then what is over, the latest first."""
    place = Case(When(day=None, then=Value(0)), When(is_over=False, then=Value(1)), default=Value(2))
    coming = Case(When(is_over=False, then=F("day")))
    return [place, coming, F("day").desc(nulls_first=True), F("fact_starts_at"), "-id"]


def now(page: Any) -> Told:
    """When an event `with_days()` is, and what became of it."""
    facts = EventFacts(**{name: getattr(page, f"fact_{name}") for name in OF_WHEN})
    return told(facts, getattr(page, "event_state", None))


def chips(page: Any) -> list[Chip]:
    """What became of it, as a chip; none of what is as announced."""
    kind = EventState.Kind(now(page).kind)
    return [Chip(LOOKS[kind], str(kind.label))] if kind in LOOKS else []


class WhenFilter(admin.SimpleListFilter):
    """Events that come, or that are over."""

    title = "kdy"
    parameter_name = "kdy"

    def lookups(self, _request: HttpRequest, _model_admin: Any) -> list[tuple[str, str]]:
        """The two: their values in the address, and their Czech words."""
        return [("nadchazejici", "nadcházející"), ("minule", "minulé")]

    def queryset(self, _request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The chosen ones; all where neither was chosen."""
        chosen = {"nadchazejici": False, "minule": True}.get(self.value() or "")
        return queryset if chosen is None else queryset.filter(is_over=chosen)
