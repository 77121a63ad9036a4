"""Forms of facts: their history with a way back, and a button that renews a verification and changes nothing else."""

from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html
from simple_history.admin import SimpleHistoryAdmin

from pages.facts import told
from pages.facts.in_turn import CHANGED, InTurn
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


class Recorded(Protocol):
    """A row of a model with `history = HistoricalRecords()`, whose package has no types."""

    history: Any


class _Request(HttpRequest):
    """A pages.frame.request.Request, which stands above this floor."""

    frame: Any
    user: User


class EditorAdmin(InTurn):
    """What all forms of the editors share."""

    # What the templates of lists and forms say of the rows; see templates/admin/change_list.html.
    add_words = "Přidat"
    save_words = "Uložit"
    counted = ""  # one, two and five of them, for plural_cs: „stránka,stránky,stránek“
    intro = ""  # a sentence below the heading of the list
    when_empty = ""  # what the list is for, and the way to its first row
    is_only_row = False
    show_facets = admin.ShowFacets.NEVER
    # Nobody reads a longer list, and it must not grow with the site.
    list_per_page = 50
    list_max_show_all = 100

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        """A moment is two fields under one label; each gets a name of its own."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        for widget, what in zip(getattr(getattr(field, "widget", None), "widgets", []), ["den", "čas"], strict=False):
            widget.attrs["aria-label"] = f"{db_field.verbose_name}, {what}"
        return field


class OnlyRowAdmin(EditorAdmin):
    """A table of one row: it can be changed, never doubled or deleted, and no list of one stands before it."""

    is_only_row = True

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """On to the row, where there is one that this editor may see."""
        row = self.get_queryset(request).first()
        if row is None or not self.has_view_or_change_permission(request, row):
            return super().changelist_view(request, extra_context)
        return redirect(admin_address(self.model, "change", row.pk))

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """Back to the form, where one sees what was saved."""
        return redirect(admin_address(self.model, "change", obj.pk))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only while the row is missing."""
        return super().has_add_permission(request) and not self.model.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """For nobody."""
        return False


class HistoryAdmin(SimpleHistoryAdmin, EditorAdmin):
    """Rows with a history; who may change them can go back, and nobody takes back unseen what another has saved."""

    change_form_template = "admin/fact/change_form.html"
    object_history_form_template = "admin/fact/history_form.html"

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """With what changed and how in place of the names of fields; what is told in words stays so."""
        return super().log_change(request, obj, message if isinstance(message, str) else told.words(obj, message))

    def seen_record(self, row: Any) -> str:
        """The newest record of its history."""
        return newest_record(row)

    def changed_by_others(self, row: Any) -> str:
        """With the name of who it was."""
        record = row.history.order_by("history_date", "history_id").last()
        who = f" ({record.history_user})" if record and record.history_user else ""
        return CHANGED.format(who=who, look="Podívejte se do Historie, co se změnilo.")

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """As Django's; what is no number is no row."""
        _refuse_odd_numbers(object_id)
        return super().change_view(request, object_id, form_url, extra_context)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """As the package's; what is no number is no row."""
        _refuse_odd_numbers(object_id)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """As the package's, for who may change the row.

        Raises:
            Http404: one of the two is no number.
            PermissionDenied: the editor may only look.
        """
        _refuse_odd_numbers(object_id, version_id)
        if not self.has_change_permission(request):  # the package lets everybody who may look restore as well
            raise PermissionDenied
        self.get_object(request, object_id)  # of a POST locks the row, which the package takes from its record
        return super().history_form_view(request, object_id, version_id, extra_context)

    def render_history_view(self, request: HttpRequest, template: str, context: dict[str, Any], **kwargs: Any) -> Any:
        """With `seen_record`, by which the form knows what this editor has seen."""
        if "adminform" in context:
            context["seen_record"] = context["adminform"].form.seen_now
        return super().render_history_view(request, template, context, **kwargs)


def newest_record(row: Recorded) -> str:
    """At which change of its history a row stands, empty before the first one; to verify changes no fact."""
    changes = row.history.exclude(history_change_reason__startswith=VERIFIED)
    return str(changes.aggregate(newest=models.Max("history_id"))["newest"] or "")


def newest_record_of(model: Any) -> models.Subquery:
    """The same of each row of a query, None before the first change."""
    changes = model.history.model.objects.filter(id=models.OuterRef("pk")).order_by("-history_id")
    return models.Subquery(changes.exclude(history_change_reason__startswith=VERIFIED).values("history_id")[:1])


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
        _refuse_odd_numbers(object_id)
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
        shown = ((str(field.verbose_name), _shown(row, field)) for field in fields)
        return [(name, value) for name, value in shown if value]


def _refuse_odd_numbers(*numbers: str) -> None:
    if not all(number.isascii() and number.isdigit() for number in numbers):
        raise Http404


def _shown(row: models.Model, field: models.Field) -> str:
    display = getattr(row, f"get_{field.name}_display", None)
    value = display() if display else getattr(row, field.name)
    if isinstance(value, bool):
        return "ano" if value else "ne"
    return "" if value in (None, "") else str(value)
