"""The typed facts of an event in the form of its page."""

from typing import Any

from django import forms
from django.contrib.admin import widgets
from django.core.exceptions import ValidationError
from django.db import models

from pages import spelling
from pages.events.facts import NAMES, EventFacts
from pages.facts.typed import ClockField, DayField, MomentField

TYPED: dict[type[models.Field], type[forms.Field]] = {
    models.DateField: DayField,
    models.TimeField: ClockField,
    models.DateTimeField: MomentField,
    models.BooleanField: forms.BooleanField,
}


class OneLineField(forms.CharField):
    """A line that may be shown on several: the end of one is a space."""

    def to_python(self, value: Any) -> str:
        """What was typed on one line."""
        return spelling.one_line(super().to_python(value) or "")


def _of(name: str) -> Any:
    """The field of a form for that of the model, as people type it in an office; scripts send what is in it."""
    field = _field(name)
    field.widget.attrs["data-sent"] = ""
    for each in getattr(field.widget, "widgets", ()):
        each.attrs["data-sent"] = ""
    return field


def _field(name: str) -> forms.Field:
    field: Any = EventFacts._meta.get_field(name)
    words: dict[str, Any] = {"label": field.verbose_name.capitalize(), "help_text": field.help_text, "required": False}
    one_line: dict[str, Any] = {**words, "widget": widgets.AdminTextInputWidget}
    if type(field) in TYPED:
        return TYPED[type(field)](**words)
    if field.choices:
        return forms.ChoiceField(choices=field.choices, initial=field.default, **words)
    if isinstance(field, models.URLField):
        return forms.URLField(max_length=field.max_length, assume_scheme="https", **one_line)
    kind = forms.EmailField if isinstance(field, models.EmailField) else OneLineField
    return kind(max_length=field.max_length, **one_line)


class EventFields(forms.Form):
    """All of them; those of another kind of page are taken out of the form by its admin."""

    starts_on = _of("starts_on")
    starts_at = _of("starts_at")
    ends_on = _of("ends_on")
    ends_at = _of("ends_at")
    attendance = _of("attendance")
    place = _of("place")
    street = _of("street")
    town = _of("town")
    accessibility = _of("accessibility")
    online_url = _of("online_url")
    online_from = _of("online_from")
    organiser = _of("organiser")
    audience = _of("audience")
    is_free = _of("is_free")
    price = _of("price")
    registration_url = _of("registration_url")
    registration_email = _of("registration_email")
    registration_until = _of("registration_until")
    capacity = _of("capacity")
    language = _of("language")
    interpreting = _of("interpreting")

    def event_facts(self) -> EventFacts | None:
        """What is typed, unsaved; None in the form of another page."""
        if "starts_on" not in self.fields:
            return None
        typed = {name: self.cleaned_data[name] for name in NAMES if self.cleaned_data.get(name) not in (None, "")}
        return EventFacts(**typed)

    def check_event(self) -> None:
        """Say at the fields what they do not say together."""
        if facts := self.event_facts():
            try:
                facts.clean()
            except ValidationError as error:
                for name, messages in error.message_dict.items():
                    if name not in self.errors:
                        self.add_error(name, messages)


def typed_facts(data: Any) -> EventFacts:
    """What the form would save of what was sent, as far as it can be read; what can't be is left out."""
    form = EventFields(data)
    form.is_valid()
    facts = form.event_facts() or EventFacts()
    try:
        facts.clean()
    except ValidationError as error:
        wrong = error.message_dict.keys()
        if wrong & {"starts_on", "starts_at"}:
            facts.starts_on = facts.starts_at = facts.ends_on = facts.ends_at = None
        elif wrong & {"ends_on", "ends_at"}:
            facts.ends_on = facts.starts_on
            facts.ends_at = None
    return facts
