"""The directory, for editors."""

from django.contrib import admin
from django.http import HttpRequest

from municipalities.models import Municipality
from pages.admin import PROVENANCE
from pages.fact_admin import FactAdmin


@admin.register(Municipality)
class MunicipalityAdmin(FactAdmin):
    list_display = ["name", "kind", "region", "is_published", "website_verified_on", "verified_on"]
    list_filter = ["is_published", "region", "kind"]
    search_fields = ["name", "district", "lau2_code"]
    list_per_page = 50
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "slug", "kind", "is_published"],
                "description": "Text obce upravíte ve Stránkách. Adresa se po uložení už nemění, odkazy na ni trvají.",
            },
        ),
        ("Kde leží", {"fields": ["region", "district", "orp", "latitude", "longitude"]}),
        (
            "Skloňování",
            {
                "fields": ["locative", "genitive"],
                "description": "Tvary pro věty na webu. Když chybí, použije se 1. pád.",
            },
        ),
        ("Web obce", {"fields": ["website", "website_verified_on"]}),
        (
            "Úřední údaje",
            {
                "fields": ["lau2_code", "lau1_code", "company_number", "population", "population_on", "register"],
                "description": "Čtenáři z nich vidí jen počet obyvatel.",
            },
        ),
        PROVENANCE,
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Municipality | None = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), *(["slug"] if obj else [])]
