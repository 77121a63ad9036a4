"""The contact centre: how to reach it, where it is, and when somebody answers the phone."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property

from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from contact.hours.engine import Schedule
from contact.hours.rows import ConsultationHours, HoursException, special_days
from pages.facts import review
from pages.models import Sourced, Verifiable, verifier
from pages.rows.only_row import OnlyRow, number_one
from pages.rows.promises import mail_addresses

PHONE_EXAMPLE = "Telefon napište i s předvolbou, např. +420 778 455 761."
# A Czech number has nine digits after its prefix, and no 0 in front as for calls at home (ITU-T E.164).
E164 = RegexValidator(r"^\+(420[1-9]\d{8}|(?!420)[1-9]\d{7,14})$", PHONE_EXAMPLE)


class ContactCentreManager(models.Manager["ContactCentre"]):
    """Reads the one centre with all that pages show of it."""

    def with_hours(self) -> "ContactCentre | None":
        """The centre with its source, hours and exceptions, or None before the content was loaded."""
        return self.select_related("source").prefetch_related("hours", "exceptions").first()


class ContactCentre(OnlyRow, Sourced):
    """The contact centre of the project; exactly one row. Its hours belong to the phone, never to the e-mail."""

    VERIFIABLE = {
        "verified": Verifiable(
            "kontakty", review.MONTHS, ("email", "phone", "street", "town", "town_part", "meeting_note")
        ),
        # Beside the rows of the week, of which `hours_changed` hears.
        "hours_verified": Verifiable("konzultační hodiny", review.HOURS_MONTHS, ("holidays_close",)),
    }

    email = models.EmailField("e-mail", help_text="Např. poradna@example.cz.")
    phone = models.CharField(
        "telefon",
        max_length=16,
        validators=[E164],
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
    holidays_close = models.BooleanField(
        "o svátcích na telefonu nikdo není",
        default=True,
        help_text="Státní a ostatní svátky podle zákona č. 245/2000 Sb. Jednotlivý svátek otevřete výjimkou.",
    )
    takes_requests = models.BooleanField(
        "formulář žádosti o schůzku je zapnutý",
        default=True,
        help_text="Když je vypnutý, stránka řekne, jak se objednat telefonem nebo e-mailem.",
    )
    answers_within = models.CharField(
        "do kdy odpovíme na žádost o schůzku",
        max_length=60,
        blank=True,
        help_text="Dokončete větu „Ozveme se vám …“. Např. do tří pracovních dnů. Prázdné: web nic neslibuje.",
    )
    hours_verified_on = models.DateField(
        "konzultační hodiny ověřeny dne",
        null=True,
        blank=True,
        help_text="Kdy někdo hodiny naposledy potvrdil. Po půl roce web prosí, ať lidé píšou.",
    )
    hours_verified_by = verifier("konzultační hodiny ověřil(a)")

    objects = ContactCentreManager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "kontaktní centrum"
        verbose_name_plural = "kontaktní centrum"
        constraints = [
            number_one("contact_centre_is_one_row"),
            mail_addresses("contact_centre_email_is_one_line", "email"),
            models.CheckConstraint(
                name="contact_centre_phone_is_e164",
                condition=Q(phone__startswith="+") & ~Q(phone__contains=" "),
                violation_error_message=PHONE_EXAMPLE,
            ),
        ]

    def __str__(self):
        return "Kontaktní centrum"

    def get_absolute_url(self):
        """The path of the page about the centre, whichever row it is."""
        return reverse("contact:centre")

    @property
    def known_on(self) -> date:
        """As for all sourced facts, or the day on which the hours were verified if that is later."""
        return max(filter(None, [super().known_on, self.hours_verified_on]))

    @cached_property
    def schedule(self) -> Schedule:
        """Hours, exceptions and their verification as the engine takes them."""
        return self.schedule_of(self.hours.all(), self.exceptions.all())

    def schedule_of(self, hours: Iterable[ConsultationHours], exceptions: Iterable[HoursException]) -> Schedule:
        """The same made of any rows, stored or not."""
        return Schedule(
            shifts=tuple(row.shift for row in hours),
            specials=special_days(exceptions),
            holidays_close=self.holidays_close,
            verified_on=self.hours_verified_on,
        )

    def restore_hours(self, rows: type[ConsultationHours | HoursException], moment: datetime) -> None:
        """Put hours or exceptions back as they stood at `moment`; the way there is kept in the history too."""
        then = {row.pk: row for row in rows.history.as_of(moment).filter(centre=self)}
        now = {row.pk: row for row in rows.objects.filter(centre=self)}
        with transaction.atomic():
            for pk in [pk for pk, row in now.items() if pk not in then or not row.same_as(then[pk])]:
                now.pop(pk).delete()
            for pk in then.keys() - now.keys():
                then[pk].save(force_insert=True)
            if rows is ConsultationHours:
                self.hours_changed()

    def hours_changed(self) -> None:
        """Nobody has verified the week as it stands now. Exceptions are told as they were typed, and change no week."""
        if self.hours_verified_on:
            self.hours_verified_on = self.hours_verified_by = None
            self.save()

    @property
    def place(self) -> str:
        """Town and its part as people write them: Praha-Holešovice."""
        return f"{self.town}-{self.town_part}" if self.town_part else self.town


class OpeningHours(ContactCentre):
    """The same row by another name, under which editors find the hours: with a page and a right of their own.

    Rows are read and saved as those of the centre, which alone have a history.
    """

    class Meta:
        proxy = True
        verbose_name = "konzultační hodiny"
        verbose_name_plural = "konzultační hodiny"

    def __str__(self):
        return "Konzultační hodiny"
