"""Where facts come from, and when who last held them against reality."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.urls import reverse

from pages.rows.promises import web_addresses


class Source(models.Model):
    """Where facts come from: a document or a register, with its own date."""

    key = models.SlugField(null=True, blank=True, unique=True, editable=False)  # by which the data files refer to it
    name = models.CharField("název", max_length=200, unique=True, help_text="Např. Lexikon obcí České republiky.")
    publisher = models.CharField("kdo ho vydal", max_length=200, help_text="Např. Český statistický úřad.")
    url = models.URLField(
        "odkaz na zdroj", blank=True, help_text="Kde si zdroj může přečíst každý. Může zůstat prázdná."
    )
    is_offline = models.BooleanField(
        "na webu už není",
        default=False,
        db_default=False,  # the former version goes on inserting rows while an update is made
        help_text="Zaškrtněte, když odkaz přestal fungovat. Čtenáři to uvidí místo odkazu.",
    )
    dated_on = models.DateField("stav ke dni", help_text="Den, ke kterému údaje ve zdroji platí. Např. 16. 9. 2020.")

    class Meta:
        verbose_name = "zdroj údajů"
        verbose_name_plural = "zdroje údajů"
        ordering = ["name"]
        constraints = [web_addresses("source_address_is_of_the_web", "url")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page about the project, because a source has none of its own."""
        return reverse("pages:about")

    @property
    def link(self) -> str:
        """Where everybody can read it; empty where there is no such place, or no longer."""
        return "" if self.is_offline else self.url


def verifier(label: str) -> models.ForeignKey:
    """A field for who verified; the fact stays verified when the account goes."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=label,
    )


class Verifiable(NamedTuple):
    """What an editor confirms at once.

    Attributes:
        label: its name, in Czech and in the plural: „kontakty“.
        months: for how long a verification holds.
        fields: the names of the fields that are confirmed; when one of them changes, nobody has verified it yet.
    """

    label: str
    months: int
    fields: tuple[str, ...]


VERIFIED = "ověřeno: "  # how the reason of a record begins that is a verification, and no change of a fact


class Sourced(models.Model):
    """Facts that say where they come from and when who last held them against reality."""

    # By the beginning of its two fields (…_on, …_by).
    VERIFIABLE: dict[str, Verifiable] = {}

    history: Any  # HistoricalRecords, which each kind of facts has of its own
    _change_reason: str | None  # what the next record of the history says of its reason

    source = models.ForeignKey(Source, models.PROTECT, verbose_name="zdroj údajů", related_name="+")
    verified_on = models.DateField(
        "ověřeno dne",
        null=True,
        blank=True,
        help_text="Kdy někdo údaje naposledy porovnal se skutečností. Mění se jen tlačítkem Ověřit.",
    )
    verified_by = verifier("údaje ověřil(a)")

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As Django's; what has changed since somebody verified it has not been verified."""
        for what in self.unverified_by_change():
            setattr(self, f"{what}_on", None)
            setattr(self, f"{what}_by", None)
        super().save(*args, **kwargs)

    def keep_verifications(self) -> None:
        """Take the days of verification from the stored row, whatever the form or the old record at hand says."""
        stored = type(self)._base_manager.filter(pk=self.pk).first()
        for name in [f"{what}_{end}" for what in self.VERIFIABLE for end in ["on", "by"]]:
            setattr(self, name, getattr(stored, name, None))

    def unverified_by_change(self) -> Iterator[str]:
        """The keys of VERIFIABLE whose verification a save would take away: it was of other values."""
        stored = type(self)._base_manager.filter(pk=self.pk).first() if self.pk else None
        for what, verifiable in self.VERIFIABLE.items():
            day = f"{what}_on"
            if stored is None or getattr(stored, day) is None or getattr(stored, day) != getattr(self, day):
                continue
            if any(getattr(stored, name) != getattr(self, name) for name in verifiable.fields):
                yield what

    def verify(self, what: str, user: AbstractBaseUser, day: date) -> None:
        """Note that `user` confirmed `what` (a key of VERIFIABLE) on `day`; the history tells it, as no change."""
        setattr(self, f"{what}_on", day)
        setattr(self, f"{what}_by", user)
        self._change_reason = f"{VERIFIED}{self.VERIFIABLE[what].label}"
        self.save(update_fields=[f"{what}_on", f"{what}_by"])
        self._change_reason = None  # what is saved of the row from here on is no verification

    @property
    def known_on(self) -> date:
        """The day as of which the facts are known to be right: the source's own, or a later verification."""
        return max(filter(None, [self.source.dated_on, self.verified_on]))
