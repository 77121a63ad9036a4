"""What the search may find of the fixed pages: their prose and the facts that stand on them."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import override

from pages.accessibility.statement import AccessibilityStatement
from pages.events import listing
from pages.events.event import Event
from pages.facts.project import Project
from pages.frame import filled
from pages.frame.frame import Frame
from pages.languages.languages import Language
from pages.prose.page import Page
from pages.prose.versions import PageVersion
from pages.registry import Entry
from pages.richtext import html
from pages.typography import czech_date


def entries(moment: datetime) -> Iterator[Entry]:
    """The pages as readers see them at `moment`, those of the menu first; one of editors only with a text."""
    frame = Frame(moment)
    texts = {text.page_id: text for text in PageVersion.objects.shown(moment)}
    menu_first = F("menu_position").asc(nulls_last=True)
    offered = Page.objects.filter(Q(kind=Page.Kind.FIXED) | Q(kind__in=Page.OF_EDITORS, pk__in=texts))
    for page in offered.order_by(menu_first, "address"):
        if page.is_hidden(frame):
            continue
        text = texts.get(page.pk) or page.without_text()
        is_detail = page.kind in (Page.Kind.QUESTION, Page.Kind.TERM)
        body = _plain(text.body, frame)
        yield Entry(page.address, text.title, _kind(page), text.summary, body, is_detail=is_detail)
    yield from map(_event, listing.told(frame))
    asked = "GDPR cookies soukromí pověřenec zpracování výmaz smazat údaje"
    yield Entry(reverse("pages:privacy"), also=asked, is_aside=True)
    yield from map(_project, Project.objects.all())
    yield from map(_statement, AccessibilityStatement.objects.all())


def translated(language: Language, frame: Frame) -> Iterator[Entry]:
    """The pages of another language that have a text in it."""
    texts = PageVersion.objects.shown(frame.moment).filter(page__kind=Page.Kind.TRANSLATION)
    for text in texts.filter(page__address__startswith=language.prefix).select_related("page"):
        with override(language.code):
            yield Entry(text.page.address, text.title, "Stránka", text.summary, _plain(text.body, frame))


def _plain(body: str, frame: Frame) -> str:
    """As `filled.plain`; what has no placeholder is the same at every moment."""
    return filled.plain(body, frame) if "{{" in body else _without_facts(body)


@lru_cache(maxsize=5000)  # an edit changes one text, and to clean all of them takes most of the time
def _without_facts(body: str) -> str:
    return html.plain(html.sanitise(body))


def _kind(page: Page) -> str:
    return str(Page.Kind(page.kind).label).capitalize() if page.kind in Page.PARTS else "Stránka"


def _project(project: Project) -> Entry:
    days = (project.starts_on, project.ends_on)
    facts = [
        f"Projekt má jeden hlavní cíl: {project.aim}.",
        f"Vedou k němu: {', '.join(project.means_list)}." if project.means_list else "",
        f"Celý název: {project.full_name}",
        f"Registrační číslo: {project.registration_number}",
        f"Realizátor: {project.implementer} ({project.implementer_short})",
        f"Pilotáž se řídí dokumentem: {project.strategy_name}" if project.strategy_name else "",
        f"Financování: {project.fund}, {project.operational_programme}",
        f"Doba realizace: {' – '.join(czech_date(day) for day in days if day)}" if any(days) else "",
    ]
    also = f"Evropská unie EU peníze kdo jste platí financuje skončil Facebook {project.facebook_name}"
    return Entry(reverse("pages:about"), body="\n".join(filter(None, facts)), also=also)


def _event(event: Event) -> Entry:
    facts = [event.said_when, event.where, event.facts.organiser, event.facts.audience, event.facts.interpreting]
    return Entry(event.address, body="\n".join(filter(None, facts)))


def _statement(statement: AccessibilityStatement) -> Entry:
    exceptions = [statement.nonconformities, statement.disproportionate_burden, statement.out_of_scope]
    exceptions += [fault.what for fault in statement.faults.all()]
    status, enforcer = f"Stav souladu: {statement.get_status_display()}", f"Úřad, který dohlíží: {statement.enforcer}"
    reached = f"Kde sídlí: {statement.enforcer_address}, e-mail {statement.enforcer_email}"
    reached += f", datová schránka {statement.enforcer_data_box}"
    also = "nahlásit chyba závada bariéra"
    return Entry(reverse("pages:accessibility"), body="\n".join([status, *exceptions, enforcer, reached]), also=also)
