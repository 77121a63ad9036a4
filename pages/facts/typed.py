"""Fields for times and days as people type them in an office: „9“, „9.30“, „1. 12.“."""

from datetime import date, time
from typing import Any

from django import forms
from django.utils import timezone

from pages import spelling


class ClockField(forms.TimeField):
    """A time of day; „9“ and „9.00“ are nine o'clock."""

    widget = forms.TimeInput(format="%-H.%M", attrs={"class": "in", "inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: Any) -> time | None:
        """As people write it, and else as Django reads it."""
        found = spelling.clock(value) if isinstance(value, str) else None
        return found or super().to_python(value)


class DayField(forms.DateField):
    """A day; one without its year is the coming one."""

    widget = forms.DateInput(format="%-d. %-m. %Y", attrs={"class": "in", "autocomplete": "off"})

    def to_python(self, value: Any) -> date | None:
        """As people write it, and else as Django reads it."""
        found = spelling.coming_day(value, timezone.localdate()) if isinstance(value, str) else None
        return found or super().to_python(value)
