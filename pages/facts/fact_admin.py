"""Forms of facts: a button renews a verification and changes nothing else."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html

from pages.facts import told
from pages.facts.admin import HistoryAdmin, refuse_odd_numbers
from pages.facts.provenance import VERIFIED, Sourced, Verifiable
from pages.rows.locks import hold
from pages.typography import czech_date
from pages.web.admin_address import admin_address

if TYPE_CHECKING:
    from django.contrib.admin.options import _FieldOpts

PROVENANCE: "tuple[str, _FieldOpts]" = (
    "Odkud údaje jsou",
    {
        "fields": ["source", "verified_on"],
        "description": "Čtenáři vidí, k jakému dni údaje platí. Den ověření doplní tlačítko Ověřit nahoře. Když "
        "ověřený údaj změníte, ověření ztratí, dokud ho po uložení někdo neověří znovu.",
    },
)


class _Request(HttpRequest):
    """A pages.frame.request.Request, which stands above this floor."""

    frame: Any
    user: User


class FactAdmin(HistoryAdmin):
    """Facts with a source. The day of a verification is never typed; it is the day on which the button was pressed."""

    model: type[Sourced]
    tells_itself: ClassVar[set[str]] = set()  # the keys of VERIFIABLE of whose loss the form speaks in its own words
    verifies: ClassVar[tuple[str, ...]] = ()  # those that are verified here; empty: all of them

    @property
    def verifiable(self) -> dict[str, Verifiable]:
        """What is verified by buttons of this form."""
        return {what: told for what, told in self.model.VERIFIABLE.items() if what in (self.verifies or [what])}

    def get_urls(self) -> list[URLPattern]:
        """Besides Django's own, the address of each button that verifies."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_verify"
        view = self.admin_site.admin_view(self.verify_view)
        return [path("<int:object_id>/overit/<slug:what>/", view, name=name), *super().get_urls()]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """The days of verification too: only the button sets them."""
        verified = [f"{what}_on" for what in self.verifiable]
        return [*super().get_readonly_fields(request, obj), *verified]

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """With `verify_buttons`, as (address, label)."""
        refuse_odd_numbers(object_id)
        buttons = [
            (admin_address(self.model, "verify", object_id, what), told.label) for what, told in self.verifiable.items()
        ]
        context = {**(extra_context or {}), "verify_buttons": buttons}
        return super().change_view(request, object_id, form_url, context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """A verification that was of other values goes, and the editor is told; an old record brings none back."""
        obj.keep_verifications()
        lost = [
            (what, getattr(obj, f"{what}_on")) for what in obj.unverified_by_change() if what not in self.tells_itself
        ]
        super().save_model(request, obj, form, change)
        for what, day in lost:
            label = obj.VERIFIABLE[what].label
            text = "Údaje se změnily, ověření z {} už pro ně neplatí ({}). Až je porovnáte se skutečností: {}"
            link = format_html('<a href="{}">Ověřit {}</a>', self._address(obj, "verify", what), label)
            self.message_user(request, format_html(text, czech_date(day), label, link), messages.WARNING)

    def verify_view(self, request: _Request, object_id: int, what: str) -> HttpResponse:
        """Ask whether the facts were compared with reality; note the day and the editor when the answer is yes."""
        row: Sourced | None = self.get_object(request, str(object_id))
        if row is None or what not in self.verifiable:
            raise Http404
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        verifiable = row.VERIFIABLE[what]
        newest = self.seen_record(row)
        has_moved = request.method == "POST" and request.POST.get("seen_record", newest) != newest
        if has_moved:
            self.message_user(request, "Údaje mezitím někdo změnil. Porovnejte je prosím znovu.", messages.ERROR)
        elif request.method == "POST":
            row.verify(what, request.user, timezone.localdate(request.frame.moment))
            self.log_change(request, row, f"{VERIFIED}{verifiable.label}")
            self.message_user(request, f"Ověřeno: {verifiable.label}. Čtenáři už vidí dnešní den.", messages.SUCCESS)
            return redirect(self._address(row, "change"))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Ověřit {verifiable.label}",
            "opts": self.opts,
            "original": row,
            "label": verifiable.label,
            "months": verifiable.months,
            "verified_on": getattr(row, f"{what}_on"),
            "verified_by": getattr(row, f"{what}_by"),
            "facts": self.facts_to_verify(row, what),
            "back": self._address(row, "change"),
            "seen_record": newest,
        }
        return render(request, "admin/fact/verify.html", context)

    def _address(self, row: models.Model, view: str, *arguments: object) -> str:
        """Where a view of the row stands in this admin, which may call its model by another name."""
        return admin_address(self.model, view, row.pk, *arguments)

    def verify_rows(self, request: Any, rows: models.QuerySet, what: str, said: str) -> None:
        """Verify many rows of a list at once, but none that has changed since the editor saw it in the list."""
        seen = set(request.POST.getlist("seen"))
        for row in rows:
            hold(row)
        chosen = list(rows.all())  # as they are now that nobody else can change them
        same = [row for row in chosen if not seen or f"{row.pk}:{row.newest_change}" in seen]
        for row in same:
            row.verify(what, request.user, timezone.localdate(request.frame.moment))
        if same:
            self.message_user(request, f"{said}: {', '.join(str(row) for row in same)}.", messages.SUCCESS)
        if moved := [str(row) for row in chosen if row not in same]:
            text = f"Údaje mezitím někdo změnil: {', '.join(moved)}. Podívejte se na ně znovu."
            self.message_user(request, text, messages.ERROR)
        if not chosen:
            self.message_user(request, "Není co ověřit: u vybraných tento údaj chybí.", messages.WARNING)

    def facts_to_verify(self, row: Sourced, what: str) -> list[tuple[str, str]]:
        """The facts that the editor is asked about, as (name, value)."""
        fields = [field for field in row._meta.fields if field.name in row.VERIFIABLE[what].fields]
        shown = ((str(field.verbose_name), told.shown(field, getattr(row, field.name))) for field in fields)
        return [(name, value) for name, value in shown if value]
