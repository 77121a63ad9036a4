"""An agreed meeting as an invitation for calendar programs (RFC 5546)."""

from datetime import UTC, datetime

from icalendar import Event, vCalAddress
from icalendar.enums import PARTSTAT, ROLE, STATUS

from contact.calendar_base import calendar_of, phone_line, uid
from contact.centre import ContactCentre
from contact.hours.engine import PRAGUE
from contact.meetings.models import MeetingRequest
from pages.templatetags.site import plain


def invitation(request: MeetingRequest, centre: ContactCentre, moment: datetime, *, cancels: bool = False) -> str:
    """The agreed meeting as a message to the sender's calendar, or its cancellation, made at an aware moment.

    The request must have an e-mail and an agreed time. Programs believe the highest `invitation_number` (SEQUENCE), so
    it has to rise first, for a cancellation too. Of what people wrote nothing goes in.
    """
    sender = vCalAddress.new(request.email, role=ROLE.REQ_PARTICIPANT, partstat=PARTSTAT.NEEDS_ACTION, rsvp=not cancels)
    event = Event.new(
        uid=uid(f"schuzka-{request.reference}"),
        stamp=moment.astimezone(UTC),
        sequence=request.invitation_number,
        start=request.plan.start.astimezone(PRAGUE),
        end=request.plan.ends_at.astimezone(PRAGUE),
        status=STATUS.CANCELLED if cancels else STATUS.CONFIRMED,
        organizer=vCalAddress.new(centre.email, cn="Kontaktní centrum"),
        attendees=[sender],
        summary="Kontaktní centrum: osobní schůzka",
        description=f"Číslo žádosti: {request.reference}\n{phone_line(centre)}",
        location=plain(f"{centre.street}, {centre.place}"),
    )
    calendar = calendar_of("CANCEL" if cancels else "REQUEST")
    calendar.add_component(event)
    return calendar.to_ical().decode()
