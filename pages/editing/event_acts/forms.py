"""The forms in which editors say what became of an event."""

from typing import Any

from django import forms
from django.contrib.admin import widgets
from django.core.exceptions import ValidationError

from pages.editing.event.fields import LABELS, OF_WHEN
from pages.editing.publish_forms import SeenForm
from pages.events.state import EventState, Saying
from pages.events.when import When, problems
from pages.facts.typed import ClockField, DayField
from pages.richtext import placeholders

REASONS = {
    EventState.Kind.FULL: "Nepovinné. Např. Další termín chystáme na jaro.",
    EventState.Kind.MOVED: "Nepovinné. Např. Přednášející onemocněl.",
    EventState.Kind.CANCELLED: "Např. Přednášející onemocněl, nový termín oznámíme.",
}


class StateForm(SeenForm):
    """Why it is so; readers are told, and of what is as announced there is nothing to tell."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(label="Proč", max_length=200, required=False, widget=widgets.AdminTextInputWidget)

    field_order = ["seen", *OF_WHEN, "reason"]

    def __init__(self, *args: Any, name: str, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.name = name
        if name not in REASONS:
            del self.fields["reason"]
            return
        reason = self.fields["reason"]
        reason.help_text = f"Jedna věta pro čtenáře. {REASONS[EventState.Kind(name)]}"
        if name == EventState.Kind.CANCELLED:
            reason.required = True
            reason.error_messages["required"] = "Napište, proč se akce ruší."

    def clean_reason(self) -> str:
        """The sentence for readers, in which no placeholder would be filled.

        Raises:
            ValidationError: there is one in it; with a Czech message.
        """
        reason = self.cleaned_data["reason"]
        placeholders.refuse_any(reason)
        return reason

    def saying(self) -> Saying:
        """What was typed."""
        return Saying(self.name, self.cleaned_data.get("reason", ""))

    def take(self, error: ValidationError) -> None:
        """Say at the fields what the row refuses; what has no field here, above them."""
        for name, texts in error.message_dict.items():
            self.add_error(name if name in self.fields else None, texts)


class MovedForm(StateForm):
    """When the event is instead."""

    starts_on = DayField(label="Začíná dne", error_messages={"required": "Napište den, na který se akce přesouvá."})
    starts_at = ClockField(label=LABELS["starts_at"].capitalize(), required=False)
    ends_on = DayField(label="Končí dne", required=False)
    ends_at = ClockField(label=LABELS["ends_at"].capitalize(), required=False)

    @property
    def days(self) -> list[forms.BoundField]:
        """The fields of one row, from when until when."""
        return [self[name] for name in OF_WHEN]

    def clean(self) -> dict[str, Any]:
        """Also whether the days and times are those of an event."""
        data = super().clean() or self.cleaned_data
        if not self.errors:
            for name, text in problems(*(data[name] for name in ["starts_on", "ends_on", "starts_at", "ends_at"])):
                self.add_error(name, text)
        return data

    def saying(self) -> Saying:
        """What was typed."""
        data = self.cleaned_data
        to = When(data["starts_on"], data["ends_on"] or data["starts_on"], data["starts_at"], data["ends_at"])
        return super().saying()._replace(to=to)
