"""One search over all that this editor may open: texts, facts, documents, what readers sent, the handbook."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, cast

from django.contrib import admin
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, QuerySet, Subquery

from contact.models import Help, MeetingRequest, Report
from municipalities.models import Municipality
from pages.facts.regions import Region
from pages.frame.request import Request
from pages.models import Document, Notice, Page, PageVersion
from pages.web.admin_address import admin_address
from socialnibydleni.editors.handbook.tasks import TASKS
from socialnibydleni.editors.question import LONGEST, Question

SHOWN = 30
OPENED_LAST = 5
# What pages with a list of their own are called, and their icons.
PARTS: dict[str, tuple[str, str]] = {
    Page.Kind.NEWS: ("aktualita", "news"),
    Page.Kind.QUESTION: ("otázka", "question"),
    Page.Kind.TERM: ("pojem", "term"),
    Page.Kind.COLLECTION: ("sbírka", "collection"),
    Page.Kind.EVENT: ("akce", "calendar"),
    Page.Kind.TRANSLATION: ("překlad", "language"),
}


class Thing(NamedTuple):
    """Something that can be opened."""

    title: str
    note: str
    kind: str
    icon: str  # see templates/admin/_icon.html
    url: str


def found(site: admin.AdminSite, request: Request, typed: str) -> list[Thing]:
    """What has all words of the question in its title or note, whatever their form; the likest first."""
    question = Question(typed)
    if not question:
        return []
    ranked = [(rank, thing) for thing in _everything(site, request) if (rank := question.rank(thing.title, thing.note))]
    ranked += [((False, False, False), thing) for thing in _requests(site, request, typed[:LONGEST])]
    ranked.sort(key=lambda each: each[0])
    return [thing for _, thing in ranked[:SHOWN]]


def opened_last(site: admin.AdminSite, request: Request) -> list[Thing]:
    """What this editor changed last and may still open, each thing once."""
    things: dict[str, Thing] = {}
    entries = LogEntry.objects.filter(user=request.user).exclude(action_flag=DELETION).select_related("content_type")
    for entry in entries.order_by("-action_time")[: 5 * OPENED_LAST]:
        content_type = cast(ContentType | None, entry.content_type)
        model, url = content_type and content_type.model_class(), entry.get_admin_url()
        if model and url and _may(site, request, model):
            things.setdefault(url, Thing(entry.object_repr, "", str(model._meta.verbose_name), "clock", url))
    return [*things.values()][:OPENED_LAST]


def _everything(site: admin.AdminSite, request: Request) -> Iterator[Thing]:
    if _may(site, request, Municipality):
        for pk, name, region in Municipality.objects.values_list("pk", "name", "region"):
            yield Thing(name, str(Region(region).label), "obec", "pin", admin_address(Municipality, "change", pk))
    if _may(site, request, Page):
        newest = PageVersion.objects.filter(page=OuterRef("pk")).order_by("-number").values("title")[:1]
        pages = Page.objects.annotate(newest=Subquery(newest))
        for pk, name, address, kind, title in pages.values_list("pk", "menu_title", "address", "kind", "newest"):
            words, icon = PARTS.get(kind, ("stránka", "page"))
            yield Thing(title or name, address, words, icon, admin_address(Page, "change", pk))
    if _may(site, request, Document):
        for pk, title, text in _columns(Document.objects.all(), "title", "description"):
            yield Thing(title, text, "dokument", "file", admin_address(Document, "change", pk))
    if _may(site, request, Notice):
        for pk, text in _columns(Notice.objects.all(), "text"):
            yield Thing(text, "", "oznámení", "notice", admin_address(Notice, "change", pk))
    yield from _help(site, request)
    yield from (Thing(task.title, "", "příručka", "book", task.url) for task in TASKS if task.may(request.user))


def _help(site: admin.AdminSite, request: Request) -> Iterator[Thing]:
    if _may(site, request, Help):
        for pk, who, what in _columns(Help.objects.all(), "who", "what"):
            yield Thing(who, what, "kam se obrátit", "pin", admin_address(Help, "change", pk))


def _columns(rows: QuerySet, *names: str) -> Iterable[tuple]:
    return rows.order_by("-pk").values_list("pk", *names)


def _requests(site: admin.AdminSite, request: Request, question: str) -> Iterator[Thing]:
    """Requests and reports as their own lists find them; they are many, so the database looks."""
    if _may(site, request, MeetingRequest):
        for row in MeetingRequest.objects.mentioning(question).order_by("-created_at")[:SHOWN]:
            yield Thing(f"{row}, {row.name}", row.get_state_display(), "žádost", "inbox", admin_address(row, "change"))
    if _may(site, request, Report):
        for report in Report.objects.mentioning(question).order_by("-created_at")[:SHOWN]:
            url = admin_address(report, "change")
            yield Thing(str(report), report.get_state_display(), "hlášení", "alert", url)


def _may(site: admin.AdminSite, request: Request, model: type) -> bool:
    model_admin = site._registry.get(model)
    return model_admin is not None and model_admin.has_view_or_change_permission(request)
