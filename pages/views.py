"""Pages made of prose and the project's facts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pages import placeholders
from pages.frame import public_page
from pages.models import AccessibilityStatement


@public_page
def about(request: HttpRequest) -> HttpResponse:
    text = request.frame.text_at(request.path)
    return render(
        request, "pages/about.html", {"text": text, "outline": placeholders.outline(text.body, request.frame)}
    )


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    text = request.frame.text_at(request.path)
    statement = AccessibilityStatement.objects.the_one()
    return render(request, "pages/accessibility.html", {"text": text, "statement": statement})


@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    text = request.frame.text_at(request.path)
    return render(
        request, "pages/privacy.html", {"text": text, "outline": placeholders.outline(text.body, request.frame)}
    )
