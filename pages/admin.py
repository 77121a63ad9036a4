"""The project, its sources and prose, for editors; the other forms have files of their own."""

from django.contrib import admin

import pages.accessibility.admin
import pages.documents.admin
import pages.editing.notice_admin
import pages.editing.page_admin
import pages.editing.part_admin
import pages.editing.translation.fact_admin
import pages.editing.translation.language_admin
import pages.external.admin
import pages.images.admin
import pages.preview.admin  # noqa: F401 - each registers its own; Django looks for them in this module alone
from pages.facts.admin import EditorAdmin, OnlyRowAdmin
from pages.facts.fact_admin import PROVENANCE, FactAdmin
from pages.facts.project import Project
from pages.facts.provenance import Source
from pages.open_data.terms_of_use import TermsOfUse


@admin.register(Project)
class ProjectAdmin(OnlyRowAdmin, FactAdmin):
    """The one row of the project's facts."""

    save_words = "Uložit a zveřejnit"

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
                "fields": [
                    *("programming_period", "operational_programme", "programme_short"),
                    *("fund", "fund_source", "starts_on", "ends_on"),
                ],
                "description": "Z období, fondu a programu je text u znaku EU v hlavičce, jak ho předepisuje nařízení.",
            },
        ),
        (
            "Kdo projekt dělá",
            {
                "fields": [
                    *("implementer", "implementer_genitive", "implementer_short", "implementer_url"),
                    *("implementer_ico", "implementer_ovm", "lawful_basis"),
                ]
            },
        ),
        ("O co v něm jde", {"fields": ["in_short", "aim", "means", "strategy_name", "strategy_url"]}),
        (
            "Co web říká o obcích",
            {"fields": ["municipalities_help", "taking_part_one", "taking_part_many", "other_municipalities"]},
        ),
        ("Kde o něm číst", {"fields": ["website", "facebook_name", "facebook_url"]}),
        (
            "Úřad, který projekt dělá",
            {
                "fields": ["data_box", "filing_room", "disclosure_url", "office_source"],
                "description": "Co nevíte, nechte prázdné. Web to pak neukáže.",
            },
        ),
        (
            "Konec projektu",
            {
                "fields": ["closes_at", "closing_source", "archive_url", "archive_terms"],
                "description": "Vyplňte, až projekt opravdu skončí. Co je o archivech webů, se ukáže až od té chvíle.",
            },
        ),
        PROVENANCE,
    ]


@admin.register(Source)
class SourceAdmin(EditorAdmin):
    """The documents and registers that facts come from."""

    add_words = "Přidat zdroj"
    counted = "zdroj,zdroje,zdrojů"
    list_display = ["name", "publisher", "dated_on"]
    search_fields = ["name", "publisher"]
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "publisher", "url", "is_offline", "dated_on"],
                "description": "Dokument nebo registr, ze kterého údaje na webu pocházejí.",
            },
        )
    ]


@admin.register(TermsOfUse)
class TermsOfUseAdmin(OnlyRowAdmin):
    """The one row of the terms for all open data."""

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
