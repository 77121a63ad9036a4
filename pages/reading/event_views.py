"""The events page by page, one of them, and both for calendar programs."""

from itertools import groupby

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseGone
from django.shortcuts import render
from django.urls import reverse

from pages.documents.listing import collections
from pages.events import calendars, listing, structured_data
from pages.events.event import Event
from pages.frame import filled
from pages.frame.door import public_page
from pages.frame.frame import Frame
from pages.frame.request import Request
from pages.prose.page import EVENTS_ADDRESS, Page
from pages.prose.versions import PageVersion, is_hidden
from pages.typography import czech_date
from pages.web import paging
from pages.web.calendars import webcal

ON_A_PAGE = 20


@public_page("strana")
def event_list(request: Request) -> HttpResponse:
    """What comes, then by year what is over; without any event there is no such page."""
    frame = request.frame
    if not listing.seen(frame) and frame.preview is None:
        raise Http404
    coming = listing.coming(frame)
    paginator = Paginator([*coming, *listing.past(frame)], ON_A_PAGE)
    page = paging.asked_page(paginator, request.GET.get("strana", "1"))
    context = {
        "text": frame.text_at(request.path),
        "parts": [(title, list(events)) for title, events in groupby(page, lambda event: _part(event, frame))],
        "is_quiet": not coming and page.number == 1 and not frame.is_withheld,
        "changed_on": listing.last_change(frame),
        "subscription": webcal(reverse("pages:events-calendar")),
        **paging.links(page, _address),
    }
    return render(request, "pages/events.html", context)


@public_page()
def event_detail(request: Request, slug: str) -> HttpResponse:
    """One of them; withdrawn it is gone."""
    frame = request.frame
    text = _text_at(request.path, frame)
    if is_hidden(text, frame.moment, frame.preview):
        return HttpResponseGone()
    event = listing.one(text, frame)
    context = {
        "text": text,
        "event": event,
        "node": structured_data.node(event),
        "outline": filled.read(text, frame),
        "parts": collections.parts(text, frame) if text.documents else [],
    }
    return render(request, "pages/event.html", context)


@public_page()
def calendar(request: Request) -> HttpResponse:
    """All events that come, to be subscribed to; as long as there is the list of events, there is the feed."""
    frame = request.frame
    if not listing.seen(frame):
        raise Http404
    return _calendar("akce.ics", calendars.feed(listing.coming(frame)))


@public_page()
def event_calendar(request: Request, slug: str) -> HttpResponse:
    """One event; withdrawn it is gone."""
    frame = request.frame
    text = _text_at(reverse("pages:event", args=[slug]), frame)
    if is_hidden(text, frame.moment, frame.preview):
        return HttpResponseGone()
    content = calendars.alone(listing.one(text, frame))
    if content is None:
        raise Http404
    return _calendar(f"{slug}.ics", content)


def _text_at(address: str, frame: Frame) -> PageVersion:
    text = frame.version_at(address)
    if text is None or text.page.kind != Page.Kind.EVENT:
        raise Http404
    return text


def _calendar(name: str, content: bytes) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8; method=PUBLISH", headers=headers)


def _part(event: Event, frame: Frame) -> str:
    """The heading below which it stands; on what outlives its moment one that goes on being true."""
    if event.is_over and event.when:
        return f"Co proběhlo v roce {event.when.starts_on.year}"
    return f"Od {czech_date(frame.today)}" if frame.is_withheld else "Co se chystá"


def _address(number: int) -> str:
    return f"{EVENTS_ADDRESS}?strana={number}" if number > 1 else EVENTS_ADDRESS
