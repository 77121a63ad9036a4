"""What readers reported, for those who mend it."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from contact.meetings.timeline import clock
from contact.meetings.to_sender import email_link
from contact.reports import inbox
from contact.reports.models import Report
from pages.facts.admin import EditorAdmin
from pages.frame.request import framed
from pages.models import PageVersion
from pages.web.admin_address import admin_address
from pages.web.chips import drawn

IS_CLOSED = ExpressionWrapper(Q(closed_at__isnull=False), BooleanField())
WORDS = 18


@admin.register(Report)
class ReportAdmin(EditorAdmin):
    """What the reader wrote stands fast; what became of it can be saved, and nothing is sent to anybody."""

    fieldsets = [("Co s tím", {"fields": ["state", "note"]})]
    counted = "hlášení,hlášení,hlášení"
    intro = "Co čtenáři hlásí odkazem „Našli jste na stránce chybu?“. Odpověď čeká, jen kdo nechal e-mail."
    when_empty = "Až někdo pošle formulář z patičky stránky, najdete ho tady."
    list_display_links = None  # the words are a link themselves
    list_filter = ["state", "kind"]
    ordering = [IS_CLOSED, "-created_at"]  # type: ignore[list-item]  # Django takes expressions, its stubs only names
    search_fields = Report.SEARCHED
    search_help_text = "Text, e-mail nebo stránka"
    actions = None  # erasing is for one report at a time

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never: a report comes from its sender."""
        return False

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[QuerySet, bool]:
        """Finds words however they are spelt; no report twice, so nothing is left to Django's DISTINCT."""
        return queryset.mentioning(search_term), False

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """The columns; how long a report waits depends on the moment of this request."""
        frame = framed(request).frame
        today, days = frame.today, inbox.answer_days(frame)

        @admin.display(description="přišlo", ordering="created_at")
        def came(row: Report) -> SafeString:
            task, presses = inbox.due(row, days, today)
            said = ", ".join(filter(None, [inbox.age(row, today), task]))
            text = '{}<small><span class="{}">{}</span></small>'
            return format_html(text, clock(row.created_at), "old" if presses else "quiet", said)

        return ["about", "page", "state_chip", came]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """A note is a few lines."""
        if db_field.name == "note":
            kwargs["widget"] = forms.Textarea({"rows": 3})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With what the reader wrote, about which text of which page, and how long it waits."""
        row, frame = Report.objects.get(pk=context["original"].pk), framed(request).frame
        context |= {
            "row": row,
            "chip": drawn([inbox.CHIPS[row.state]]),
            "came": clock(row.created_at),
            "age": inbox.age(row, frame.today),
            "due": inbox.due(row, inbox.answer_days(frame), frame.today)[0],
            "email_link": email_link(row.email),
            "version_url": _version_url(request, row),
            "keeps_days": settings.MEETING_RETENTION_DAYS,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Report, form: Any, change: bool) -> None:
        """Notes the moment of closing; erasure counts from it."""
        moment = framed(request).frame.moment
        obj.closed_at = (obj.closed_at or moment) if obj.state == Report.State.CLOSED else None
        super().save_model(request, obj, form, change)

    @admin.display(description="hlášení")
    def about(self, row: Report) -> SafeString:
        """How it begins, under it what kind it is and the number to read out."""
        text = '<a href="{}">{}</a><small>{}, {}</small>'
        beginning = Truncator(row.text).words(WORDS)
        return format_html(text, admin_address(row, "change"), beginning, row.get_kind_display(), row.reference)

    @admin.display(description="stav", ordering="state")
    def state_chip(self, row: Report) -> SafeString:
        """The state."""
        return drawn([inbox.CHIPS[row.state]])


def _version_url(request: Any, row: Report) -> str:
    """The text that the reader had before him, for who may see it; empty where there is none."""
    if not (row.version and request.user.has_perm("pages.view_pageversion")):
        return ""
    version = PageVersion.objects.filter(page__address=row.page, number=row.version).first()
    return admin_address(version.page, "version", version.number) if version else ""
