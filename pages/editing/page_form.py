"""The form of a page: its newest text."""

from typing import Any

from django import forms
from django.contrib.admin import widgets
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from pages.editing.collection.field import ChosenDocumentsField
from pages.editing.event.fields import EventFields, OneLineField
from pages.editing.place_form import PlaceForm
from pages.editing.translation.fields import TranslationFields
from pages.events.facts import NAMES
from pages.facts.provenance import Source
from pages.gate.structure import LONGEST_TITLE, SUMMARY_LENGTHS
from pages.prose import publishing
from pages.prose.page import Page
from pages.prose.versions import PageVersion
from pages.richtext.field import RichTextFormField
from pages.rows.people import name_of

TEXT = ["title", "summary", "body"]
OF_DEFINITION = ["source", "provision"]
HINTS: dict[str, tuple[str, str]] = {  # of a title and of the sentence below it, where they are other than a page's
    Page.Kind.QUESTION: (
        "Otázka slovy toho, kdo se ptá, nejvýš 65 znaků. Např. Můžu přijít bez objednání?",
        "Odpověď jednou větou, 50 až 160 znaků. Podrobnosti patří do textu.",
    ),
    Page.Kind.TERM: (
        "Pojem v 1. pádě, nejvýš 65 znaků. Jiný název nebo zkratku dejte do závorky. Např. Housing First (Bydlení "
        "především).",
        "Co pojem znamená, jednou větou, 50 až 160 znaků. Podrobnosti patří do textu.",
    ),
    Page.Kind.COLLECTION: (
        "Pro koho nebo k čemu sbírka je, nejvýš 65 znaků. Např. Pro obce, které začínají.",
        "Co čtenář ve sbírce najde, jednou větou, 50 až 160 znaků.",
    ),
    Page.Kind.EVENT: (
        "Co to bude za akci, nejvýš 65 znaků. Např. Seminář: jak napsat lokální koncepci.",
        "O čem akce je, jednou větou, 50 až 160 znaků. Kdy a kde se koná, patří do údajů o akci.",
    ),
}


def fields_of(kind: str) -> list[str]:
    """The fields of a text of this kind; some kinds have more than others."""
    of_kind = {
        str(Page.Kind.TERM): OF_DEFINITION,
        str(Page.Kind.COLLECTION): ["documents"],
        str(Page.Kind.EVENT): ["documents"],
        str(Page.Kind.TRANSLATION): ["czech", "beside"],
    }
    return [*TEXT, *of_kind.get(kind, [])]


class PageForm(EventFields, TranslationFields, PlaceForm):
    """The newest text of a page; saving it makes a new version. Pages of editors have their place here too."""

    data: MultiValueDict[str, Any]  # as a request sends it

    # The version that the editor began with.
    base = forms.IntegerField(label="výchozí verze", widget=forms.HiddenInput, required=False)
    title = OneLineField(
        label="Nadpis",
        max_length=120,
        required=False,
        widget=widgets.AdminTextareaWidget(attrs={"rows": 1, "class": "title", "data-most": LONGEST_TITLE}),
        help_text="Hlavní nadpis stránky, nejvýš 65 znaků. Např. Jak požádat o příspěvek.",
    )
    summary = OneLineField(
        label="Úvodní věta",
        max_length=160,
        required=False,
        widget=widgets.AdminTextareaWidget(
            attrs={"rows": 2, "class": "lead", "data-least": SUMMARY_LENGTHS[0], "data-most": SUMMARY_LENGTHS[-1]}
        ),
        help_text="Jedna věta pod nadpisem, 50 až 160 znaků. Ukazují ji i vyhledávače.",
    )
    body = RichTextFormField(label="Text", required=False)
    source = forms.ModelChoiceField(
        Source.objects.all(),
        label="Zdroj definice",
        required=False,
        help_text="Zákon nebo dokument, ze kterého definice je. Bez něj pojem zveřejnit nejde. Chybí tu? Přidá ho "
        "Vydavatel na Přehledu mezi zdroje údajů.",
    )
    provision = forms.CharField(
        label="Kde to ve zdroji stojí",
        max_length=60,
        required=False,
        widget=widgets.AdminTextInputWidget,
        help_text="U zákona paragraf, např. § 3 písm. a).",
    )

    documents = ChosenDocumentsField(label="Dokumenty v pořadí ke čtení", required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        page = self.instance
        self.newest = publishing.newest(page) if page.pk else None
        self.conflict: PageVersion | None = None  # what somebody else saved in the meantime
        self.initial.setdefault("title", page.menu_title)
        if self.newest:
            text = {name: getattr(self.newest, name) for name in [*TEXT, *OF_DEFINITION, "documents"]}
            facts = self.newest.event_facts
            text |= {name: getattr(facts, name) for name in NAMES} if facts else {}
            self.initial.update(text, base=self.newest.number)
        self.offer_versions(page, self.newest)
        kind = page.kind if page.pk else self.data.get("kind") or self.initial.get("kind")
        for name, hint in zip(["title", "summary"], HINTS.get(str(kind), ()), strict=False):
            if name in self.fields:
                self.fields[name].help_text = hint

    def clean(self) -> dict[str, Any]:
        """Refuse a text that the version refuses, and one written without sight of what another editor saved meanwhile.

        Raises:
            ValidationError: somebody else has saved; `conflict` is their version, and saving again goes through.
        """
        self._refuse_to_pass_over_others()
        super().clean()
        self.check_event()
        try:
            self.version(self.instance).clean()
        except ValidationError as error:
            self.add_error(None, error)
        return self.cleaned_data

    def version(self, page: Page) -> PageVersion:
        """The text as typed, as an unsaved version of `page`."""
        of_kind = {name: self.cleaned_data[name] for name in [*OF_DEFINITION, "documents"] if name in self.cleaned_data}
        version = PageVersion(page=page, **{name: self.cleaned_data.get(name, "") for name in TEXT}, **of_kind)
        version.translated_from = self.translated_from()
        if facts := self.event_facts():
            version.event = facts
        return version

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
