"""The directory of pilot municipalities."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from municipalities.models import Municipality
from municipalities.told import told_about
from pages.frame.door import public_page
from pages.frame.request import Request


@public_page()
def municipality_list(request: Request) -> HttpResponse:
    """All published municipalities, in Czech alphabetical order, and their map."""
    text = request.frame.text_at(request.path)
    context = {"text": text, "municipalities": request.frame["municipalities"]}
    return render(request, "municipalities/list.html", context)


@public_page()
def municipality_detail(request: Request, slug: str) -> HttpResponse:
    """One municipality; without a text of its own the list's text stands there. One that was hidden is gone.

    Raises:
        Http404: no municipality that readers ever saw has this slug.
    """
    municipality = next((row for row in request.frame["municipalities"] if row.slug == slug), None)
    if municipality is None:
        gone = get_object_or_404(Municipality.objects.hidden(), slug=slug)
        message = {"title": f"{gone.name}: stránku jsme vzali z webu", "text": "Byla tu, ale už neplatí."}
        return render(request, "municipalities/gone.html", {"message": message}, status=HTTPStatus.GONE)
    text, *of_list = request.frame.texts_of(list(filter(None, [municipality.text, municipality.text.parent])))
    prose = next((each for each in [text, *of_list] if each.body), text)
    context = {
        "municipality": municipality,
        "card_title": municipality.name,
        "text": text,
        "prose": prose,
        "told": told_about(municipality, request.frame),
    }
    return render(request, "municipalities/detail.html", context)
