"""Where links in prose may lead on this site: its pages, their parts, and its files."""

from datetime import datetime

from django.urls import reverse

from pages.frame import filled
from pages.frame.frame import Frame
from pages.models import DocumentVersion, PageVersion
from pages.open_data.formats import vocabulary
from socialnibydleni.exports.catalogue import DATA_SETS
from socialnibydleni.exports.open_data import FILES
from socialnibydleni.exports.sitemap import public_addresses

# The parts that templates always show; those of the prose come from its headings.
TEMPLATE_ANCHORS = {
    "/": {"kc"},
    "/kontaktni-centrum/": {"kde", "schuzka"},
    "/o-projektu/": {"cil", "financovani", "udaje"},
    "/ochrana-osobnich-udaju/": {"kontakt", "zadost"},
    "/otevrena-data/": {"katalog", "zmeny", "nazvy", "podminky"}
    | {data_set.key for data_set in DATA_SETS}
    | {term.name for term in vocabulary(DATA_SETS)},
    "/pristupnost/": {"prosazovani", "stav", "vypracovani", "zpetna-vazba"},
}


def load(frame: Frame) -> dict[str, frozenset[str]]:
    """Every address that readers can open at the frame's moment, with the anchors on it."""
    texts = PageVersion.objects.shown(frame.moment).exclude(body="").values_list("page__address", "body")
    anchors = {address: _anchors(body, frame) for address, body in texts}
    pages = {
        entry.address: frozenset(anchors.get(entry.address, set()) | TEMPLATE_ANCHORS.get(entry.address, set()))
        for entry in public_addresses(frame)
    }
    return dict.fromkeys(_files(frame.moment), frozenset()) | pages


def _anchors(body: str, frame: Frame) -> set[str]:
    return {anchor for anchor, _ in filled.outline(body, frame).headings}


def _files(moment: datetime) -> list[str]:
    named = [reverse(name) for name in ["search", "contact:hours-calendar", "contact:vcard"]]
    documents = [
        version.get_absolute_url() for version in DocumentVersion.objects.shown(moment).exclude(stored_name="")
    ]
    return named + documents + [reverse("open-data-file", args=[name]) for name in FILES]
