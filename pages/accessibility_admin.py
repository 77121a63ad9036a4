"""The statement on accessibility, for editors."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse

from pages.fact_admin import FactAdmin, OnlyRowAdmin
from pages.models import AccessibilityStatement, KnownFault


class KnownFaultInline(admin.TabularInline):
    model = KnownFault
    extra = 1
    formfield_overrides = {models.CharField: {"widget": forms.TextInput({"size": 70})}}


@admin.register(AccessibilityStatement)
class AccessibilityStatementAdmin(OnlyRowAdmin, FactAdmin):
    inlines = [KnownFaultInline]
    object_history_template = "admin/pages/accessibilitystatement/history.html"
    fieldsets = [
        (
            "Posouzení",
            {
                "fields": ["status", "assessed_on", "assessed_by", "method", "revised_on"],
                "description": "Dokud web nikdo neposoudil, nechte „posouzení zatím neproběhlo“.",
            },
        ),
        (
            "Nepřístupný obsah",
            {
                "fields": ["nonconformities", "disproportionate_burden", "out_of_scope"],
                "description": "Ukáže se jen u webu, který je v souladu částečně nebo vůbec. Prázdná část se neukáže.",
            },
        ),
        ("Kam psát", {"fields": ["feedback_email"]}),
        (
            "Kdo na přístupnost dohlíží",
            {"fields": ["enforcer", "enforcer_address", "enforcer_data_box", "enforcer_email"]},
        ),
    ]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        faults = KnownFault.history.select_related("history_user").order_by("-history_date")[:100]
        return super().history_view(request, object_id, {**(extra_context or {}), "faults": faults})
