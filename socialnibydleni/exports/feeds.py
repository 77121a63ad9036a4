"""The feeds (Atom, RFC 4287): changes, news, documents; the latest first, each at its true moment."""

import re
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Enclosure
from django.utils.html import escape

from pages.documents.document import ADDRESS as DOCUMENTS
from pages.events import listing
from pages.events.event import Event
from pages.frame.door import public_page
from pages.frame.frame import Frame
from pages.frame.request import Request
from pages.models import DocumentVersion, Page, PageVersion
from pages.prose.news import FIRST_AT
from pages.prose.page import EVENTS_ADDRESS, NEWS_ADDRESS, OF_EVENT
from pages.reading import news
from pages.richtext import figures
from pages.templatetags.site import plain
from socialnibydleni.exports.changes import DOCUMENT_GONE, latest

LATEST_NEWS = LATEST_DOCUMENTS = LATEST_EVENTS = 30
NEWS_GONE, EVENT_GONE = "Aktualitu jsme vzali z webu", "Akci jsme vzali z webu"

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2


@public_page()
def changes(request: Request) -> HttpResponse:
    """Every change is an entry of its own."""
    found = latest(request.frame)
    feed = _feed(request.frame, found, "co je nového", "/", reverse("changes"))
    for change in found:
        feed.add_item(
            title=_text(change.title),
            link=settings.SITE_URL + change.address,
            description=_html(change.note),  # type: ignore[arg-type]  # None: no summary, which the stubs forget
            unique_id=_tag(change.since, change.name),
            updateddate=change.moment,
        )
    return _answer(feed)


@public_page()
def news_feed(request: Request) -> HttpResponse:
    """The latest news, each an entry that stays the same one when its text is mended or withdrawn."""
    texts: list[Any] = list(news.told(request.frame.moment)[:LATEST_NEWS])
    feed = _feed(request.frame, texts, "aktuality", NEWS_ADDRESS, reverse("news-feed"))
    for text in texts:
        is_gone = text.is_withdrawn(request.frame.moment)
        feed.add_item(
            title=NEWS_GONE if is_gone else _text(text.title),
            link=settings.SITE_URL + text.page.address,
            description=None if is_gone else _html(_told(text)),  # type: ignore[arg-type]  # as above
            unique_id=_tag(text.first_at, f"aktualita-{text.page_id}"),
            pubdate=text.first_at,
            updateddate=text.withdrawn_at if is_gone else text.publish_at,
            enclosures=[] if is_gone else _pictures(text, request.frame),
        )
    return _answer(feed)


@public_page()
def events_feed(request: Request) -> HttpResponse:
    """The latest events, each an entry that stays the same one when it is moved, cancelled or withdrawn."""
    frame = request.frame
    told = sorted(map(partial(listing.one, frame=frame), _told_events(frame)), key=_changed_at, reverse=True)
    events = told[:LATEST_EVENTS]
    feed = _feed(frame, events, "akce", EVENTS_ADDRESS, reverse("events-feed"))
    for event in events:
        text: Any = event.text
        is_gone = text.is_withdrawn(frame.moment)
        feed.add_item(
            title=EVENT_GONE if is_gone else _text(f"{event.told.word.capitalize()}: {text.title}".removeprefix(": ")),
            link=settings.SITE_URL + event.address,
            description=None if is_gone else _html(_of_event(event)),  # type: ignore[arg-type]  # as above
            unique_id=_tag(text.first_at, f"akce-{text.page_id}"),
            pubdate=text.first_at,
            updateddate=_changed_at(event),
        )
    return _answer(feed)


@public_page()
def documents_feed(request: Request) -> HttpResponse:
    """The latest documents, each an entry that stays the same one when its file is replaced or it is withdrawn."""
    moment = request.frame.moment
    versions: list[Any] = list(DocumentVersion.objects.told(moment)[:LATEST_DOCUMENTS])
    feed = _feed(request.frame, versions, "dokumenty", DOCUMENTS, reverse("documents-feed"))
    for version in versions:
        document = version.document
        is_gone = document.is_withdrawn(moment)
        feed.add_item(
            title=DOCUMENT_GONE if is_gone else _text(document.title),
            link=settings.SITE_URL + document.get_absolute_url(),
            description=None if is_gone else _html(_new_in(version)),  # type: ignore[arg-type]  # as above
            unique_id=_tag(document.publish_at, f"dokument-{document.pk}"),
            pubdate=document.publish_at,
            updateddate=version.changed_at,
            enclosures=[] if is_gone else _files(version),
        )
    return _answer(feed)


def _told_events(frame: Frame) -> list[PageVersion]:
    """The texts of all events that readers see or saw, each with `first_at`."""
    texts = PageVersion.objects.live(frame.moment).filter(page__kind=Page.Kind.EVENT).annotate(first_at=FIRST_AT)  # type: ignore[no-redef]
    return list(texts.select_related("page", *OF_EVENT).defer("body"))


def _changed_at(event: Event) -> Any:
    """When an editor last said something of it: the text, that it is gone, or what became of it."""
    text, said_at = event.text, event.told.said_at
    gone_at = text.withdrawn_at if text.is_withdrawn(event.moment) else None
    return gone_at or max(filter(None, [text.publish_at, said_at]))


def _of_event(event: Event) -> str:
    """When and where it is, what became of it, and what it is about."""
    said = [event.said_when, event.where, event.told.reason, event.text.summary]
    return plain(". ".join(part.rstrip(".") for part in said if part) + ".")


def _feed(frame: Frame, entries: Sequence[Any], title: str, address: str, own_address: str) -> Atom1Feed:
    project = frame.get("project")
    if not entries or project is None:
        raise Http404
    return Atom1Feed(
        title=f"{project.short_name}: {title}",
        link=settings.SITE_URL + address,
        description="",
        language="cs",
        author_name=project.implementer,
        feed_url=settings.SITE_URL + own_address,
    )


def _answer(feed: Atom1Feed) -> HttpResponse:
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _tag(since: datetime, name: str) -> str:
    """An identifier that nobody else gives (RFC 4151)."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{timezone.localdate(since)}:{name}"


def _told(text: PageVersion) -> str:
    """What the news say in a sentence, and what an editor said of their change."""
    note = f"Co se změnilo: {text.change_note}" if text.change_note else ""
    return " ".join(filter(None, [text.summary, note]))


def _new_in(version: DocumentVersion) -> str:
    """What the document says in a sentence, and what is new in its version."""
    said = version.document.description
    end = "" if said.endswith((".", "!", "?", "…")) else "."
    return f"{said}{end} Co je nového: {version.note}" if version.note else said


def _files(version: DocumentVersion) -> list[Enclosure]:
    """The file, if it is ours."""
    address = settings.SITE_URL + version.get_absolute_url()
    return [Enclosure(address, str(version.size), version.kind.content_type)] if version.kind else []


def _pictures(text: PageVersion, frame: Frame) -> list[Enclosure]:
    """The first image of the news, which most programs show beside them."""
    found = frame["pictures"].first_in(text.body, frame) if figures.BEGINNING in text.body else None
    return [Enclosure(settings.SITE_URL + found[0], str(found[1]), "image/jpeg")] if found else []


def _text(text: str) -> str:
    """The text without what no feed may hold, such as the line break that Word leaves behind."""
    return _NOT_IN_XML.sub("", text)


def _html(text: str) -> str | None:
    """The text as what Django declares it: HTML; nothing where there is none."""
    return escape(_text(text)) or None
