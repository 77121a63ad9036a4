"""Which documents took the place of which, both seen by readers: neither tells of one that they can't open."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from pages.documents.document import ADDRESS, Document
from pages.documents.versions import DocumentVersion
from pages.frame.frame import Frame

BY_DOCUMENTS = "replaced_documents"  # the fact of the frame


class Named(NamedTuple):
    """A document that another one leads to."""

    slug: str
    title: str
    language: str

    @property
    def address(self) -> str:
        """Its page."""
        return f"{ADDRESS}{self.slug}/"


class Succession(NamedTuple):
    """By the key of a document the one that it replaces, and those that replace it."""

    older: dict[int, Named]
    newer: dict[int, list[Named]]


def at(moment: datetime) -> Succession:
    """What readers see of it at `moment`."""
    older, newer, published = {}, defaultdict(list), Document.objects.published(moment)
    names = ["slug", "title", "language"]
    rows = published.filter(replaces__in=published).order_by("publish_at", "pk")
    for pk, *new, replaced, slug, title, language in rows.values_list(
        "pk", *names, "replaces_id", *(f"replaces__{name}" for name in names)
    ):
        older[pk] = Named(slug, title, language)
        newer[replaced].append(Named(*new))
    return Succession(older, dict(newer))


def tell(versions: Iterable[DocumentVersion], frame: Frame) -> list[DocumentVersion]:
    """The versions, each with `older`: what its document replaces, or None; and `newer`: what replaces it."""
    versions, found = list(versions), frame.get(BY_DOCUMENTS) or Succession({}, {})
    for version in versions:
        version.older = found.older.get(version.document_id)
        version.newer = found.newer.get(version.document_id, [])
    return versions
