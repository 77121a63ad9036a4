"""The hours, for editors: the week, the exceptions and what readers will see of them. Nothing is saved unseen."""

from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from contact.centre import ContactCentre, OpeningHours
from contact.editing.from_a_day import from_a_day
from contact.editing.hours_forms import (
    ConsultationHoursFormSet,
    ExceptionForm,
    HoursDraft,
    HoursExceptionFormSet,
    HoursForm,
)
from contact.editing.hours_history import KINDS, exceptions_text, hours_text, sets_of
from contact.editing.readers_view import of_draft, of_stored, tell_of_verification
from contact.editing.week import entries, is_free_weekend, week
from contact.hours.engine import verified_through
from contact.hours.rows import ConsultationHours, HoursException, HoursExceptionQuerySet
from pages.facts import review
from pages.facts.admin import OnlyRowAdmin
from pages.facts.fact_admin import FactAdmin
from pages.facts.provenance import Sourced
from pages.facts.typed import DayField
from pages.frame.request import Request, framed
from pages.web.admin_address import admin_address

WEEK = timedelta(days=7)
CLOSE = "zavrit"  # in the address: the first day of a week to close


class OpeningHoursForm(forms.ModelForm):
    """What holds for all hours, and from when what is typed shall hold."""

    week_from = DayField(label="Platí od", required=False)

    class Meta:
        model = OpeningHours
        fields = ["holidays_close"]


class ConsultationHoursInline(admin.StackedInline):
    """The rows of the week."""

    model = ConsultationHours
    form = HoursForm
    formset = ConsultationHoursFormSet
    fields = ["weekday", "opens_at", "closes_at", "valid_from", "valid_through"]
    extra = 0


class HoursExceptionInline(admin.StackedInline):
    """The exceptions that are not over, and an empty row for one more."""

    model = HoursException
    form = ExceptionForm
    formset = HoursExceptionFormSet
    fields = ["from_day", "through_day", "opens_at", "closes_at", "reason"]
    extra = 1

    def get_queryset(self, request: HttpRequest) -> QuerySet[HoursException]:
        """Exceptions that are over are left to the history."""
        rows = cast(HoursExceptionQuerySet, super().get_queryset(request))
        return rows.lasting(framed(request).frame.today)


