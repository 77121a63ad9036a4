"""Where facts come from, and when who last held them against reality."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.urls import reverse

from pages.content_version import ContentVersion
from pages.facts import review
from pages.rows.promises import web_addresses


class Source(models.Model):
    """Where facts come from: a document or a register, with its own date."""

    key = models.SlugField(null=True, blank=True, unique=True, editable=False)  # by which the data files refer to it
    name = models.CharField("název", max_length=200, unique=True, help_text="Např. Lexikon obcí České republiky.")
    publisher = models.CharField(
        "kdo ho vydal", max_length=200, help_text="Např. Ministerstvo práce a sociálních věcí."
    )
    url = models.URLField(
        "odkaz na zdroj", blank=True, help_text="Kde si zdroj může přečíst každý. Může zůstat prázdná."
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


def verification_fields(*keys: str) -> list[str]:
    """The fields of these verifications; a history leaves them out, because verifying changes no fact."""
    return [f"{key}_{end}" for key in keys for end in ["on", "by"]]


class Sourced(models.Model):
    """Facts that say where they come from and when who last held them against reality."""

    # What an editor can confirm on its own: the beginning of its two fields (…_on, …_by), its name, its review period.
    VERIFIABLE: dict[str, tuple[str, int]] = {"verified": ("údaje", review.MONTHS)}

    history: Any  # HistoricalRecords, which each kind of facts has of its own

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

    def verify(self, what: str, user: AbstractBaseUser, day: date) -> None:
        """Note that `user` confirmed `what` (a key of VERIFIABLE) on `day`; no change of a fact, so no history."""
        with transaction.atomic():
            type(self)._base_manager.filter(pk=self.pk).update(**{f"{what}_on": day, f"{what}_by": user})
            ContentVersion.objects.raise_number()
        self.refresh_from_db()

    @property
    def known_on(self) -> date:
        """The day as of which the facts are known to be right: the source's own, or a later verification."""
        return max(filter(None, [self.source.dated_on, self.verified_on]))
