"""Documents for readers: the list, the page of each, and the file itself."""

from datetime import datetime
from http import HTTPStatus
from typing import NamedTuple

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import urlencode

from pages.documents import sent_files
from pages.documents.document import ADDRESS, Category, Document
from pages.documents.versions import DocumentVersion
from pages.frame.door import public_page, reads_only
from pages.frame.request import Request
from pages.prose.page import Page
from pages.prose.versions import PageVersion
from pages.web import paging

ON_A_PAGE = 20


class Choice(NamedTuple):
    """A link to the documents of one category, or of all."""

    address: str
    label: str
    number: int
    is_chosen: bool


class Counted(Paginator):
    """A paginator that was told how many there are, and asks the database no more."""

    def __init__(self, rows: QuerySet[DocumentVersion], per_page: int, count: int):
        super().__init__(rows, per_page)
        self.count = count


@public_page("kategorie", "strana")
def documents(request: Request) -> HttpResponse:
    """The published documents; a category or a page that there is not is an address that leads nowhere."""
    moment, asked = request.frame.moment, request.GET.get("kategorie", "")
    counts = DocumentVersion.objects.counts(moment)
    if asked and asked not in counts:
        raise Http404
    shown = DocumentVersion.objects.shown(moment)
    shown = shown.filter(document__category=asked) if asked else shown
    number = counts[asked][0] if asked else sum(number for number, _ in counts.values())
    page = paging.asked_page(Counted(shown, ON_A_PAGE, number), request.GET.get("strana", "1"))
    newest = max((newest for _, newest in counts.values()), default=None)
    context = {
        "text": request.frame.text_at(ADDRESS),
        "choices": _choices(counts, asked) if len(counts) > 1 else [],
        "category": Category(asked).label if asked else "",
        **paging.links(page, lambda number: _address(asked, number)),
        "newest_on": timezone.localdate(newest) if newest else None,
    }
    return render(request, "pages/documents.html", context)


@public_page()
def document(request: Request, slug: str) -> HttpResponse:
    """One document with what it led to before."""
    found, moment = get_object_or_404(Document, slug=slug), request.frame.moment
    version = DocumentVersion.objects.shown(moment).filter(document=found).first()
    if version is None:
        return _not_shown(found, request)
    parent = Page.objects.select_related("parent__parent").filter(address=ADDRESS).first()
    page = Page(menu_title=found.title, parent=parent)
    text = PageVersion(page=page, title=found.title, summary=found.description, publish_at=version.public_at)
    is_later = found.publish_at is not None and version.valid_from > found.publish_at
    context = {
        "text": text,
        "version": version,
        "document": found,
        "is_replaced": is_later and found.versions.count() > 1,
        "category_address": _address(found.category),
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


def _choices(counts: dict[str, tuple[int, datetime]], asked: str) -> list[Choice]:
    total = sum(number for number, _ in counts.values())
    present = [category for category in Category if category in counts]
    return [
        Choice(ADDRESS, "Vše", total, not asked),
        *(Choice(_address(each), each.label, counts[each][0], each == asked) for each in present),
    ]


def _address(category: str, number: int = 1) -> str:
    query = {"kategorie": str(category)} if category else {}
    query |= {"strana": str(number)} if number > 1 else {}
    return f"{ADDRESS}?{urlencode(query)}" if query else ADDRESS
