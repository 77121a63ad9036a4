"""Which requests for a meeting wait for the staff: the same on their start page and in the filter of the list."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple, cast

from django.conf import settings
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from contact.incoming.counts import SenderCount
from contact.meetings.models import MeetingRequest, MeetingRequestQuerySet
from pages.frame.request import Request, framed
from pages.registry import Line
from pages.web.admin_address import admin_address

FILTER = "ceka"  # the name of the filter in the list's address
MOST_LINES = 20
TOO_LONG, SOON = timedelta(days=14), timedelta(days=7)


class Waiting(NamedTuple):
    """One reason to look: how it is called, and which requests it means at an aware moment."""

    title: str
    find: Callable[[MeetingRequestQuerySet, datetime], QuerySet]


WAITING = {
    "nove": Waiting("Nové žádosti", lambda rows, _moment: rows.waiting()),
    "dlouho": Waiting("Neuzavřené déle než 14 dní", lambda rows, moment: rows.open_longer_than(TOO_LONG, moment)),
    "schuzky": Waiting("Schůzky v příštích 7 dnech", lambda rows, moment: rows.meetings_between(moment, moment + SOON)),
}


class WaitingFilter(admin.SimpleListFilter):
    """Requests by the reasons for which they wait; the start page links to it."""

    title = "co čeká"
    parameter_name = FILTER

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        """The reasons as (key in the address, title)."""
        return [(key, waiting.title) for key, waiting in WAITING.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The requests that wait at the moment of this request; all of them for a key that nobody knows."""
        chosen, requests = WAITING.get(self.value() or ""), cast(MeetingRequestQuerySet, queryset)
        return chosen.find(requests, framed(request).frame.moment) if chosen else requests


def numbers_of(request: Request) -> dict[str, int]:
    """How many wait for each reason, counted once a request: the menu of the start page shows the new ones too."""
    known = vars(request)
    if "waiting" not in known:
        moment, rows = request.frame.moment, MeetingRequest.objects.all()
        found = {key: find(rows, moment).values("pk") for key, (_, find) in WAITING.items()}
        known["waiting"] = rows.aggregate(**{key: Count("pk", filter=Q(pk__in=those)) for key, those in found.items()})
    return cast(dict[str, int], known["waiting"])


def lines(request: Request) -> Iterator[Line]:
    """The lines of the start page; of a meeting its number and time, and nothing of who comes."""
    moment, requests = request.frame.moment, MeetingRequest.objects.all()
    address = admin_address(MeetingRequest, "changelist")
    if SenderCount.objects.is_slow(request.frame.today):
        text = f"Formulář přijímá žádosti už jen pomalu, dnes jich přišlo přes {settings.MEETING_LIMIT_TOTAL}"
        yield Line(text, address, "z jedné sítě nejvýš jednu za čtvrt hodiny, o půlnoci se to srovná", tone="loud")
    numbers = numbers_of(request)
    for key, (title, _find) in WAITING.items():
        if number := numbers[key]:
            is_new = key == "nove"
            action, tone = ("Odpovědět", "loud") if is_new else ("Zobrazit", "")
            yield Line(f"{title}: {number}", f"{address}?{FILTER}={key}", "", action, tone)
    if numbers["schuzky"]:
        for row in WAITING["schuzky"].find(requests, moment).order_by("agreed_at")[:MOST_LINES]:
            yield Line(f"{row}: {row.plan}", admin_address(row, "change"))
