"""What the search may find of the documents, and what of them waits on the editors' start page."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from pages import registry
from pages.documents import stored_files, versions
from pages.documents.document import ADDRESS, Category, Document
from pages.documents.listing import collections, succession
from pages.documents.readable import told
from pages.documents.readable.verdict import Verdict
from pages.documents.text_rows import DocumentText
from pages.documents.versions import DocumentVersion, Listed
from pages.frame.frame import Frame
from pages.frame.request import Request
from pages.prose import linking
from pages.prose.publication import not_withdrawn
from pages.prose.states import when
from pages.registry import Entry, Line, Link, PublicAddress, Section
from pages.uploads import KINDS, size_text
from pages.web.admin_address import admin_address
from pages.web.outage import StoreAwayError

MOST_LINES = 20


def entries(moment: datetime) -> Iterator[Entry]:
    """Each document that readers see at `moment`, by what its page says of it."""
    replaced = succession.at(moment)
    fields = [f"document__{name}" for name in ["pk", "slug", "title", "description", "category", "author", "year"]]
    categories = dict(Category.choices)
    # Values, not rows: there may be thousands, and the first search after a change waits for all of them.
    shown = DocumentVersion.objects.shown(moment).values_list(*fields, "note", "extension", "size")
    for key, slug, title, description, category, author, year, note, extension, size in shown:
        what = "Nahrazený dokument" if key in replaced.newer else "Dokument"
        kind = f"{what} {KINDS[extension].label}, {size_text(size)}" if extension else f"{what} na jiném webu"
        older = f"Nahrazuje: {replaced.older[key].title}" if key in replaced.older else ""
        facts = [categories.get(category, category), author, f"Rok vydání: {year}", note, older]
        yield Entry(f"{ADDRESS}{slug}/", title, kind, description, "\n".join(filter(None, facts)))


def addresses(frame: Frame) -> Iterator[PublicAddress]:
    """The page of each document, and its file if it is ours; the list changes when any of them does."""
    days = []
    for document in versions.listed(frame):
        days.append(document.public_on)
        yield PublicAddress(f"{ADDRESS}{document.slug}/", document.title, document.description, (days[-1],))
        if document.extension:
            address, said = f"{ADDRESS}{document.slug}.{document.extension}", _type_and_size(document)
            yield PublicAddress(address, document.title, said, is_listed=False)
    yield PublicAddress(ADDRESS, days=tuple(days))
    if days:
        yield from _former_files(frame)
    for text in collections.seen(frame):  # a collection changes with its documents
        yield PublicAddress(text.page.address, days=(collections.newest_on(text, frame),))


def _type_and_size(file: Listed) -> str:
    return f"{KINDS[file.extension].label}, {size_text(file.size)}"


def _files(frame: Frame) -> dict[str, str]:
    """By each address that leads to a file of ours its type and size of now: „PDF, 240 kB“."""
    said = {document.slug: _type_and_size(document) for document in versions.listed(frame) if document.extension}
    addresses = [entry.address for entry in _former_files(frame)] if said else []
    found = {address: said.get(address.removeprefix(ADDRESS).rpartition(".")[0], "") for address in addresses}
    return {address: words for address, words in found.items() if words}


def _former_files(frame: Frame) -> Iterator[PublicAddress]:
    """The addresses of files of another kind than now, from which readers are led on."""
    files = DocumentVersion.objects.filter(document__in=Document.objects.published(frame.moment))
    earlier = files.filter(valid_from__lte=frame.moment).exclude(extension="").order_by()
    for slug, title, extension in earlier.values_list("document__slug", "document__title", "extension").distinct():
        yield PublicAddress(f"{ADDRESS}{slug}.{extension}", title, is_listed=False)


def links(moment: datetime) -> Iterator[Link]:
    """Where the documents lead that readers see at `moment` or will see, and what their descriptions name."""
    elsewhere = dict(DocumentVersion.objects.live(moment).exclude(url="").values_list("document_id", "url"))
    for document in Document.objects.exclude(publish_at=None).filter(not_withdrawn(moment)):
        hrefs = document.accessible_url, elsewhere.get(document.pk, "")
        yield from linking.links_of(document, *hrefs, text=document.description, starts_at=document.publish_at)


def lines(request: Request) -> Iterator[Line]:
    """Drafts, what will come or go, and files that are missing or that some readers can't read."""
    moment = request.frame.moment
    yield from _missing(moment)
    for version in told.shut_out(request.frame):
        if not version.document.exemption:
            url = admin_address(version.document, "change")
            yield Line(f"{version.document}: někdo ho nepřečte", url, version.readable.faults, "Opravit", "bad")
    for document in Document.objects.waiting(moment)[:MOST_LINES]:
        url = admin_address(document, "change")
        if document.publish_at is None:
            yield Line(f"{document}: koncept", url, "čtenáři ho nevidí")
        elif document.publish_at > moment:
            yield Line(f"{document}: zveřejní se", url, when(document.publish_at), at=document.publish_at)
        elif document.withdrawn_at:
            yield Line(f"{document}: zmizí z webu", url, when(document.withdrawn_at), at=document.withdrawn_at)


def _missing(moment: datetime) -> Iterator[Line]:
    try:
        there = stored_files.names()
    except StoreAwayError:
        what = "zatím se nedá nic nahrát ani otevřít; řekněte to správci webu"
        yield Line("Úložiště souborů teď neodpovídá", note=what, tone="bad")
        return
    for version in DocumentVersion.objects.shown(moment).exclude(stored_name=""):
        if version.stored_name not in there:
            address = admin_address(version.document, "change")
            yield Line(f"{version.document}: soubor chybí", address, "nahrajte ho znovu", "Nahrát", "bad")


def register() -> None:
    """Let the search, the start page and the list of links know the documents; called when the apps are ready."""
    registry.watch(Verdict)
    registry.lend_on_demand("files", lambda _facts: _files(Frame(timezone.now())))
    registry.lend_on_demand(succession.BY_DOCUMENTS, lambda _facts: succession.at(timezone.now()))
    registry.add_addresses(addresses)
    registry.add_entries(entries)
    registry.add_links(links)
    registry.watch(DocumentText)  # what is read later is found from then on
    registry.add_section(Section("Dokumenty", lines, "žádný dokument není rozepsaný", "pages.view_document", "file"))
