"""What an editor sees first: what readers see today, what waits, what changed. Later parts register their own lines."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Model
from django.utils import timezone

from contact import now
from contact.hours import preview, words
from contact.meetings import waiting
from contact.models import (
    ConsultationHours,
    ContactCentre,
    HoursException,
    HoursRow,
    MeetingRequest,
    OutgoingMail,
    Weekday,
)
from municipalities.models import Municipality
from pages import registry
from pages.editing import gate_check, unfinished
from pages.facts import review
from pages.frame.frame import Frame
from pages.frame.request import Request
from pages.models import AccessibilityStatement, CommandRun, Document, Notice, Page, PageVersion, Project, Sourced
from pages.prose.states import when
from pages.registry import Line, Section
from pages.templatetags.czech import czech_date, phone
from pages.upkeep import HOUSEKEEPING_IS_LATE
from pages.web.admin_address import admin_address

LAST_CHANGES = 15
ONE_BY_ONE = 5  # more rows than that wait in one line
HOLIDAYS_AHEAD = 60  # days
# What has a history, and how one of its records is called; asking the record for its row would cost a query each.
HasHistory = (
    Project
    | Municipality
    | Document
    | Notice
    | AccessibilityStatement
    | ContactCentre
    | ConsultationHours
    | HoursException
)
WITH_HISTORY: dict[type[HasHistory], Callable[[Any], str]] = {
    Project: lambda record: record.short_name,
    Municipality: lambda record: record.name,
    Document: lambda record: record.title,
    Notice: lambda record: record.text,
    AccessibilityStatement: lambda record: record.get_status_display(),
    ContactCentre: lambda record: record.street,
    ConsultationHours: lambda record: str(record.instance),  # nothing is left out of its history: no query
    HoursException: lambda record: str(record.instance),
}
WHAT_HAPPENED = {"+": "přidáno", "~": "změněno", "-": "smazáno"}


class Shown(NamedTuple):
    """A section ready for the template."""

    title: str
    lines: list[Line]
    empty: str


def sections(request: Request) -> list[Shown]:
    """The sections with their lines, for this editor."""
    return [
        Shown(section.title, list(section.lines(request)), section.empty)
        for section in registry.sections()
        if not section.permission or request.user.has_perm(section.permission)
    ]


def seen_by_readers(request: Request) -> Iterator[Line]:
    """The facts of the contact centre as every page shows them now."""
    frame = request.frame
    centre = frame.get("contact_centre")
    if centre is None:
        return
    url = _change_url(request, centre)
    yield Line(f"Telefon {phone(centre.phone)}, e-mail {centre.email}", url)
    for text in _on_the_phone(centre, frame):
        yield Line(text, url)
    for notice in frame.get("notices"):
        if notice.is_shown(frame.moment):
            yield Line(
                f"Oznámení nahoře na stránkách: {notice}", _change_url(request, notice), f"do {when(notice.ends_at)}"
            )
    municipalities = Municipality.objects.published().count()
    yield Line(f"Obce na webu: {municipalities}", _list_url(request, Municipality))


def waiting_for_verification(request: Request) -> Iterator[Line]:
    """Facts that nobody verified within their review period; many of one kind stand in one line."""
    today = request.frame.today
    waiting: dict[tuple[type[Sourced], str], list[tuple[date, Sourced]]] = {}
    for row in [*ContactCentre.objects.all(), *Project.objects.all(), *Municipality.objects.all()]:
        for what, (_label, months, _fields) in row.VERIFIABLE.items():
            verified_on = getattr(row, f"{what}_on")
            if review.is_due(verified_on, today, months) and _has_something(row, what):
                waiting.setdefault((type(row), what), []).append((verified_on or date.min, row))
    for (model, what), found in waiting.items():
        label, oldest = model.VERIFIABLE[what][0], min(day for day, _ in found)
        if len(found) > ONE_BY_ONE:
            text = f"{label.capitalize()}: {model._meta.verbose_name_plural} ({len(found)})"
            yield Line(text, _list_url(request, model), _age(oldest, today))
        else:
            for verified_on, row in found:
                yield Line(f"{row}: {label}", _verify_url(request, row, what), _age(verified_on, today))
    if _may(request, PageVersion, "view"):
        yield from unfinished.old_texts(request)


def faults(request: Request) -> Iterator[Line]:
    """What stands in the way of the site itself, and what the gate would not let through today."""
    taken = [f"/{part}/" for part in sorted(registry.reserved_addresses())]
    for page in Page.objects.filter(kind=Page.Kind.FREE, address__in=taken):
        text = f"{page.menu_title}: adresu {page.address} potřebuje sám web"
        yield Line(text, admin_address(page, "change"), "změňte ji, stará pak povede na novou")
    yield from gate_check.lines(request)


def last_changes(request: Request) -> Iterator[Line]:
    """The newest changes of facts and texts over all models, each with a link to what exactly changed."""
    changes = []
    for model, name in WITH_HISTORY.items():
        if _may(request, model, "view"):
            by_people = model.history.exclude(history_type="+", history_user=None)  # without what load_content made
            for record in by_people.select_related("history_user").order_by("-history_date")[:LAST_CHANGES]:
                happened = WHAT_HAPPENED[record.history_type]
                happened += f", {record.history_change_reason}" if record.history_change_reason else ""
                text = f"{str(model._meta.verbose_name).capitalize()} „{name(record)}“: {happened}"
                changes.append((record.history_date, text, _history_url(model, record), record.history_user))
    if _may(request, PageVersion, "view"):
        written = PageVersion.objects.exclude(created_by=None).select_related("page", "created_by")
        for version in written.order_by("-created_at")[:LAST_CHANGES]:
            url = unfinished.difference_url(version)
            changes.append((version.created_at, f"Nová verze textu „{version}“", url, version.created_by))
    if _may(request, Page, "view"):
        changes += unfinished.done()
    changes.sort(key=lambda change: change[0], reverse=True)
    for moment, text, url, user in islice(changes, LAST_CHANGES):
        when = timezone.localtime(moment)
        yield Line(text, url, f"{czech_date(when)} {when:%H.%M}, {user or 'při instalaci'}")


def upkeep(request: Request) -> Iterator[Line]:
    """What the site does by itself, and where it does not: numbers only, nothing of whose mail is stuck."""
    frame = request.frame
    moment, centre = frame.moment, frame.get("contact_centre")
    yield _last_housekeeping(moment)
    if centre and review.is_due_soon(centre.hours_verified_on, frame.today, review.HOURS_MONTHS):
        runs_out_on = review.due_on(centre.hours_verified_on, review.HOURS_MONTHS)
        text = f"Ověření konzultačních hodin platí už jen do {czech_date(runs_out_on)}"
        yield Line(text, _verify_url(request, centre, "hours_verified"), "pak web přestane říkat, kdy jste na telefonu")
    if settings.EMAIL_BACKEND == "django.core.mail.backends.console.EmailBackend":
        yield Line("Zprávy se neposílají: web nezná poštovní server", "", "nastaví ho provozovatel, EMAIL_URL")
    stuck = {
        "Zprávy, které se už déle než den nedaří odeslat": OutgoingMail.objects.late(moment).count(),
        "Zprávy, které server příjemce natrvalo odmítl": OutgoingMail.objects.undeliverable().count(),
    }
    for text, number in stuck.items():
        if number:
            yield Line(f"{text}: {number}", _list_url(request, MeetingRequest))


def register() -> None:
    """Put the first sections on the start page; called when the apps are ready."""
    registry.add_section(Section("Co dnes vidí veřejnost", seen_by_readers, "Zatím nic: chybí kontaktní centrum."))
    registry.add_section(
        Section("Žádosti o schůzku", waiting.lines, "Žádná nečeká.", permission="contact.view_meetingrequest")
    )
    registry.add_section(
        Section("Čeká na ověření", waiting_for_verification, "Nic. Všechny údaje někdo ověřil a ještě platí.")
    )
    registry.add_section(Section("Rozepsané texty", unfinished.drafts, "Žádné.", "pages.view_pageversion"))
    registry.add_section(Section("Naplánováno", unfinished.planned, "Nic.", "pages.view_pageversion"))
    registry.add_section(
        Section("Nalezené závady", faults, "Žádné. Texty na webu splňují pravidla.", "pages.view_pageversion")
    )
    registry.add_section(Section("Poslední změny", last_changes, "Zatím žádné. Až něco změníte, uvidíte to tady."))
    registry.add_section(Section("Provoz webu", upkeep, ""))


def _on_the_phone(centre: ContactCentre, frame: Frame) -> Iterator[str]:
    """The state of the phone as readers are told it, the week's hours, and what comes next."""
    status = words.status(now.state(frame))
    said = f"„{status.strong}{status.rest}“" if status else "neznámé, jen prosí, ať lidé nejdřív napíšou"
    yield f"Právě teď web říká: {said}"
    week = words.sentence(now.hours_of_week(frame))
    if now.are_hours_known(frame):
        yield f"Na telefonu jsme {week or 'podle webu nikdy'}"
    elif week:
        said = "dřív ověřené" if centre.hours_verified_on else "zatím neověřené"
        yield f"Hodiny web ukazuje jen jako {said}: {week}"
    if opening := preview.next_opening(centre.schedule, frame.moment):
        when = words.span(opening.start.time(), opening.end.time())
        yield f"Příště budeme na telefonu: {_day(opening.start)}, {when} hodin"
    if holiday := preview.closing_holiday(centre.schedule, frame.today, HOLIDAYS_AHEAD):
        yield f"Nejbližší svátek bez telefonu: {_day(holiday[0])} ({holiday[1]})"


