"""The hours as readers see them, beside the form in which they are changed."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html

from contact.centre import ContactCentre, OpeningHours
from contact.editing.hours_forms import HoursDraft
from contact.hours import words
from contact.hours.engine import Schedule, state_at, verified_through
from contact.hours.exceptions import week_hours
from contact.hours.preview import PreviewDay, gaps, preview
from contact.hours.rows import ConsultationHours, HoursException
from pages.facts import review
from pages.web.admin_address import admin_address

DAYS = 30
QUARTER = 15  # minutes; anything else is probably a misprint


def of_stored(centre: ContactCentre, moment: datetime) -> dict[str, Any]:
    """What readers are told as it is stored, at an aware moment."""
    return _told(centre.schedule, centre.schedule, list(centre.hours.all()), moment)


def of_draft(draft: HoursDraft, moment: datetime) -> dict[str, Any]:
    """What readers would be told after a save of the draft, and what its editor should know before it."""
    today = timezone.localdate(moment)
    # A new week is shown as it will be told once it is verified; unverified, readers are told no hours.
    schedule = replace(draft.schedule, verified_on=today) if draft.changes_week else draft.schedule
    typed: list[ConsultationHours | HoursException] = [*draft.hours.typed_rows(), *draft.exceptions.typed_rows()]
    told = _told(schedule, draft.stored, draft.hours.rows(), moment)
    return {
        **told,
        "draft": draft,
        "changes_days": any(day.before for day in told["days"]),
        "gaps": gaps(told["days"]),
        "misprints": [row for row in typed if _is_odd(row)],
    }


def tell_of_verification(request: HttpRequest, centre: ContactCentre, today: date) -> None:
    """Tell who has just changed the hours if nobody has verified them: readers are told no hours until then."""
    if review.is_due(centre.hours_verified_on, today, review.HOURS_MONTHS):
        link = format_html(
            '<a href="{}">Ověřit konzultační hodiny</a>',
            admin_address(OpeningHours, "verify", centre.pk, "hours_verified"),
        )
        text = "Nové hodiny ještě nikdo neověřil. Do té doby web neříká, kdy volat, a prosí, ať lidé napíšou. {}"
        messages.warning(request, format_html(text, link))


def _told(schedule: Schedule, stored: Schedule, rows: list[ConsultationHours], moment: datetime) -> dict[str, Any]:
    today = timezone.localdate(moment)
    days = preview(schedule, stored, today, DAYS)
    return {
        "days": days,
        "shown": [_with_look(schedule, day) for day in days if _is_worth_a_line(day)],
        "status": words.status(state_at(schedule, moment)),
        "week": words.sentence(row for row in rows if row.is_valid_on(today)),
        "coming": words.coming_hours(rows, today),
        "verified_through": verified_through(schedule),
        "is_verified": days[-1].is_verified,
    }


def _is_worth_a_line(day: PreviewDay) -> bool:
    return bool(day.told.hours or day.told.reason or day.before or not day.told.is_covered)


def _with_look(schedule: Schedule, day: PreviewDay) -> tuple[PreviewDay, str]:
    """With the class of its line: told as open, or a day of the week's hours that drops out."""
    if day.told.hours:
        return day, "on" if day.is_told else ""
    return day, "off" if week_hours(schedule, day.day.weekday(), day.day) else ""


def _is_odd(row: ConsultationHours | HoursException) -> bool:
    return any(wall and (wall.minute % QUARTER or wall.second) for wall in [row.opens_at, row.closes_at])
