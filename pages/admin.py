"""The project, its sources and prose, for editors; the other forms have files of their own."""

from django.contrib import admin

from pages import (  # noqa: F401 - each registers its own
    accessibility_admin,
    document_admin,
    notice_admin,
    page_admin,
    preview_admin,
)
from pages.fact_admin import EditorAdmin, FactAdmin, OnlyRowAdmin
from pages.models import Project, Source, TermsOfUse

PROVENANCE = (
    "Odkud údaje jsou",
    {
        "fields": ["source", "verified_on"],
        "description": "Čtenáři vidí, k jakému dni údaje platí. Den ověření doplní tlačítko Ověřit nahoře.",
    },
)


@admin.register(Project)
class ProjectAdmin(OnlyRowAdmin, FactAdmin):
    fieldsets = [
        (
            "Název a číslo",
            {
                "fields": ["full_name", "short_name", "registration_number"],
                "description": "Přesně podle úředního rozhodnutí. Změna se hned ukáže na celém webu.",
            },
        ),
        (
            "Peníze a čas",
            {
                "fields": ["operational_programme", "fund", "starts_on", "ends_on"],
                "description": "Text u znaku EU v hlavičce se tím nezmění; předepisuje ho nařízení.",
            },
        ),
        ("Kdo projekt dělá", {"fields": ["implementer", "implementer_short", "implementer_url"]}),
        ("O co v něm jde", {"fields": ["aim", "means", "strategy_name", "strategy_url"]}),
        ("Kde o něm číst", {"fields": ["website", "facebook_name", "facebook_url"]}),
        PROVENANCE,
    ]


@admin.register(Source)
class SourceAdmin(EditorAdmin):
    list_display = ["name", "publisher", "dated_on"]
    search_fields = ["name", "publisher"]
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "publisher", "url", "dated_on"],
                "description": "Dokument nebo registr, ze kterého údaje na webu pocházejí.",
            },
        )
    ]


@admin.register(TermsOfUse)
class TermsOfUseAdmin(OnlyRowAdmin):
    fieldsets = [
        (
            None,
            {
                "fields": ["works", "database", "special_right", "personal_data"],
                "description": "Platí pro všechny soubory na stránce Otevřená data. Dokud nic nevyberete, web o "
                "podmínkách nic netvrdí a katalog soubory nenabízí.",
            },
        ),
    ]
