"""Forms that explain in Czech what the database would only refuse."""

import re
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from contact.models import ConsultationHours, ContactCentre

CZECH_PREFIX = "+420"


class ContactCentreForm(forms.ModelForm):
    class Meta:
        model = ContactCentre
        fields = "__all__"  # noqa: DJ007 - the admin's fieldsets choose

    phone = forms.CharField(label="telefon", max_length=30, help_text="I s předvolbou státu, např. +420 778 455 761.")

    def clean_phone(self) -> str:
        """The number as E.164, however the editor grouped it; nine bare digits are a Czech one."""
        number = re.sub(r"[\s().\u2060/-]", "", self.cleaned_data["phone"])
        number = re.sub(r"^00", "+", number)
        return CZECH_PREFIX + number if re.fullmatch(r"\d{9}", number) else number


class ConsultationHoursFormSet(forms.BaseInlineFormSet):
    """Refuses two stretches of one day that overlap, and names both."""

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        names = {"weekday": "den", "opens_at": "od", "closes_at": "do", "DELETE": "smazat"}
        row = "nový řádek" if index is None else f"{index + 1}. řádek"
        for name in names.keys() & form.fields.keys():  # the stock admin's tables name a column, not its fields
            form.fields[name].widget.attrs["aria-label"] = f"{names[name]}, {row}"

    def clean(self) -> None:
        super().clean()
        rows = [form.cleaned_data for form in self.forms if self._is_filled(form)]
        rows.sort(key=lambda row: (row["weekday"], row["opens_at"]))
        for earlier, later in pairwise(rows):
            if earlier["weekday"] == later["weekday"] and later["opens_at"] < earlier["closes_at"]:
                raise ValidationError(f"Hodiny se překrývají: {_named(earlier)} a {_named(later)}.")

    def _is_filled(self, form: forms.ModelForm) -> bool:
        complete = {"weekday", "opens_at", "closes_at"} <= set(getattr(form, "cleaned_data", {}))
        return complete and not self._should_delete_form(form)


def _named(row: dict[str, Any]) -> str:
    return str(ConsultationHours(weekday=row["weekday"], opens_at=row["opens_at"], closes_at=row["closes_at"]))
