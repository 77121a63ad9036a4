"""The contact centre in the terms of schema.org.

Hours belong to the phone's contact point alone: a letter may come at any time, a visit by arrangement only. They are
bounded by their verification. A specification with days of the week is the week's; one without days of the week rules
over it from its first through its last day, and says by 00:00–00:00 that nobody answers the phone at all.
"""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

from django.conf import settings

from contact.centre import ContactCentre
from contact.hours.engine import Schedule, Shift, verified_through
from contact.hours.exceptions import runs
from contact.hours.rows import ConsultationHours

CLOSED = (time.min, time.min)


def node(centre: ContactCentre, day: date) -> dict[str, Any]:
    """The centre as a page of that day says it."""
    shared = {"@type": "ContactPoint", "contactType": "customer service", "availableLanguage": "cs"}
    hours = list(hours_available(centre.schedule, day))
    return {
        "@type": "Project",
        "@id": f"{settings.SITE_URL}/#projekt",
        "contactPoint": [
            {**shared, "telephone": centre.phone, **({"hoursAvailable": hours} if hours else {})},
            {**shared, "email": centre.email},
        ],
        "address": {
            "@type": "PostalAddress",
            "streetAddress": centre.street,
            "addressLocality": centre.place,
            "addressCountry": "CZ",
        },
    }


def hours_available(schedule: Schedule, day: date) -> Iterator[dict[str, str]]:
    """The opening hours, from the day of their verification through its last one; none once that is over."""
    first, last = schedule.verified_on, verified_through(schedule)
    if first is None or last is None or last < day:
        return
    for shift in schedule.shifts:
        if shift.valid_from <= last and first <= shift.valid_through:
            yield _weekly(shift, max(first, shift.valid_from), min(last, shift.valid_through))
    for run in runs(schedule, first, last):
        for opens, closes in run.hours or [CLOSED]:
            yield _specification(opens, closes, run.first, min(run.last, last))


def _weekly(shift: Shift, first: date, last: date) -> dict[str, str]:
    day = f"https://schema.org/{ConsultationHours.DAY_NAMES[shift.weekday]}"
    return {**_specification(shift.opens, shift.closes, first, last), "dayOfWeek": day}


def _specification(opens: time, closes: time, first: date, last: date) -> dict[str, str]:
    return {
        "@type": "OpeningHoursSpecification",
        "opens": f"{opens:%H:%M}",
        "closes": f"{closes:%H:%M}",
        "validFrom": first.isoformat(),
        "validThrough": last.isoformat(),
    }