def _day(day: date) -> str:
    return f"{Weekday(day.weekday()).label} {czech_date(day)}"


def _last_housekeeping(moment: datetime) -> Line:
    run = CommandRun.objects.filter(name="housekeeping").first()
    if run is None:
        return Line("Úklid ještě nikdy neběžel", note="zatím nikdo nemaže osobní údaje, řekněte to správci webu")
    when = timezone.localtime(run.ran_at)
    is_late = moment - run.ran_at > HOUSEKEEPING_IS_LATE
    note = "to je dlouho, řekněte to správci webu" if is_late else ""
    return Line(f"Úklid naposledy běžel {czech_date(when)} v {when.hour}.{when:%M}", note=note)


def _has_something(row: Sourced, what: str) -> bool:
    return not isinstance(row, Municipality) or what != "website_verified" or bool(row.website)


def _age(verified_on: date, today: date) -> str:
    if verified_on == date.min:
        return "nikdo je ještě neověřil"
    months = (today.year - verified_on.year) * 12 + today.month - verified_on.month
    return f"ověřeno {czech_date(verified_on)}, před {months} měsíci"


def _may(request: Request, model: type[Model], action: str) -> bool:
    return request.user.has_perm(f"{model._meta.app_label}.{action}_{model._meta.model_name}")


def _list_url(request: Request, model: type[Model]) -> str:
    if not _may(request, model, "view"):
        return ""
    return admin_address(model, "changelist")


def _change_url(request: Request, row: Model) -> str:
    if not _may(request, type(row), "view"):
        return ""
    return admin_address(row, "change")


def _verify_url(request: Request, row: Model, what: str) -> str:
    if not _may(request, type(row), "change"):
        return ""
    return admin_address(row, "verify", what)


def _history_url(model: type[Model], record: Any) -> str:
    """The history of the fact; hours and exceptions have theirs with the centre."""
    owner, pk = (ContactCentre, record.centre_id) if issubclass(model, HoursRow) else (model, record.id)
    return admin_address(owner, "history", pk)
