"""The contact centre as open data, after the open formal standards Kontakty, Adresy and Časová specifikace.

The hours are the phone's. As in the structured data of pages they stand there only while their verification holds, and
say themselves from which day through which one. A specification is the intersection of what it names, less its
exceptions (Časová specifikace, 2.1).
"""

import re
from collections.abc import Iterator
from datetime import date, time
from operator import attrgetter
from typing import Any

from django.conf import settings
from django.http import Http404

from contact.centre import ContactCentre
from contact.hours.engine import Schedule, Shift, verified_through
from contact.hours.exceptions import Run, runs
from contact.hours.rows import Weekday
from pages.frame.frame import Frame
from pages.open_data import formats
from pages.open_data.formats import OFN, SOURCE_TERMS, DataSet, File, Term, cs

CONTACT = f"{OFN}/kontakty/2020-07-01"
TIME = f"{OFN}/časová-specifikace/2020-07-01"
DAYS = "https://data.mvcr.gov.cz/zdroj/číselníky/dny-v-týdnu/položky"
HOURS = Term("konzultační_hodiny", "Kdy je někdo na telefonu. Když hodiny dlouho nikdo neověřil, chybí.")
FACTS = (
    Term("konzultační_hodiny_ověřeny_dne", "Kdy někdo hodiny potvrdil.", attrgetter("hours_verified_on"), "date"),
    Term("osobní_schůzka", "Jak je to s osobní schůzkou.", attrgetter("meeting_note")),
    *SOURCE_TERMS,
)

# „Dlouhá 12/3“: before the slash is the číslo popisné. A number alone may be either, so it stays in the text.
_STREET = re.compile(r"(?P<street>.+) (?P<house>\d+)/(?P<orientation>\d+)(?P<mark>[a-z]?)")


def document(frame: Frame) -> str:
    """The contact centre in JSON-LD, as it is known on the frame's day; a withheld frame knows no hours.

    Raises:
        Http404: the content was not loaded yet.
    """
    centre: ContactCentre | None = frame.get("contact_centre")
    if centre is None:
        raise Http404
    hours = [] if frame.is_withheld else list(specifications(centre.schedule, frame.today))
    return formats.as_json(
        {
            "@context": formats.context(f"{CONTACT}/kontexty/kontakt.jsonld"),
            "typ": "Kontakt",
            "iri": f"{settings.SITE_URL}{centre.get_absolute_url()}#kontakt",
            "název": cs("Kontaktní centrum"),
            "email": f"mailto:{centre.email}",
            _kind_of_phone(centre.phone): f"tel:{centre.phone}",
            "url": formats.absolute(centre.get_absolute_url()),
            "umístění": {"typ": "Umístění", "adresa": address(centre)},
            **({HOURS.name: hours} if hours else {}),
            **formats.known_facts(FACTS, centre),
        }
    )


def address(centre: ContactCentre) -> dict[str, Any]:
    """Where the centre is, in words and, where the street ends with both its numbers, in parts."""
    town = {"název_obce": cs(centre.town)}
    if centre.town_part:
        town["název_části_obce"] = cs(centre.town_part)
    return {"typ": "Adresa", **town, **_parts(centre.street), "text": cs(f"{centre.street}, {centre.place}")}


def _parts(street: str) -> dict[str, Any]:
    found = _STREET.fullmatch(street)
    if not found:
        return {}
    return {
        "název_ulice": cs(found["street"]),
        "číslo_domovní": int(found["house"]),
        "typ_čísla_domovního": "č.p.",
        "číslo_orientační": int(found["orientation"]),
        **({"znak_čísla_orientačního": found["mark"]} if found["mark"] else {}),
    }


def specifications(schedule: Schedule, day: date) -> Iterator[dict[str, Any]]:
    """The hours, from the day of their verification through its last one; none once that is over."""
    first, last = schedule.verified_on, verified_through(schedule)
    if first is None or last is None or last < day:
        return
    other = [run._replace(last=min(run.last, last)) for run in runs(schedule, first, last)]
    for shift in schedule.shifts:
        if shift.valid_from <= last and first <= shift.valid_through:
            valid = _days(max(first, shift.valid_from), min(last, shift.valid_through))
            yield {**_weekly(shift), "časová_platnost": [valid], **_exceptions(other)}
    for run in other:
        if run.hours:
            yield {**_on_days(run), "časová_doba": [_stretch(*stretch) for stretch in run.hours]}


def _weekly(shift: Shift) -> dict[str, Any]:
    return {
        "typ": "Časová specifikace",
        "den_v_týdnu": [f"{DAYS}/{Weekday(shift.weekday).label}"],
        "časová_doba": [_stretch(shift.opens, shift.closes)],
    }


def _exceptions(other: list[Run]) -> dict[str, Any]:
    return {"výjimka": [_on_days(run) for run in other]} if other else {}


def _on_days(run: Run) -> dict[str, Any]:
    return {**_days(run.first, run.last), "název": cs(run.reason)}


def _days(first: date, last: date) -> dict[str, Any]:
    begin, end = ({"typ": "Časový okamžik", "datum": day} for day in (first, last))
    return {
        "typ": "Časová specifikace",
        "časový_interval": {"typ": "Časový interval", "začátek": begin, "konec": end},
    }


def _stretch(opens: time, closes: time) -> dict[str, Any]:
    return {"typ": "Časová doba", "od": f"{opens:%H:%M:%S}", "do": f"{closes:%H:%M:%S}"}


def _kind_of_phone(phone: str) -> str:
    """The standard knows mobile phones by a name of their own; in Czechia they begin with 6 or 7."""
    return "mobil" if phone.startswith(("+4206", "+4207")) else "telefon"


DATA_SET = DataSet(
    key="kontaktni-centrum",
    title="Kontaktní centrum",
    description="Telefon, e-mail, adresa a konzultační hodiny Kontaktního centra.",
    keywords=("sociální bydlení", "kontakt", "konzultační hodiny"),
    themes=("SOCI",),
    standards={"Kontakty": f"{CONTACT}/", "Časová specifikace": f"{TIME}/"},
    terms=(HOURS, *FACTS),
    files=(File("kontaktni-centrum.jsonld", formats.JSON_LD, document, f"{CONTACT}/schémata/kontakt.json"),),
    definitions={HOURS.name: {"@context": f"{TIME}/kontexty/časová-specifikace.jsonld"}},
)
