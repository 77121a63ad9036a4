"""The commonest tasks of one's roles, as big buttons: six at most."""

from typing import NamedTuple

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import Model
from django.http import HttpRequest

from pages.web.admin_address import admin_address
from pages.web.parts import has_model
from socialnibydleni.editors import menu, project

MOST = 6


class Task(NamedTuple):
    """A button: its words, its picture and where it leads."""

    title: str
    icon: str
    url: str


class _Kind(NamedTuple):
    title: str
    icon: str
    permissions: tuple[str, ...]
    models: tuple[str, ...]  # the first that the admin has, since some have a place of their own only later
    view: str
    part: str = ""


HOURS, TEXT = ("contact.openinghours", "contact.contactcentre"), "pages.add_pageversion"
KINDS = (
    _Kind("Napsat aktualitu", "news", ("pages.add_page", TEXT), ("pages.newspage", "pages.page"), "add"),
    _Kind("Upravit stránku", "pencil", (TEXT,), ("pages.page",), "changelist"),
    _Kind("Nahrát dokument", "upload", ("pages.add_document",), ("pages.document",), "add"),
    _Kind("Oznámit něco na webu", "notice", ("pages.add_notice",), ("pages.notice",), "add"),
    _Kind(
        "Odpovědět na žádost", "inbox", ("contact.change_meetingrequest",), ("contact.meetingrequest",), "changelist"
    ),
    _Kind("Zavřít výjimečně", "calendar", ("contact.add_hoursexception",), HOURS, "changelist", "#vyjimky"),
    _Kind("Změnit hodiny", "clock", ("contact.change_consultationhours",), HOURS, "changelist"),
    _Kind(
        "Změnit telefon nebo e-mail",
        "phone",
        ("contact.change_contactcentre",),
        ("contact.contactcentre",),
        "changelist",
    ),
    _Kind("Založit účet", "people", ("auth.add_user",), ("auth.user",), "add"),
)


def elsewhere(request: HttpRequest) -> list[Task]:
    """The lists that have no line in the menu, such as sources; Django's own list of apps is not shown."""
    in_menu = {entry.model for _title, entries in menu.GROUPS for entry in entries} | {*project.CARDS}
    return [
        Task(str(model._meta.verbose_name_plural), "", admin_address(model, "changelist"))
        for model, model_admin in admin.site._registry.items()
        if model._meta.label_lower not in in_menu and model_admin.has_view_permission(request)
    ]


def of(user: User) -> list[Task]:
    """The tasks of this editor, the commonest first."""
    known = {model._meta.label_lower: model for model in admin.site._registry}
    found = []
    for kind in KINDS:
        model: type[Model] | None = next((known[label] for label in kind.models if label in known), None)
        if model and has_model(model._meta.label_lower) and user.has_perms(kind.permissions):
            found.append(Task(kind.title, kind.icon, admin_address(model, kind.view) + kind.part))
    return found[:MOST]
