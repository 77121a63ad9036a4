"""When somebody answers the phone, as rows: the hours of the week, and days on which other hours hold or none."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy
from simple_history.models import HistoricalRecords

from contact.hours import engine


class Weekday(models.IntegerChoices):
    """Days as Python's date.weekday() numbers them."""

    MONDAY = 0, gettext_lazy("pondělí")
    TUESDAY = 1, gettext_lazy("úterý")
    WEDNESDAY = 2, gettext_lazy("středa")
    THURSDAY = 3, gettext_lazy("čtvrtek")
    FRIDAY = 4, gettext_lazy("pátek")
    SATURDAY = 5, gettext_lazy("sobota")
    SUNDAY = 6, gettext_lazy("neděle")


class HoursRow(models.Model):
    """One line of the centre's hours."""

    class Meta:
        abstract = True

    def same_as(self, other: "HoursRow") -> bool:
        """Whether both say the same."""
        names = [field.attname for field in self._meta.concrete_fields if not field.primary_key]
        return all(getattr(self, name) == getattr(other, name) for name in names)


class ConsultationHours(HoursRow):
    """One stretch of one weekday in which somebody answers the phone; half-open, the closing minute is closed."""

    DAY_NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]  # schema.org's words

    centre = models.ForeignKey("contact.ContactCentre", models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField("den", choices=Weekday)
    opens_at = models.TimeField("od", help_text="Např. 9:00.")
    closes_at = models.TimeField("do", help_text="Např. 13:00.")
    valid_from = models.DateField(
        "platí od", null=True, blank=True, help_text="První den, kdy řádek platí. Prázdné: už platí."
    )
    valid_through = models.DateField(
        "platí do", null=True, blank=True, help_text="Poslední den, kdy řádek platí. Prázdné: až do změny."
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = "konzultační hodiny"
        verbose_name_plural = "konzultační hodiny"
        ordering = ["weekday", "opens_at", "valid_from"]
        constraints = [
            models.CheckConstraint(
                name="consultation_hours_open_before_they_close",
                condition=Q(opens_at__lt=F("closes_at")),
                violation_error_message="Konec musí být později než začátek.",
            ),
            models.CheckConstraint(
                name="consultation_hours_weekday_is_known",
                condition=Q(weekday__lte=6),
                violation_error_message="Vyberte den v týdnu.",
            ),
            models.CheckConstraint(
                name="consultation_hours_valid_from_before_through",
                condition=Q(valid_from=None) | Q(valid_through=None) | Q(valid_from__lte=F("valid_through")),
                violation_error_message="Poslední den platnosti nesmí být před prvním.",
            ),
            models.UniqueConstraint(
                name="consultation_hours_begin_once",
                fields=["centre", "weekday", "opens_at"],
                condition=Q(valid_from=None),
                violation_error_message="Tyto hodiny už v seznamu jsou.",
            ),
            models.UniqueConstraint(
                name="consultation_hours_begin_once_from_a_day",
                fields=["centre", "weekday", "opens_at", "valid_from"],
                violation_error_message="Tyto hodiny už v seznamu jsou.",
            ),
        ]

    def __str__(self):
        when = f"{self.get_weekday_display()} {self.opens_at:%H:%M}–{self.closes_at:%H:%M}"
        return ", ".join(filter(None, [when, self.validity]))

    @property
    def validity(self) -> str:
        """„od 1. 1. 2027 do 31. 3. 2027“, or only what is limited of it."""
        limits = [("od", self.valid_from), ("do", self.valid_through)]
        return " ".join(f"{name} {day.day}. {day.month}. {day.year}" for name, day in limits if day)

    def is_valid_on(self, day: date) -> bool:
        """Whether the row holds on that day, whatever its weekday."""
        return (self.valid_from or date.min) <= day <= (self.valid_through or date.max)

    @property
    def shift(self) -> engine.Shift:
        """The row as the engine knows it."""
        return engine.Shift(
            self.weekday, self.opens_at, self.closes_at, self.valid_from or date.min, self.valid_through or date.max
        )


class HoursExceptionQuerySet(models.QuerySet["HoursException"]):
    """Exceptions, asked by days."""

    def lasting(self, day: date) -> "HoursExceptionQuerySet":
        """Those that are not over on that day."""
        return self.filter(through_day__gte=day)


class HoursException(HoursRow):
    """Days, both inclusive, with other hours than the week's, or with none; it also rules over a public holiday.

    Several stretches in the same days are several rows with the same days.
    """

    centre = models.ForeignKey("contact.ContactCentre", models.CASCADE, related_name="exceptions")
    from_day = models.DateField("od dne", help_text="První den výjimky. Např. 23. 12. 2026.")
    through_day = models.DateField("do dne", help_text="Poslední den výjimky. U jednoho dne stejný jako první.")
    opens_at = models.TimeField("na telefonu od", null=True, blank=True, help_text="Prázdné: na telefonu nikdo není.")
    closes_at = models.TimeField("do", null=True, blank=True, help_text="Prázdné: na telefonu nikdo není.")
    reason = models.CharField("důvod", max_length=50, help_text="Přečte si ho každý. Např. školení pracovníků.")

    objects = HoursExceptionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "výjimka z hodin"
        verbose_name_plural = "výjimky z hodin"
        ordering = ["from_day", "through_day", "opens_at"]
        constraints = [
            models.CheckConstraint(
                name="hours_exception_begins_before_it_ends",
                condition=Q(from_day__lte=F("through_day")),
                violation_error_message="Poslední den výjimky nesmí být před prvním.",
            ),
            models.CheckConstraint(
                name="hours_exception_has_both_times_or_none",
                condition=Q(opens_at=None, closes_at=None) | Q(opens_at__isnull=False, closes_at__isnull=False),
                violation_error_message="Vyplňte obě hodiny, nebo žádnou.",
            ),
            models.CheckConstraint(
                name="hours_exception_opens_before_it_closes",
                condition=Q(opens_at=None) | Q(opens_at__lt=F("closes_at")),
                violation_error_message="Konec musí být později než začátek.",
            ),
            models.UniqueConstraint(
                name="hours_exception_opens_once",
                fields=["centre", "from_day", "through_day", "opens_at"],
                violation_error_message="Tato výjimka už v seznamu je.",
            ),
            models.UniqueConstraint(
                name="hours_exception_closes_once",
                fields=["centre", "from_day", "through_day"],
                condition=Q(opens_at=None),
                violation_error_message="Tato výjimka už v seznamu je.",
            ),
        ]

    def __str__(self):
        first, last = (f"{day.day}. {day.month}. {day.year}" for day in [self.from_day, self.through_day])
        days = first if first == last else f"{first} – {last}"
        when = f"{self.opens_at:%H:%M}–{self.closes_at:%H:%M}" if self.opens_at else "zavřeno"
        return f"{days} {when} ({self.reason})"


def special_days(rows: Iterable[HoursException]) -> tuple[engine.SpecialDays, ...]:
    """The exceptions as the engine knows them: rows with the same days are one rule with several stretches."""
    by_days: dict[tuple[date, date], list[HoursException]] = {}
    for row in rows:
        by_days.setdefault((row.from_day, row.through_day), []).append(row)
    return tuple(
        engine.SpecialDays(
            *days,
            reason=found[0].reason,
            hours=tuple(sorted((row.opens_at, row.closes_at) for row in found if row.opens_at and row.closes_at)),
        )
        for days, found in by_days.items()
    )
