"""An event in the terms of schema.org."""

from typing import Any

from django.conf import settings

from pages.events.event import Event
from pages.events.facts import EventFacts
from pages.events.when import When

SCHEMA = "https://schema.org"
ATTENDANCE = {
    EventFacts.Attendance.PLACE: f"{SCHEMA}/OfflineEventAttendanceMode",
    EventFacts.Attendance.ONLINE: f"{SCHEMA}/OnlineEventAttendanceMode",
    EventFacts.Attendance.BOTH: f"{SCHEMA}/MixedEventAttendanceMode",
}


def node(event: Event) -> dict[str, Any] | None:
    """What its page says of it; None where it has no day yet."""
    when, facts = event.when, event.facts
    if when is None:
        return None
    address = settings.SITE_URL + event.address
    said: dict[str, Any] = {
        "@type": "Event",
        "@id": address,
        "url": address,
        "name": event.text.title,
        "description": event.text.summary,
        **_span(when),
        "eventStatus": f"{SCHEMA}/{_status(event)}",
        "previousStartDate": event.told.previously.iso if event.told.previously else "",
        "eventAttendanceMode": ATTENDANCE[EventFacts.Attendance(facts.attendance)],
        "location": _places(event, address),
        "organizer": {"@type": "Organization", "name": facts.organiser} if facts.organiser else None,
        "audience": {"@type": "Audience", "audienceType": facts.audience} if facts.audience else None,
        "isAccessibleForFree": facts.is_free or None,
    }
    return {name: value for name, value in said.items() if value}


def _span(when: When) -> dict[str, str]:
    said = {"startDate": when.iso}
    if when.ends_at is not None:
        return {**said, "endDate": when.end.isoformat()}
    # The last day as such: a day that stands there as an end is one that it goes on.
    return said if when.is_one_day and when.starts_at else {**said, "endDate": when.ends_on.isoformat()}


def _status(event: Event) -> str:
    if event.told.is_cancelled:
        return "EventCancelled"
    return "EventRescheduled" if event.told.previously else "EventScheduled"


def _places(event: Event, address: str) -> list[dict[str, Any]]:
    facts, found = event.facts, []
    if facts.is_at_a_place and event.where:
        parts = {"streetAddress": facts.street, "addressLocality": facts.town, "addressCountry": "CZ"}
        postal = {"@type": "PostalAddress", **{name: value for name, value in parts.items() if value}}
        found.append({"@type": "Place", "name": facts.place or facts.town, "address": postal})
    if facts.is_online:
        found.append({"@type": "VirtualLocation", "url": event.online_url or address})
    return found
