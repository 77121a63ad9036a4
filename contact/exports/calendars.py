"""The hours of the contact centre as a feed for calendar programs (RFC 5545)."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from icalendar import Event
from icalendar.enums import STATUS, TRANSP

from contact.calendar_base import WHO, phone_line, uid
from contact.centre import ContactCentre
from contact.hours.clock import PRAGUE
from contact.hours.engine import Opening, openings_on, rule_on, verified_through
from pages.templatetags.site import plain
from pages.web.calendars import feed_of, stamp

END = b"END:VCALENDAR\r\n"


def hours_calendar(events: Iterable[str]) -> bytes:
    """The feed of events as they were written down; none of their bytes is made anew."""
    calendar = feed_of(WHO, "Kontaktní centrum: kdy jsme na telefonu")
    return calendar.to_ical().removesuffix(END) + "".join(events).encode() + END


def openings_ahead(centre: ContactCentre, moment: datetime) -> dict[str, Opening]:
    """By its UID each opening of the verified days that is not over at an aware moment.

    The so many-th of its day: that, and not a row, is what a UID stands for.
    """
    verified_on, last = centre.schedule.verified_on, verified_through(centre.schedule)
    if verified_on is None or last is None:
        return {}
    first = max(verified_on, moment.astimezone(PRAGUE).date())
    return {
        uid(f"hodiny-{day:%Y%m%d}-{ordinal}"): opening
        for day in (first + timedelta(days=number) for number in range((last - first).days + 1))
        for ordinal, opening in enumerate(openings_on(centre.schedule, day), start=1)
        if opening.end.astimezone(UTC) > moment
    }


def opening_event(name: str, opening: Opening, centre: ContactCentre) -> Event:
    """The event with that UID of an opening, not yet stamped."""
    reason = rule_on(centre.schedule, _day(opening)).reason
    return Event.new(
        uid=name,
        start=opening.start,
        end=opening.end,
        status=STATUS.CONFIRMED,
        summary="Kontaktní centrum: jsme na telefonu",
        description=f"Výjimka z běžných hodin: {plain(reason)}\n{phone_line(centre)}" if reason else phone_line(centre),
        url=f"{settings.SITE_URL}{centre.get_absolute_url()}",
        transparency=TRANSP.TRANSPARENT,  # nobody's own time is taken by it
    )


def cancelled_event(name: str, opening: Opening) -> Event:
    """The event with that UID as one that holds no longer, not yet stamped.

    It says no more, because some programs show it all the same, and another event may hold at that very time.
    """
    return Event.new(
        uid=name,
        start=opening.start,
        end=opening.end,
        status=STATUS.CANCELLED,
        summary="Kontaktní centrum: tento záznam už neplatí",
        transparency=TRANSP.TRANSPARENT,
    )


def stamped(event: Event, changed_at: datetime) -> str:
    """The event as it is fed, of the (whole) second in which it became so."""
    return stamp(event, changed_at).to_ical().decode()


def _day(opening: Opening) -> date:
    return opening.start.date()
