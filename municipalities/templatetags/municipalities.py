"""The map of the directory, for any page that may borrow it. It only repeats what the list and the facts say.

The borders are the file regions.geojson beside the models, as it is: Natural Earth 1:10m, in the public domain,
simplified so that shared borders stayed shared. Its paths are computed when this module is imported, in a few
milliseconds; so nothing generated lies in the repository that could differ from what it is made of.
"""

import json
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from municipalities import map as sheet
from municipalities import structured_data
from municipalities.models import Municipality
from pages.models import Page
from pages.templatetags.site import json_ld

register = template.Library()

_GEOJSON = json.loads((Path(__file__).parents[1] / "regions.geojson").read_text(encoding="utf-8"))
_REGIONS = {feature["id"]: sheet.rings(feature["geometry"]["coordinates"]) for feature in _GEOJSON["features"]}
REGIONS = {code: sheet.path(rings) for code, rings in _REGIONS.items()}
NEIGHBOURS = sheet.neighbours(_REGIONS)
OUTLINE = sheet.path(sheet.outline(chain.from_iterable(_REGIONS.values())))


@register.inclusion_tag("municipalities/_around.html", takes_context=True)
def municipalities_around(context: Context, region: str) -> dict[str, Any]:
    """The published municipalities of the regions around one."""
    shown = context["frame"]["municipalities"]
    return {"municipalities": [row for row in shown if row.region in NEIGHBOURS[region]], "frame": context["frame"]}


@register.inclusion_tag("municipalities/_of_event.html", takes_context=True)
def municipalities_of_event(context: Context, page: Page) -> dict[str, Any]:
    """The published municipalities that name the event of a page as theirs; none of a page that is only being typed."""
    named = Municipality.news.through.objects.filter(page_id=page.pk).values_list("municipality_id", flat=True)
    keys = set(named) if page.pk else set()
    return {"municipalities": [row for row in context["frame"]["municipalities"] if row.pk in keys]}


@register.inclusion_tag("municipalities/_map.html", takes_context=True)
def municipality_map(context: Context, municipalities: Iterable[Municipality]) -> dict[str, Any]:
    """The regions, those of our municipalities tinted, and a labelled dot for each municipality that has coordinates.

    A label without room is left out and becomes the dot's tooltip.
    """
    ours = {municipality.region for municipality in municipalities}
    places = {municipality: place for municipality in municipalities if (place := municipality.place)}
    labelled = sheet.labelled([*places.values()])
    return {
        "width": sheet.WIDTH,
        "height": sheet.HEIGHT,
        "other_regions": "".join(path for code, path in REGIONS.items() if code not in ours),
        "our_regions": "".join(path for code, path in REGIONS.items() if code in ours),
        "frame": context["frame"],
        "dots": [(municipality, place, place in labelled) for municipality, place in places.items()],
    }


@register.inclusion_tag("municipalities/_outline.html")
def municipality_outline(municipalities: Iterable[Municipality]) -> dict[str, Any]:
    """The outline of the country with a dot for each municipality and its name where that has room, as a glance."""
    places = _places(municipalities)
    return {**_outline(places), "labelled": sheet.labelled(places)}


@register.inclusion_tag("municipalities/_locator.html", takes_context=True)
def municipality_locator(context: Context, municipality: Municipality) -> dict[str, Any]:
    """The outline of the country with all dots faint, one of them covered by a named one; nothing without that."""
    frame = context["frame"]
    return {**_outline(_places(frame["municipalities"])), "here": municipality.place, "frame": frame}


@register.simple_tag(takes_context=True)
def municipality_json_ld(context: Context, municipality: Municipality) -> SafeString:
    """The municipality in the terms of schema.org."""
    return json_ld(structured_data.node(municipality, context["frame"]))


def _places(municipalities: Iterable[Municipality]) -> list[sheet.Place]:
    return list(filter(None, (municipality.place for municipality in municipalities)))


def _outline(places: list[sheet.Place]) -> dict[str, Any]:
    return {"width": sheet.WIDTH, "height": sheet.HEIGHT, "outline": OUTLINE, "places": places}
