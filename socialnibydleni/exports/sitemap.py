"""The sitemap (sitemaps.org): every public address with the day on which what it shows last changed."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as sitemap_view
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from contact import now
from municipalities.models import Municipality
from pages.documents.document import ADDRESS as DOCUMENTS
from pages.frame.door import public_page
from pages.frame.frame import Frame
from pages.models import Document, DocumentVersion, Page, PageVersion
from pages.prose.page import NEWS_ADDRESS
from pages.reading import news


class Entry(NamedTuple):
    """One public address: when anything on its page last changed, and when what is the page's own did."""

    address: str
    changed_on: date | None
    own_on: date | None


class PublicPages(Sitemap):
    protocol = urlsplit(settings.SITE_URL).scheme

    def __init__(self, frame: Frame):
        self.frame = frame

    def get_domain(self, site=None) -> str:
        """The host of SITE_URL, whatever name the request came by."""
        return urlsplit(settings.SITE_URL).netloc

    def items(self) -> list[Entry]:
        return list(public_addresses(self.frame))

    def location(self, item: Entry) -> str:
        return item.address

    def lastmod(self, item: Entry) -> date | None:
        return item.changed_on


def public_addresses(frame: Frame) -> Iterator[Entry]:
    """Every page that readers may see at the frame's moment."""
    texts = _changed_on(frame.moment)
    municipalities = list(Municipality.objects.published().select_related("source"))
    shown_everywhere = [municipality.known_on for municipality in municipalities]
    listed = {"/": shown_everywhere, "/obce/": shown_everywhere}
    for fact in [frame.get("project"), frame.get("contact_centre")]:
        listed |= {fact.get_absolute_url(): [fact.known_on]} if fact else {}
    documents = [(version.document, version.public_on) for version in DocumentVersion.objects.shown(frame.moment)]
    about = _days_of_documents(documents)
    listed[DOCUMENTS] = [max((day for _, day in documents), default=None)]
    days_of_news = {text.page_id: text.changed_on for text in (news.seen(frame) if frame.get("has_news") else [])}
    listed["/"] = [*listed.get("/", []), *list(days_of_news.values())[: news.NEWEST]]
    listed[NEWS_ADDRESS] = days_of_news.values()
    for row in Municipality.news.through.objects.filter(page_id__in=days_of_news) if days_of_news else []:
        about[row.municipality_id].append(days_of_news[row.page_id])
    for page in Page.objects.filter(Q(kind=Page.Kind.FIXED) | Q(kind__in=Page.OF_EDITORS, pk__in=texts)):
        if page.is_hidden(frame):
            continue
        yield _entry(frame, page.address, texts.get(page.pk), *listed.get(page.address, []))
    for municipality in municipalities:
        days = [municipality.known_on, texts.get(municipality.text_id), *about.get(municipality.pk, [])]
        yield _entry(frame, municipality.get_absolute_url(), *days)
    for document, public_on in documents:
        yield _entry(frame, document.get_absolute_url(), public_on)
    if now.takes_requests(frame):
        yield _entry(frame, reverse("contact:meeting"))


def _days_of_documents(documents: list[tuple[Document, date]]) -> dict[int, list[date]]:
    """Of each municipality that documents are about, the days on which they became public."""
    public_on, about = {document.pk: day for document, day in documents}, defaultdict(list)
    named = Municipality.documents.through.objects.filter(document_id__in=public_on) if documents else []
    for row in named:
        about[row.municipality_id].append(public_on[row.document_id])
    return about


def _entry(frame: Frame, address: str, *days: date | None) -> Entry:
    return Entry(address, frame.last_updated(*days), max(filter(None, days), default=None))


def _changed_on(moment: datetime) -> dict[int, date | None]:
    return {text.page_id: text.changed_on for text in PageVersion.objects.shown(moment).only("page_id", "publish_at")}


@public_page
def sitemap(request: HttpRequest) -> HttpResponse:
    return sitemap_view(request, sitemaps={"pages": PublicPages(request.frame)})
