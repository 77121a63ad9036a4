"""The directory of pilot municipalities."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from municipalities.models import Municipality
from pages.frame import public_page


@public_page
def municipality_list(request: HttpRequest) -> HttpResponse:
    text = request.frame.text_at(request.path)
    municipalities = Municipality.objects.published().select_related("source")
    return render(request, "municipalities/list.html", {"text": text, "municipalities": municipalities})


@public_page
def municipality_detail(request: HttpRequest, slug: str) -> HttpResponse:
    published = Municipality.objects.published().among_others()
    municipality = get_object_or_404(published.select_related("source", "register", "text__parent__parent"), slug=slug)
    text, *of_list = request.frame.texts_of(list(filter(None, [municipality.text, municipality.text.parent])))
    if not text.body and of_list:
        text.body = of_list[0].body
    documents = municipality.shown_documents(request.frame)
    context = {
        "municipality": municipality,
        "text": text,
        "documents": documents,
        "documents_on": max((version.public_on for version in documents), default=None),
        "news": municipality.shown_news(request.frame),
    }
    return render(request, "municipalities/detail.html", context)
