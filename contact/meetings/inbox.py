"""The requests as an inbox: by what waits, for how long, and until when an answer was promised."""

import re
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from contact.hours.holidays import czech_holiday
from contact.meetings.models import MeetingRequest
from contact.meetings.waiting import FILTER
from pages.templatetags.czech import czech_date, plural_cs
from pages.web.chips import Chip

State = MeetingRequest.State
DAY = timedelta(days=1)
SATURDAY = 5
TAB = "ukazat"  # the name of the tab in the list's address

# What the site promises is a sentence; of these words it is made where it names a number of days.
NUMBERS = ["jednoho", "dvou", "tří", "čtyř", "pěti", "šesti", "sedmi", "osmi", "devíti", "deseti"]
PROMISE = re.compile(rf"\bdo (?:(\d{{1,2}}|{'|'.join(NUMBERS)}) )?(pracovní|dn|týd)\w*", re.IGNORECASE)


class Tab(NamedTuple):
    """One tab: its title, and the states of the requests in it."""

    title: str
    states: tuple[str, ...]


TABS = {
    "cekaji": Tab("Čekají na vás", (State.NEW, State.IN_PROGRESS)),
    "domluvene": Tab("Domluvené", (State.AGREED,)),
    "vyrizene": Tab("Vyřízené", (State.CLOSED,)),
    "vse": Tab("Všechny", tuple(State.values)),
}
FIRST, ALL = "cekaji", "vse"
CHIPS: dict[str, Chip] = {
    State.NEW: Chip("wait", "nová"),
    State.IN_PROGRESS: Chip("plan", "řeší se"),
    State.AGREED: Chip("live", "domluvená"),
    State.CLOSED: Chip("off", "vyřízená"),
}


def chosen_tab(request: HttpRequest) -> str:
    """The key of the tab that a list's address asks for; who searches or filters without one looks among all."""
    asked = request.GET.get(TAB, "")
    if asked in TABS:
        return asked
    return ALL if any(request.GET.get(name) for name in ["q", FILTER, "sender__exact"]) else FIRST


class TabFilter(admin.SimpleListFilter):
    """The tabs above the list; it stands on one of them even where the address names none."""

    title = "stav"
    parameter_name = TAB
    template = "admin/contact/meetingrequest/_no_filter.html"  # the tabs stand above the list

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        """The tabs as (key in the address, title)."""
        return [(key, tab.title) for key, tab in TABS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The requests of the tab."""
        return queryset.filter(state__in=TABS[chosen_tab(request)].states)


def counts() -> dict[str, int]:
    """How many requests each tab has, by its key."""
    asked: dict[str, Any] = {key: Count("pk", filter=Q(state__in=tab.states)) for key, tab in TABS.items()}
    return MeetingRequest.objects.aggregate(**asked)


def promised_by(promise: str, came: date) -> date | None:
    """The last day of an answer promised „do tří pracovních dnů“ or „do týdne“; None where no number is understood."""
    found = PROMISE.search(promise)
    if not found:
        return None
    number, unit = found[1] or "1", found[2].lower()
    count = int(number) if number.isdigit() else NUMBERS.index(number.lower()) + 1
    if unit != "pracovní":
        return came + count * (7 if unit == "týd" else 1) * DAY
    day = came
    while count:
        day += DAY
        count -= day.weekday() < SATURDAY and not czech_holiday(day)
    return day


def age(row: MeetingRequest, moment: datetime) -> str:
    """„čeká 3 dny“, of a request that nobody has settled; empty of any other."""
    if row.state not in TABS[FIRST].states:
        return ""
    days = (timezone.localdate(moment) - timezone.localdate(row.created_at)).days
    if days < 2:
        return "čeká od včerejška" if days == 1 else "přišla dnes"
    return f"čeká {days} {plural_cs(days, 'den,dny,dní')}"


def due(row: MeetingRequest, promise: str, moment: datetime) -> tuple[str, bool]:
    """What is to be done by when, and whether it presses; nothing where nothing was promised or it is answered."""
    day = promised_by(promise, timezone.localdate(row.created_at))
    if day is None or row.state != State.NEW:
        return "", False
    today = timezone.localdate(moment)
    if day > today:
        return f"odpovězte do {czech_date(day)}", False
    return ("odpovězte dnes", True) if day == today else (f"slíbili jsme odpověď do {czech_date(day)}", True)
