"""The page of a collection of documents."""

from django.http import Http404, HttpResponse, HttpResponseGone
from django.shortcuts import render

from pages.documents.listing import collections
from pages.frame import filled
from pages.frame.door import public_page
from pages.frame.request import Request
from pages.prose.page import Page
from pages.prose.versions import is_hidden


@public_page()
def collection(request: Request, slug: str) -> HttpResponse:
    """Its introduction and its documents; withdrawn it is gone."""
    frame = request.frame
    text = frame.version_at(request.path)
    if text is None or text.page.kind != Page.Kind.COLLECTION:
        raise Http404
    if is_hidden(text, frame.moment, frame.preview):
        return HttpResponseGone()
    parts = collections.parts(text, frame)
    newest_on = collections.newest_on(text, frame)
    context = {"text": text, "outline": filled.read(text, frame), "parts": parts, "newest_on": newest_on}
    return render(request, "pages/collection.html", context)
