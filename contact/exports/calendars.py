"""The hours of the contact centre as a feed for calendar programs (RFC 5545)."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from icalendar import Event, vDuration
from icalendar.enums import TRANSP

from contact.calendar_base import calendar_of, phone_line, uid
from contact.centre import ContactCentre
from contact.hours.engine import PRAGUE, Opening, is_known, openings_on, rule_on, verified_through
from pages.templatetags.site import plain

REFRESH = timedelta(hours=6)  # how often programs are asked to look whether the hours have changed


def hours_calendar(centre: ContactCentre, moment: datetime | None) -> bytes:
    """The feed: one event for each opening of the verified days, or none where nothing may be said.

    That is at an aware moment at which the hours are not known, and in what outlives its moment (None). Otherwise the
    bytes depend on the rows alone and bear the day of the verification (DTSTAMP), so that they can be kept.
    """
    calendar = calendar_of("PUBLISH")
    calendar.calendar_name = "Kontaktní centrum: kdy jsme na telefonu"
    calendar.add("REFRESH-INTERVAL", REFRESH, {"VALUE": "DURATION"})  # RFC 7986; older programs know only the next one
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    if moment and is_known(centre.schedule, moment):
        for event in _openings(centre):
            calendar.add_component(event)
    return calendar.to_ical()


def _openings(centre: ContactCentre) -> Iterator[Event]:
    first, last = centre.schedule.verified_on, verified_through(centre.schedule)
    if first is None or last is None:
        return
    stamp = datetime.combine(first, time.min, PRAGUE).astimezone(UTC)
    for number in range((last - first).days + 1):
        openings = openings_on(centre.schedule, first + timedelta(days=number))
        for ordinal, opening in enumerate(openings, start=1):
            yield _opening(centre, opening, ordinal, stamp)


def _opening(centre: ContactCentre, opening: Opening, ordinal: int, stamp: datetime) -> Event:
    """One opening, the so many-th of its day: that, and not a row, is what its UID stands for."""
    day = opening.start.date()
    reason = rule_on(centre.schedule, day).reason
    return Event.new(
        uid=uid(f"hodiny-{day:%Y%m%d}-{ordinal}"),
        stamp=stamp,
        start=opening.start,
        end=opening.end,
        summary="Kontaktní centrum: jsme na telefonu",
        description=f"Výjimka z běžných hodin: {plain(reason)}\n{phone_line(centre)}" if reason else phone_line(centre),
        url=f"{settings.SITE_URL}{centre.get_absolute_url()}",
        transparency=TRANSP.TRANSPARENT,  # nobody's own time is taken by it
    )
