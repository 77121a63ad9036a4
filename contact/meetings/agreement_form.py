"""The staff's decision about a request. A time that deserves a second look is saved only once it has had one."""

from copy import copy
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from contact.centre import ContactCentre
from contact.meetings import mail
from contact.meetings.agreement import Plan, invites
from contact.meetings.cautions import cautions, instant
from contact.meetings.models import MeetingRequest, OutgoingMail
from pages.facts.typed import ClockField, DayField
from pages.rows.locks import hold

A_DAY = timedelta(days=1)  # no meeting lasts so long


class WallTimeWidget(forms.SplitDateTimeWidget):
    """A day and a time, each as it is written; the page has a label for each."""

    def __init__(self, attrs: dict[str, Any] | None = None):
        day: dict[str, Any] = {"autocomplete": "off"}
        clock = {**day, "inputmode": "decimal"}
        super().__init__(attrs, date_format="%-d. %-m. %Y", time_format="%-H.%M", date_attrs=day, time_attrs=clock)


class WallTimeField(forms.SplitDateTimeField):
    """A naive time as the clocks in Prague show it; Django's own field refuses the hours in which they change."""

    widget = WallTimeWidget

    def __init__(self, **kwargs: Any):
        super().__init__(**kwargs)
        self.fields = [DayField(required=False), ClockField(required=False)]  # as people type them

    def compress(self, data_list: tuple[date, time] | None) -> datetime | None:
        """Date and time in, the naive wall time out; None where both are empty."""
        with timezone.override(UTC):  # there every time comes once
            wall = super().compress(data_list)
        return wall and wall.replace(tzinfo=None)


