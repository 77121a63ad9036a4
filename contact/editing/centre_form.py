"""Forms that explain in Czech what the database would only refuse."""

from typing import Any

from django import forms

from contact.centre import ContactCentre
from pages import spelling
from pages.templatetags.czech import phone


class ContactCentreForm(forms.ModelForm):
    """The centre's own fields; the number may be typed as people group it."""

    class Meta:
        model = ContactCentre
        fields = "__all__"  # noqa: DJ007 - the admin's fieldsets choose

    phone = forms.CharField(label="Telefon", max_length=30, help_text="I s předvolbou státu, např. +420 601 234 567.")

    def __init__(self, *args: Any, **kwargs: Any):
        """With the number grouped as people read it."""
        super().__init__(*args, **kwargs)
        if self.instance.phone:
            self.initial["phone"] = phone(self.instance.phone)

    def clean_phone(self) -> str:
        """The number as E.164, however the editor grouped it."""
        return spelling.phone_number(self.cleaned_data["phone"])
