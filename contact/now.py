"""What readers are told about the phone at the moment of their page."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from contact.centre import ContactCentre
from contact.hours import engine
from contact.hours.engine import PRAGUE, Kind, State
from contact.hours.rows import ConsultationHours
from pages.frame.frame import Frame


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


def hours_of_week(frame: Frame) -> list[ConsultationHours]:
    """The rows of the week that hold on the frame's day; none without a centre."""
    centre: ContactCentre | None = frame.get("contact_centre")
    return [row for row in centre.hours.all() if row.is_valid_on(frame.today)] if centre else []


def takes_requests(frame: Frame) -> bool:
    """Whether the form for a meeting is switched on, and there is a centre that would answer."""
    centre: ContactCentre | None = frame.get("contact_centre")
    return centre is not None and centre.takes_requests


def next_change(facts: Mapping[str, Any], moment: datetime) -> datetime | None:
    """When a page that shows the contact centre becomes wrong: by the engine, or at midnight while „dnes“ is shown."""
    centre: ContactCentre | None = facts.get("contact_centre")
    if centre is None:
        return None
    changes = [engine.next_change(centre.schedule, moment)]
    if engine.is_known(centre.schedule, moment):
        tomorrow = moment.astimezone(PRAGUE).date() + timedelta(days=1)
        changes.append(datetime.combine(tomorrow, time.min, PRAGUE))
    return min(filter(None, changes), default=None)
