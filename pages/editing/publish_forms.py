"""The forms in which editors say from when on readers see a text, and what changed in it."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib.admin import widgets
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from pages.facts.typed import ClockField, DayField
from pages.prose.requests import PublicationRequest
from pages.richtext import placeholders
from pages.web.returned import Returning

MORNING = time(8)


class MomentForm(Returning, forms.Form):
    """A day and an hour in Prague, or none for now."""

    data: MultiValueDict[str, Any]  # as a request sends it

    on_day = DayField(label="Den", required=False, help_text="Stačí „4. 12.“.")
    at_time = ClockField(label="Hodina", required=False, help_text="Stačí „8“, čas je pražský.")
    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)
    live = forms.CharField(required=False, widget=forms.HiddenInput)  # what readers saw when the form was shown

    def __init__(self, *args: Any, now: datetime, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.now = now

    def clean(self) -> dict[str, Any]:
        """Also `at`: the moment from which it holds, aware; `now` where nothing was planned.

        Later without a day is tomorrow, and without an hour at 8:00; it is confirmed before it holds. An hour that the
        change of time skips or repeats is refused.
        """
        day, hour = self.cleaned_data.get("on_day"), self.cleaned_data.get("at_time")
        is_for_later = "_later" in self.data
        if is_for_later and "on_day" not in self.errors and day is None:
            day = timezone.localdate(self.now) + timedelta(days=1)
        if not is_for_later and (day or hour):
            self.add_error("on_day", "Vyplnili jste den nebo hodinu. Smažte je, nebo použijte tlačítko pro později.")
        self.cleaned_data["at"] = (
            self._planned(datetime.combine(day, hour or MORNING)) if is_for_later and day else self.now
        )
        return self.cleaned_data

    def _planned(self, naive: datetime) -> datetime:
        try:
            at = from_current_timezone(naive)
        except ValidationError:
            self.add_error("at_time", "V tuto hodinu se mění čas, a proto nastane dvakrát nebo vůbec. Zvolte jinou.")
            return self.now
        if at <= self.now:
            self.add_error("on_day", "Tato chvíle už minula. Zvolte pozdější.")
        return at

    @property
    def is_seen(self) -> bool:
        """Whether the editor has read the very moment that will be planned; now needs no second look."""
        at = self.cleaned_data["at"]
        return at == self.now or self.cleaned_data["confirmed"] == at.isoformat()

    @property
    def has_moved(self) -> bool:
        """Whether readers no longer see what the form said that they do."""
        return "live" in self.data and self.cleaned_data["live"] != self.initial["live"]

    def ask_again(self, why: str) -> None:
        """Say why, with all that was typed; the next click is about what is shown now."""
        self.add_error(None, why)
        self.data = self.data.copy()
        self.data.update({name: self.initial[name] for name in ["number", "live"] if name in self.initial})

    def ask_to_confirm(self) -> None:
        """Put the moment into the form, so that the next click is about it."""
        self.data = self.data.copy()
        self.data["confirmed"] = self.cleaned_data["at"].isoformat()


class WithdrawForm(MomentForm):
    """From when on readers no longer see a text, and why; the reason is for editors."""

    reason = forms.CharField(
        label="Důvod",
        max_length=200,
        widget=widgets.AdminTextInputWidget,
        help_text="Jedna věta pro vás a kolegy, zůstane u verze. Čtenáři ji neuvidí. Např. Výzva skončila.",
    )

    field_order = ["reason", "on_day", "at_time"]


class SeenForm(Returning, forms.Form):
    """A form that says which state its editor has seen."""

    data: MultiValueDict[str, Any]  # as a request sends it

    def now_about(self, **seen: int | str) -> None:
        """Let the next click be about what is shown now, with all that was typed."""
        self.data = self.data.copy()
        self.data.update(seen)


class AskForm(SeenForm):
    """What an author tells those who may publish."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label="Zpráva pro vydavatele",
        max_length=PublicationRequest.LONGEST,
        required=False,
        widget=widgets.AdminTextareaWidget({"rows": 3}),
        help_text="Nepovinná. Např. Prosím do pátku, termín je 15. 12.",
    )


class AnswerForm(SeenForm):
    """Why a text is given back to its author."""

    asked = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.CharField(
        label="Co upravit",
        max_length=PublicationRequest.LONGEST,
        widget=widgets.AdminTextareaWidget({"rows": 3}),
        help_text="Autor to uvidí u textu a na Přehledu. Např. Doplňte prosím, kdy a kde seminář je.",
    )


class PublishForm(MomentForm):
    """What readers are told of a new version, and from when on it is theirs."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    change_note = forms.CharField(
        label="Co se změnilo",
        max_length=200,
        required=False,
        widget=widgets.AdminTextInputWidget,
        help_text="Jedna věta pro čtenáře. Např. Doplnili jsme, kam se obrátit o víkendu.",
    )
    is_typo_fix = forms.BooleanField(
        label="Jen oprava překlepu",
        required=False,
        help_text="Smysl textu se nemění. Čtenáři dál uvidí den poslední skutečné změny.",
    )

    field_order = ["change_note", "is_typo_fix", "on_day", "at_time"]

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if is_first:  # there is nothing yet that could have changed
            del self.fields["change_note"], self.fields["is_typo_fix"]

    def clean_change_note(self) -> str:
        """The sentence for readers, in which no placeholder would be filled.

        Raises:
            ValidationError: there is one in it; with a Czech message.
        """
        note = self.cleaned_data["change_note"]
        placeholders.refuse_any(note)
        return note

    def clean(self) -> dict[str, Any]:
        """Of a later version readers are told what changed, or it is a mere correction; never both."""
        data = super().clean()
        if "change_note" in self.fields:
            note, is_typo_fix = data.get("change_note"), data.get("is_typo_fix")
            if not note and not is_typo_fix and "change_note" not in self.errors:
                self.add_error("change_note", "Napište čtenářům, co se změnilo, nebo zaškrtněte opravu překlepu.")
            if note and is_typo_fix:
                self.add_error("change_note", "U opravy překlepu tuto větu smažte, nebo zrušte zaškrtnutí.")
        return data
