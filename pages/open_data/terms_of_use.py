"""Under which terms the open data may be used: an editor's claim, and nobody's while there is none."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from pages.rows.only_row import OnlyRow, number_one

TERMS = "https://data.gov.cz/podmínky-užití"
CC_BY = "https://creativecommons.org/licenses/by/4.0/"
CC_ZERO = "https://creativecommons.org/publicdomain/zero/1.0/"


class TermsOfUseManager(models.Manager["TermsOfUse"]):
    """The one row of terms."""

    def chosen(self) -> "TermsOfUse | None":
        """The terms, or None while no editor has chosen them."""
        return self.exclude(works="").first()


class TermsOfUse(OnlyRow):
    """The four statements that DCAT-AP-CZ (2024-05-28, „Podmínky užití“) wants of every file; exactly one row.

    The values are the addresses by which the standard knows the statements.
    """

    class Works(models.TextChoices):
        NONE = f"{TERMS}/neobsahuje-autorská-díla/", "neobsahují autorská díla"
        CC_BY = CC_BY, "obsahují autorská díla pod licencí CC BY 4.0"

    class Database(models.TextChoices):
        NONE = f"{TERMS}/není-autorskoprávně-chráněnou-databází/", "nejsou databází chráněnou autorským právem"
        CC_BY = CC_BY, "jsou databází pod licencí CC BY 4.0"

    class SpecialRight(models.TextChoices):
        NONE = f"{TERMS}/není-chráněna-zvláštním-právem-pořizovatele-databáze/", "nejsou jím chráněná"
        CC_ZERO = CC_ZERO, "pořizovatel se ho vzdal (CC0)"

    class PersonalData(models.TextChoices):
        NONE = f"{TERMS}/neobsahuje-osobní-údaje/", "neobsahují osobní údaje"
        SOME = f"{TERMS}/obsahuje-osobní-údaje/", "obsahují osobní údaje"

    works = models.CharField(
        "autorská díla", max_length=120, choices=Works, blank=True, help_text="Např. neobsahují autorská díla."
    )
    database = models.CharField(
        "databáze jako autorské dílo",
        max_length=120,
        choices=Database,
        blank=True,
        help_text="Autorské dílo je databáze, když je původní výběr nebo uspořádání údajů.",
    )
    special_right = models.CharField(
        "zvláštní právo pořizovatele databáze",
        max_length=120,
        choices=SpecialRight,
        blank=True,
        help_text="Má ho, kdo do databáze podstatně vložil. § 88 a násl. zákona č. 121/2000 Sb.",
    )
    personal_data = models.CharField(
        "osobní údaje", max_length=120, choices=PersonalData, blank=True, help_text="Např. neobsahují osobní údaje."
    )

    objects = TermsOfUseManager()

    class Meta:
        verbose_name = "podmínky užití otevřených dat"
        verbose_name_plural = "podmínky užití otevřených dat"
        constraints = [
            number_one("terms_of_use_are_one_row"),
            models.CheckConstraint(
                name="terms_of_use_are_all_chosen_or_none",
                condition=Q(works="", database="", special_right="", personal_data="")
                | ~Q(works="") & ~Q(database="") & ~Q(special_right="") & ~Q(personal_data=""),
                violation_error_message="Vyberte všechny čtyři podmínky, nebo žádnou.",
            ),
        ]

    def __str__(self) -> str:
        return "Podmínky užití otevřených dat"

    def get_absolute_url(self) -> str:
        """The page of open data."""
        return reverse("open-data")
