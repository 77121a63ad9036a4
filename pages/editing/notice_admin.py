"""„Oznámení“ in the admin."""

from datetime import datetime
from textwrap import shorten
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db.models import DateTimeField, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.utils.html import escape
from django.utils.safestring import SafeString

from pages.content_version import ContentVersion
from pages.editing import gate_check
from pages.facts.admin import HistoryAdmin
from pages.facts.kept import KeptAdmin
from pages.frame import filled
from pages.frame.request import framed
from pages.prose.notices import Notice
from pages.prose.states import when
from pages.rows.locks import hold
from pages.web.chips import Chip, drawn

MOST_BESIDE = 5  # named in one sentence


class NoticeForm(forms.ModelForm):
    """Saving is publishing here, so the gate stops it; it looks at the site as it will be when the notice appears."""

    moment: datetime  # that of the request

    class Meta:
        model = Notice
        fields = ["text", "link_text", "link_address", "starts_at", "ends_at"]
        widgets = {"text": AdminTextareaWidget(attrs={"rows": 2})}

    def clean(self) -> dict[str, Any]:
        """Refuse a year that can't be meant (not 2000–2100), a new end that is over, and what the gate refuses.

        Raises:
            ValidationError: the gate found errors, on the site as it is when the notice appears; in its Czech words.
        """
        super().clean()
        data = self.cleaned_data
        for name in ["starts_at", "ends_at"]:
            if data.get(name) and not 2000 <= data[name].year <= 2100:
                self.add_error(name, f"Zkontrolujte rok {data[name].year}.")
        if data.get("ends_at") and "ends_at" in self.changed_data and data["ends_at"] <= self.moment:
            self.add_error("ends_at", "Konec už minul, oznámení by nikdo neviděl.")
        starts_at: datetime | None = data.get("starts_at")
        if starts_at and not self.errors:
            hold(ContentVersion())  # what it leads to is there until it is stored
            body = f"<p>{escape(data['text'])}</p>"
            if data["link_text"] and data["link_address"]:
                body += f'<p><a href="{escape(data["link_address"])}">{escape(data["link_text"])}</a></p>'
            problems = [problem for problem in gate_check.check_body(body, starts_at) if problem.is_error]
            if problems:
                raise ValidationError([problem.message for problem in problems])
        return data


@admin.register(Notice)
class NoticeAdmin(KeptAdmin, HistoryAdmin):
    """Notices, those that end last first."""

    kept_because = (
        "Smazat ho nejde: čtenáři ho viděli, a proto zůstane v historii. Z webu zmizí, když nastavíte dřívější konec."
    )

    form = NoticeForm
    saves_itself = True
    change_form_template = "admin/pages/notice/change_form.html"
    add_words = "Oznámit něco na webu"
    counted = "oznámení,oznámení,oznámení"
    intro = "Pruh nahoře na každé stránce webu. Pro to, co se týká každého, a jen na pár dní."
    when_empty = "Pruh nahoře na každé stránce, na pár dní. Patří sem jen to, co musí vědět každý, třeba že centrum "
    when_empty += "zítra nebere telefon."
    list_display = ["text", "state", "lasts"]
    ordering = ["-ends_at"]
    fieldsets = [
        (
            None,
            {
                "fields": ["text", "link_text", "link_address"],
                "description": "Pruh nahoře na každé stránce. Zavřít nejde, patří tam jen to, co musí vědět každý.",
            },
        ),
        ("Od kdy do kdy", {"fields": ["starts_at", "ends_at"]}),
    ]

    def get_form(self, request: HttpRequest, obj: Notice | None = None, change: bool = False, **kwargs: Any) -> Any:
        """A form that knows the request's moment."""
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"moment": framed(request).frame.moment})

    def get_queryset(self, request: HttpRequest) -> QuerySet[Notice]:
        """With the request's moment as `seen_at`, so that all states in the list are of the same one."""
        now = Value(framed(request).frame.moment, output_field=DateTimeField())
        return super().get_queryset(request).annotate(seen_at=now)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With the strip as readers will see it: what is stored, or what was typed and refused."""
        form, frame = context["adminform"].form, framed(request).frame
        typed = {name: form[name].value() or "" for name in ["text", "link_text"] if name in form.fields}
        context |= {"strip": filled.inline(typed.get("text", ""), frame), "strip_link": typed.get("link_text", "")}
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Notice, form: Any, change: bool) -> None:
        """Says which other notices stand there at the same time."""
        super().save_model(request, obj, form, change)
        beside = Notice.objects.filter(starts_at__lt=obj.ends_at, ends_at__gt=obj.starts_at).exclude(pk=obj.pk)
        if texts := ", ".join(f"„{shorten(each.text, 60, placeholder=' …')}“" for each in beside[:MOST_BESIDE]):
            self.message_user(request, f"Ve stejnou dobu tam bude víc pruhů nad sebou: {texts}.", messages.WARNING)

    def was_public(self, row: Notice, moment: datetime) -> bool:
        """By its history: both ends of its time may have been moved since."""
        return row.was_shown(moment)

    @admin.display(description="stav")
    def state(self, notice: Notice) -> SafeString:
        """Whether readers see it, saw it, or from when they will."""
        if notice.is_over(notice.seen_at):
            return drawn([Chip("off", "už skončilo")])
        if notice.is_shown(notice.seen_at):
            return drawn([Chip("live", "čtenáři ho vidí")])
        return drawn([Chip("plan", f"ukáže se {when(notice.starts_at)}")])

    @admin.display(description="od kdy do kdy", ordering="starts_at")
    def lasts(self, notice: Notice) -> str:
        """Both ends, in Prague time."""
        return f"{when(notice.starts_at)} – {when(notice.ends_at)}"
