"""The contact centre: how to reach it, where it is, and when somebody answers the phone."""

from datetime import date, datetime

from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from pages import review
from pages.models import Sourced, verification_fields, verifier


class Weekday(models.IntegerChoices):
    """Days as Python's date.weekday() numbers them."""

    MONDAY = 0, "pondělí"
    TUESDAY = 1, "úterý"
    WEDNESDAY = 2, "středa"
    THURSDAY = 3, "čtvrtek"
    FRIDAY = 4, "pátek"
    SATURDAY = 5, "sobota"
    SUNDAY = 6, "neděle"


class ContactCentreManager(models.Manager):
    def with_hours(self) -> "ContactCentre | None":
        """The centre with its source and hours, or None before the content was loaded."""
        return self.select_related("source").prefetch_related("hours").first()


class ContactCentre(Sourced):
    """The contact centre of the project; exactly one row. Its hours belong to the phone, never to the e-mail."""

    VERIFIABLE = {
        "verified": ("kontakty", review.MONTHS),
        "hours_verified": ("konzultační hodiny", review.HOURS_MONTHS),
    }

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    email = models.EmailField("e-mail", help_text="Např. socialni.bydleni@mpsv.cz.")
    phone = models.CharField(
        "telefon",
        max_length=16,
        validators=[RegexValidator(r"^\+[1-9]\d{7,14}$", "Telefon napište i s předvolbou, např. +420 778 455 761.")],
        help_text="I s předvolbou státu, např. +420 778 455 761.",
    )
    street = models.CharField("ulice a číslo", max_length=100, help_text="Např. Na Maninách 876/7.")
    town = models.CharField("obec", max_length=60, help_text="Např. Praha.")
    town_part = models.CharField("část obce", max_length=60, blank=True, help_text="Např. Holešovice.")
    meeting_note = models.CharField(
        "jak je to s osobní schůzkou",
        max_length=200,
        help_text="Jedna věta, např. Na individuální konzultaci se objednejte předem.",
    )
    hours_verified_on = models.DateField(
        "konzultační hodiny ověřeny dne",
        null=True,
        blank=True,
        help_text="Kdy někdo hodiny naposledy potvrdil. Po půl roce web prosí, ať lidé píšou.",
    )
    hours_verified_by = verifier("konzultační hodiny ověřil(a)")

    objects = ContactCentreManager()
    history = HistoricalRecords(excluded_fields=verification_fields("verified", "hours_verified"))

    class Meta:
        verbose_name = "kontaktní centrum"
        verbose_name_plural = "kontaktní centrum"
        constraints = [
            models.CheckConstraint(name="contact_centre_is_one_row", condition=Q(id=1)),
            models.CheckConstraint(
                name="contact_centre_phone_is_e164",
                condition=Q(phone__startswith="+") & ~Q(phone__contains=" "),
                violation_error_message="Telefon napište i s předvolbou, např. +420 778 455 761.",
            ),
        ]

    def __str__(self):
        return "Kontaktní centrum"

    def get_absolute_url(self):
        return reverse("contact:centre")

    @property
    def known_on(self) -> date:
        return max(filter(None, [super().known_on, self.hours_verified_on]))

    def restore_hours(self, moment: datetime) -> None:
        """Put the consultation hours back as they stood at `moment`; the way there is kept in the history too."""
        then = {row.pk: row for row in ConsultationHours.history.as_of(moment).filter(centre=self)}
        now = {row.pk: row for row in self.hours.all()}
        with transaction.atomic():
            for pk in [pk for pk, row in now.items() if pk not in then or not row.same_as(then[pk])]:
                now.pop(pk).delete()
            for pk in then.keys() - now.keys():
                then[pk].save(force_insert=True)

    @property
    def place(self) -> str:
        """Town and its part as people write them: Praha-Holešovice."""
        return f"{self.town}-{self.town_part}" if self.town_part else self.town


class ConsultationHours(models.Model):
    """One stretch of one weekday in which somebody answers the phone; half-open, the closing minute is closed."""

    DAY_NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]  # schema.org's words

    centre = models.ForeignKey(ContactCentre, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField("den", choices=Weekday)
    opens_at = models.TimeField("od", help_text="Např. 9:00.")
    closes_at = models.TimeField("do", help_text="Např. 13:00.")

    history = HistoricalRecords()

    class Meta:
        verbose_name = "konzultační hodiny"
        verbose_name_plural = "konzultační hodiny"
        ordering = ["weekday", "opens_at"]
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
            models.UniqueConstraint(
                name="consultation_hours_begin_once",
                fields=["centre", "weekday", "opens_at"],
                violation_error_message="Tyto hodiny už v seznamu jsou.",
            ),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()} {self.opens_at:%H:%M}–{self.closes_at:%H:%M}"

    def same_as(self, other: "ConsultationHours") -> bool:
        """Whether both say the same stretch of the same day."""
        return (self.weekday, self.opens_at, self.closes_at) == (other.weekday, other.opens_at, other.closes_at)
