"""The rows of hours and exceptions in the form of hours: which contradict each other, and what a save would make."""

from datetime import date, time
from functools import cached_property
from itertools import combinations
from typing import Any, ClassVar, Generic, TypeVar

from django import forms
from django.core.exceptions import ValidationError

from contact.centre import ContactCentre
from contact.hours.engine import Schedule
from contact.hours.preview import fingerprint
from contact.hours.rows import ConsultationHours, HoursException, HoursRow, Weekday
from pages.facts.typed import ClockField, DayField

Row = TypeVar("Row", bound=HoursRow)


class HoursForm(forms.ModelForm):
    """The times of one weekday; without them it says nothing."""

    opens_at = ClockField(label="od")
    closes_at = ClockField(label="do")
    valid_from = DayField(label="platí od", required=False)
    valid_through = DayField(label="platí do", required=False)

    class Meta:
        widgets = {"weekday": forms.HiddenInput}

    @property
    def is_empty(self) -> bool:
        """Whether neither time was typed."""
        return not any(self[name].value() for name in ["opens_at", "closes_at"])

    def has_changed(self) -> bool:
        """A line for more hours that nobody filled in was not touched, whatever its day."""
        return super().has_changed() and not (self.instance._state.adding and self.is_empty)


class ExceptionForm(forms.ModelForm):
    """Days with other hours; one day needs no second."""

    from_day = DayField(label="od dne")
    through_day = DayField(label="do dne", required=False)
    opens_at = ClockField(label="na telefonu od", required=False)
    closes_at = ClockField(label="na telefonu do", required=False)

    def clean_through_day(self) -> date | None:
        """The first day, where no last one was typed."""
        return self.cleaned_data["through_day"] or self.cleaned_data.get("from_day")


class HoursFormSet(forms.BaseInlineFormSet, Generic[Row]):
    """Rows of one kind; those that contradict each other are refused, and both are named."""

    draft: "HoursDraft | None" = None  # known to the last of the formsets, which is asked after all others

    def clean(self) -> None:
        """Holds each row against all later ones, unless some form is wrong by itself.

        Raises:
            ValidationError: rows contradict each other; a sentence for each two of them.
        """
        if not any(self.errors):
            pairs = combinations(sorted(self.rows(), key=self.order), 2)
            if found := [sentence for pair in pairs if (sentence := self.contradiction(*pair))]:
                raise ValidationError(found)
        super().clean()

    def is_valid(self) -> bool:
        """Whether all may be saved: not before its editor has seen what readers will see."""
        return super().is_valid() and (self.draft is None or self.draft.may_be_saved())

    def save_existing_objects(self, commit: bool = True) -> list[Row]:
        """As Django's, after all rows that change or go have left their old places.

        Django saves one row after the other, and each would meet what stands in the others before they are saved.
        """
        if commit:
            moving = [form.instance for form in self.initial_forms if form.has_changed()]
            stored = self.model._base_manager.filter(pk__in=[row.pk for row in moving])
            stored._raw_delete(stored.db)  # no signal: the history hears of what follows
            self.model._base_manager.bulk_create(self._typed(self.initial_forms))
        return super().save_existing_objects(commit)

    def rows(self) -> list[Row]:
        """The rows as a save would leave them; asked only of forms that are valid one by one."""
        gone = [form.instance for form in self.initial_forms if self._is_deleted(form)]
        return [row for row in self.get_queryset() if row not in gone] + self._typed(self.extra_forms)

    def typed_rows(self) -> list[Row]:
        """Those of the rows which this form changes or adds."""
        return self._typed(self.forms)

    def _typed(self, among: list[forms.ModelForm]) -> list[Row]:
        return [form.instance for form in among if form.has_changed() and not self._is_deleted(form)]

    def _is_deleted(self, form: forms.ModelForm) -> bool:
        return self._should_delete_form(form)  # type: ignore[attr-defined]  # private, so not in the stubs

    @staticmethod
    def order(row: Row) -> tuple:
        """What rows are sorted by before each is held against all later ones."""
        raise NotImplementedError

    @staticmethod
    def contradiction(earlier: Row, later: Row) -> str:
        """A sentence that names two rows which cannot both hold; empty where they can."""
        raise NotImplementedError


