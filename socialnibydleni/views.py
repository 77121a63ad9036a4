"""What needs more than one app, and the small files that machines ask every site for."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control

from municipalities.models import Municipality
from pages import registry
from pages.events import listing
from pages.facts.regions import Region
from pages.frame.door import public_page, reads_only
from pages.frame.frame import Frame
from pages.frame.request import Request
from pages.languages import languages
from pages.languages.languages import CZECH
from pages.models import Page, PageVersion
from pages.preview.links import PREFIX
from pages.prose.news import NEWEST
from pages.reading import news
from pages.registry import PublicAddress
from pages.templatetags.languages import in_language_plain
from socialnibydleni.search import regions
from socialnibydleni.search.in_language import find
from socialnibydleni.search.index import LONGEST_QUERY, tidy

# From who found nothing on, in this order.
WAYS_ON = ["/otazky/", "/slovnik/", "/obce/", "/dokumenty/", "/o-projektu/", "/aktuality/"]
MOST_WAYS = 4
SECURITY_TXT_DAYS = 300  # RFC 9116 recommends less than a year


@public_page()
def home(request: Request) -> HttpResponse:
    """The home page: its text, the municipalities, the newest of the news and the next events once there are any.

    News and events are in Czech, so they stand on the Czech page alone.
    """
    frame, is_czech = request.frame, languages.active() is languages.CZECH
    has_news = is_czech and (frame.get("has_news") or frame.preview)
    context = {
        "text": frame.text_at(request.path),
        "municipalities": frame["municipalities"],
        "news": news.seen(frame)[:NEWEST] if has_news else [],
        "events": listing.coming(frame)[: listing.NEXT] if is_czech else [],
    }
    return render(request, "home_easy.html" if languages.active() is languages.EASY else "home.html", context)


@reads_only
@cache_control(no_store=True)  # more questions than anybody could keep, and what somebody asked is theirs
def search(request: Request) -> HttpResponse:
    """What is found for `q`, of which the first LONGEST_QUERY characters count; or who takes part next to a region."""
    asked = tidy(request.GET.get("q", ""))
    query, language = asked[:LONGEST_QUERY], languages.active()
    found, region = find(query, request.frame), _empty_region(query) if language is CZECH else None
    if region:
        known = reverse("municipalities:list")  # all that it says is told above
        hits = [] if found.is_partial else [hit for hit in found.hits if hit.entry.address != known]
        found = found._replace(hits=hits, total=len(hits), is_partial=False)
    title, home = gettext("Hledání"), Page.objects.filter(address=language.prefix).first()
    context = {
        "text": PageVersion(page=Page(menu_title=title, parent=home), title=title),
        "query": query,
        "is_cut": query != asked,
        "is_czech": language is CZECH,
        "empty_region": region,
        "found": found,
        "ways_on": [] if found.hits else _ways_on(request.frame),
    }
    return render(request, "search.html", context)


def _empty_region(query: str) -> Region | None:
    """The region that is asked for, if nobody takes part from there; of one whose municipality is hidden nothing."""
    region = regions.asked(query)
    return None if region is None or Municipality.objects.filter(region=region).exists() else region


def _ways_on(frame: Frame) -> list[PublicAddress]:
    """Where to look for what was not found: the first of these parts that there are."""
    there = {page.address: page for page in registry.listed_addresses(frame)}
    here = map(languages.active().address_of, WAYS_ON)
    return [there[address] for address in here if address in there][:MOST_WAYS]


@public_page()
def robots(request: Request) -> HttpResponse:
    """What robots shall leave alone (RFC 9309), and where the sitemap is."""
    # Not the search: who may not read it doesn't learn from it that it wants to be in no index.
    closed = [f"Disallow: {address}" for address in [reverse("admin:index"), PREFIX]]
    lines = ["User-agent: *", *closed, "", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@public_page()
def favicon(request: Request) -> HttpResponse:
    """The way to the icon, for who asks at the root without looking at the page."""
    return redirect(static("favicon.svg"))


@public_page()
def touch_icon(request: Request) -> HttpResponse:
    """The way to the icon on the screen of an iPhone, which asks for it at the root and reads no drawing."""
    return redirect(static("apple-touch-icon.png"))


@public_page()
def opensearch(request: Request) -> HttpResponse:
    """How a browser may search this site from its own address bar (OpenSearch 1.1; a name has at most 16 letters).

    Each language has its own.
    """
    name = in_language_plain(request.frame.site_name, request.frame)
    about = escape(gettext("Hledání na webu projektu %(name)s") % {"name": name})
    search = escape(f"{settings.SITE_URL}{reverse('search')}")
    short_name = escape(gettext("Sociální bydlení"))
    icon = escape(f"{settings.SITE_URL}{static('favicon.svg')}")
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
        f"<ShortName>{short_name}</ShortName>",
        f"<Description>{about}</Description>",
        f'<Url type="text/html" template="{search}?q={{searchTerms}}"/>',
        f'<Image width="16" height="16" type="image/svg+xml">{icon}</Image>',
        f"<Language>{languages.active().html}</Language>",
        "<InputEncoding>UTF-8</InputEncoding>",
        "</OpenSearchDescription>",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="application/opensearchdescription+xml; charset=utf-8")


@public_page()
def security_txt(request: Request) -> HttpResponse:
    """Where to report a weakness (RFC 9116); without an address from the operator there is no such file."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    midnight = timezone.make_aware(datetime.combine(request.frame.today, time.min)).astimezone(UTC)
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {midnight + timedelta(days=SECURITY_TXT_DAYS):%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: cs, en",
        f"Canonical: {settings.SITE_URL}{reverse('security-txt')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
