"""The directory, for editors."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils import timezone

from municipalities.map import labelled
from municipalities.models import Municipality
from pages.facts.admin import PROVENANCE, FactAdmin
from pages.facts.kept import KeptAdmin
from pages.prose import linking, moving

ON_THE_MAP = {"name", "latitude", "longitude", "label_side", "is_published"}


class MunicipalityForm(forms.ModelForm):
    """What readers saw is hidden only with a reason, and while no place of the site leads there."""

    reason = forms.CharField(
        label="Důvod, proč ji skrýváte",
        required=False,
        max_length=100,
        widget=forms.TextInput({"size": 80}),
        help_text="Když zrušíte „Ukázat na webu“. Zůstane v historii, čtenáři ho neuvidí. Např. Odešla z projektu.",
    )

    def clean(self) -> dict[str, Any]:
        """As any form's; hiding needs the reason.

        Raises:
            ValidationError: something leads to the municipality's page; it names each place.
        """
        super().clean()
        data = self.cleaned_data
        shown = Municipality.objects.published().filter(pk=self.instance.pk).first()
        if shown and data.get("is_published") is False:
            if not data.get("reason"):
                self.add_error("reason", "Napište jednou větou, proč obec skrýváte.")
            linking.refuse_if_linked([shown.get_absolute_url()], timezone.now(), "Skrýt obec teď nejde.")
        return data


@admin.register(Municipality)
class MunicipalityAdmin(KeptAdmin, FactAdmin):
    """A municipality: its facts here, its text among the pages."""

    form = MunicipalityForm
    kept_because = "Smazat ji nejde: čtenáři ji viděli. Můžete ji skrýt, když zrušíte „Ukázat na webu“."
    list_display = ["name", "kind", "region", "is_published", "website_verified_on", "verified_on"]
    list_filter = ["is_published", "region", "kind"]
    search_fields = ["name", "district", "lau2_code"]
    list_per_page = 50
    filter_horizontal = ["documents", "news"]
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "slug", "kind", "is_published", "reason"],
                "description": "Text obce upravíte ve Stránkách. Adresa se po uložení už nemění, odkazy na ni trvají.",
            },
        ),
        (
            "Kde leží",
            {
                "fields": ["region", "district", "orp", "latitude", "longitude", "label_side"],
                "description": "Bez souřadnic obec zůstane v seznamu, jen na mapě nebude.",
            },
        ),
        (
            "Skloňování",
            {
                "fields": ["locative", "genitive"],
                "description": "Tvary pro věty na webu. Když chybí, použije se 1. pád.",
            },
        ),
        ("Web obce", {"fields": ["website", "website_verified_on"]}),
        ("Lokální koncepce sociálního bydlení", {"fields": ["concept_title", "concept_url", "concept_approved_on"]}),
        ("Dokumenty a aktuality o obci", {"fields": ["documents", "news"]}),
        (
            "Úřední údaje",
            {
                "fields": ["lau2_code", "lau1_code", "company_number", "codes_source"],
                "description": "Čtenáři je najdou v otevřených datech.",
            },
        ),
        ("Počet obyvatel", {"fields": ["population", "population_on", "register"]}),
        PROVENANCE,
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Municipality | None = None) -> list[str]:
        """The end of the address cannot be changed once it is stored."""
        return [*super().get_readonly_fields(request, obj), *(["slug"] if obj else [])]

    def save_model(self, request: HttpRequest, obj: Municipality, form: Any, change: bool) -> None:
        """A changed place warns of labels that no longer fit."""
        obj._change_reason = form.cleaned_data.get("reason") or None
        super().save_model(request, obj, form, change)
        if ON_THE_MAP & set(form.changed_data):
            self._name_lost_labels(request)

    def was_public(self, row: Municipality, moment: datetime) -> bool:
        """By its history: it may be hidden now."""
        return row.was_published()

    def delete_model(self, request: HttpRequest, obj: Municipality) -> None:
        """With the page of its text, which nobody saw either."""
        page = obj.text
        super().delete_model(request, obj)
        if page:
            moving.delete(page)

    def _name_lost_labels(self, request: HttpRequest) -> None:
        places = [*filter(None, (municipality.place for municipality in Municipality.objects.published()))]
        readable = labelled(places)
        if lost := [place.name for place in places if place not in readable]:
            text = f"Na mapu se nevejdou popisky: {', '.join(lost)}. Zkuste u nich nebo u sousedů jinou stranu."
            self.message_user(request, text, messages.WARNING)
