"""What every calendar of the contact centre is made of (RFC 5545).

Times are said as Prague's clocks show them. One that they show twice is the first of the two, for the engine as for
RFC 5545, 3.3.5; so none needs to be said otherwise.
"""

from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Timezone

from contact.centre import ContactCentre
from pages.templatetags.czech import phone
from pages.templatetags.site import plain

# Directive 2000/84/EC. Yearly rules are the only ones that Outlook reads ([MS-OXCICAL], 2.1.3.1.1.19). They are written
# out, because icalendar's own Timezone.from_tzid has neither these rules nor the right hour in March.
PRAGUE_RULES = Timezone.from_ical("""\
BEGIN:VTIMEZONE
TZID:Europe/Prague
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
""")


def calendar_of(method: str) -> Calendar:
    """An empty calendar that says what is to be done with it: METHOD (RFC 5546), such as PUBLISH or REQUEST."""
    calendar = Calendar()
    calendar.prodid = f"-//{_host()}//Kontaktní centrum//CS"
    calendar.version = "2.0"
    calendar.method = method
    calendar.add_component(PRAGUE_RULES)
    return calendar


def phone_line(centre: ContactCentre) -> str:
    """How to reach the centre, as a line of plain text."""
    return f"Telefon: {plain(phone(centre.phone))}"


def uid(name: str) -> str:
    """A UID that is the same each time the same thing is named, and nobody else's (RFC 7986, 5.3)."""
    return f"{name}@{_host()}"


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or ""  # never empty: an address without a host ends the start
