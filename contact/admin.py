"""The contact centre and its hours, for editors: one form, so that one save is one decision."""

from datetime import date
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

import contact.meetings.admin  # noqa: F401 - Django looks for what is registered in this module alone
from contact.centre import ContactCentre
from contact.editing.centre_form import ContactCentreForm
from contact.editing.hours_admin import (
    ConsultationHoursInline,
    HoursExceptionInline,
    PreviewAdmin,
    tell_of_verification,
)
from contact.editing.hours_history import KINDS, exceptions_text, hours_text, sets_of
from contact.hours.rows import ConsultationHours, HoursException
from pages.admin import OnlyRowAdmin
from pages.facts.admin import PROVENANCE, FactAdmin
from pages.facts.provenance import Sourced
from pages.frame.request import Request
from pages.web.admin_address import admin_address


@admin.register(ContactCentre)
class ContactCentreAdmin(PreviewAdmin, OnlyRowAdmin, FactAdmin):
    """The one row of the centre: its facts, hours and exceptions in one form, their preview and their history."""

    form = ContactCentreForm
    inlines = [ConsultationHoursInline, HoursExceptionInline]
    change_form_template = "admin/contact/change_form.html"
    object_history_template = "admin/contact/history.html"
    tells_itself = {"hours_verified"}
    fieldsets = [
        (
            "Jak se dovolat a dopsat",
            {
                "fields": ["phone", "email"],
                "description": "Změna se hned ukáže na všech stránkách, v patičce i v datech pro vyhledávače.",
            },
        ),
        ("Kde sídlí", {"fields": ["street", "town", "town_part"]}),
        ("Osobní schůzka", {"fields": ["meeting_note", "takes_requests", "answers_within"]}),
        PROVENANCE,
        (
            "Kdy je někdo na telefonu",
            {
                "fields": ["holidays_close", "hours_verified_on"],
                "description": "Hodiny jsou níže v řádcích, víc řádků na jeden den je v pořádku. Výjimka platí místo "
                "hodin i místo svátku; kratší výjimka uvnitř delší má přednost. Víc úseků v jednom dni výjimky napište "
                "jako víc řádků se stejnými dny. Než se nové hodiny uloží, uvidíte je tak, jak je uvidí čtenáři.",
            },
        ),
    ]

    def get_urls(self) -> list[URLPattern]:
        """Adds the address at which a set of hours is put back; it takes POST alone."""
        view = self.admin_site.admin_view(require_POST(self.restore_hours_view))
        own = path("<int:object_id>/<slug:what>/<int:record>/vratit/", view, name="contact_contactcentre_restore_hours")
        return [own, *super().get_urls()]

    def seen_record(self, row: ContactCentre) -> str:
        """The newest record of the hours and exceptions too: they can be put back without a save of the centre."""
        histories = [ConsultationHours.history, HoursException.history]
        newest = [history.filter(centre_id=row.pk).aggregate(Max("history_id")) for history in histories]
        return "-".join([super().seen_record(row), *(str(found["history_id__max"] or "") for found in newest)])

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Beside the changes it lists the sets of hours and of exceptions that there have been, the newest first."""
        sets = [(what, kind.title, sets_of(kind)) for what, kind in KINDS.items()]
        return super().history_view(request, object_id, {**(extra_context or {}), "sets": sets})

    def restore_hours_view(self, request: Request, object_id: int, what: str, record: int) -> HttpResponse:
        """Put hours or exceptions back as they stood after the change that `record` belongs to."""
        centre = self.get_object(request, str(object_id))
        if centre is None:
            raise Http404
        if not self.has_change_permission(request, centre):
            raise PermissionDenied
        kind = KINDS.get(what)
        then = next((state for state in sets_of(kind) if state.record == record), None) if kind else None
        if kind is None or then is None:
            raise Http404
        centre.restore_hours(kind.rows, then.moment)
        self.message_user(request, f"{kind.title} jsou zpět: {then.text or 'žádné'}.", messages.SUCCESS)
        tell_of_verification(request, centre, request.frame.today)
        return redirect(admin_address(centre, "change"))

    def facts_to_verify(self, row: Sourced, what: str) -> list[tuple[str, str]]:
        """For the hours: the week's, and the exceptions that were not over at the last verification, said in Czech."""
        if isinstance(row, ContactCentre) and what == "hours_verified":
            since_last_time = row.exceptions.lasting(row.hours_verified_on or date.min)
            return [
                ("konzultační hodiny", hours_text(row.hours.all()) or "žádné"),
                ("výjimky z hodin", exceptions_text(since_last_time) or "žádné"),
            ]
        return super().facts_to_verify(row, what)
