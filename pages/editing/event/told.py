"""What a version of an event is made of, for who compares versions or is about to publish one."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.utils.html import escape

from pages.events.facts import NAMES, EventFacts
from pages.gate.terms import Problem
from pages.prose.states import when
from pages.prose.versions import PageVersion
from pages.typography import czech_date


def as_list(version: PageVersion) -> str:
    """The facts of a version as markup, a list; nothing of any other text."""
    facts = version.event_facts
    if facts is None:
        return ""
    fields: list[Any] = [EventFacts._meta.get_field(name) for name in NAMES]
    said = ((field, getattr(facts, field.name)) for field in fields)
    lines = [f"<li>{field.verbose_name}: {escape(_shown(field, value))}</li>" for field, value in said if value]
    return f"<ul>{''.join(lines)}</ul>" if lines else ""


def problems_of(version: PageVersion, moment: datetime) -> Iterator[Problem]:
    """What of an event nobody could come to, or what its readers will miss, at `moment`."""
    facts: EventFacts = version.event_facts or EventFacts()
    if facts.when is None:
        yield Problem("Chybí den, kdy akce začíná.", field="starts_on")
        return
    if facts.is_at_a_place and not (facts.place or facts.town):
        yield Problem("Chybí místo. Napište aspoň obec, nebo vyberte, že je akce online.", field="town")
    if facts.when.is_over(moment):
        message = "Akce už skončila. Ukáže se rovnou mezi těmi, které proběhly."
        yield Problem(message, field="starts_on", is_error=False)
    elif facts.is_online and not facts.online_url:
        message = "Chybí odkaz na přenos. Doplňte ho, nebo napište do textu, jak ho účastník dostane."
        yield Problem(message, field="online_url", is_error=False)
    until = facts.registration_until
    if until and until > facts.when.start:
        message = "Přihlásit se půjde jen do začátku akce: přihláška zmizí, jakmile akce začne."
        yield Problem(message, field="registration_until", is_error=False)
    if until and not (facts.registration_url or facts.registration_email):
        message = "Přihláška má konec, ale nemá adresu ani e-mail. Čtenáři ji neuvidí."
        yield Problem(message, field="registration_url", is_error=False)


def _shown(field: object, value: object) -> str:
    if isinstance(value, datetime):
        return when(value)
    if isinstance(value, date):
        return czech_date(value)
    if isinstance(value, time):
        return f"{value.hour}.{value:%M}"
    if isinstance(value, bool):
        return "ano"
    return str(dict(getattr(field, "choices", None) or ()).get(value, value))
