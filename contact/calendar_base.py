"""What every calendar of the contact centre is made of (RFC 5545)."""

from django.utils.translation import gettext
from icalendar import Calendar

from contact.centre import ContactCentre
from pages.templatetags.czech import phone
from pages.templatetags.site import plain
from pages.web import calendars
from pages.web.calendars import uid

__all__ = ["calendar_of", "phone_line", "uid"]
WHO = "Kontaktní centrum"


def calendar_of(method: str) -> Calendar:
    """An empty calendar that says what is to be done with it: METHOD (RFC 5546), such as PUBLISH or REQUEST."""
    return calendars.calendar_of(WHO, method)


def phone_line(centre: ContactCentre) -> str:
    """How to reach the centre, as a line of plain text."""
    return gettext("Telefon: %(number)s") % {"number": plain(phone(centre.phone))}
