"""What readers see just now: the phone, the contacts, and how much there is on the site."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import Model

from contact import now
from contact.hours import preview, words
from contact.models import ContactCentre, Weekday
from pages import registry
from pages.frame.frame import Frame
from pages.frame.request import Request
from pages.languages.languages import CZECH, of_path
from pages.prose.states import when
from pages.templatetags.czech import czech_date, phone, plural_cs
from pages.web.admin_address import admin_address

UNKNOWN = ("Web neříká, kdy jste na telefonu", ", hodiny nejsou ověřené")
HOLIDAYS_AHEAD = 60  # days
PARTS = {
    "/obce/": "obec,obce,obcí",
    "/aktuality/": "aktualita,aktuality,aktualit",
    "/akce/": "akce,akce,akcí",
    "/dokumenty/": "dokument,dokumenty,dokumentů",
    "/dokumenty/sbirky/": "sbírka,sbírky,sbírek",
    "/otazky/": "otázka,otázky,otázek",
    "/slovnik/": "pojem,pojmy,pojmů",
}


class Fact(NamedTuple):
    """One thing that readers see, what there is to add, and where it is changed."""

    label: str
    text: str
    note: str = ""
    url: str = ""


class Public(NamedTuple):
    """The state of the phone in the words of every page, and the facts below it."""

    strong: str
    rest: str
    is_open: bool
    facts: list[Fact]


def seen(request: Request) -> Public | None:
    """As every page shows it at this moment; None as long as there is no contact centre."""
    centre = request.frame.get("contact_centre")
    if centre is None:
        return None
    state = now.state(request.frame)
    status = words.status(state)
    said = (status.strong, status.rest) if status else UNKNOWN
    return Public(*said, bool(state.until), list(_facts(request, centre)))


def day(day: date) -> str:
    """„středa 2. 12. 2026“."""
    return f"{Weekday(day.weekday()).label} {czech_date(day)}"


def _facts(request: Request, centre: ContactCentre) -> Iterator[Fact]:
    frame, url = request.frame, _url(request, centre)
    yield Fact("Telefon", phone(centre.phone), url=url)
    yield Fact("E-mail", centre.email, url=url)
    if week := words.sentence(now.hours_of_week(frame)):
        before = "dřív ověřené" if centre.hours_verified_on else "zatím neověřené"
        yield Fact("Hodiny", week, "" if now.are_hours_known(frame) else f"Web je ukazuje jen jako {before}.", url)
    if opening := preview.next_opening(centre.schedule, frame.moment):
        hours = words.span(opening.start.time(), opening.end.time())
        yield Fact("Příště", f"{day(opening.start)}, {hours} hodin")
    if holiday := preview.closing_holiday(centre.schedule, frame.today, HOLIDAYS_AHEAD):
        yield Fact("Nejbližší svátek", f"{day(holiday[0])} bez telefonu", holiday[1])
    yield Fact("Na webu", ", ".join(_numbers(frame)))
    for notice in frame.get("notices"):
        if notice.is_shown(frame.moment):
            yield Fact("Oznámení", str(notice), f"do {when(notice.ends_at)}", _url(request, notice))


def _numbers(frame: Frame) -> Iterator[str]:
    listed = [entry.address for entry in registry.listed_addresses(frame)]
    addresses = [address for address in listed if of_path(address) is CZECH]
    parts = ([part for part in PARTS if one.startswith(part) and one != part] for one in addresses)
    number = Counter(max(its, default="") for its in parts)  # the longest begins with the others
    pages = number[""]
    yield f"{pages} {plural_cs(pages, 'stránka,stránky,stránek')}"
    for part, forms in PARTS.items():
        if number[part]:
            yield f"{number[part]} {plural_cs(number[part], forms)}"
    if translations := len(frame.get("translations") or ()):
        yield f"{translations} {plural_cs(translations, 'překlad,překlady,překladů')}"


def _url(request: Request, row: Model) -> str:
    """Where the row is changed, for who may look at it there."""
    may = request.user.has_perm(f"{row._meta.app_label}.view_{row._meta.model_name}")
    return admin_address(row, "change") if may else ""
