"""Which places of the site lead to an address: texts, and other rows that say so by `registry.add_links`."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from functools import reduce
from operator import or_
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst

from pages import registry
from pages.content_version import ContentVersion
from pages.gate import links
from pages.gate.parsed import parse
from pages.prose.versions import PageVersion
from pages.registry import Link
from pages.rows import locks
from pages.rows.promises import WEB
from pages.web.admin_address import admin_address

MOST_PLACES = 20  # in one sentence


def host() -> str:
    """The host of this site, as links name it."""
    return urlsplit(settings.SITE_URL).netloc


def linking_to(addresses: Collection[str], moment: datetime, but: int | None = None) -> list[Link]:
    """The places that lead to one of the addresses: those that readers see at `moment` or will see later.

    What the page with the key `but` says of itself does not count.
    """
    named = reduce(or_, (Q(body__contains=address) for address in addresses))
    texts = PageVersion.objects.filter(named).exclude(page=but).select_related("page")
    shown = PageVersion.objects.shown(moment).values("pk")
    found = [link for text in [*texts.filter(pk__in=shown), *texts.scheduled(moment)] for link in _of_text(text)]
    return _once(link for link in [*found, *registry.links(moment)] if _path(link.href) in addresses)


def refuse_if_linked(addresses: Collection[str], moment: datetime, why: str) -> None:
    """Let what stands at the addresses go only while nothing leads there; nobody links to it until it is gone.

    Raises:
        ValidationError: something does; `why` and the names of the places, each a link to where it is changed.
    """
    locks.hold(ContentVersion())
    if linking := linking_to(addresses, moment):
        places = format_html_join(
            ", ", '<a href="{}">{}</a>', ((link.url, link.place) for link in linking[:MOST_PLACES])
        )
        more = f" a další ({len(linking) - MOST_PLACES})" if len(linking) > MOST_PLACES else ""
        raise ValidationError(format_html("{} Odkazuje sem: {}{}.", why, places, more))


def outward(moment: datetime) -> list[Link]:
    """The links that lead readers to other web sites at `moment`, in texts with their words."""
    texts = PageVersion.objects.shown(moment).filter(body__contains='href="http').select_related("page")
    rows = (link for link in registry.links(moment) if link.starts_at is None or link.starts_at <= moment)
    found = [*(link for text in texts for link in _of_text(text, text.page.menu_title)), *rows]
    return [link for link in found if link.href.startswith(WEB) and not links.address_here(link.href, host())]


def links_of(row: Model, *hrefs: str, text: str = "", starts_at: datetime | None = None) -> Iterator[Link]:
    """The addresses that a row holds, and those of this site that it names in a text without markup."""
    found = [*filter(None, hrefs), *links.addresses_in(text, host())]
    if found:  # each row costs its name and the way to it
        place, url = capfirst(f"{row._meta.verbose_name} „{row}“"), admin_address(row, "change")
        yield from (Link(place, url, href, starts_at) for href in found)


def _of_text(version: PageVersion, place: str = "") -> Iterator[Link]:
    place = place or f"{version.page.menu_title} (verze {version.number})"
    url = admin_address(version.page, "change")
    for link in parse(version.body).links:
        yield Link(place, url, link.href, version.publish_at, link.text)


def _path(href: str) -> str:
    """Where a link leads on this site, anchors and queries aside; empty for any other."""
    here = links.address_here(href, host(), own="")
    return here.path if here else ""


def _once(found: Iterable[Link]) -> list[Link]:
    """Each place once, however many links it has."""
    return list({(link.place, link.url): link for link in found}.values())
