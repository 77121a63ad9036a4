"""What every calendar of the site is made of (RFC 5545).

Times are said as Prague's clocks show them. One that they show twice is the first of the two, for our rules as for
RFC 5545, 3.3.5; so none needs to be said otherwise.
"""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event, Timezone, vDuration

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
REFRESH = timedelta(hours=6)  # how often programs are asked to look whether a feed has changed
COUNTED_FROM = int(datetime(2020, 1, 1, tzinfo=UTC).timestamp())


def calendar_of(who: str, method: str) -> Calendar:
    """An empty calendar of somebody that says what is to be done with it: METHOD (RFC 5546), PUBLISH or REQUEST."""
    calendar = Calendar()
    calendar.prodid = f"-//{_host()}//{who}//CS"
    calendar.version = "2.0"
    calendar.method = method
    calendar.add_component(PRAGUE_RULES)
    return calendar


def feed_of(who: str, name: str) -> Calendar:
    """An empty calendar to be subscribed to, under a name."""
    calendar = calendar_of(who, "PUBLISH")
    calendar.calendar_name = name
    calendar.add("REFRESH-INTERVAL", REFRESH, {"VALUE": "DURATION"})  # RFC 7986; older programs know only the next one
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    return calendar


def stamp(event: Event, changed_at: datetime) -> Event:
    """The event as one that became so in the (whole) second of an aware moment.

    Programs believe the highest SEQUENCE. A second is one that rises on whatever machine the site goes on, and even
    where a backup has put back what was counted.
    """
    event.DTSTAMP = event.LAST_MODIFIED = changed_at.astimezone(UTC).replace(microsecond=0)
    event.sequence = int(changed_at.timestamp()) - COUNTED_FROM
    return event


def uid(name: str) -> str:
    """A UID that is the same each time the same thing is named, and nobody else's (RFC 7986, 5.3)."""
    return f"{name}@{_host()}"


def webcal(address: str) -> str:
    """The address that subscribes to the feed at a path of this site."""
    return f"webcal://{urlsplit(settings.SITE_URL).netloc}{address}"


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or ""  # never empty: an address without a host ends the start
