"""The contact centre and its hours, for editors: one form, so that one save is one decision."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from contact.forms import ConsultationHoursFormSet, ContactCentreForm
from contact.models import ConsultationHours, ContactCentre
from contact.outputs import sentence
from pages.admin import PROVENANCE, OnlyRowAdmin
from pages.fact_admin import FactAdmin, row_url

ONE_SAVE = timedelta(seconds=2)  # rows that changed this close together were changed by one form
LAST_SETS = 20


class ConsultationHoursInline(admin.TabularInline):
    model = ConsultationHours
    formset = ConsultationHoursFormSet
    extra = 0
    verbose_name_plural = "konzultační hodiny na telefonu (několik řádků na den je v pořádku)"


class HoursThen(NamedTuple):
    """The consultation hours as a save left them."""

    record: int
    moment: datetime
    user: Any
    text: str


@admin.register(ContactCentre)
class ContactCentreAdmin(OnlyRowAdmin, FactAdmin):
    form = ContactCentreForm
    inlines = [ConsultationHoursInline]
    object_history_template = "admin/contact/history.html"
    fieldsets = [
        (
            "Jak se dovolat a dopsat",
            {
                "fields": ["phone", "email"],
                "description": "Změna se hned ukáže na všech stránkách, v patičce i v datech pro vyhledávače.",
            },
        ),
        ("Kde sídlí", {"fields": ["street", "town", "town_part", "meeting_note"]}),
        ("Konzultační hodiny", {"fields": ["hours_verified_on"], "description": "Hodiny jsou níže, v řádcích."}),
        PROVENANCE,
    ]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.restore_hours_view))
        own = path("<int:object_id>/hodiny/<int:record>/vratit/", view, name="contact_contactcentre_restore_hours")
        return [own, *super().get_urls()]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return super().history_view(request, object_id, {**(extra_context or {}), "hours_then": hours_history()})

    def restore_hours_view(self, request: HttpRequest, object_id: int, record: int) -> HttpResponse:
        """Put the hours back as they stood after the change that `record` belongs to."""
        centre = get_object_or_404(ContactCentre, pk=object_id)
        if not self.has_change_permission(request, centre):
            raise PermissionDenied
        then = next((state for state in hours_history() if state.record == record), None)
        if then is None:
            raise Http404
        centre.restore_hours(ConsultationHours, then.moment)
        self.message_user(request, f"Konzultační hodiny jsou zpět: {then.text or 'žádné'}.", messages.SUCCESS)
        return redirect(row_url(centre))

    def facts_to_verify(self, row: ContactCentre, what: str) -> list[tuple[str, str]]:
        if what == "hours_verified":
            return [("konzultační hodiny", sentence(row.hours.all()) or "žádné")]
        return super().facts_to_verify(row, what)


def hours_history() -> list[HoursThen]:
    """The sets of hours that there have been, the newest first; rows changed by one save count as one set."""
    states: list[HoursThen] = []
    newer = None
    for record in ConsultationHours.history.select_related("history_user").order_by("-history_date", "-history_id"):
        if newer is None or newer - record.history_date > ONE_SAVE:
            text = sentence(ConsultationHours.history.as_of(record.history_date))
            states.append(HoursThen(record.pk, record.history_date, record.history_user, text))
        newer = record.history_date
        if len(states) >= LAST_SETS:
            break
    return states
