"""The menu of the editors: by subject, in their words, and only what this editor may open."""

from typing import NamedTuple

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse

from contact.meetings import waiting
from contact.models import MeetingRequest, Report
from contact.reports import inbox as reports
from pages.frame.request import framed
from socialnibydleni.editors import project


class Entry(NamedTuple):
    """A line of the menu before it is known who looks."""

    title: str
    icon: str  # see templates/admin/_icon.html
    model: str  # whose list it opens; its page is also the place of those below
    also: tuple[str, ...] = ()  # models whose pages belong to this place
    page: str = ""  # the name of its own page, if that is not the list of the model


class Item(NamedTuple):
    """A line of the menu as this editor sees it."""

    title: str
    icon: str
    url: str
    is_here: bool
    waiting: int = 0  # how many new ones; 0 is not shown


class Group(NamedTuple):
    """What stands under one heading; without a title it is set apart by a line."""

    title: str
    items: list[Item]


# A model that has no place in the admin, or that this editor may not see, has no line: later parts only register.
GROUPS = (
    (
        "Texty a dokumenty",
        (
            Entry("Stránky", "page", "pages.page", ("pages.previewlink",)),
            Entry("Překlady", "language", "pages.translationpage"),
            Entry("Aktuality", "news", "pages.newspage"),
            Entry("Akce", "calendar", "pages.eventpage"),
            Entry("Otázky", "question", "pages.questionpage"),
            Entry("Slovník", "term", "pages.termpage"),
            Entry("Obrázky", "image", "pages.image"),
            Entry("Dokumenty", "file", "pages.document", ("pages.documentcategory",)),
            Entry("Sbírky", "collection", "pages.collectionpage"),
            Entry("Oznámení", "notice", "pages.notice"),
            Entry("Odkazy ven", "out", "pages.externaladdress"),
        ),
    ),
    (
        "Kontaktní centrum",
        (
            Entry("Údaje", "phone", "contact.contactcentre"),
            Entry("Hodiny", "clock", "contact.openinghours"),
            Entry("Žádosti", "inbox", "contact.meetingrequest"),
            Entry("Kam se obrátit", "pin", "contact.help", ("contact.situation",)),
            Entry("Hlášení", "alert", "contact.report"),
        ),
    ),
    (
        "Obce a projekt",
        (
            Entry("Obce", "pin", "municipalities.municipality"),
            Entry("Projekt", "flag", "pages.project", (*project.CARDS,), "project"),
        ),
    ),
    ("", (Entry("Účty", "people", "auth.user"),)),
)


def groups(site: admin.AdminSite, request: HttpRequest) -> list[Group]:
    """The groups that have at least one line for this editor, the handbook last; who is not in has none."""
    if not site.has_permission(request):
        return []
    here = request.resolver_match.url_name if request.resolver_match else ""
    start = Item("Přehled", "home", reverse("admin:index"), here == "index")
    shown = [Group(title, _items(site, request, entries)) for title, entries in GROUPS]
    handbook = Item("Příručka", "book", reverse("admin:handbook"), (here or "").startswith("handbook"))
    shown[-1].items.append(handbook)
    return [Group("", [start]), *(group for group in shown if group.items)]


def _items(site: admin.AdminSite, request: HttpRequest, entries: tuple[Entry, ...]) -> list[Item]:
    registered = {model._meta.label_lower: model_admin for model, model_admin in site._registry.items()}
    name = (request.resolver_match.url_name if request.resolver_match else None) or ""
    here = getattr(request, "place", "") or name.rpartition("_")[0]
    items = []
    for entry in entries:
        model_admin = registered.get(entry.model)
        if model_admin and model_admin.has_view_or_change_permission(request):
            places = [model.replace(".", "_") for model in (entry.model, *entry.also)]
            url = reverse(f"admin:{entry.page or f'{places[0]}_changelist'}")
            is_here = here in places or (entry.page != "" and name == entry.page)
            items.append(Item(entry.title, entry.icon, url, is_here, _waiting(request, entry)))
    return items


def _waiting(request: HttpRequest, entry: Entry) -> int:
    """How many new ones wait for somebody."""
    if entry.model == MeetingRequest._meta.label_lower:
        return waiting.numbers_of(framed(request))["nove"]
    return reports.numbers_of(framed(request))["new"] if entry.model == Report._meta.label_lower else 0
