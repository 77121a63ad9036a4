"""The statement on accessibility, and the faults that we know of."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from simple_history.models import HistoricalRecords

from pages.rows.only_row import OnlyRow, OnlyRowManager, number_one
from pages.rows.promises import mail_addresses


class StatementManager(OnlyRowManager["AccessibilityStatement"]):
    """The one statement."""

    def the_one(self) -> "AccessibilityStatement | None":
        """The statement, with `has_faults` said beforehand, or None before the content was loaded."""
        faults = KnownFault.objects.filter(statement=OuterRef("pk"))
        return self.annotate(has_faults=Exists(faults)).first()  # type: ignore[no-redef]  # it is what the model declares


class AccessibilityStatement(OnlyRow):
    """The statement that § 8 of zákon č. 99/2019 Sb. asks for, as facts; the page gives them their legal headings."""

    class Status(models.TextChoices):
        NOT_ASSESSED = "not-assessed", "posouzení zatím neproběhlo"
        FULL = "full", "zcela v souladu"
        PARTIAL = "partial", "částečně v souladu"
        NONE = "none", "není v souladu"

    status = models.CharField(
        "stav souladu",
        max_length=20,
        choices=Status,
        default=Status.NOT_ASSESSED,
        help_text="„Zcela v souladu“ vyberte, jen když web někdo opravdu posoudil.",
    )
    assessed_on = models.DateField(
        "posouzeno dne", null=True, blank=True, help_text="Den, kdy posouzení skončilo. Např. 1. 12. 2026."
    )
    method = models.CharField(
        "způsob posouzení", max_length=300, blank=True, help_text="Např. vlastní posouzení podle EN 301 549."
    )
    assessed_by = models.CharField(
        "kdo web posoudil",
        max_length=200,
        blank=True,
        help_text="Např. Sjednocená organizace nevidomých a slabozrakých.",
    )
    revised_on = models.DateField(
        "poslední revize prohlášení",
        null=True,
        blank=True,
        help_text="Kdy jste prohlášení naposledy prošli. Např. 1. 12. 2026.",
    )
    nonconformities = models.TextField(
        "a) nesoulad s právními předpisy", blank=True, help_text="Např. Starší soubory PDF nepřečte odečítač obrazovky."
    )
    disproportionate_burden = models.TextField(
        "b) nepřiměřená zátěž",
        blank=True,
        help_text="Co nejde zpřístupnit bez nepřiměřených nákladů, a proč. Např. titulky ke starším videím.",
    )
    out_of_scope = models.TextField(
        "c) obsah mimo působnost zákona",
        blank=True,
        help_text="Na co se zákon nevztahuje. Např. mapa, ke které dáváme i textový seznam.",
    )
    feedback_email = models.EmailField(
        "e-mail pro zpětnou vazbu",
        blank=True,
        help_text="Komu napsat, když na webu něco nejde, např. pristupnost@example.cz. Prázdný: Kontaktní centrum.",
    )
    answer_days = models.PositiveSmallIntegerField(
        "odpovídáme do kolika dní",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text="Do kdy odpovíte na podnět k přístupnosti, např. 15. Vyplňte, jen když to víte: čtenářům to slíbíme. "
        "Prázdné: nic neslíbíme.",
    )
    enforcer = models.CharField(
        "úřad, který dohlíží", max_length=200, help_text="Např. Digitální a informační agentura."
    )
    enforcer_address = models.CharField(
        "adresa úřadu", max_length=200, help_text="Např. Na Vápence 915/14, 130 00 Praha 3."
    )
    enforcer_data_box = models.CharField("datová schránka úřadu", max_length=7, help_text="Např. yukd8p7.")
    enforcer_email = models.EmailField("e-mail úřadu", help_text="Např. pristupnost@dia.gov.cz.")

    has_faults: bool  # of the one that `objects.the_one()` gave
    _change_reason: str  # what the next record of the history says of its reason

    objects = StatementManager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "prohlášení o přístupnosti"
        verbose_name_plural = "prohlášení o přístupnosti"
        constraints = [
            number_one("accessibility_statement_is_one_row"),
            mail_addresses("accessibility_statement_emails_are_one_line", "feedback_email", "enforcer_email"),
            models.CheckConstraint(
                name="accessibility_status_is_known",
                condition=Q(status__in=["not-assessed", "full", "partial", "none"]),
                violation_error_message="Tento stav souladu neznáme.",
            ),
            models.CheckConstraint(
                name="accessibility_claim_has_an_assessment",
                condition=Q(status="not-assessed") | (Q(assessed_on__isnull=False) & ~Q(method="")),
                violation_error_message="Doplňte, kdy a jak se web posoudil. Bez toho soulad tvrdit nemůžeme.",
            ),
        ]

    def __str__(self) -> str:
        return f"Prohlášení o přístupnosti: {self.get_status_display()}"

    def get_absolute_url(self) -> str:
        """The page of the statement."""
        return reverse("pages:accessibility")

    def clean(self) -> None:
        """Refuse a day that is still to come (in Prague): nobody has assessed or revised anything on it yet.

        Raises:
            ValidationError: with a Czech message at the field.
        """
        for name in ["assessed_on", "revised_on"]:
            if (day := getattr(self, name)) and day > timezone.localdate():
                raise ValidationError({name: "Tento den teprve přijde."})

    @property
    def has_exceptions(self) -> bool:
        """Whether there is content that readers can't use, which the law wants listed."""
        texts = [self.nonconformities, self.disproportionate_burden, self.out_of_scope]
        return any(texts) or self.has_faults

    @property
    def gone_through_on(self) -> date | None:
        """The day on which somebody last assessed the site or went through the statement."""
        return max(filter(None, [self.assessed_on, self.revised_on]), default=None)


class KnownFault(models.Model):
    """Something on the site that not everybody can use, and by when it will be mended."""

    statement = models.ForeignKey(AccessibilityStatement, models.CASCADE, related_name="faults")
    what = models.CharField(
        "závada",
        max_length=300,
        help_text="Co komu nejde. Např. Metodika z roku 2018 nemá nadpisy, odečítač v ní nenajde kapitoly.",
    )
    mended_by = models.DateField(
        "opravíme do",
        null=True,
        blank=True,
        help_text="Např. 31. 3. 2027. Opravenou závadu smažte, v historii zůstane.",
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = "známá závada"
        verbose_name_plural = "známé závady"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.what
