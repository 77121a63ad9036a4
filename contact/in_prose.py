"""The facts of the contact centre inside prose: their placeholders, and what the gate must not let stand as a copy."""

from collections.abc import Callable, Iterator

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from contact import now
from contact.centre import ContactCentre
from contact.hours import words
from contact.hours.rows import ConsultationHours, Weekday
from pages.frame.frame import Frame
from pages.gate.terms import Fact, Kind
from pages.templatetags.czech import phone, written_date


def _phone(frame: Frame) -> SafeString | str:
    centre = frame.get("contact_centre")
    return format_html('<a href="tel:{}">{}</a>', centre.phone, phone(centre.phone)) if centre else ""


def _email(frame: Frame) -> SafeString | str:
    centre = frame.get("contact_centre")
    return format_html('<a href="mailto:{0}">{0}</a>', centre.email) if centre else ""


def _address(frame: Frame) -> str:
    centre = frame.get("contact_centre")
    return f"{centre.street}, {centre.place}" if centre else ""


def _hours(frame: Frame) -> str:
    sentence, centre = words.sentence(now.hours_of_week(frame)), frame.get("contact_centre")
    if not sentence or now.are_hours_known(frame):
        return sentence
    if not centre.hours_verified_on:
        return gettext("%(hours)s (zatím neověřeno)") % {"hours": sentence}
    said = {"hours": sentence, "day": written_date(centre.hours_verified_on)}
    return gettext("%(hours)s (ověřeno %(day)s)") % said


PLACEHOLDERS: dict[str, tuple[str, Callable[[Frame], str]]] = {
    "telefon": ("Telefon kontaktního centra", _phone),
    "e-mail": ("E-mail kontaktního centra", _email),
    "hodiny": ("Konzultační hodiny jako věta, např. v pondělí od 12 do 16 hodin", _hours),
    "adresa": ("Adresa kontaktního centra", _address),
}


def facts() -> Iterator[Fact]:
    """What the rows say and what they ever said, each value once."""
    present = set(_of_centres(ContactCentre.objects)) | set(_of_hours(ConsultationHours.objects))
    ever = present | set(_of_centres(ContactCentre.history)) | set(_of_hours(ConsultationHours.history))
    for fact in sorted(ever, key=lambda fact: fact.value):
        yield fact._replace(is_former=fact not in present)


def _of_centres(rows) -> Iterator[Fact]:
    for number, email, street in rows.values_list("phone", "email", "street").distinct():
        yield Fact(Kind.PHONE, number, "telefon", is_whole=True)
        yield Fact(Kind.WORDS, email, "e-mail", is_whole=True)
        yield Fact(Kind.WORDS, street, "adresa")


def _of_hours(rows) -> Iterator[Fact]:
    """Each stretch in both ways in which sentences name it; so the last day of „ve středu a v pátek“ is found too."""
    stretches = rows.order_by("weekday").values_list("weekday", "opens_at", "closes_at").distinct()
    for weekday, opens_at, closes_at in stretches:
        span = f"od {words.clock(opens_at)} do {words.clock(closes_at)}"
        yield Fact(Kind.WORDS, f"{words.ON_DAY[weekday]} {span}", "hodiny")
        yield Fact(Kind.WORDS, f"{Weekday(weekday).label} {words.span(opens_at, closes_at)}", "hodiny")
