"""What nobody has held against reality within its review period."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import admin
from django.db.models import Model

from municipalities.models import Municipality
from pages.editing import unfinished
from pages.facts import review
from pages.frame.request import Request
from pages.models import Project, Sourced
from pages.registry import Line
from pages.typography import czech_date
from pages.web.admin_address import admin_address

ONE_BY_ONE = 5  # more rows than that wait in one line
IN_PLACE = {Project}  # facts that are few enough to be looked at and confirmed on the start page


def lines(request: Request) -> Iterator[Line]:
    """Facts whose verification ran out, many of one kind in one line; then texts."""
    today, frame = request.frame.today, request.frame
    found: dict[tuple[type[Sourced], str], list[tuple[date, Sourced]]] = defaultdict(list)
    rows = [frame.get("contact_centre"), frame.get("project"), *Municipality.objects.all()]
    for row in filter(None, rows):
        for what, verifiable in row.VERIFIABLE.items():
            verified_on = getattr(row, f"{what}_on")
            if review.is_due(verified_on, today, verifiable.months) and _has_something(row, what):
                found[type(row), what].append((verified_on or date.min, row))
    for (model, what), due in found.items():
        yield from _of_one_kind(request, model, what, due)
    if request.user.has_perm("pages.view_pageversion"):
        yield from unfinished.old_texts(request)


def _of_one_kind(request: Request, model: type[Sourced], what: str, due: list[tuple[date, Any]]) -> Iterator[Line]:
    label, oldest = model.VERIFIABLE[what].label, min(day for day, _ in due)
    if len(due) > ONE_BY_ONE:
        names = ", ".join(str(row) for _, row in due)
        text = f"{label.capitalize()}: {model._meta.verbose_name_plural} ({len(due)})"
        url = admin_address(model, "changelist") if _may(request, model, "view") else ""
        yield Line(text, url, _age(oldest), "Projít a ověřit", facts=(("", names),))
        return
    for verified_on, row in due:
        text, note = f"{row}: {label}", _age(verified_on)
        if not _may(request, model, "change"):
            yield Line(text, "", note)
        elif model not in IN_PLACE:
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


def _may(request: Request, model: type[Model], action: str) -> bool:
    return request.user.has_perm(f"{model._meta.app_label}.{action}_{model._meta.model_name}")