class ConsultationHoursFormSet(HoursFormSet[ConsultationHours]):
    """Rows of the week; no two may overlap. One whose times were emptied goes."""

    def __init__(self, *args: Any, **kwargs: Any):
        """With empty lines for more hours of each day: one, or two where there is none yet."""
        super().__init__(*args, **kwargs)
        if not self.is_bound:
            taken = {row.weekday for row in self.get_queryset()}
            days = [day for day in Weekday.values for _ in range(1 if day in taken else 2)]
            self.initial_extra, self.extra = [{"weekday": day} for day in days], len(days)

    def _should_delete_form(self, form: forms.ModelForm) -> bool:
        was_emptied = isinstance(form, HoursForm) and form.is_bound and form.is_empty
        return super()._should_delete_form(form) or was_emptied  # type: ignore[misc]  # private, not in the stubs

    @staticmethod
    def order(row: ConsultationHours) -> tuple:
        """By weekday and opening."""
        return row.weekday, row.opens_at

    @staticmethod
    def contradiction(earlier: ConsultationHours, later: ConsultationHours) -> str:
        """Two rows of one weekday may overlap only where no day sees both of them valid."""
        one, other = earlier.shift, later.shift
        both_valid = one.valid_from <= other.valid_through and other.valid_from <= one.valid_through
        if one.weekday == other.weekday and other.opens < one.closes and both_valid:
            return f"Hodiny se překrývají: {earlier} a {later}."
        return ""


class HoursExceptionFormSet(HoursFormSet[HoursException]):
    """Exceptions; one may lie inside another, but none may cross another."""

    LABELS: ClassVar[dict[str, str]] = {
        "from_day": "od dne",
        "through_day": "do dne",
        "opens_at": "na telefonu od",
        "closes_at": "na telefonu do",
        "reason": "důvod",
        "DELETE": "zrušit",
    }

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        """Names each field by its row too, for those who hear the form (WCAG 2.2, 4.1.2)."""
        super().add_fields(form, index)
        stored = self.initial_form_count()
        row = f"{index + 1}. výjimka" if index is not None and index < stored else "nová výjimka"
        if index is not None and index > stored:
            row = f"{index - stored + 1}. {row}"
        for name in self.LABELS.keys() & form.fields.keys():  # their own labels are the same in every row
            form.fields[name].widget.attrs["aria-label"] = f"{self.LABELS[name]}, {row}"

    @staticmethod
    def order(row: HoursException) -> tuple:
        """By first and last day, then by opening; a closed one comes before those with hours."""
        return row.from_day, row.through_day, row.opens_at or time.min

    @staticmethod
    def contradiction(earlier: HoursException, later: HoursException) -> str:
        """Days may lie inside longer ones, whose rule they break; those of equal length must be one rule."""
        if later.from_day > earlier.through_day:
            return ""
        both = f"{earlier} a {later}"
        if (earlier.from_day, earlier.through_day) != (later.from_day, later.through_day):
            is_nested = earlier.from_day == later.from_day or later.through_day <= earlier.through_day
            hint = "Jedna musí ležet celá uvnitř druhé, nebo nesmějí mít společný žádný den."
            return "" if is_nested else f"Výjimky se kříží: {both}. {hint}"
        if earlier.closes_at is None or later.opens_at is None:
            return f"Na stejné dny nemůže platit obojí: {both}."
        if later.opens_at < earlier.closes_at:
            return f"Výjimky se překrývají: {both}."
        return "" if earlier.reason == later.reason else f"Výjimky na stejné dny mají mít stejný důvod: {both}."


class HoursDraft:
    """What the form would make of the hours, beside what readers have now."""

    def __init__(self, centre: ContactCentre, hours: ConsultationHoursFormSet, exceptions: HoursExceptionFormSet):
        """To be made before the forms are cleaned: cleaning writes what was typed into the centre and its rows."""
        self.centre, self.hours, self.exceptions = centre, hours, exceptions
        self.stored = centre.schedule_of(hours.get_queryset(), exceptions.get_queryset())

    @cached_property
    def schedule(self) -> Schedule:
        """The hours as a save would leave them; asked of valid forms only."""
        return self.centre.schedule_of(self.hours.rows(), self.exceptions.rows())

    @property
    def fingerprint(self) -> str:
        """What the form must send back as seen before a save: that of the hours as it would leave them."""
        return fingerprint(self.schedule)

    @property
    def is_changed(self) -> bool:
        """Whether a save would change what readers are told; the order of rows is no change."""
        return self.fingerprint != fingerprint(self.stored)

    @property
    def changes_week(self) -> bool:
        """Whether a save would leave another week than the one that somebody may have verified."""
        new, old = self.schedule, self.stored
        return (set(new.shifts), new.holidays_close) != (set(old.shifts), old.holidays_close)

    @property
    def is_verified_too(self) -> bool:
        """Whether the editor says that the new week was held against reality."""
        return "verify_hours" in self.hours.data

    @property
    def is_asked_for(self) -> bool:
        """Whether the editor only wants to look."""
        return "_preview" in self.hours.data

    def may_be_saved(self) -> bool:
        """Whether the forms are valid so far, and exactly these hours have been seen if they are new."""
        if not self.hours.is_valid() or self.is_asked_for:
            return False
        return not self.is_changed or self.hours.data.get("seen") == self.fingerprint
