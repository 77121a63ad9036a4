"""The page that tells people without a home whom to turn to."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from contact.help import places, shown
from contact.help.places import Place
from pages import spelling
from pages.frame.door import public_page
from pages.frame.request import Request
from pages.models import Page, PageVersion

LONGEST = 60  # characters of a town's name


@public_page("obec")
def help_page(request: Request) -> HttpResponse:
    """Who helps everywhere, or at the place asked for; however that was typed, it is one address.

    An answer to a place that nobody knows is not kept: there are more of them than any memory takes.
    """
    frame = request.frame
    asked = spelling.one_line(request.GET.get("obec", "")[:LONGEST])
    place = places.found(asked, frame["towns"], frame.get("help") or []) if asked else None
    if place and request.GET["obec"] != place.name:
        return redirect(address_for(place.name))
    helping = shown.rows_for(place, frame)
    text = frame.text_at(reverse("help"))
    context = {
        "text": _about(place, text) if place else text,
        "page_text": text,
        "card_title": text.title,
        "place": place,
        "is_named_in_czech": place is not None,
        "asked": asked,
        "is_unknown": bool(asked) and place is None,
        "helping": helping,
        "choices": shown.choices(helping),
        "verified_on": max(filter(None, (row.verified_on for row in helping)), default=None),
        "has_silent": shown.has_silent(frame),
        "is_elsewhere": bool(shown.rows(frame)) and not helping,
    }
    answer = render(request, "contact/help.html", context)
    if context["is_unknown"]:
        answer["Cache-Control"] = "no-store"
    return answer


def address_for(town: str) -> str:
    """The page as it is for somebody who lives there."""
    return f"{reverse('help')}?{urlencode({'obec': town})}"


def _about(place: Place, text: PageVersion) -> PageVersion:
    """The heading of the page for one place, which stands below that for all."""
    page = Page(menu_title=place.name, parent=text.page)
    return PageVersion(page=page, title=f"{text.title}: {place.name}", summary=text.summary)
