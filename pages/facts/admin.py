"""What all forms of the editors share, those with one row only, and those whose history has a way back."""

from typing import Any, Protocol

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper

from pages.facts import told
from pages.facts.in_turn import CHANGED, InTurn
from pages.facts.provenance import VERIFIED
from pages.rows.people import name_of
from pages.web.admin_address import admin_address


class Recorded(Protocol):
    """A row of a model with `history = HistoricalRecords()`, whose package has no types."""

    history: Any


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
    history_list_per_page = 50  # as a list

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """With what changed and how in place of the names of fields; what is told in words stays so."""
        return super().log_change(request, obj, message if isinstance(message, str) else told.words(obj, message))

    def seen_record(self, row: Any) -> str:
        """The newest record of its history."""
        return newest_record(row)

    def changed_by_others(self, row: Any) -> str:
        """With the name of who it was."""
        record = row.history.order_by("history_date", "history_id").last()
        who = f" ({name_of(record.history_user)})" if record and record.history_user else ""
        return CHANGED.format(who=who, look="Podívejte se do Historie, co se změnilo.")

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        """As Django's; what is no number is no row."""
        refuse_odd_numbers(object_id)
        return super().change_view(request, object_id, form_url, extra_context)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """As the package's; what is no number is no row."""
        refuse_odd_numbers(object_id)
        return super().history_view(request, object_id, extra_context)

    def get_history_queryset(self, *args: Any) -> models.QuerySet:
        """With who made each change, also of a model without foreign keys, where the package forgets it."""
        return super().get_history_queryset(*args).select_related("history_user")

    def get_historical_record_context_helper(self, request: HttpRequest, historical_record: Any) -> "_Changes":
        """What says a change in the words of editors."""
        return _Changes(self.model, historical_record)

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """As the package's, for who may change the row.

        Raises:
            Http404: one of the two is no number.
            PermissionDenied: the editor may only look.
        """
        refuse_odd_numbers(object_id, version_id)
        if not self.has_change_permission(request):  # the package lets everybody who may look restore as well
            raise PermissionDenied
        self.get_object(request, object_id)  # of a POST locks the row, which the package takes from its record
        return super().history_form_view(request, object_id, version_id, extra_context)

    def render_history_view(self, request: HttpRequest, template: str, context: dict[str, Any], **kwargs: Any) -> Any:
        """With `seen_record`, by which the form knows what this editor has seen."""
        if "adminform" in context:
            context["seen_record"] = context["adminform"].form.seen_now
        return super().render_history_view(request, template, context, **kwargs)


class _Changes(HistoricalRecordContextHelper):
    """A change of a field, with its values as editors read them and not as Python has them."""

    def prepare_delta_change_value(self, change: Any, value: Any) -> str:
        return told.shown(self.model._meta.get_field(change.field), value)


def newest_record(row: Recorded) -> str:
    """At which change of its history a row stands, empty before the first one; to verify changes no fact."""
    changes = row.history.exclude(history_change_reason__startswith=VERIFIED)
    return str(changes.aggregate(newest=models.Max("history_id"))["newest"] or "")


def newest_record_of(model: Any) -> models.Subquery:
    """The same of each row of a query, None before the first change."""
    changes = model.history.model.objects.filter(id=models.OuterRef("pk")).order_by("-history_id")
    return models.Subquery(changes.exclude(history_change_reason__startswith=VERIFIED).values("history_id")[:1])


def refuse_odd_numbers(*numbers: str) -> None:
    """Raises Http404 unless each is written in ASCII digits, so that nothing else reaches a query."""
    if not all(number.isascii() and number.isdigit() for number in numbers):
        raise Http404
