"""The contact centre's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pages.frame import public_page
from pages.models import Page


@public_page
def contact_centre(request: HttpRequest) -> HttpResponse:
    text = Page.objects.text_at(request.path, request.frame.moment)
    return render(request, "contact/centre.html", {"text": text})
