"""The feeds (Atom, RFC 4287): which pages say something new, and the news; the latest first."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from heapq import nlargest
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from pages import registry
from pages.frame.door import public_page
from pages.frame.frame import Frame
from pages.frame.request import Request
from pages.models import PageVersion
from pages.prose.page import NEWS_ADDRESS
from pages.reading import news
from pages.registry import PublicAddress

LATEST = 30

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2


@public_page()
def changes(request: Request) -> HttpResponse:
    """Every change is an entry of its own; one of the facts around every page is none of the single page's."""
    entries = _latest(request.frame)
    feed = _feed(request.frame, entries, "co je nového", "/", reverse("changes"))
    notes = _notes(request.frame.moment)
    for day, entry in entries:
        feed.add_item(
            title=_text(entry.title),
            link=settings.SITE_URL + entry.address,
            description=_html(notes.get(entry.address) or entry.summary),  # type: ignore[arg-type]  # None: no summary
            unique_id=_tag(day, entry.address),
            updateddate=timezone.make_aware(datetime.combine(day, time.min)),
        )
    return _answer(feed)


@public_page()
def news_feed(request: Request) -> HttpResponse:
    """The latest news, each an entry that stays the same one when its text is mended."""
    texts = list(news.news(request.frame.moment)[:LATEST])
    feed = _feed(request.frame, texts, "aktuality", NEWS_ADDRESS, reverse("news-feed"))
    for text in texts:
        feed.add_item(
            title=_text(text.title),
            link=settings.SITE_URL + text.page.address,
            description=_html(text.summary),  # type: ignore[arg-type]  # None: no summary, which the stubs forget
            unique_id=_tag(timezone.localdate(text.first_at), f"{text.page.address}#aktualita"),
            pubdate=text.first_at,
            updateddate=text.public_at,
        )
    return _answer(feed)


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


def _tag(day: date, name: str) -> str:
    """An identifier that nobody else gives (RFC 4151)."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{day}:{name}"


def _notes(moment: datetime) -> dict[str, str]:
    """What editors said of the texts that readers see, by address."""
    noted = PageVersion.objects.shown(moment).exclude(change_note="")
    return dict(noted.values_list("page__address", "change_note"))


def _latest(frame: Frame) -> list[tuple[date, PublicAddress]]:
    dated = [(entry.changed_on, entry) for entry in registry.listed_addresses(frame) if entry.changed_on]
    return nlargest(LATEST, dated, key=lambda pair: (pair[0], pair[1].address))


def _text(text: str) -> str:
    """The text without what no feed may hold, such as the line break that Word leaves behind."""
    return _NOT_IN_XML.sub("", text)


def _html(text: str) -> str | None:
    """The text as what Django declares it: HTML; nothing where there is none."""
    return escape(_text(text)) or None
