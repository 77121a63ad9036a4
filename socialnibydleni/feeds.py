"""The feed of changes (Atom, RFC 4287): which pages say something new, the latest first."""

import re
from datetime import datetime, time
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from pages import registry
from pages.frame import Frame, public_page
from pages.models import PageVersion
from socialnibydleni.sitemaps import Entry, public_addresses

LATEST = 30

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2


@public_page
def changes(request: HttpRequest) -> HttpResponse:
    """Every change is an entry of its own; one of the facts around every page is none of the single page's."""
    entries, project = _latest(request.frame), request.frame.get("project")
    if not entries or project is None:
        raise Http404
    feed = Atom1Feed(
        title=_text(f"{project.short_name}: co je nového"),
        link=f"{settings.SITE_URL}/",
        description="",
        language="cs",
        author_name=_text(project.implementer),
        feed_url=settings.SITE_URL + reverse("changes"),
    )
    found = {entry.address: entry for entry in registry.entries(request.frame.moment)}
    notes = _notes(request.frame.moment)
    for entry in entries:
        known = found.get(entry.address, registry.Entry(entry.address, entry.address))
        feed.add_item(
            title=_text(known.title),
            link=settings.SITE_URL + entry.address,
            description=escape(_text(notes.get(entry.address) or known.summary)),  # Django declares it as HTML
            unique_id=f"tag:{urlsplit(settings.SITE_URL).hostname},{entry.own_on}:{entry.address}",  # RFC 4151
            updateddate=timezone.make_aware(datetime.combine(entry.own_on, time.min)),
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _notes(moment: datetime) -> dict[str, str]:
    """What editors said of the texts that readers see, by address."""
    noted = PageVersion.objects.shown(moment).exclude(change_note="")
    return dict(noted.values_list("page__address", "change_note"))


def _latest(frame: Frame) -> list[Entry]:
    dated = [entry for entry in public_addresses(frame) if entry.own_on]
    return sorted(dated, key=lambda entry: (entry.own_on, entry.address), reverse=True)[:LATEST]


def _text(text: str) -> str:
    """The text without what no feed may hold, such as the line break that Word leaves behind."""
    return _NOT_IN_XML.sub("", text)
