"""Documents for readers: the page of each, and the file itself; the list is in pages.documents.listing."""

from http import HTTPStatus

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render

from pages.documents import sent_files
from pages.documents.document import ADDRESS, Document
from pages.documents.listing import collections, succession
from pages.documents.listing.choices import Chosen
from pages.documents.readable import told
from pages.documents.versions import DocumentVersion
from pages.frame.door import public_page, reads_only
from pages.frame.request import Request
from pages.prose.page import Page
from pages.prose.versions import PageVersion


@public_page()
def document(request: Request, slug: str) -> HttpResponse:
    """One document with what it led to before."""
    found, moment = get_object_or_404(Document, slug=slug), request.frame.moment
    version = DocumentVersion.objects.shown(moment).filter(document=found).first()
    if version is None:
        return _not_shown(found, request)
    succession.tell(told.tell([version]), request.frame)
    parent = Page.objects.select_related("parent__parent").filter(address=ADDRESS).first()
    page = Page(menu_title=found.title, parent=parent)
    text = PageVersion(page=page, title=found.title, summary=found.description, publish_at=version.public_at)
    is_later = found.publish_at is not None and version.valid_from > found.publish_at
    context = {
        "text": text,
        "version": version,
        "document": found,
        "is_replaced": is_later and found.versions.count() > 1,
        "collections": collections.with_document(request.frame, found.pk),
        "category_address": Chosen(found.category).address(),
    }
    return render(request, "pages/document.html", context)


@reads_only
def file(request: Request, slug: str, extension: str) -> HttpResponseBase:
    """The file that holds now; an address with the ending of an earlier one leads on to it."""
    found = get_object_or_404(Document, slug=slug)
    version = DocumentVersion.objects.shown(request.frame.moment).filter(document=found).first()
    if version is None:
        return _not_shown(found, request)
    if version.extension == extension:
        return sent_files.answer(request, version)
    if found.versions.filter(extension=extension, valid_from__lte=request.frame.moment).exists():
        return redirect(version.get_absolute_url() if version.kind else found.get_absolute_url())
    raise Http404


def _not_shown(found: Document, request: Request) -> HttpResponse:
    if found.is_withdrawn(request.frame.moment):
        return HttpResponse(status=HTTPStatus.GONE)
    raise Http404
