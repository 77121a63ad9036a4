"""What nobody has held against reality within its review period, for who may verify it."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import admin

from municipalities.models import Municipality
from pages.editing import unfinished
from pages.facts import review
from pages.frame.request import Request
from pages.models import Project, Sourced
from pages.registry import Line
from pages.typography import czech_date
from pages.web.admin_address import admin_address

ONE_BY_ONE = 5  # more rows than that wait in one line
MOST_NAMES = 20  # in it
IN_PLACE = {Project}  # facts that are few enough to be looked at and confirmed on the start page


def lines(request: Request) -> Iterator[Line]:
    """Facts whose verification ran out or soon will, many of one kind in one line; then texts."""
    today, frame = request.frame.today, request.frame
    yield from _hours_soon(request)
    found: dict[tuple[type[Sourced], str], list[tuple[date, Sourced]]] = defaultdict(list)
    rows = [frame.get("contact_centre"), frame.get("project"), *Municipality.objects.all()]
    for row in filter(None, rows):
        for what, verifiable in row.VERIFIABLE.items():
            verified_on = getattr(row, f"{what}_on")
            if review.is_due(verified_on, today, verifiable.months) and _has_something(row, what):
                found[type(row), what].append((verified_on or date.min, row))
    for (model, what), due in found.items():
        if request.user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"):
            yield from _of_one_kind(model, what, due)
    if request.user.has_perm("pages.publish_pageversion"):
        yield from unfinished.old_texts(request)


def _hours_soon(request: Request) -> Iterator[Line]:
    """The hours before the site ceases to say them."""
    frame = request.frame
    centre, months = frame.get("contact_centre"), review.HOURS_MONTHS
    may = request.user.has_perm("contact.change_contactcentre")
    if may and centre and review.is_due_soon(centre.hours_verified_on, frame.today, months):
        until = czech_date(review.due_on(centre.hours_verified_on, months))
        text, note = (
            f"Ověření konzultačních hodin platí už jen do {until}",
            "Pak web přestane říkat, kdy jste na telefonu.",
        )
        yield Line(text, admin_address(centre, "verify", "hours_verified"), note, "Ověřit", "loud")


def _of_one_kind(model: type[Sourced], what: str, due: list[tuple[date, Any]]) -> Iterator[Line]:
    label, oldest = model.VERIFIABLE[what].label, min(day for day, _ in due)
    if len(due) > ONE_BY_ONE:
        names = ", ".join(str(row) for _, row in due[:MOST_NAMES])
        names += f" a další ({len(due) - MOST_NAMES})" if len(due) > MOST_NAMES else ""
        text = f"{label.capitalize()}: {model._meta.verbose_name_plural} ({len(due)})"
        yield Line(text, admin_address(model, "changelist"), _age(oldest), "Projít a ověřit", facts=(("", names),))
        return
    for verified_on, row in due:
        text, note = f"{row}: {label}", _age(verified_on)
        if model not in IN_PLACE:
            yield Line(text, admin_address(row, "verify", what), note, "Podívat se a ověřit")
        else:
            model_admin: Any = admin.site._registry[model]
            seen, facts = model_admin.seen_record(row), tuple(model_admin.facts_to_verify(row, what))
            yield Line(text, admin_address(row, "verify", what), note, facts=facts, seen_record=seen or "0")


def _has_something(row: Sourced, what: str) -> bool:
    return not isinstance(row, Municipality) or what != "website_verified" or bool(row.website)


def _age(verified_on: date) -> str:
    if verified_on == date.min:
        return "Zatím je nikdo neověřil."
    return f"Naposledy ověřeno {czech_date(verified_on)}."
