"""„Projekt“: the single rows that the site shows in many places, each with how it stands and the way to it."""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib import admin
from django.utils.safestring import SafeString

from pages.editing.translation.fact_admin import missing_now
from pages.facts import review
from pages.frame.request import Request
from pages.models import AccessibilityStatement, TermsOfUse
from pages.typography import czech_date
from pages.web.admin_address import admin_address
from pages.web.chips import Chip, drawn


class Card(NamedTuple):
    """One of them for this editor: its title, what it is for, how it stands, where it is changed."""

    title: str
    words: str
    state: SafeString
    url: str


def _facts(request: Request) -> Chip | None:
    project = request.frame.get("project")
    if project is None:
        return None
    if project.verified_on is None:
        return Chip("wait", "zatím neověřené")
    day, today = czech_date(project.verified_on), request.frame.today
    if review.is_due(project.verified_on, today, review.MONTHS):
        return Chip("wait", f"naposledy ověřené {day}")
    return Chip("live", f"ověřené {day}")


def _statement(_request: Request) -> Chip | None:
    statement = AccessibilityStatement.objects.the_one()
    if statement is None or not statement.assessed_on:
        return Chip("wait", "web zatím nikdo neposoudil")
    return Chip("live", f"web posouzený {czech_date(statement.assessed_on)}")


def _terms(_request: Request) -> Chip | None:
    are_chosen = TermsOfUse.objects.exclude(works="").exists()
    return Chip("live", "vybrané") if are_chosen else Chip("draft", "zatím nevybrané")


def _translations(request: Request) -> Chip:
    missing = len(missing_now(request.frame))
    return Chip("wait", f"chybí {missing}") if missing else Chip("live", "přeložené")


# By the label of the model; a model that this editor may not open has no card.
CARDS: dict[str, tuple[str, str, Callable[[Request], Chip | None]]] = {
    "pages.project": ("Údaje o projektu", "Název, registrační číslo, doba realizace a program.", _facts),
    "pages.accessibilitystatement": ("Prohlášení o přístupnosti", "Jak je na tom web a kam si stěžovat.", _statement),
    "pages.termsofuse": ("Podmínky otevřených dat", "Za jakých podmínek smějí data používat ostatní.", _terms),
    "pages.languagestate": ("Jazyky", "Které jazyky web nabízí, a jak jsou přeložené.", lambda _request: None),
    "pages.facttranslation": ("Překlady údajů", "Názvy a další slova z údajů v jiných jazycích.", _translations),
    "pages.source": ("Odkud údaje jsou", "Dokumenty, ze kterých jsou fakta na webu.", lambda _request: None),
}


def cards(site: admin.AdminSite, request: Request) -> list[Card]:
    """What the page about the project leads to, for this editor."""
    registered = {model._meta.label_lower: (model, its) for model, its in site._registry.items()}
    shown = []
    for label, (title, words, state) in CARDS.items():
        model, its = registered.get(label, (None, None))
        if model and its and its.has_view_or_change_permission(request):
            chip = state(request)
            shown.append(Card(title, words, drawn([chip] if chip else []), admin_address(model, "changelist")))
    return shown
