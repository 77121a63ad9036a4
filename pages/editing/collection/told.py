"""What a version of a collection is made of, for who compares versions or is about to publish one."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.html import escape

from pages.documents.document import Document
from pages.documents.versions import DocumentVersion
from pages.gate.terms import Problem
from pages.prose.versions import PageVersion


def as_list(version: PageVersion) -> str:
    """The documents of a version as markup, headings and a list; nothing of any other text."""
    if not version.documents:
        return ""
    titles = dict(Document.objects.filter(pk__in=_keys(version)).values_list("pk", "title"))
    pieces = []
    for key, part in version.documents:
        pieces += [f"<h2>{escape(part)}</h2>"] if part else []
        pieces += [f"<ol><li>{escape(titles[key])}</li></ol>"] if key in titles else []
    return "".join(pieces).replace("</ol><ol>", "")


def problems_of(version: PageVersion, moment: datetime) -> Iterator[Problem]:
    """That there is nothing to read, or something that readers do not see at `moment`."""
    if not version.documents:
        yield Problem("Ve sbírce není žádný dokument. Vyberte aspoň jeden.", field="documents")
        return
    shown = DocumentVersion.objects.shown(moment).filter(document__in=_keys(version)).values("document")
    for title in Document.objects.filter(pk__in=_keys(version)).exclude(pk__in=shown).values_list("title", flat=True):
        message = f"Dokument „{title}“ čtenáři nevidí. Ve sbírce se ukáže, až bude na webu."
        yield Problem(message, field="documents", is_error=False)


def _keys(version: PageVersion) -> list[int]:
    return [key for key, _ in version.documents]
