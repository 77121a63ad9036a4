"""Events for calendar programs (RFC 5545): all that come as a feed, and each alone.

A UID is a page, whatever its text and address become. What was cancelled stays, as cancelled, until it would be over.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from icalendar import Event as Entry
from icalendar.enums import STATUS, TRANSP

from pages.events import words
from pages.events.event import Event
from pages.events.when import When
from pages.templatetags.site import plain
from pages.web import calendars

WHO = "Akce"
FEED_NAME = "Akce o sociálním bydlení"


def feed(events: Iterable[Event]) -> bytes:
    """A calendar to subscribe to with these events as they are told now."""
    calendar = calendars.feed_of(WHO, FEED_NAME)
    for event in events:
        if entry := _entry(event):
            calendar.add_component(entry)
    return calendar.to_ical()


def alone(event: Event) -> bytes | None:
    """A calendar with this event alone; None where it has no day yet."""
    entry = _entry(event)
    if entry is None:
        return None
    calendar = calendars.calendar_of(WHO, "PUBLISH")
    calendar.add_component(entry)
    return calendar.to_ical()


def _entry(event: Event) -> Entry | None:
    when, changed_at = event.when, event.told_since
    if when is None or changed_at is None:
        return None
    start, end = _span(when)
    title = event.text.title
    entry = Entry.new(
        uid=calendars.uid(f"akce-{event.text.page_id}"),
        start=start,
        end=end,
        status=STATUS.CANCELLED if event.told.is_cancelled else STATUS.CONFIRMED,
        summary=f"Zrušeno: {title}" if event.told.is_cancelled else title,
        description="\n".join(map(plain, _said(event))) or None,
        location=event.where or None,
        url=settings.SITE_URL + event.address,
        transparency=TRANSP.TRANSPARENT if event.told.is_cancelled else TRANSP.OPAQUE,
    )
    return calendars.stamp(entry, changed_at)


def _span(when: When) -> tuple[date, date | None]:
    """DTSTART and DTEND: whole days, of which the second is the first one after; or times, the second one if known."""
    if when.starts_at is None:
        return when.starts_on, when.ends_on + timedelta(days=1)
    if when.ends_at is None and when.is_one_day:
        return when.start, None
    return when.start, when.end


def _said(event: Event) -> Iterable[str]:
    told = event.told
    if told.reason:
        yield told.reason
    if told.previously:
        yield f"Původně: {words.when(told.previously)}"
    if event.text.summary:
        yield event.text.summary
    if url := event.online_url:
        yield f"Připojení: {url}"
