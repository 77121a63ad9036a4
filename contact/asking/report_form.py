"""The form in which somebody reports a fault on a page."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from contact.asking.fields import PublicForm, TextField, UnseenField, email_field
from contact.reports.models import OWN_PATH, Report


class PathField(UnseenField):
    """A path on this site, which the link to the form named; anything else is nothing."""

    def to_python(self, value: str | None) -> str:
        """The path, "" where it is none."""
        text = super().to_python(value)
        return text if OWN_PATH.fullmatch(text) and len(text) <= Report.PAGE_LENGTH else ""


class NumberField(forms.Field):
    """The number of a text; anything else is nothing."""

    def to_python(self, value: str | None) -> int | None:
        """The number, None where it is none."""
        return int(value) if value and re.fullmatch(r"[1-9][0-9]{0,8}", value) else None


class ReportForm(PublicForm):
    """What is wrong, in one sentence; and unseen of which page and of which text of it, as the link said."""

    kind = forms.ChoiceField(
        label=_("Co je špatně"),
        choices=Report.Kind,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Vyberte, co je špatně.")),
    )
    text = TextField(
        label=_("Popište to jednou větou"),
        help_text=_("Nepište sem prosím údaje o zdraví, o dluzích ani čísla dokladů."),
        most=Report.TEXT_LENGTH,
        what=pgettext_lazy("čtvrtý pád", "popis"),
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Napište, co je špatně. Stačí jedna věta.")},
    )
    email = email_field(
        _("Váš e-mail (nepovinné)"),
        Report._meta.get_field("email").max_length or 0,
        help_text=_("Jen když chcete odpověď."),
    )
    page = PathField(required=False)
    version = NumberField(required=False)
