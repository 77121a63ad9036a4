"""The facts of the contact centre, for editors. Its hours and the requests have forms of their own."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

import contact.editing.hours_admin
import contact.help.admin
import contact.meetings.admin
import contact.reports.admin  # noqa: F401 - each registers its own; Django looks for them in this module alone
from contact.centre import ContactCentre, OpeningHours
from contact.editing.centre_form import ContactCentreForm
from pages.facts import review
from pages.facts.admin import OnlyRowAdmin
from pages.facts.fact_admin import FactAdmin
from pages.frame.request import framed
from pages.web.admin_address import admin_address

HOURS = "hours_verified"


@admin.register(ContactCentre)
class ContactCentreAdmin(OnlyRowAdmin, FactAdmin):
    """The one row of the centre: how to reach it, where it is, how one meets it."""

    form = ContactCentreForm
    change_form_template = "admin/contact/contactcentre/change_form.html"
    verifies = ("verified",)
    fieldsets = [
        (
            "Telefon a e-mail",
            {
                "fields": ["phone", "email"],
                "description": "Změna se hned ukáže na všech stránkách, v patičce i v datech pro vyhledávače.",
            },
        ),
        ("Adresa", {"fields": ["street", ("town", "town_part")]}),
        ("Osobní schůzka", {"fields": ["meeting_note", "takes_requests", "answers_within"]}),
        ("Odkud údaje jsou", {"fields": ["source", "verified_on"]}),
    ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With the addresses of what stands beside the facts."""
        if centre := context["original"]:
            context |= {
                "verify_buttons": [],
                "title": "Telefon a e-mail kontaktního centra",
                "verified_on": centre.verified_on,
                "is_due": review.is_due(centre.verified_on, framed(request).frame.today, review.MONTHS),
                "months": review.MONTHS,
                "verify_url": admin_address(centre, "verify", "verified"),
                "hours_url": admin_address(OpeningHours, "change", centre.pk),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: ContactCentre, form: Any, change: bool) -> None:
        """What belongs to the hours stays as it is, whatever an old record at hand says."""
        if change:
            obj.holidays_close = ContactCentre.objects.values_list("holidays_close", flat=True).get(pk=obj.pk)
        super().save_model(request, obj, form, change)

    def verify_view(self, request: Any, object_id: int, what: str) -> HttpResponse:
        """The hours are verified in their own form; mails of former days lead here."""
        if what == HOURS:
            of_hours: Any = self.admin_site.get_model_admin(OpeningHours)
            return of_hours.verify_view(request, object_id, what)
        return super().verify_view(request, object_id, what)
