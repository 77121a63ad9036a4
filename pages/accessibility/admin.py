"""The statement on accessibility, for editors."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from pages.accessibility import assessment
from pages.accessibility.assessment import AssessmentDraft
from pages.accessibility.statement import AccessibilityStatement, KnownFault
from pages.facts.admin import HistoryAdmin, OnlyRowAdmin
from pages.web.admin_address import admin_address


class KnownFaultInline(admin.StackedInline):  # a table's fields have no labels of their own
    """The faults on the form of the statement."""

    model = KnownFault
    extra = 1
    fields = [("what", "mended_by")]
    formfield_overrides = {models.CharField: {"widget": forms.TextInput({"size": 70})}}


@admin.register(AccessibilityStatement)
class AccessibilityStatementAdmin(OnlyRowAdmin, HistoryAdmin):
    """The statement, with the draft of an assessment to accept or to discard."""

    inlines = [KnownFaultInline]
    change_form_template = "admin/pages/accessibilitystatement/change_form.html"
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
        ("Kam psát", {"fields": ["feedback_email", "answer_days"]}),
        (
            "Kdo na přístupnost dohlíží",
            {"fields": ["enforcer", "enforcer_address", "enforcer_data_box", "enforcer_email"]},
        ),
    ]

    def get_urls(self) -> list[URLPattern]:
        """Besides Django's own, the two answers to a draft; each is a POST."""

        def address(part: str, view: Any) -> URLPattern:
            name = f"pages_accessibilitystatement_{view.__name__}"
            return path(f"<int:object_id>/{part}/", self.admin_site.admin_view(require_POST(view)), name=name)

        return [
            address("prijmout-posouzeni", self.accept_draft),
            address("zahodit-posouzeni", self.discard_draft),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *rest: Any, **more: Any
    ) -> HttpResponse:
        """With `draft` in the context for who may decide about it, or None."""
        may_decide = context.get("original") and self.has_change_permission(request)
        context["draft"] = AssessmentDraft.objects.the_one() if may_decide else None
        return super().render_change_form(request, context, *rest, **more)

    def accept_draft(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """What the check found becomes part of the statement."""
        with transaction.atomic():
            statement, draft = self._decide(request, object_id)
            if draft is None:
                return redirect(admin_address(statement, "change"))
            if statement.assessed_on and draft.made_on < statement.assessed_on:
                text = "Prohlášení už má novější posouzení než tenhle koncept. Koncept zahoďte."
                self.message_user(request, text, messages.ERROR)
                return redirect(admin_address(statement, "change"))
            assessment.accept(draft, statement)
        if statement.status == AccessibilityStatement.Status.NOT_ASSESSED:
            text = "Posouzení jsme zapsali. Stav souladu teď vyberte sami: automatická kontrola ho potvrdit nemůže."
            self.message_user(request, text, messages.WARNING)
        elif statement.status == AccessibilityStatement.Status.FULL:
            text = "Kontrola nic nenašla. Prohlášení se nezměnilo: o plném souladu rozhodlo posouzení, které v něm je."
            self.message_user(request, text, messages.SUCCESS)
        else:
            self.message_user(request, f"Posouzení jsme zapsali. Stav: {statement.get_status_display()}.")
        return redirect(admin_address(statement, "change"))

    def discard_draft(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The draft goes; the statement stays as it is."""
        with transaction.atomic():
            statement, draft = self._decide(request, object_id)
            if draft is not None:
                draft.delete()
                self.message_user(request, "Koncept posouzení jste zahodili. Prohlášení se nezměnilo.")
        return redirect(admin_address(statement, "change"))

    def _decide(self, request: HttpRequest, object_id: int) -> tuple[AccessibilityStatement, AssessmentDraft | None]:
        """The statement and the draft that the editor saw; without the draft he is told that it is gone."""
        rows = AccessibilityStatement.objects.select_for_update()
        statement = get_object_or_404(rows, pk=object_id)
        if not self.has_change_permission(request, statement):
            raise PermissionDenied
        draft = AssessmentDraft.objects.select_for_update().first()
        if draft is not None and draft.loaded_at.isoformat() == request.POST.get("loaded_at"):
            return statement, draft
        text = "Koncept, o kterém jste rozhodovali, už tu není: rozhodl někdo jiný, nebo přišel novější."
        self.message_user(request, text, messages.WARNING)
        return statement, None

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """With the last 100 records of the faults, which have a history of their own."""
        faults = KnownFault.history.select_related("history_user").order_by("-history_date")[:100]
        return super().history_view(request, object_id, {**(extra_context or {}), "faults": faults})
