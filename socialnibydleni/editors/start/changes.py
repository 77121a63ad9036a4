"""The newest changes: what was done to what, by whom, each with a link to the difference.

The admin's log knows them all in one query: texts, facts, documents, notices and accounts, with how a fact was before
(`pages.facts.told`). What a command or the site itself does is nobody's change.
"""

import re
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, cast
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from contact.models import ContactCentre, Help, MeetingRequest, Report, Weekday
from municipalities.models import Municipality
from pages.frame.request import Request
from pages.models import AccessibilityStatement, Document, LanguageState, Notice, Page, Project, TermsOfUse
from pages.rows.people import name_of
from pages.templatetags.czech import phone
from pages.typography import czech_date
from pages.web.admin_address import admin_address

MOST = 8
# What is alone of its kind is called by its kind, and what has no name of its own by its kind and text.
ALONE: dict[type[Any], str] = {
    ContactCentre: "Kontaktní centrum",
    Project: "Údaje o projektu",
    AccessibilityStatement: "Prohlášení o přístupnosti",
    TermsOfUse: "Podmínky otevřených dat",
}
ALONE_BY_NAME = {"contact.openinghours": "Konzultační hodiny"}
KINDS: dict[type[Any], str] = {
    Notice: "Oznámení „{}“",
    User: "Účet {}",
    Document: "Dokument „{}“",
    Municipality: "Obec {}",
    Help: "Kam se obrátit: {}",
    LanguageState: "Jazyk {}",
}
BEGUN: dict[type[Any], str] = {User: "založeno", Page: "napsáno", Document: "nahráno"}
WITHOUT_HISTORY = {LanguageState, MeetingRequest, Report, User}
_VERSION = re.compile(r"verze (\d+)(?=$|[,:])")  # the last words before a note
_PHONE = re.compile(r"\+\d{9,15}\b")
_PLACE = re.compile(r" \(/[^)]*\)$")  # how a page says of itself where it stands


class Change(NamedTuple):
    """One change as the feed tells it: „O projektu: zveřejněno, verze 4“, and who did it."""

    name: str
    done: str
    url: str
    who: str
    initials: str
    at: datetime
    day: str

    @property
    def text(self) -> str:
        """The whole of what happened."""
        return f"{self.name}: {self.done}"


def last(request: Request) -> list[Change]:
    """The newest changes of what this editor may see, the newest first."""
    models = [model for model, its in admin.site._registry.items() if its.has_view_permission(request)]
    types = ContentType.objects.get_for_models(*models, for_concrete_models=False)
    kinds = {kind.pk: model for model, kind in types.items()}
    entries = LogEntry.objects.filter(content_type__in=kinds).exclude(action_flag=CHANGE, change_message="")
    newest = entries.select_related("user").order_by("-action_time", "-id")[:MOST]
    return [_change(entry, kinds[cast(int, entry.content_type_id)], request.frame.today) for entry in newest]


def _change(entry: LogEntry, model: type[Any], today: date) -> Change:
    user = cast(User, entry.user)
    letters = "".join(part[:1] for part in [user.first_name, user.last_name]) or user.get_username()[:2].upper()
    at = timezone.localtime(entry.action_time)
    done = _done(entry, model)
    who = name_of(user)
    return Change(_name(entry, model), done, _url(entry, model, done), who, letters, at, _day(at.date(), today))


def _name(entry: LogEntry, model: type[Any]) -> str:
    alone = ALONE.get(model) or ALONE_BY_NAME.get(model._meta.label_lower)
    return alone or KINDS.get(model, "{}").format(_PLACE.sub("", entry.object_repr))


def _done(entry: LogEntry, model: type[Any]) -> str:
    if entry.action_flag == DELETION:
        return "smazáno"
    if entry.action_flag == ADDITION:
        return BEGUN.get(model._meta.concrete_model, "přidáno")
    said = _PHONE.sub(lambda number: phone(number[0]), entry.get_change_message().removesuffix("."))
    return said[:1].lower() + said[1:]


def _url(entry: LogEntry, model: type[Any], done: str) -> str:
    """Where the difference is seen; empty for what is gone."""
    if entry.action_flag == DELETION:
        return ""
    if issubclass(model, Page):
        return _difference(model, entry.object_id, done)
    return admin_address(model, "change" if model in WITHOUT_HISTORY else "history", entry.object_id)


def _difference(model: type[Any], key: str | None, done: str) -> str:
    """The version that the words name, beside the one before it."""
    if not (found := _VERSION.findall(done)):
        return admin_address(model, "history", key)
    number = int(found[-1])
    if number == 1:
        return admin_address(Page, "version", key, number)
    both = [("verze", number - 1), ("verze", number)]
    return f"{admin_address(Page, 'compare', key)}?{urlencode(both)}"


def _day(day: date, today: date) -> str:
    said = f"{Weekday(day.weekday()).label} {czech_date(day)}"
    names = {today: f"Dnes, {said}", today - timedelta(days=1): f"Včera, {said}"}
    return names.get(day, said[:1].upper() + said[1:])
