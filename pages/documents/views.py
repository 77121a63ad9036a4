"""Documents for readers: the list, the page of each, and the file itself."""

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
from pages.documents.readable import told
from pages.documents.versions import Counted, DocumentVersion
from pages.frame.door import public_page, reads_only
from pages.frame.request import Request
from pages.prose.page import Page
from pages.prose.versions import PageVersion
from pages.web import paging

ON_A_PAGE = 20


class Choice(NamedTuple):
    """A link to the documents of one topic or year, or of all."""

    address: str
    label: str
    number: int
    is_chosen: bool


class Chosen(NamedTuple):
    """What a reader chose of the list; empty is all."""

    category: str = ""
    year: str = ""

    def has(self, row: Counted) -> bool:
        """Whether documents of that category and year are in it."""
        return self.category in ("", row.category) and self.year in ("", str(row.year))

    def address(self, number: int = 1) -> str:
        """That page of the list."""
        query = {"kategorie": self.category, "rok": self.year, "strana": str(number) if number > 1 else ""}
        said = {name: value for name, value in query.items() if value}
        return f"{ADDRESS}?{urlencode(said)}" if said else ADDRESS


class Known(Paginator):
    """A paginator that was told how many there are, and asks the database no more."""

    def __init__(self, rows: QuerySet[DocumentVersion], per_page: int, count: int):
        super().__init__(rows, per_page)
        self.count = count


@public_page("kategorie", "rok", "strana")
def documents(request: Request) -> HttpResponse:
    """The published documents; a topic, a year or a page that there is not is an address that leads nowhere."""
    moment, asked = request.frame.moment, Chosen(request.GET.get("kategorie", ""), request.GET.get("rok", ""))
    counted = DocumentVersion.objects.counted(moment)
    number = sum(row.number for row in counted if asked.has(row))
    if not number and asked != Chosen():
        raise Http404
    chosen = {"document__category": asked.category, "document__year": asked.year}
    shown = DocumentVersion.objects.shown(moment).filter(**{name: value for name, value in chosen.items() if value})
    page = paging.asked_page(Known(shown, ON_A_PAGE, number), request.GET.get("strana", "1"))
    newest = max((row.newest for row in counted), default=None)
    context = {
        "text": request.frame.text_at(ADDRESS),
        "topics": _topics(counted, asked),
        "years": _years(counted, asked),
        "about": ", ".join(filter(None, [dict(Category.choices).get(asked.category, ""), asked.year])),
        "versions": told.tell(page.object_list),
        **paging.links(page, asked.address),
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
    told.tell([version])
    parent = Page.objects.select_related("parent__parent").filter(address=ADDRESS).first()
    page = Page(menu_title=found.title, parent=parent)
    text = PageVersion(page=page, title=found.title, summary=found.description, publish_at=version.public_at)
    is_later = found.publish_at is not None and version.valid_from > found.publish_at
    context = {
        "text": text,
        "version": version,
        "document": found,
        "is_replaced": is_later and found.versions.count() > 1,
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


def _topics(counted: list[Counted], asked: Chosen) -> list[Choice]:
    """Each topic of the chosen year in the order of editors, and all of them; nothing to choose from is nothing."""
    values = [("", "Všechna"), *Category.choices]
    return _choices([(asked._replace(category=value), label) for value, label in values], counted, asked)


def _years(counted: list[Counted], asked: Chosen) -> list[Choice]:
    """Each year of the chosen topic, the newest first, and all of them."""
    years = sorted({str(row.year) for row in counted}, reverse=True)
    return _choices([(asked._replace(year=year), year or "Všechny roky") for year in ["", *years]], counted, asked)


def _choices(offered: list[tuple[Chosen, str]], counted: list[Counted], asked: Chosen) -> list[Choice]:
    found = [
        Choice(each.address(), label, number, each == asked)
        for each, label in offered
        if (number := sum(row.number for row in counted if each.has(row)))
    ]
    return found if len(found) > 2 else []  # all, and the only one there is
