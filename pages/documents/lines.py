"""What the search may find of the documents, and what of them waits on the editors' start page."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from pages import registry
from pages.documents import stored_files
from pages.documents.document import Document
from pages.documents.versions import DocumentVersion
from pages.frame.request import Request
from pages.prose.states import when
from pages.registry import Entry, Line, Section

MOST_LINES = 20


def entries(moment: datetime) -> Iterator[Entry]:
    """Each document that readers see at `moment`, by what its page says of it."""
    for version in DocumentVersion.objects.shown(moment):
        document = version.document
        facts = [document.get_category_display(), document.author, f"Rok vydání: {document.year}", version.note]
        yield Entry(
            address=document.get_absolute_url(),
            title=document.title,
            kind="Dokument",
            summary=document.description,
            body="\n".join(filter(None, facts)),
        )


def lines(request: Request) -> Iterator[Line]:
    """Drafts, what will come or go, and files that are missing on the disk."""
    moment = request.frame.moment
    for version in DocumentVersion.objects.shown(moment).exclude(stored_name=""):
        if not stored_files.is_there(version.stored_name):
            yield Line(f"{version.document}: soubor chybí", _url(version.document), "nahrajte ho znovu")
    for document in Document.objects.waiting(moment)[:MOST_LINES]:
        if document.publish_at is None:
            yield Line(f"{document}: koncept", _url(document), "čtenáři ho nevidí")
        elif document.publish_at > moment:
            yield Line(f"{document}: zveřejní se", _url(document), when(document.publish_at))
        elif document.withdrawn_at:
            yield Line(f"{document}: stáhne se", _url(document), when(document.withdrawn_at))


def register() -> None:
    """Let the search and the start page know the documents; called when the apps are ready."""
    registry.add_entries(entries)
    registry.add_section(
        Section("Dokumenty", lines, "Nic nečeká: žádný koncept ani nic naplánovaného.", "pages.view_document")
    )


def _url(document: Document) -> str:
    return reverse("admin:pages_document_change", args=[document.pk])
