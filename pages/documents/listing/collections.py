"""Collections of documents: pages whose texts introduce them, and whose versions say which documents they have."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils import timezone

from pages import registry
from pages.documents.listing import succession
from pages.documents.readable import told
from pages.documents.versions import DocumentVersion, listed
from pages.frame.frame import Frame
from pages.prose.page import Page
from pages.prose.versions import PageVersion
from pages.words.alphabet import sort_key


class Part(NamedTuple):
    """Documents below one heading, which may be none."""

    title: str
    versions: list[DocumentVersion]


def parts(text: PageVersion, frame: Frame) -> list[Part]:
    """The documents of a collection that readers see at the frame's moment, in its order; no part without any."""
    versions = DocumentVersion.objects.shown(frame.moment).numbered(frame.moment)
    chosen = versions.filter(document__in=[key for key, _ in text.documents])
    shown = {version.document_id: version for version in succession.tell(told.tell(chosen), frame)}
    found: list[Part] = []
    for key, title in text.documents:
        if title or not found:
            found.append(Part(title, []))
        if key in shown:
            found[-1].versions.append(shown[key])
    return [part for part in found if part.versions]


def seen(frame: Frame) -> list[PageVersion]:
    """The texts of all collections that are seen in the frame, by their titles."""
    texts = frame.texts_of_kind(Page.Kind.COLLECTION) if frame.preview else frame.get("collections") or []
    return sorted(texts, key=lambda text: (sort_key(text.title), text.page_id))


def with_document(frame: Frame, document: int) -> list[PageVersion]:
    """Those of them that have the document with this key."""
    return [text for text in seen(frame) if any(key == document for key, _ in text.documents)]


def newest_on(text: PageVersion, frame: Frame) -> date | None:
    """The day on which the newest document of a collection became public; None while readers see none of them."""
    keys = {key for key, _ in text.documents}
    return max((one.public_on for one in listed(frame) if one.document_id in keys), default=None)


def _now_shown(_facts: registry.Values) -> Iterable[PageVersion]:
    shown = PageVersion.objects.shown(timezone.now()).filter(page__kind=Page.Kind.COLLECTION)
    return list(shown.select_related("page").defer("body"))


def register() -> None:
    """Hand the collections to the frame; called when the apps are ready."""
    registry.lend_on_demand("collections", _now_shown)
