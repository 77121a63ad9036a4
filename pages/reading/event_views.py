"""The list of events and one of them."""

from django.http import Http404, HttpResponse, HttpResponseGone
from django.shortcuts import render

from pages.events import listing
from pages.frame import filled
from pages.frame.door import public_page
from pages.frame.request import Request
from pages.prose.page import Page
from pages.prose.versions import is_hidden


@public_page("strana")
def event_list(request: Request) -> HttpResponse:
    """What comes, then what is over; without any event there is no such page."""
    frame = request.frame
    if not listing.seen(frame) and frame.preview is None:
        raise Http404
    context = {"text": frame.text_at(request.path), "coming": listing.coming(frame), "past": listing.past(frame)}
    return render(request, "pages/events.html", context)


@public_page()
def event_detail(request: Request, slug: str) -> HttpResponse:
    """One of them; withdrawn it is gone."""
    frame = request.frame
    text = frame.version_at(request.path)
    if text is None or text.page.kind != Page.Kind.EVENT:
        raise Http404
    if is_hidden(text, frame.moment, frame.preview):
        return HttpResponseGone()
    context = {"text": text, "event": listing.one(text), "outline": filled.read(text, frame)}
    return render(request, "pages/event.html", context)
