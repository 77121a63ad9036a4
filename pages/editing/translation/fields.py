"""What the form of a translation asks beside its text: which Czech version it corresponds to."""

from typing import Any

from django import forms
from django.utils import timezone

from pages.editing.translation import source
from pages.languages.languages import of_path
from pages.prose.page import Page
from pages.prose.versions import PageVersion

NAMES = ["beside", "czech"]


class Choice(forms.Select):
    """Of Czech versions; the form of a translation has a stylesheet of its own."""

    class Media:
        css = {"all": ["css/translation.css"]}


class TranslationFields(forms.Form):
    """Both are numbers of Czech versions: of the one that stands beside the form, and of the one translated."""

    sources: source.Sources | None = None  # of a translation

    beside = forms.CharField(required=False, widget=forms.HiddenInput)
    czech = forms.ChoiceField(
        label="Překlad odpovídá české verzi",
        required=False,
        widget=Choice(attrs={"data-sent": ""}),
        help_text="Není v překladu ještě všechno, co je v novější? Nechte starší.",
    )

    def offer_versions(self, page: Page, newest: PageVersion | None) -> None:
        """Offer what stands beside the form, and what the newest text was made from if that is another."""
        if "czech" not in self.fields or not page.is_translation:
            return
        moment, sent = timezone.now(), self.data.get(self.add_prefix("czech"), "")
        self.sources = source.sources(page, newest, moment, self.data.get(self.add_prefix("beside"), ""))
        shown, known, _live = self.sources
        also = source.chosen(page, sent, moment)
        offered = {version.number: version for version in (shown, known, also) if version}
        for name in ["title", "summary", "body"]:
            self.fields[name].widget.attrs["lang"] = of_path(page.address).html
        field: Any = self.fields["czech"]
        field.choices = [(str(number), source.named(version)) for number, version in sorted(offered.items())]
        self.initial.update(dict.fromkeys(NAMES, str(shown.number) if shown else ""))
        self._offered = offered

    def translated_from(self) -> PageVersion | None:
        """The Czech version that is chosen; None where there is none, or it is no translation."""
        number = self.cleaned_data.get("czech", "")
        return self._offered.get(int(number)) if self.sources and number else None