@admin.register(OpeningHours)
class OpeningHoursAdmin(OnlyRowAdmin, FactAdmin):
    """The hours and exceptions of the one centre in one form, so that one save is one decision."""

    form = OpeningHoursForm
    inlines = [ConsultationHoursInline, HoursExceptionInline]
    fieldsets = [("Běžný týden", {"fields": ["holidays_close", "week_from"]})]
    change_form_template = "admin/contact/openinghours/change_form.html"
    verifies = ("hours_verified",)
    tells_itself = {"hours_verified"}

    def get_urls(self) -> list[URLPattern]:
        """Adds the addresses of the preview and of a set of hours that is put back; both take POST alone."""
        restore = self.admin_site.admin_view(require_POST(self.restore_hours_view))
        preview = self.admin_site.admin_view(require_POST(self.preview_view))
        return [
            path("<int:object_id>/nahled/", preview, name="contact_openinghours_preview"),
            path(
                "<int:object_id>/<slug:what>/<int:record>/vratit/", restore, name="contact_openinghours_restore_hours"
            ),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Rows of the centre, see `OpeningHours`."""
        return ContactCentre.objects.all()

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never: the row comes with the facts of the centre."""
        return False

    def seen_record(self, row: ContactCentre) -> str:
        """The newest record of the hours and exceptions too: they can be put back without a save of the centre."""
        histories = [ConsultationHours.history, HoursException.history]
        newest = [history.filter(centre_id=row.pk).aggregate(Max("history_id")) for history in histories]
        return "-".join([super().seen_record(row), *(str(found["history_id__max"] or "") for found in newest)])

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """As Django's, of the hours."""
        return super().log_change(request, OpeningHours(pk=obj.pk), message)

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        """With the week from the day on which it shall begin, and a week to close from the address."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        is_week, closed_from = isinstance(inline, ConsultationHoursInline), _closed_from(request)
        if request.method == "POST" and is_week and (first := _week_from(request)):
            stored = {str(row.pk): row for row in obj.hours.all()}
            kwargs["data"] = from_a_day(kwargs["data"], stored, first)
        elif request.method == "GET" and not is_week and closed_from:
            kwargs["initial"] = [{"from_day": closed_from, "through_day": closed_from + WEEK - timedelta(days=1)}]
        return kwargs

    def _create_formsets(self, request: HttpRequest, obj: ContactCentre, change: bool) -> tuple[list, list]:
        # No public hook of Django's has all the formsets at hand before it asks whether they are valid.
        formsets, inlines = super()._create_formsets(request, obj, change)
        if request.method == "POST":
            formsets[-1].draft = HoursDraft(obj, *formsets)
        return formsets, inlines

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With the week, the exceptions, and `told`: what readers see, or after a POST without errors would see."""
        frame, (hours, exceptions) = framed(request).frame, (each.formset for each in context["inline_admin_formsets"])
        centre = context["original"]
        is_draft = request.method == "POST" and not context["errors"]
        stored = ContactCentre.objects.with_hours() or centre
        schedule = exceptions.draft.schedule if is_draft else stored.schedule
        context |= {
            "title": "Konzultační hodiny",
            "verify_buttons": [],
            "week": (rows := week(hours, schedule, frame.today)),
            "is_free_weekend": is_free_weekend(rows),
            "exceptions": entries(exceptions, schedule, frame.today),
            "new_exceptions": exceptions.extra_forms,
            "told": of_draft(exceptions.draft, frame.moment) if is_draft else of_stored(stored, frame.moment),
            "is_closing": bool(_closed_from(request)),
            "closings": [frame.today, frame.today + (7 - frame.today.weekday()) * timedelta(days=1)],
            "verified_on": stored.hours_verified_on,
            "is_due": review.is_due(stored.hours_verified_on, frame.today, review.HOURS_MONTHS),
            "valid_through": verified_through(stored.schedule),
            "verify_url": admin_address(OpeningHours, "verify", centre.pk, "hours_verified"),
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def preview_view(self, request: Any, object_id: int) -> HttpResponse:
        """What the change form would show beside itself, for its script; nothing where something is wrong."""
        request.POST = request.POST.copy()
        request.POST["_preview"] = ""
        answer = self.change_view(request, str(object_id))
        if getattr(answer, "context_data", None) is None or answer.context_data.get("errors"):
            return HttpResponse(status=204)
        answer.template_name = "admin/contact/openinghours/live.html"
        return answer

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

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The sets of hours and of exceptions that there have been, the newest first."""
        centre = self._centre(request, object_id, changes=False)
        context = {
            **self.admin_site.each_context(request),
            "title": "Historie konzultačních hodin",
            "opts": self.opts,
            "object": centre,
            "sets": [(what, kind.title, sets_of(kind)) for what, kind in KINDS.items()],
            "has_change_permission": self.has_change_permission(request, centre),
            "back": admin_address(OpeningHours, "change", centre.pk),
        }
        return render(request, "admin/contact/openinghours/history.html", context)

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> Any:
        """There is none: a record of the centre holds its facts too, and sets of hours are put back as a whole."""
        raise Http404

    def restore_hours_view(self, request: Request, object_id: int, what: str, record: int) -> HttpResponse:
        """Put hours or exceptions back as they stood after the change that `record` belongs to."""
        centre = self._centre(request, str(object_id), changes=True)
        kind = KINDS.get(what)
        then = next((state for state in sets_of(kind) if state.record == record), None) if kind else None
        if kind is None or then is None:
            raise Http404
        centre.restore_hours(kind.rows, then.moment)
        self.message_user(request, f"{kind.title} jsou zpět: {then.text or 'žádné'}.", messages.SUCCESS)
        tell_of_verification(request, centre, request.frame.today)
        return redirect(admin_address(OpeningHours, "change", centre.pk))

    def facts_to_verify(self, row: Sourced, what: str) -> list[tuple[str, str]]:
        """The week, and the exceptions that were not over at the last verification, said in Czech."""
        centre = cast(ContactCentre, row)
        since_last_time = centre.exceptions.lasting(centre.hours_verified_on or date.min)
        return [
            ("konzultační hodiny", hours_text(centre.hours.all()) or "žádné"),
            ("výjimky z hodin", exceptions_text(since_last_time) or "žádné"),
        ]

    def _centre(self, request: HttpRequest, object_id: str, *, changes: bool) -> ContactCentre:
        centre = self.get_object(request, object_id) if object_id.isascii() and object_id.isdigit() else None
        if centre is None:
            raise Http404
        allowed = self.has_change_permission if changes else self.has_view_permission
        if not allowed(request, centre):
            raise PermissionDenied
        return centre


def _week_from(request: HttpRequest) -> date | None:
    return _day(request.POST.get("week_from", ""))


def _closed_from(request: HttpRequest) -> date | None:
    return _day(request.GET.get(CLOSE, ""))


def _day(text: str) -> date | None:
    try:
        return DayField(required=False).clean(text)
    except forms.ValidationError:
        return None
