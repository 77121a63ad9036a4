"""Pages made of prose and the project's facts."""

from django.http import Http404, HttpResponse, HttpResponseGone
from django.shortcuts import render

from pages.accessibility.statement import AccessibilityStatement
from pages.documents.readable import told
from pages.frame import filled
from pages.frame.door import public_page
from pages.frame.request import Request
from pages.languages.languages import czech_address
from pages.prose.versions import is_hidden


@public_page()
def about(request: Request) -> HttpResponse:
    """The project: its text, and its facts from the frame."""
    text = request.frame.text_at(request.path)
    return render(request, "pages/about.html", {"text": text, "outline": filled.read(text, request.frame)})


@public_page()
def accessibility(request: Request) -> HttpResponse:
    """The statement on accessibility (§ 8 of zákon č. 99/2019 Sb.), and the page's own text."""
    text = request.frame.text_at(request.path)
    statement = AccessibilityStatement.objects.the_one()
    # A translation is no statement of its own.
    czech = request.frame.text_at(czech_address(request.path)) if text.translated_from_id else text
    context = {
        "text": text,
        "statement": statement,
        "drawn_up_on": czech.changed_on,
        "excepted": told.excepted(request.frame),
    }
    return render(request, "pages/accessibility.html", context)


@public_page()
def privacy(request: Request) -> HttpResponse:
    """How the site treats personal data: a text alone."""
    text = request.frame.text_at(request.path)
    return render(request, "pages/privacy.html", {"text": text, "outline": filled.read(text, request.frame)})


@public_page()
def free_page(request: Request, slug: str) -> HttpResponse:
    """A page that an editor made. Without a published text there is none; a withdrawn one is gone."""
    frame = request.frame
    version = frame.version_at(request.path)
    if version is None or not version.page.is_free:
        raise Http404
    if is_hidden(version, frame.moment, frame.preview):
        return HttpResponseGone()
    return render(request, "pages/page.html", {"text": version, "outline": filled.read(version, frame)})
