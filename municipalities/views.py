"""The directory of pilot municipalities."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext

from municipalities.models import Municipality
from municipalities.told import told_about
from pages.frame.door import public_page
from pages.frame.frame import Frame
from pages.frame.offered import stands_in
from pages.frame.request import Request
from pages.languages import languages
from pages.languages.languages import CZECH
from pages.models import Page, PageVersion

LIST = "/obce/"


@public_page()
def municipality_list(request: Request) -> HttpResponse:
    """All published municipalities, in Czech alphabetical order, and their map."""
    text = request.frame.text_at(request.path)
    context = {"text": text, "municipalities": request.frame["municipalities"]}
    return render(request, "municipalities/list.html", context)


@public_page()
def municipality_detail(request: Request, slug: str) -> HttpResponse:
    """One municipality; without a text of its own the list's text stands there. One that was hidden is gone.

    In another language its facts alone, and the way to the Czech page: all that is told of it is in Czech.

    Raises:
        Http404: no municipality that readers ever saw has this slug, or there is no list of them in the language.
    """
    frame, language = request.frame, languages.active()
    municipality = next((row for row in frame["municipalities"] if row.slug == slug), None)
    if not stands_in(language, languages.czech_address(request.path), frame):
        raise Http404
    if municipality is None:
        gone = get_object_or_404(Municipality.objects.hidden(), slug=slug)
        message = {"title": _gone(gone), "text": gettext("Byla tu, ale už neplatí.")}
        return render(request, "municipalities/gone.html", {"message": message}, status=HTTPStatus.GONE)
    told = _told(municipality, frame) if language is CZECH else _facts_alone(municipality, frame)
    context = {"municipality": municipality, "card_title": municipality.name, "is_named_in_czech": True, **told}
    return render(request, "municipalities/detail.html", context)


def _told(municipality: Municipality, frame: Frame) -> dict[str, Any]:
    page = municipality.text
    text, *of_list = frame.texts_of(list(filter(None, [page, page and page.parent])))
    prose = next((each for each in [text, *of_list] if each.body), text)
    return {"text": text, "prose": prose, "told": told_about(municipality, frame)}


def _facts_alone(municipality: Municipality, frame: Frame) -> dict[str, Any]:
    above = frame.text_at(languages.active().address_of(LIST)).page
    page = Page(menu_title=municipality.name, parent=above)
    return {"text": PageVersion(page=page, title=municipality.name), "czech": municipality.get_absolute_url()}


def _gone(municipality: Municipality) -> str:
    if languages.active().html != CZECH.html:
        return gettext("Tuto stránku jsme vzali z webu")  # a sentence of another language has no room for a Czech name
    return f"{municipality.name}: stránku jsme vzali z webu"
