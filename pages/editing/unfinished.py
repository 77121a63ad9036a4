"""Texts on which editors still work, and what will happen to texts by itself: for the start page."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q

from pages.events.when import in_utc
from pages.facts import review
from pages.frame.request import Request
from pages.prose import requests
from pages.prose.page import Page
from pages.prose.requests import PublicationRequest, Said
from pages.prose.states import when
from pages.prose.versions import PageVersion
from pages.registry import Line
from pages.rows.people import name_of
from pages.typography import czech_date
from pages.web.admin_address import admin_address

MOST_LINES = 20
TOLD_FOR = timedelta(days=7)
PUBLISH = "pages.publish_pageversion"
SOON = timedelta(days=14)
LYING_LONG = timedelta(days=14)


def drafts(request: Request) -> Iterator[Line]:
    """The pages whose newest version is a draft: what waits to be published, what was given back, the longest lying."""
    moment, may_publish = request.frame.moment, request.user.has_perm(PUBLISH)
    waiting = (
        PageVersion.objects.newest().filter(publish_at=None).select_related("page", "created_by", "event").defer("body")
    )
    for version in requests.with_requests(waiting).order_by("-is_asked", "created_at")[:MOST_LINES]:
        asked, returned, form = version.asked, version.returned, admin_address(version.page, "change")
        if asked and may_publish:
            text, address = f"Čeká na zveřejnění: {_name(version)}", admin_address(version.page, "publish")
            yield Line(text, address, _said(asked), "Podívat se", "loud")
        elif returned and returned["account"] == request.user.pk:
            yield Line(f"Vráceno k úpravě: {_name(version)}", form, _said(returned), "Upravit", "loud")
        else:
            note = (
                f"Verze {version.number}, {when(version.created_at)}, {name_of(version.created_by) or 'při instalaci'}"
            )
            note += ", leží už přes 14 dní" if moment - version.created_at > LYING_LONG else ""
            begins = _begins_unseen(version, moment)
            note = f"{begins}{note}, čeká na zveřejnění" if asked else f"{begins}{note}"
            yield Line(_name(version), form, note, "Pokračovat", "loud" if begins else "")


def _begins_unseen(version: PageVersion, moment: datetime) -> str:
    """Of an event that begins soon and that no reader sees, when it does; empty of any other text."""
    when = version.event_facts.when if version.event_facts else None
    is_soon = when is not None and in_utc(moment) < in_utc(when.start) < in_utc(moment) + SOON
    if when is None or not is_soon or PageVersion.objects.shown(moment).filter(page=version.page_id).exists():
        return ""
    return f"Akce začíná {czech_date(when.starts_on)} a na webu není. "


def _said(by: Said) -> str:
    return f"{by['name'] or 'Účet, který už není'}" + (f": „{by['words']}“" if by["words"] else "")


def published(request: Request) -> Iterator[Line]:
    """What was published lately because this editor asked for it; who may publish knows it himself."""
    moment = request.frame.moment
    if request.user.has_perm(PUBLISH):
        return
    fulfilled = PublicationRequest.objects.filter(asked_by=request.user).fulfilled(moment)
    for one in fulfilled.filter(version__publish_at__gt=moment - TOLD_FOR).select_related("version__page")[:MOST_LINES]:
        note = f"Od {when(one.version.publish_at or moment)}."
        yield Line(
            f"Zveřejněno, jak jste žádali: {_name(one.version)}", admin_address(one.version.page, "change"), note
        )


def planned(request: Request) -> Iterator[Line]:
    """What will appear or go, the next first; cancelled among the page's versions."""
    moment = request.frame.moment
    coming = PageVersion.objects.filter(Q(publish_at__gt=moment) | Q(withdrawn_at__gt=moment)).select_related("page")
    turns: list[tuple[datetime, str, PageVersion]] = []
    for version in coming.order_by("publish_at", "id")[:MOST_LINES]:
        if version.publish_at and version.publish_at > moment:
            turns.append((version.publish_at, "zveřejní se", version))
        if version.withdrawn_at:
            turns.append((version.withdrawn_at, "zmizí z webu", version))
    for at, happens, version in sorted(turns, key=lambda turn: turn[0]):
        url = admin_address(version.page, "history")
        yield Line(f"{_name(version)}: {happens} {when(at)}", url, f"verze {version.number}", at=at)
    project = request.frame.get("project")
    if project and project.closes_at and not project.is_closed(moment):
        url = admin_address(project, "change")
        yield Line(f"Konec projektu: web ho oznámí {when(project.closes_at)}", url, at=project.closes_at)


def _name(version: PageVersion) -> str:
    return version.title or version.page.menu_title


def old_texts(request: Request) -> Iterator[Line]:
    """The texts that tell readers how old they are, the oldest first, each with where it is verified.

    A translation holds as long as the Czech text does that it was made from.
    """
    shown = PageVersion.objects.shown(request.frame.moment).exclude(page__kind=Page.Kind.TRANSLATION)
    shown = shown.select_related("page")
    dated = [(version.held_on, version) for version in shown if version.held_on and not version.is_empty]
    old = [(day, version) for day, version in dated if review.is_due(day, request.frame.today)]
    old.sort(key=lambda pair: (pair[0], pair[1].page.address))
    for day, version in old[:MOST_LINES]:
        note = f"Napsáno nebo ověřeno {czech_date(day)}."
        yield Line(f"Text: {version.page.menu_title}", admin_address(version.page, "verify"), note, "Přečíst a ověřit")
    if len(old) > MOST_LINES:
        yield Line(f"A další staré texty: {len(old) - MOST_LINES}")
