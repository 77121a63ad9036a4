"""What editors said of a language: whether readers are offered it, and that somebody who speaks it has read it."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q

from pages.languages.languages import OTHERS, Language


class LanguageStateManager(models.Manager["LanguageState"]):
    """A row for each language of which an editor said something; one that has none is on, and nobody has read it."""

    def of(self, language: Language) -> "LanguageState":
        """What was said of it, made now where nothing was."""
        return self.get_or_create(code=language.code)[0]

    def by_code(self) -> dict[str, "LanguageState"]:
        """All of them by the code of the language."""
        return {state.code: state for state in self.select_related("confirmed_by")}


class LanguageState(models.Model):
    """A language other than Czech as editors left it. Whether readers are offered it depends on its texts too."""

    code = models.CharField("jazyk", max_length=10, unique=True, choices=[(one.code, one.czech) for one in OTHERS])
    is_off = models.BooleanField("vypnutý pro čtenáře", default=False, db_default=False)
    confirmed_at = models.DateTimeField("přečteno", null=True, blank=True)  # once
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        verbose_name="potvrdil(a)",
        related_name="+",
    )

    objects = LanguageStateManager()

    class Meta:
        verbose_name = "jazyk"
        verbose_name_plural = "jazyky"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="language_state_is_of_a_known_language",
                condition=Q(code__in=[one.code for one in OTHERS]),
                violation_error_message="Tento jazyk neznáme.",
            ),
        ]

    def __str__(self) -> str:
        return self.language.czech

    @property
    def language(self) -> Language:
        """The language itself."""
        return next(one for one in OTHERS if one.code == self.code)

    def confirm(self, moment: datetime, user: User) -> bool:
        """Note that somebody who speaks the language has read its texts, by an aware moment; whether that is news."""
        if self.confirmed_at is not None:
            return False
        self.confirmed_at, self.confirmed_by = moment, user
        self.save()
        return True

    def switch(self, *, is_off: bool) -> bool:
        """Let readers have the language no more, or again; whether that is news."""
        if self.is_off == is_off:
            return False
        self.is_off = is_off
        self.save()
        return True
