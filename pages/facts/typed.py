"""Fields for times and days as people type them in an office: „9“, „9.30“, „1. 12.“."""

from datetime import date, time
from typing import Any

from django import forms
from django.utils import timezone

from pages import spelling


class ClockInput(forms.TimeInput):
    """A time as people write it; seconds, which nobody types, are told only of a moment that has some."""

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__({"class": "in", "inputmode": "decimal", "autocomplete": "off", **(attrs or {})}, "%-H.%M")

    def format_value(self, value: Any) -> str | None:
        """„8.00“, or „8:00:07“."""
        has_seconds = isinstance(value, time) and value.second
        return value.strftime("%-H:%M:%S") if has_seconds else super().format_value(value)


class ClockField(forms.TimeField):
    """A time of day; „9“ and „9.00“ are nine o'clock."""

    widget = ClockInput

    def to_python(self, value: Any) -> time | None:
        """As people write it, and else as Django reads it."""
        found = spelling.clock(value) if isinstance(value, str) else None
        return found or super().to_python(value)


class DayInput(forms.DateInput):
    """A day as people write it."""

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__({"class": "in", "autocomplete": "off", "data-day": "", **(attrs or {})}, "%-d. %-m. %Y")


class DayField(forms.DateField):
    """A day; one without its year is the coming one."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        """As people write it, and else as Django reads it."""
        found = spelling.coming_day(value, timezone.localdate()) if isinstance(value, str) else None
        return found or super().to_python(value)


class MomentWidget(forms.SplitDateTimeWidget):
    """A day and a time beside it."""

    def __init__(self, attrs: dict[str, Any] | None = None):
        forms.MultiWidget.__init__(self, [DayInput(), ClockInput()], attrs)


class MomentField(forms.SplitDateTimeField):
    """A moment in Prague, its day and its time each as people type them."""

    widget = MomentWidget

    def __init__(self, **kwargs: Any):
        super().__init__(**kwargs)
        self.fields = [DayField(required=False), ClockField(required=False)]
