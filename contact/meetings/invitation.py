"""An agreed meeting as an invitation for calendar programs (RFC 5546)."""

from datetime import UTC, datetime

from django.utils.translation import gettext, override
from icalendar import Event, vCalAddress
from icalendar.enums import PARTSTAT, ROLE, STATUS

from contact.calendar_base import calendar_of, phone_line, uid
from contact.centre import ContactCentre
from contact.hours.clock import PRAGUE
from contact.meetings.models import MeetingRequest
from pages.templatetags.site import plain

SENDER = "Sociální bydlení – Kontaktní centrum"


def invitation(request: MeetingRequest, centre: ContactCentre, moment: datetime, *, cancels: bool = False) -> str:
    """The agreed meeting as a message to the sender's calendar, or its cancellation, made at an aware moment.

    The request must have an e-mail and an agreed time. Programs believe the highest `invitation_number` (SEQUENCE), so
    it has to rise first, for a cancellation too. Of what people wrote nothing goes in; it speaks the form's language.
    """
    event = _event(request, centre, moment, cancels=cancels)
    with override(request.language):
        event.summary = gettext("Sociální bydlení – schůzka v Kontaktním centru")
        number = gettext("Číslo žádosti: %(number)s") % {"number": request.reference}
        event.description = f"{number}\n{phone_line(centre)}"
    event.attendees = [
        vCalAddress.new(request.email, role=ROLE.REQ_PARTICIPANT, partstat=PARTSTAT.NEEDS_ACTION, rsvp=not cancels)
    ]
    return _message("CANCEL" if cancels else "REQUEST", event)


def copy_for_centre(
    request: MeetingRequest, centre: ContactCentre, moment: datetime, link: str, *, cancels: bool = False
) -> str:
    """The same meeting for the calendar of the centre itself, which names nobody and leads to the request.

    Programs act on no request that their own owner sent, so it is published, and what is cancelled is published anew.
    """
    event = _event(request, centre, moment, cancels=cancels)
    event.summary = f"{'Zrušeno: s' if cancels else 'S'}chůzka k žádosti {request.reference}"
    event.description = link
    return _message("PUBLISH", event)


def _event(request: MeetingRequest, centre: ContactCentre, moment: datetime, *, cancels: bool) -> Event:
    return Event.new(
        uid=uid(f"schuzka-{request.reference}"),
        stamp=moment.astimezone(UTC),
        sequence=request.invitation_number,
        start=request.plan.start.astimezone(PRAGUE),
        end=request.plan.ends_at.astimezone(PRAGUE),
        status=STATUS.CANCELLED if cancels else STATUS.CONFIRMED,
        organizer=vCalAddress.new(centre.email, cn=SENDER),
        location=plain(f"{centre.street}, {centre.place}"),
    )


def _message(method: str, event: Event) -> str:
    calendar = calendar_of(method)
    calendar.add_component(event)
    return calendar.to_ical().decode()
