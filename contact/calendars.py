"""The contact centre in calendar programs: its hours as a feed (RFC 5545), a meeting as an invitation (RFC 5546).

Times are said as Prague's clocks show them. One that they show twice is the first of the two, for the engine as for
RFC 5545, 3.3.5; so none needs to be said otherwise.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event, Timezone, vCalAddress, vDuration
from icalendar.enums import PARTSTAT, ROLE, STATUS, TRANSP

from contact.hours import PRAGUE, Opening, is_known, openings_on, rule_on, verified_through
from contact.models import ContactCentre, MeetingRequest
from pages.templatetags.czech import phone
from pages.templatetags.site import plain

REFRESH = timedelta(hours=6)  # how often programs are asked to look whether the hours have changed

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


def hours_calendar(centre: ContactCentre, moment: datetime | None) -> bytes:
    """The feed: one event for each opening of the verified days, or none where nothing may be said.

    That is at an aware moment at which the hours are not known, and in what outlives its moment (None). Otherwise the
    bytes depend on the rows alone and bear the day of the verification (DTSTAMP), so that they can be kept.
    """
    calendar = _calendar("PUBLISH")
    calendar.calendar_name = "Kontaktní centrum: kdy jsme na telefonu"
    calendar.add("REFRESH-INTERVAL", REFRESH, {"VALUE": "DURATION"})  # RFC 7986; older programs know only the next one
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    if moment and is_known(centre.schedule, moment):
        for event in _openings(centre):
            calendar.add_component(event)
    return calendar.to_ical()


def invitation(request: MeetingRequest, centre: ContactCentre, moment: datetime, *, cancels: bool = False) -> str:
    """The agreed meeting as a message to the sender's calendar, or its cancellation, made at an aware moment.

    The request must have an e-mail and an agreed time. Programs believe the highest `invitation_number` (SEQUENCE), so
    it has to rise first, for a cancellation too. Of what people wrote nothing goes in.
    """
    sender = vCalAddress.new(request.email, role=ROLE.REQ_PARTICIPANT, partstat=PARTSTAT.NEEDS_ACTION, rsvp=not cancels)
    event = Event.new(
        uid=_uid(f"schuzka-{request.reference}"),
        stamp=moment.astimezone(UTC),
        sequence=request.invitation_number,
        start=request.agreed_at.astimezone(PRAGUE),
        end=(request.agreed_at + timedelta(minutes=request.agreed_minutes)).astimezone(PRAGUE),
        status=STATUS.CANCELLED if cancels else STATUS.CONFIRMED,
        organizer=vCalAddress.new(centre.email, cn="Kontaktní centrum"),
        attendees=[sender],
        summary="Kontaktní centrum: osobní schůzka",
        description=f"Číslo žádosti: {request.reference}\n{_phone(centre)}",
        location=plain(f"{centre.street}, {centre.place}"),
    )
    calendar = _calendar("CANCEL" if cancels else "REQUEST")
    calendar.add_component(event)
    return calendar.to_ical().decode()


def _openings(centre: ContactCentre) -> Iterator[Event]:
    first, last = centre.schedule.verified_on, verified_through(centre.schedule)
    for number in range((last - first).days + 1):
        openings = openings_on(centre.schedule, first + timedelta(days=number))
        for ordinal, opening in enumerate(openings, start=1):
            yield _opening(centre, opening, ordinal)


def _opening(centre: ContactCentre, opening: Opening, ordinal: int) -> Event:
    """One opening, the so many-th of its day: that, and not a row, is what its UID stands for."""
    day = opening.start.date()
    reason = rule_on(centre.schedule, day).reason
    return Event.new(
        uid=_uid(f"hodiny-{day:%Y%m%d}-{ordinal}"),
        stamp=datetime.combine(centre.schedule.verified_on, time.min, PRAGUE).astimezone(UTC),
        start=opening.start,
        end=opening.end,
        summary="Kontaktní centrum: jsme na telefonu",
        description=f"Výjimka z běžných hodin: {plain(reason)}\n{_phone(centre)}" if reason else _phone(centre),
        url=f"{settings.SITE_URL}{centre.get_absolute_url()}",
        transparency=TRANSP.TRANSPARENT,  # nobody's own time is taken by it
    )


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.prodid = f"-//{_host()}//Kontaktní centrum//CS"
    calendar.version = "2.0"
    calendar.method = method
    calendar.add_component(PRAGUE_RULES)
    return calendar


def _phone(centre: ContactCentre) -> str:
    return f"Telefon: {plain(phone(centre.phone))}"


def _uid(name: str) -> str:
    return f"{name}@{_host()}"


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname
