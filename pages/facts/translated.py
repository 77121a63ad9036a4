"""Facts of rows in another language: official names as they are officially translated, and the few words beside them.

A translation is found by the exact Czech words. Once these change it is found no more and readers get the Czech ones,
marked as such, until somebody translates the new ones: an old translation is never shown as if it still held.
"""

from collections.abc import Mapping

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from pages.facts.project import Project
from pages.languages.languages import ENGLISH, UKRAINIAN

LONGEST = 500
# The facts of the project that pages of other languages say; a list of several is said one by one.
SAID = (
    *("short_name", "implementer", "implementer_genitive", "implementer_short", "operational_programme", "fund"),
    *("in_short", "aim", "means", "municipalities_help", "taking_part_one", "taking_part_many"),
    *("other_municipalities", "lawful_basis", "archive_terms"),
)


class FactTranslationManager(models.Manager["FactTranslation"]):
    """The translations of facts, as pages ask for them."""

    def table(self) -> dict[tuple[str, str], str]:
        """All of them by the code of their language and the Czech words."""
        return {(language, czech): text for language, czech, text in self.values_list("language", "czech", "text")}


class FactTranslation(models.Model):
    """What the Czech words of a fact are in another language."""

    class Language(models.TextChoices):
        """The languages that have words of their own."""

        ENGLISH = ENGLISH.code, "angličtina"
        UKRAINIAN = UKRAINIAN.code, "ukrajinština"

    language = models.CharField("jazyk", max_length=10, choices=Language)
    czech = models.CharField(
        "česky",
        max_length=LONGEST,
        help_text="Přesně jak údaj stojí na webu. Když se tam změní, překlad se přestane ukazovat.",
    )
    text = models.CharField("překlad", max_length=LONGEST, help_text="Úřední název, jestli v tom jazyce nějaký je.")

    objects = FactTranslationManager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "překlad údaje"
        verbose_name_plural = "překlady údajů"
        ordering = ["czech", "language"]
        constraints = [
            models.UniqueConstraint(
                name="fact_is_translated_once",
                fields=["language", "czech"],
                violation_error_message="Tento údaj v tomto jazyce už překlad má.",
            ),
            models.CheckConstraint(
                name="fact_translation_language_is_known",
                condition=Q(language__in=["en", "uk"]),
                violation_error_message="Do tohoto jazyka údaje nepřekládáme.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.czech} ({self.get_language_display()})"


def untranslated(project: Project, table: Mapping[tuple[str, str], str], language: str) -> list[str]:
    """The Czech words of the project's facts that the language has no words for, in the order of its form."""
    words = [word for name in SAID for word in (project.means_list if name == "means" else [getattr(project, name)])]
    return [word for word in dict.fromkeys(words) if word and (language, word) not in table]
