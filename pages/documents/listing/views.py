"""The list of documents, page by page, and what a reader chose of it."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from pages.documents.document import ADDRESS, Category
from pages.documents.listing import collections, succession
from pages.documents.listing.choices import Chosen, topics, years
from pages.documents.readable import told
from pages.documents.versions import DocumentVersion
from pages.frame.door import public_page
from pages.frame.request import Request
from pages.web import paging

ON_A_PAGE = 20


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
    number = asked.number(counted)
    if not number and asked != Chosen():
        raise Http404
    chosen = {"document__category": asked.category, "document__year": asked.year}
    shown = DocumentVersion.objects.shown(moment).filter(**{name: value for name, value in chosen.items() if value})
    page = paging.asked_page(Known(shown.numbered(moment), ON_A_PAGE, number), request.GET.get("strana", "1"))
    newest = max((row.newest for row in counted), default=None)
    context = {
        "text": request.frame.text_at(ADDRESS),
        "topics": topics(counted, asked),
        "years": years(counted, asked),
        "about": ", ".join(filter(None, [dict(Category.choices).get(asked.category, ""), asked.year])),
        "versions": succession.tell(told.tell(page.object_list), request.frame),
        "collections": collections.seen(request.frame),
        **paging.links(page, asked.address),
        "own_address": asked.canonical(counted).address(page.number),
        "newest_on": timezone.localdate(newest) if newest else None,
    }
    return render(request, "pages/documents.html", context)