class AgreementForm(forms.ModelForm):
    """State, time and note. It leaves the plan before the save in `before`, the one after it in `after`."""

    data: MultiValueDict[str, Any]
    # Set by the admin for each request of a browser.
    moment: datetime

    letter: OutgoingMail | None = None  # the invitation that a save would send
    found: tuple[str, ...] = ()  # what to think of before it

    tells_itself = True  # see pages.facts.in_turn

    agreed_at = WallTimeField(label="Domluvený termín", required=False)
    seen = forms.CharField(label="Přečtená pozvánka", required=False, widget=forms.HiddenInput)
    anyway = forms.CharField(label="Přesto domluvit", required=False, widget=forms.HiddenInput)
    loaded = forms.CharField(label="Podoba při otevření", required=False, widget=forms.HiddenInput)

    class Meta:
        model = MeetingRequest
        fields = ["state", "agreed_at", "agreed_minutes", "message", "note"]
        labels = {"agreed_minutes": "Kolik minut", "message": "Vzkaz v pozvánce", "note": "Poznámka pro kolegy"}
        widgets = {"message": forms.Textarea({"rows": 2}), "note": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.before = self.instance.plan
        self.is_note = "_note" in self.data
        if self.is_note:  # all that may be said of the meeting is said already, and the message waits
            self.data = self.data.copy()
            self.data[self.add_prefix("state")] = self.instance.state
        self.initial["loaded"] = _digest(self.before, self.instance.state, self.instance.note, self.instance.message)

    def clean_agreed_at(self) -> datetime | None:
        """The instant (UTC) of the wall time that was typed, which stays in `wall`; None without one.

        Raises:
            ValidationError: its year is surely a misprint.
        """
        self.wall = self.cleaned_data["agreed_at"]
        if self.wall and not 2000 <= self.wall.year <= self.moment.year + 2:
            raise ValidationError(f"Zkontrolujte rok {self.wall.year}.")
        return self.wall and instant(self.wall)

    def clean_message(self) -> str:
        """With the line breaks that mails have too."""
        return "\n".join(self.cleaned_data["message"].splitlines())

    def clean(self) -> dict[str, Any]:
        """Asks for a second look where the time deserves one, by a box to tick.

        Raises:
            ValidationError: somebody else has saved the request since the form was opened.
        """
        super().clean()
        cleaned = self.cleaned_data
        if self.errors:
            return cleaned
        self._refuse_a_second_save()
        is_agreed = cleaned["state"] == MeetingRequest.State.AGREED
        self.after = Plan(is_agreed, cleaned["agreed_at"], cleaned["agreed_minutes"])
        if self.wall and is_agreed and self.after != self.before:
            self._look_twice()
        elif not is_agreed and self.before.ahead(self.moment):
            self.fields["anyway"].label = "Nic neposílat a uložit to tak"
            self._ask([f"Schůzka {self.before} je pořád domluvená. Tím se nezruší a žadateli nic neodejde."])
        if self.wall and self.sends:
            self.letter = mail.as_invitation(self._agreed_row(), self.moment)
        return cleaned

    @property
    def sends(self) -> bool:
        """Whether a save sends an invitation."""
        message = "" if self.is_note else self.cleaned_data["message"]
        return invites(self.before, self.after, self.moment, message=message)

    def is_valid(self) -> bool:
        """Whether all may be saved: not before its editor has read the invitation that would be sent."""
        return super().is_valid() and not self.is_asked_for and self.is_letter_seen

    @property
    def is_asked_for(self) -> bool:
        """Whether the editor only wants to look."""
        return "_preview" in self.data

    @property
    def letter_token(self) -> str:
        """By which the form proves that the invitation was read; empty where there is none."""
        return mail.token(self.letter)

    @property
    def is_letter_seen(self) -> bool:
        """Whether no invitation is left unread."""
        return self.letter is None or self.cleaned_data.get("seen") == self.letter_token

    def _agreed_row(self) -> MeetingRequest:
        row = copy(self.instance)
        row.state, row.agreed_at, row.agreed_minutes = MeetingRequest.State.AGREED, self.after.start, self.after.minutes
        row.message = self.cleaned_data["message"]
        return row

    def _refuse_a_second_save(self) -> None:
        """Two people at once: who comes second sees what the first one wrote, and loses nothing of his own."""
        stored = self.initial["loaded"]
        if self.cleaned_data["loaded"] == stored:
            return
        self.data = self.data.copy()
        self.data[self.add_prefix("loaded")] = stored  # seen now, so the next save may replace it
        row = self.instance
        when = self.before if row.agreed_at else "žádný"
        message = f", vzkaz „{row.message}“" if row.message else ""
        raise ValidationError(
            f"Žádost mezitím uložil někdo jiný. Je v ní stav „{row.get_state_display()}“, termín {when}, "
            f"poznámka „{row.note}“{message}. Co jste napsali vy, je níže a uložené to není. "
            "Porovnejte to a uložte znovu."
        )

    def _look_twice(self) -> None:
        if not self.before.is_agreed and not self.after.ahead(self.moment):
            self.add_error("agreed_at", f"Termín {self.after} už minul. Napište takový, který teprve bude.")
            return
        self._ask(cautions(self.wall, self.after.minutes, self.moment) + self._at_the_same_time())

    def _ask(self, found: list[str]) -> None:
        self.found = tuple(found)
        if found:
            token = _digest(*found)  # ticked for these sentences and no others
            is_accepted = self.cleaned_data["anyway"] == token
            attributes = {"value": token, "autofocus": not is_accepted}
            self.fields["anyway"].widget = forms.CheckboxInput(attributes, check_test=lambda _value: is_accepted)
            if not is_accepted:
                self.add_error("anyway", found)

    def _at_the_same_time(self) -> list[str]:
        hold(ContactCentre())  # so that two who agree on one time are told of each other
        near = MeetingRequest.objects.meetings_between(self.after.start - A_DAY, self.after.ends_at)
        others = [row for row in near.exclude(pk=self.instance.pk) if row.plan.ends_at > self.after.start]
        return [f"Ve stejnou dobu je už domluvená schůzka: {row} ({row.plan})." for row in others]


def _digest(*values: Any) -> str:
    return sha256(repr(values).encode()).hexdigest()
