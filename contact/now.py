"""What readers are told about the phone at the moment of their page."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from contact.centre import ContactCentre
from contact.hours import engine, words
from contact.hours.clock import PRAGUE
from contact.hours.engine import Kind, State
from contact.hours.exceptions import Run
from contact.hours.rows import ConsultationHours
from pages.facts import review
from pages.frame.frame import Frame
from pages.languages import languages


def state(frame: Frame) -> State:
    """What a page says of the phone; unknown where nothing may be said, as on pages that outlive their moment."""
    centre: ContactCentre | None = frame.get("contact_centre")
    if centre is None or frame.is_withheld:
        return State(Kind.UNKNOWN)
    return engine.state_at(centre.schedule, frame.moment)


def are_hours_known(frame: Frame) -> bool:
    """Whether the hours of the frame's moment were verified lately enough, even where nothing is said of the moment."""
    centre: ContactCentre | None = frame.get("contact_centre")
    return centre is not None and engine.is_known(centre.schedule, frame.moment)


def are_contacts_known(frame: Frame) -> bool:
    """Whether phone, e-mail and address were verified within their review period, as of the frame's moment."""
    centre: ContactCentre | None = frame.get("contact_centre")
    return centre is not None and not review.is_due(centre.verified_on, frame.today)


def closures(frame: Frame) -> list[Run]:
    """What readers should know of the days ahead: what is not as in the week, and of unverified hours what is closed.

    Nothing where the page outlives its moment.
    """
    centre: ContactCentre | None = frame.get("contact_centre")
    if centre is None or frame.is_withheld:
        return []
    runs = words.exceptions(centre.schedule, frame.today)
    return runs if are_hours_known(frame) else [run for run in runs if not run.hours]


def hours_of_week(frame: Frame) -> list[ConsultationHours]:
    """The rows of the week that hold on the frame's day; none without a centre."""
    centre: ContactCentre | None = frame.get("contact_centre")
    return [row for row in centre.hours.all() if row.is_valid_on(frame.today)] if centre else []


def takes_requests(frame: Frame) -> bool:
    """Whether the form for a meeting is switched on, and there is a centre of a project that has not ended."""
    centre: ContactCentre | None = frame.get("contact_centre")
    return centre is not None and centre.takes_requests and not frame.is_closed


def promise(centre: ContactCentre | None, frame: Frame) -> str:
    """Until when a request is answered, to end „Ozveme se vám …“ in the active language; "" where nobody said so."""
    language, words = languages.active(), centre.answers_within if centre else ""
    if language.html == languages.CZECH.html:
        return words
    return (frame.get("translated") or {}).get((language.code, words), "")


def next_change(facts: Mapping[str, Any], moment: datetime) -> datetime | None:
    """When a page that shows the contact centre becomes wrong: by the engine, or at midnight by „dnes“."""
    centre: ContactCentre | None = facts.get("contact_centre")
    if centre is None:
        return None
    tomorrow = datetime.combine(moment.astimezone(PRAGUE).date() + timedelta(days=1), time.min, PRAGUE)
    return min(filter(None, [engine.next_change(centre.schedule, moment), tomorrow]))
