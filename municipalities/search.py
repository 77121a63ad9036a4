"""What the search may find of the municipalities."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from municipalities.models import Municipality
from municipalities.names import ALSO_CALLED
from pages.facts.regions import Region
from pages.frame import filled
from pages.frame.frame import Frame
from pages.models import PageVersion
from pages.registry import Entry


def entries(moment: datetime) -> Iterator[Entry]:
    """Each published municipality: where it lies, its housing concept, and its own text at `moment`.

    Before them the list, with the regions from which none takes part; where one does and is hidden, nothing is said.
    """
    taking_part = set(Municipality.objects.values_list("region", flat=True))
    empty = [f"{region.label}: v projektu odtud žádná obec není." for region in Region if region not in taking_part]
    yield Entry(reverse("municipalities:list"), body="\n".join(empty), also="mapa")
    frame = Frame(moment)
    shown = PageVersion.objects.shown(moment).exclude(page__municipality=None)
    texts: dict[int | None, PageVersion] = {text.page_id: text for text in shown}
    for municipality in Municipality.objects.published():
        text = texts.get(municipality.text_id) or PageVersion()
        lines = [_place(municipality), municipality.concept_title, filled.plain(text.body, frame)]
        yield Entry(
            address=municipality.get_absolute_url(),
            title=municipality.name,
            kind="Městská část" if municipality.is_city_district else "Obec",
            summary=text.summary,
            body="\n".join(lines),
            names="\n".join(_names(municipality)),
        )


def _names(municipality: Municipality) -> Iterator[str]:
    """In all cases that are known, and by its adjective."""
    yield from filter(None, [municipality.name, municipality.locative, municipality.genitive])
    yield from ALSO_CALLED.get(municipality.name, ())


def _place(municipality: Municipality) -> str:
    kind = municipality.get_kind_display().capitalize()
    district = f"okres {municipality.district}" if municipality.district else ""
    return ", ".join(filter(None, [kind, municipality.get_region_display(), district]))
