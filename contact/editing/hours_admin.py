"""Hours and exceptions in the centre's form: nothing of them is saved that was not first seen as readers will."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTimeWidget
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html

from contact.centre import ContactCentre
from contact.editing.hours_forms import ConsultationHoursFormSet, HoursDraft, HoursExceptionFormSet
from contact.hours import words
from contact.hours.engine import state_at, verified_through
from contact.hours.preview import gaps, preview
from contact.hours.rows import ConsultationHours, HoursException, HoursExceptionQuerySet
from pages.facts import review
from pages.frame.request import framed
from pages.web.admin_address import admin_address

DAYS = 30
QUARTER = 15  # minutes; anything else is probably a misprint


class HoursInline(admin.StackedInline):
    """Rows with their labels in sight, side by side where there is room."""

    formfield_overrides = {models.TimeField: {"widget": AdminTimeWidget(format="%H:%M")}}


class ConsultationHoursInline(HoursInline):
    """The rows of the week; an empty one only when somebody asks for it."""

    model = ConsultationHours
    formset = ConsultationHoursFormSet
    fields = [("weekday", "opens_at", "closes_at", "valid_from", "valid_through")]
    extra = 0
    verbose_name = "řádek hodin"
    verbose_name_plural = "konzultační hodiny na telefonu"


class HoursExceptionInline(HoursInline):
    """The exceptions that are not over, and an empty row for one more."""

    model = HoursException
    formset = HoursExceptionFormSet
    fields = [("from_day", "through_day", "opens_at", "closes_at", "reason")]
    extra = 1
    verbose_name = "výjimka"
    verbose_name_plural = "výjimky z hodin"

    def get_queryset(self, request: HttpRequest) -> QuerySet[HoursException]:
        """Exceptions that are over are left to the history."""
        rows = cast(HoursExceptionQuerySet, super().get_queryset(request))
        return rows.lasting(framed(request).frame.today)


class PreviewAdmin(admin.ModelAdmin):
    """A form of hours that is saved at once only where it leaves them as they are."""

    def _create_formsets(self, request: HttpRequest, obj: ContactCentre, change: bool) -> tuple[list, list]:
        # No public hook of Django's has all the formsets at hand before it asks whether they are valid.
        formsets, inlines = super()._create_formsets(request, obj, change)  # type: ignore[misc]  # private, not in stubs
        if request.method == "POST":
            formsets[-1].draft = HoursDraft(obj, *formsets)
        return formsets, inlines

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """A POST without errors that gets here was not saved yet: it shows what readers will see."""
        if request.method == "POST" and not context["errors"]:
            draft = context["inline_admin_formsets"][-1].formset.draft
            context["preview"] = readers_view(draft, framed(request).frame.moment)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: forms.ModelForm, formsets: list, change: bool) -> None:
        """A new week is unverified, unless the editor says that it was held against reality."""
        super().save_related(request, form, formsets, change)
        centre, draft, ours = form.instance, formsets[-1].draft, framed(request)
        if draft.changes_week and draft.is_verified_too:
            centre.verify("hours_verified", ours.user, ours.frame.today)
        elif draft.changes_week:
            centre.hours_changed()
        if draft.is_changed:
            tell_of_verification(request, centre, ours.frame.today)


def readers_view(draft: HoursDraft, moment: datetime) -> dict[str, Any]:
    """What the preview shows: the days to come, and the sentences readers would read at an aware moment."""
    today = timezone.localdate(moment)
    # A new week is shown as it will be told once it is verified; unverified, readers are told no hours.
    schedule = replace(draft.schedule, verified_on=today) if draft.changes_week else draft.schedule
    days = preview(schedule, draft.stored, today, DAYS)
    rows = draft.hours.rows()
    typed: list[ConsultationHours | HoursException] = [*draft.hours.typed_rows(), *draft.exceptions.typed_rows()]
    return {
        "days": days,
        "changes_days": any(day.before for day in days),
        "fingerprint": draft.fingerprint,
        "is_asked_for": draft.is_asked_for,
        "changes_week": draft.changes_week,
        "is_verified_too": draft.is_verified_too,
        "status": words.status(state_at(schedule, moment)),
        "week": words.sentence(row for row in rows if row.is_valid_on(today)),
        "coming": words.coming_hours(rows, today),
        "verified_through": verified_through(schedule),
        "is_verified": days[-1].is_verified,
        "gaps": gaps(days),
        "misprints": [row for row in typed if _is_odd(row)],
    }


def tell_of_verification(request: HttpRequest, centre: ContactCentre, today: date) -> None:
    """Tell who has just changed the hours if nobody has verified them: readers are told no hours until then."""
    if review.is_due(centre.hours_verified_on, today, review.HOURS_MONTHS):
        link = format_html(
            '<a href="{}">Ověřit konzultační hodiny</a>', admin_address(centre, "verify", "hours_verified")
        )
        text = "Nové hodiny ještě nikdo neověřil. Do té doby web neříká, kdy volat, a prosí, ať lidé napíšou. {}"
        messages.warning(request, format_html(text, link))


def _is_odd(row: ConsultationHours | HoursException) -> bool:
    return any(wall and (wall.minute % QUARTER or wall.second) for wall in [row.opens_at, row.closes_at])
