"""The typed facts of an event: a row to a version of its page, so that no date of a draft or a plan is told early."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q

from pages.events.when import When, problems
from pages.prose.versions import UNCHANGING, PageVersion
from pages.rows.promises import mail_addresses, web_addresses


class EventFactsQuerySet(models.QuerySet["EventFacts"]):
    """Facts of versions: they are written once."""

    def update(self, **values: Any) -> int:
        """Nothing of them changes.

        Raises:
            ValidationError: always; another version has other facts.
        """
        raise ValidationError(UNCHANGING)


class EventFacts(models.Model):
    """What a version of an event's page says beside its text. What acts at once is `pages.events.state.EventState`.

    The documents of an event are those of its version, as of a collection. Municipalities name the events that are
    theirs, as they do with news.
    """

    class Attendance(models.TextChoices):
        """How one takes part."""

        PLACE = "misto", "na místě"
        ONLINE = "online", "online"
        BOTH = "oboji", "na místě i online"

    version = models.OneToOneField(PageVersion, models.CASCADE, verbose_name="verze", related_name="event")
    starts_on = models.DateField("začíná dne", null=True, blank=True, help_text="Stačí „12. 1.“.")
    starts_at = models.TimeField("v kolik", null=True, blank=True, help_text="Stačí „9“. Prázdné: celý den.")
    ends_on = models.DateField("končí dne", null=True, blank=True, help_text="Prázdné: týž den.")
    ends_at = models.TimeField("v kolik", null=True, blank=True, help_text="Např. „13“ nebo „11.30“.")
    attendance = models.CharField("kde se koná", max_length=10, choices=Attendance, default=Attendance.PLACE)
    place = models.CharField("název místa", max_length=120, blank=True, help_text="Např. Kontaktní centrum.")
    street = models.CharField("ulice a číslo", max_length=120, blank=True, help_text="Např. Na Maninách 876/7.")
    town = models.CharField("obec", max_length=80, blank=True, help_text="Např. Praha-Holešovice.")
    accessibility = models.CharField(
        "přístupnost místa",
        max_length=300,
        blank=True,
        help_text="Např. Bezbariérový vstup i toaleta, indukční smyčka. Prázdná: na webu o ní nic není.",
    )
    online_url = models.URLField("odkaz na přenos", blank=True, help_text="Adresa, na které se účastník připojí.")
    online_from = models.DateTimeField(
        "odkaz ukázat od", null=True, blank=True, help_text="Prázdné: hned. Do té doby odkaz nikdo neuvidí."
    )
    organiser = models.CharField(
        "pořádá", max_length=160, blank=True, help_text="Např. MPSV, projekt Podpora sociálního bydlení."
    )
    audience = models.CharField("pro koho", max_length=120, blank=True, help_text="Např. obce a sociální pracovníci.")
    is_free = models.BooleanField("zdarma", default=False)
    price = models.CharField("cena", max_length=80, blank=True, help_text="Např. 500 Kč. Prázdná: web o ceně mlčí.")
    registration_url = models.URLField("přihláška na webu", blank=True, help_text="Adresa formuláře pořadatele.")
    registration_email = models.EmailField("přihláška e-mailem", blank=True, help_text="Např. seminare@mpsv.cz.")
    registration_until = models.DateTimeField(
        "přihlásit se do",
        null=True,
        blank=True,
        help_text="V tu chvíli přihláška z webu zmizí. Prázdné: až akce začne.",
    )
    capacity = models.CharField(
        "kolik je míst", max_length=120, blank=True, help_text="Např. Nejvýš 30 lidí, z jedné obce dva."
    )
    language = models.CharField("jazyk", max_length=60, blank=True, help_text="Např. česky. Prázdný: neřekneme.")
    interpreting = models.CharField(
        "tlumočení", max_length=120, blank=True, help_text="Např. do českého znakového jazyka, přepis na plátno."
    )

    objects = EventFactsQuerySet.as_manager()

    class Meta:
        verbose_name = "údaje o akci"
        verbose_name_plural = "údaje o akcích"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="event_has_its_last_day_with_its_first",
                condition=Q(starts_on=None, ends_on=None, starts_at=None)
                | Q(starts_on__isnull=False, ends_on__isnull=False, ends_on__gte=F("starts_on")),
                violation_error_message="Konec je dřív než začátek.",
            ),
            models.CheckConstraint(
                name="event_ends_after_it_starts",
                condition=Q(ends_at=None)
                | Q(starts_at__isnull=False) & (Q(ends_on__gt=F("starts_on")) | Q(ends_at__gt=F("starts_at"))),
                violation_error_message="Akce končí dřív, než začne.",
            ),
            models.CheckConstraint(
                name="event_attendance_is_known",
                condition=Q(attendance__in=["misto", "online", "oboji"]),
                violation_error_message="Vyberte, kde se akce koná.",
            ),
            models.CheckConstraint(
                name="event_is_free_or_has_a_price",
                condition=Q(is_free=False) | Q(price=""),
                violation_error_message="Akce je zdarma, nebo má cenu. Nechte jen jedno.",
            ),
            web_addresses("event_addresses_are_of_the_web", "online_url", "registration_url"),
            mail_addresses("event_mail_has_no_space", "registration_email"),
        ]

    def __str__(self) -> str:
        return f"údaje k: {self.version}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As Django's, once.

        Raises:
            ValidationError: they were written already.
        """
        if self.pk:
            raise ValidationError(UNCHANGING)
        if self.starts_on and not self.ends_on:
            self.ends_on = self.starts_on
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """What the fields say together.

        Raises:
            ValidationError: with a Czech message at the field.
        """
        found = dict(problems(self.starts_on, self.ends_on, self.starts_at, self.ends_at))
        if self.is_free and self.price:
            found["price"] = "Akce je zdarma, nebo má cenu. Nechte jen jedno."
        if found:
            raise ValidationError(found)

    @property
    def when(self) -> When | None:
        """Its days and times; None while nobody wrote down a day."""
        if self.starts_on is None:
            return None
        return When(self.starts_on, self.ends_on or self.starts_on, self.starts_at, self.ends_at)

    @property
    def is_at_a_place(self) -> bool:
        """Whether one can come."""
        return self.attendance != self.Attendance.ONLINE

    @property
    def is_online(self) -> bool:
        """Whether one can look from afar."""
        return self.attendance != self.Attendance.PLACE

    def said(self) -> tuple[Any, ...]:
        """All that it says, to be compared with others."""
        return (self.when, *(getattr(self, name) for name in NAMES if name not in OF_WHEN))

    def copied(self) -> "EventFacts":
        """The same for another version, unsaved."""
        return EventFacts(**{name: getattr(self, name) for name in NAMES})


OF_WHEN = ("starts_on", "starts_at", "ends_on", "ends_at")
NAMES = tuple(
    field.name for field in EventFacts._meta.concrete_fields if field.name not in ("id", "version")
)  # of the facts, in the order of the form
