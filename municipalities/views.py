"""The directory of pilot municipalities."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from municipalities.models import Municipality
from pages.frame import public_page


@public_page
def municipality_list(request: HttpRequest) -> HttpResponse:
    text = request.frame.text_at(request.path)
    municipalities = Municipality.objects.published().select_related("source")
    return render(request, "municipalities/list.html", {"text": text, "municipalities": municipalities})


@public_page
def municipality_detail(request: HttpRequest, slug: str) -> HttpResponse:
    published = Municipality.objects.published()
    municipality = get_object_or_404(published.select_related("source", "register", "text__parent__parent"), slug=slug)
    text = request.frame.text_of(municipality.text)
    if not text.body:
        text.body = request.frame.text_at(reverse("municipalities:list")).body
    documents = municipality.shown_documents(request.frame)
    about = {"documents": documents, "news": municipality.shown_news(request.frame)}
    context = {"municipality": municipality, "text": text, **about, **published.around(municipality)}
    return render(request, "municipalities/detail.html", context)
