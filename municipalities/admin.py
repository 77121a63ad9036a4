"""The directory, for editors."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from municipalities.addressed import AddressedField
from municipalities.map import labelled
from municipalities.models import Municipality
from pages.facts import review
from pages.facts.admin import newest_record_of
from pages.facts.fact_admin import PROVENANCE, FactAdmin
from pages.facts.kept import KeptAdmin
from pages.frame.request import Request
from pages.models import Document, Page
from pages.prose import linking, moving
from pages.typography import czech_date
from pages.web.chips import Chip, drawn

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
    documents = AddressedField(
        Document.objects.all(),
        label="Dokumenty",
        name="title",
        address="slug",
        among="dokumenty",
        help_text="Na každý řádek adresa nebo název jednoho. Např. /dokumenty/koncepce-bydleni/. Na stránce obce se "
        "ukážou, jakmile jsou zveřejněné.",
    )
    news = AddressedField(
        Page.objects.filter(kind__in=[Page.Kind.NEWS, Page.Kind.EVENT]),
        label="Aktuality a akce",
        name="menu_title",
        address="address",
        among="aktualitami a akcemi",
        help_text="Stejně. Např. /aktuality/nova-koncepce/.",
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
    add_words = "Přidat obec"
    counted = "obec,obce,obcí"
    intro = "Účast i weby se ověřují hromadně: podívejte se na ně, zaškrtněte, co sedí, a potvrďte to jedním tlačítkem."
    list_display = ["name", "region", "web", "participation", "on_the_site"]
    list_filter = ["is_published", "region", "kind"]
    search_fields = ["name", "district", "lau2_code"]
    search_help_text = "Název obce nebo okresu"
    actions = ["verify_participation", "verify_websites"]
    list_per_page = 50
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
        ("Dokumenty, aktuality a akce o obci", {"fields": ["documents", "news"]}),
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

    def get_queryset(self, request: HttpRequest) -> QuerySet[Municipality]:
        """Each with the newest change of its facts, so that a list can say which state its editor has seen."""
        return super().get_queryset(request).annotate(newest_change=newest_record_of(Municipality))

    @admin.action(description="Účast platí, ověřit vybrané", permissions=["change"])
    def verify_participation(self, request: Request, rows: QuerySet[Municipality]) -> None:
        """Note that the participation of these municipalities was compared with reality today."""
        self.verify_rows(request, rows, "verified", "Účast v projektu je ověřená")

    @admin.action(description="Weby jsou správně, ověřit vybrané", permissions=["change"])
    def verify_websites(self, request: Request, rows: QuerySet[Municipality]) -> None:
        """Note that somebody looked at the web sites of these municipalities today."""
        self.verify_rows(request, rows.exclude(website=""), "website_verified", "Weby jsou ověřené")

    @admin.display(description="web obce")
    def web(self, row: Municipality) -> SafeString:
        """Its address to look at, and when somebody did."""
        if not row.website:
            return mark_safe('<span class="quiet">web není vyplněný</span>')
        when = (
            f"ověřený {czech_date(row.website_verified_on)}" if row.website_verified_on else "zatím ho nikdo neověřil"
        )
        link = '<a href="{}" target="_blank" rel="noopener">{}</a><small>{}</small>'
        return format_html(link, row.website, urlsplit(row.website).netloc, when)

    @admin.display(description="účast v projektu", ordering="verified_on")
    def participation(self, row: Any) -> SafeString:
        """When somebody compared it with reality, and unseen which state of the facts this row shows."""
        when = f"ověřená {czech_date(row.verified_on)}" if row.verified_on else "zatím neověřená"
        look = "old" if review.is_due(row.verified_on, timezone.localdate(), review.MONTHS) else ""
        text = '<span class="{}">účast {}</span><input type="hidden" name="seen" value="{}:{}">'
        return format_html(text, look, when, row.pk, row.newest_change)

    @admin.display(description="na webu", ordering="is_published")
    def on_the_site(self, row: Municipality) -> SafeString:
        """Whether readers see it."""
        return drawn([Chip("live", "na webu") if row.is_published else Chip("off", "skrytá")])

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
