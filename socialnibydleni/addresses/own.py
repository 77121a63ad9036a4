"""The public addresses of what joins the apps: the search, feeds, open data, and the files that every site has."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override

from pages.frame.frame import Frame
from pages.frame.offered import languages_of
from pages.open_data.formats import vocabulary
from pages.registry import PublicAddress
from socialnibydleni.exports.catalogue import DATA_SETS
from socialnibydleni.exports.open_data import FILES

OF_OPEN_DATA = frozenset({"katalog", "zmeny", "nazvy", "podminky"})


def addresses(frame: Frame) -> Iterator[PublicAddress]:
    """What is there at the frame's moment; a feed of nothing is not."""
    for language in languages_of("/", frame):
        yield PublicAddress(language.prefix, anchors=lambda: frozenset({"kc"}))
        with override(language.code):
            yield PublicAddress(reverse("search"), gettext("Hledání"), is_listed=False)
    yield PublicAddress(reverse("open-data"), anchors=_parts_of_open_data)
    for file in FILES.values():
        yield PublicAddress(file.address, file.name, is_listed=False)
    for name, title in _files(frame).items():
        yield PublicAddress(reverse(name), title, is_listed=False)


def _parts_of_open_data() -> frozenset[str]:
    return OF_OPEN_DATA | {data_set.key for data_set in DATA_SETS} | {term.name for term in vocabulary(DATA_SETS)}


def _files(frame: Frame) -> dict[str, str]:
    """Pages and files without a text of their own, by the names of their addresses."""
    files = {"sitemap": "Mapa webu pro vyhledávače", "robots": "Pokyny pro vyhledávače"}
    files["opensearch"] = "Hledání pro prohlížeče"
    if frame.get("project"):
        files["changes"] = "Co je na webu nového, pro čtečky novinek"
    if frame.get("project") and frame.get("has_news"):
        files["news-feed"] = "Aktuality pro čtečky novinek"
    if frame.get("project") and frame.get("has_events"):
        files["events-feed"] = "Akce pro čtečky novinek"
    if frame.get("project") and frame.get("has_documents"):
        files["documents-feed"] = "Dokumenty pro čtečky novinek"
    if settings.SECURITY_CONTACT:
        files["security-txt"] = "Kam nahlásit bezpečnostní chybu"
    return files
