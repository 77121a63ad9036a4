"""The project, its sources and prose, for editors; the other forms have files of their own."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from pages.accessibility_admin import AccessibilityStatementAdmin
from pages.document_admin import DocumentAdmin
from pages.fact_admin import EditorAdmin, FactAdmin, OnlyRowAdmin
from pages.models import Page, PageVersion, Project, Source, TermsOfUse

__all__ = ["AccessibilityStatementAdmin", "DocumentAdmin"]


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


def may_publish(request: HttpRequest) -> bool:
    """Whether this editor may let readers see a text."""
    return request.user.has_perm("pages.publish_pageversion")


class PageVersionForm(forms.ModelForm):
    class Meta:
        model = PageVersion
        fields = ["title", "summary", "body", "publish_at"]
        widgets = {"body": forms.Textarea(attrs={"rows": 20, "cols": 100}), "summary": forms.TextInput({"size": 100})}


class PageVersionInline(admin.StackedInline):
    """Versions are only added; a correction is a new version."""

    model = PageVersion
    form = PageVersionForm
    extra = 0
    verbose_name_plural = "verze textu (platí nejnovější zveřejněná)"

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [] if may_publish(request) else ["publish_at"]  # an author writes drafts

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Page)
class PageAdmin(EditorAdmin):
    list_display = ["menu_title", "address", "kind"]
    list_filter = ["kind"]
    search_fields = ["menu_title", "address"]
    inlines = [PageVersionInline]
    fieldsets = [
        (
            None,
            {
                "fields": ["menu_title", "address", "kind", "parent"],
                "description": "Text změníte tak, že dole přidáte novou verzi. Starší verze zůstávají uložené.",
            },
        )
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fixed = ["address", "kind", "parent"]
        return fixed if may_publish(request) else [*fixed, "menu_title"]

    def save_formset(self, request: HttpRequest, form: forms.ModelForm, formset: Any, change: bool) -> None:
        for version in formset.save(commit=False):
            version.created_by = request.user
            version.save()


@admin.register(PageVersion)
class PageVersionAdmin(EditorAdmin):
    """For the two moments that are set once: publishing a draft and taking a text back."""

    list_display = ["title", "page", "publish_at", "withdrawn_at", "created_by"]
    list_filter = ["page__kind"]
    list_select_related = ["page", "created_by"]
    search_fields = ["title", "body"]
    date_hierarchy = "publish_at"
    fieldsets = [
        (
            None,
            {
                "fields": ["page", "title", "summary", "body"],
                "description": "Uložená verze se už nemění. Nový text přidejte u stránky.",
            },
        ),
        ("Kdy platí", {"fields": ["publish_at", "withdrawn_at"]}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: PageVersion | None = None) -> list[str]:
        fixed = ["page", "title", "summary", "body"]
        if obj:  # asked again after a refused form, `obj` carries what was typed; only the stored row says what is set
            stored = PageVersion.objects.get(pk=obj.pk)
            fixed += [name for name in PageVersion.SET_ONCE if getattr(stored, name) is not None]
        return fixed

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
