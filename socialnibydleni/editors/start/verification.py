"""What nobody has held against reality within its review period, for who may verify it."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME

from contact.models import Help
from municipalities.models import Municipality
from pages.editing import unfinished
from pages.facts import review
from pages.facts.admin import newest_record_of
from pages.frame.request import Request
from pages.models import Sourced
from pages.registry import Line
from pages.typography import czech_date
from pages.web.admin_address import admin_address

ONE_BY_ONE = 5  # more rows than that wait in one line
AT_ONCE_AT_MOST = 20  # so many names somebody really reads
AT_ONCE: dict[tuple[type[Sourced], str], str] = {  # by that action
    (Municipality, "verified"): "verify_participation",
    (Help, "verified"): "verify_chosen",
}
OF_ITS_OWN = {"hours_verified"}  # a week is looked at on its own page


def lines(request: Request) -> Iterator[Line]:
    """Facts whose verification ran out or soon will, many of one kind in one line; then texts."""
    today, frame = request.frame.today, request.frame
    yield from _hours_soon(request)
    found: dict[tuple[type[Sourced], str], list[tuple[date, Sourced]]] = defaultdict(list)
    many = [model.objects.annotate(newest_change=newest_record_of(model)) for model in (Municipality, Help)]
    rows = [frame.get("contact_centre"), frame.get("project"), *chain.from_iterable(many)]
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
    if len(due) > ONE_BY_ONE:
        yield _many(model, what, due)
        return
    for verified_on, row in due:
        text, note = f"{row}: {row.VERIFIABLE[what].label}", _age(verified_on)
        address, mend = admin_address(row, "verify", what), admin_address(row, "change")
        if what in OF_ITS_OWN:
            yield Line(text, address, note, "Ověřit")
            continue
        its: Any = admin.site.get_model_admin(model)
        # Of many it came in the one query of them all.
        seen = str(row.newest_change or "") if hasattr(row, "newest_change") else its.seen_record(row)
        facts, confirm = tuple(its.facts_to_verify(row, what)), (("seen_record", seen),)
        yield Line(text, address, note, "Údaje pořád platí", facts=facts, confirm=confirm, mend=mend)


def _many(model: type[Sourced], what: str, due: list[tuple[date, Any]]) -> Line:
    """All of them in one line: confirmed at once where nobody has to go and look, else gone through in the list."""
    label, address = model.VERIFIABLE[what].label, admin_address(model, "changelist")
    note = _age(min(day for day, _ in due))
    text = f"{label.capitalize()}: {model._meta.verbose_name_plural} ({len(due)})"
    action = AT_ONCE.get((model, what))
    if action is None or len(due) > AT_ONCE_AT_MOST:
        return Line(text, address, note, "Projít a ověřit")
    confirm = [("action", action), ("index", "0")]
    confirm += [(ACTION_CHECKBOX_NAME, str(row.pk)) for _, row in due]
    confirm += [("seen", f"{row.pk}:{row.newest_change}") for _, row in due]
    facts = (("", ", ".join(str(row) for _, row in due)),)
    return Line(text, address, note, f"Všech {len(due)} pořád platí", facts=facts, confirm=tuple(confirm), mend=address)


def _has_something(row: Sourced, what: str) -> bool:
    return not isinstance(row, Municipality) or what != "website_verified" or bool(row.website)


def _age(verified_on: date) -> str:
    if verified_on == date.min:
        return "Zatím je nikdo neověřil."
    return f"Naposledy ověřeno {czech_date(verified_on)}."
