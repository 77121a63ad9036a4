"""Who helps people without a home, for editors: found out, written down, and verified twice a year."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import DateField, QuerySet, Value
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from contact.help.rows import MONTHS, Help, Situation
from pages import spelling
from pages.facts import review
from pages.facts.admin import EditorAdmin, newest_record_of
from pages.facts.fact_admin import FactAdmin
from pages.frame.request import Request, framed
from pages.templatetags.czech import phone
from pages.typography import czech_date
from pages.web.chips import Chip, drawn


class HelpForm(forms.ModelForm):
    """A row; its number may be typed as people group it."""

    phone = forms.CharField(
        label="Telefon", max_length=30, required=False, help_text="I s předvolbou státu, např. +420 601 234 567."
    )

    def __init__(self, *args: Any, **kwargs: Any):
        """With the number grouped as people read it."""
        super().__init__(*args, **kwargs)
        if self.instance.phone:
            self.initial["phone"] = phone(self.instance.phone)

    def clean_phone(self) -> str:
        """The number as E.164, or the empty text."""
        return spelling.phone_number(self.cleaned_data["phone"])


@admin.register(Help)
class HelpAdmin(FactAdmin):
    """Rows of help, the unverified contacts among them."""

    form = HelpForm
    add_words = "Přidat, kdo pomáhá"
    save_words = "Uložit a zveřejnit"
    counted = "řádek,řádky,řádků"
    intro = (
        "Kdo pomáhá lidem bez bydlení. Řádek s telefonem nebo webem čtenáři vidí, jen když ho někdo v posledních "
        "6 měsících ověřil. Řádek bez nich říká, komu to ukládá zákon."
    )
    when_empty = "Tady řeknete lidem bez bydlení, na koho se mohou obrátit."
    list_display = ["who", "area", "contact", "verification", "on_the_site"]
    list_filter = ["situations", "region"]
    search_fields = ["who", "what", "orp"]
    search_help_text = "Kdo pomáhá, s čím nebo kde"
    actions = ["verify_chosen"]
    fieldsets = [
        ("Kdo a s čím pomůže", {"fields": ["who", "is_office", "what", "situations", "position"]}),
        (
            "Komu",
            {
                "fields": ["for_whom", "region", "orp"],
                "description": "Podle kraje nebo obce s rozšířenou působností se řádek ukáže jen tomu, kdo tam bydlí.",
            },
        ),
        (
            "Jak se tam dovolat",
            {
                "fields": ["phone", "web", "hours"],
                "description": "Řádek s telefonem nebo webem se čtenářům ukáže, až ho ověříte, a po 6 měsících zmizí, "
                "dokud ho neověříte znovu. Zastaralé číslo by je poslalo na špatné místo.",
            },
        ),
        ("Odkud údaje jsou", {"fields": ["source", "provision", "verified_on"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Help]:
        """Each with the day of the list, and the newest change of its facts: which state its editor has seen."""
        seen_on = Value(framed(request).frame.today, output_field=DateField())
        return super().get_queryset(request).annotate(newest_change=newest_record_of(Help), seen_on=seen_on)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Without that which deletes several rows."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Situations are few, so they stand in a list of ticks."""
        return super().formfield_for_manytomany(db_field, request, widget=forms.CheckboxSelectMultiple, **kwargs)

    @admin.action(description="Platí, ověřit vybrané", permissions=["change"])
    def verify_chosen(self, request: Request, rows: QuerySet[Help]) -> None:
        """Note that these rows were compared with reality today."""
        self.verify_rows(request, rows, "verified", "Ověřeno")

    @admin.display(description="kde")
    def area(self, row: Help) -> str:
        """The district of an office, a region, or all of the country."""
        return f"obvod: {row.orp}" if row.orp else row.get_region_display() or "celé Česko"

    @admin.display(description="spojení")
    def contact(self, row: Help) -> SafeString:
        """Phone and web to look at."""
        if not row.is_contact:
            return format_html('<span class="quiet">{}</span>', row.provision or "jen kdo za to odpovídá")
        number = phone(row.phone) if row.phone else ""
        if not row.web:
            return format_html("{}", number)
        return format_html('{} <a href="{}" target="_blank" rel="noopener">web</a>', number, row.web)

    @admin.display(description="ověření", ordering="verified_on")
    def verification(self, row: Any) -> SafeString:
        """When somebody compared it with reality, and unseen which state of the facts this row shows."""
        when = f"ověřené {czech_date(row.verified_on)}" if row.verified_on else "zatím neověřené"
        return format_html('{}<input type="hidden" name="seen" value="{}:{}">', when, row.pk, row.newest_change)

    @admin.display(description="na webu")
    def on_the_site(self, row: Any) -> SafeString:
        """Whether readers see it."""
        if not row.is_shown_on(row.seen_on):
            return drawn([Chip("off", "mlčí, dokud ho někdo neověří")])
        is_soon = row.is_contact and review.is_due_soon(row.verified_on, row.seen_on, MONTHS)
        return drawn([Chip("live", "na webu"), *([Chip("wait", "ověření brzy skončí")] if is_soon else [])])


@admin.register(Situation)
class SituationAdmin(EditorAdmin):
    """What happens to people, in their words."""

    add_words = "Přidat situaci"
    save_words = "Uložit a zveřejnit"
    counted = "situace,situace,situací"
    intro = "Situaci čtenáři vidí, jen když v ní někdo pomáhá."
    list_display = ["words", "position"]
    fieldsets = [(None, {"fields": ["words", "position"]})]
    actions = None
    ordering = ["position", "words"]
