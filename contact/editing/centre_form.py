"""Forms that explain in Czech what the database would only refuse."""

from django import forms

from contact.centre import ContactCentre
from pages import spelling


class ContactCentreForm(forms.ModelForm):
    """The centre's own fields; the number may be typed as people group it."""

    class Meta:
        model = ContactCentre
        fields = "__all__"  # noqa: DJ007 - the admin's fieldsets choose

    phone = forms.CharField(label="Telefon", max_length=30, help_text="I s předvolbou státu, např. +420 778 455 761.")

    def clean_phone(self) -> str:
        """The number as E.164, however the editor grouped it."""
        return spelling.phone_number(self.cleaned_data["phone"])
