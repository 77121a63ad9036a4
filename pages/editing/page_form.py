"""The form of a page: its newest text."""

from typing import Any

from django import forms
from django.contrib.admin import widgets
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from pages.editing.place_form import PlaceForm
from pages.prose import publishing
from pages.prose.page import Page
from pages.prose.versions import PageVersion
from pages.richtext.field import RichTextFormField
from pages.rows.people import name_of

TEXT = ["title", "summary", "body"]


class PageForm(PlaceForm):
    """The newest text of a page; saving it makes a new version. Pages of editors have their place here too."""

    data: MultiValueDict[str, Any]  # as a request sends it

    # The version that the editor began with.
    base = forms.IntegerField(label="výchozí verze", widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label="Nadpis",
        max_length=120,
        required=False,
        widget=widgets.AdminTextInputWidget,
        help_text="Hlavní nadpis stránky, nejvýš 65 znaků. Např. Jak požádat o příspěvek.",
    )
    summary = forms.CharField(
        label="Úvodní věta",
        max_length=160,
        required=False,
        widget=widgets.AdminTextareaWidget(attrs={"rows": 2}),
        help_text="Jedna věta pod nadpisem, 50 až 160 znaků. Ukazují ji i vyhledávače.",
    )
    body = RichTextFormField(label="Text", required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        page = self.instance
        self.newest = publishing.newest(page) if page.pk else None
        self.conflict: PageVersion | None = None  # what somebody else saved in the meantime
        self.initial.setdefault("title", page.menu_title)
        if self.newest:
            self.initial.update({name: getattr(self.newest, name) for name in TEXT}, base=self.newest.number)

    def clean(self) -> dict[str, Any]:
        """Refuse a text that the version refuses, and one written without sight of what another editor saved meanwhile.

        Raises:
            ValidationError: somebody else has saved; `conflict` is their version, and saving again goes through.
        """
        self._refuse_to_pass_over_others()
        super().clean()
        try:
            self.version(self.instance).clean()
        except ValidationError as error:
            self.add_error(None, error)
        return self.cleaned_data

    def version(self, page: Page) -> PageVersion:
        """The text as typed, as an unsaved version of `page`."""
        return PageVersion(page=page, **{name: self.cleaned_data.get(name, "") for name in TEXT})

    def _refuse_to_pass_over_others(self) -> None:
        """Compare with the newest version; the admin has locked the page before it made the form."""
        last = self.newest
        if last is None or self.cleaned_data.get("base") == last.number:
            return
        if self.version(self.instance).says_the_same(last):
            return
        self.conflict = last
        self.data = self.data.copy()
        self.data[self.add_prefix("base")] = last.number  # who saves again has seen both texts
        who = f" ({name_of(last.created_by)})" if last.created_by else ""
        raise ValidationError(
            f"Mezitím tento text uložil někdo jiný{who}: je z něj verze {last.number}. Váš text je pořád tady, jen "
            "není uložený. Níž vidíte, v čem se oba liší. Když formulář uložíte znovu, bude platit ten váš."
        )
