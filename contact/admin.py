"""The contact centre and its hours, for editors: one form, so that one save is one decision."""

from django.contrib import admin

from contact.forms import ConsultationHoursFormSet, ContactCentreForm
from contact.models import ConsultationHours, ContactCentre
from pages.admin import PROVENANCE, OnlyRowAdmin


class ConsultationHoursInline(admin.TabularInline):
    model = ConsultationHours
    formset = ConsultationHoursFormSet
    extra = 0
    verbose_name_plural = "konzultační hodiny na telefonu (několik řádků na den je v pořádku)"


@admin.register(ContactCentre)
class ContactCentreAdmin(OnlyRowAdmin):
    form = ContactCentreForm
    inlines = [ConsultationHoursInline]
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
