"""The facts of the project itself."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from pages.facts import closing, office, review
from pages.facts.provenance import Source, Sourced, Verifiable
from pages.rows.only_row import OnlyRow, OnlyRowManager, number_one
from pages.rows.promises import web_addresses


class ProjectManager(OnlyRowManager["Project"]):
    """The one project."""

    def the_one(self) -> "Project | None":
        """The project with its source, or None before the content was loaded."""
        return self.select_related("source", "fund_source", "closing_source", "office_source").first()


class Project(OnlyRow, closing.Closing, office.Office, Sourced):
    """The facts of the project itself; exactly one row."""

    VERIFIABLE = {
        "verified": Verifiable(
            "údaje o projektu",
            review.MONTHS,
            (
                "full_name",
                "short_name",
                "registration_number",
                "operational_programme",
                "fund",
                "starts_on",
                "ends_on",
                "implementer",
                "implementer_short",
                "implementer_url",
                "aim",
                "means",
                "strategy_name",
                "strategy_url",
                "website",
                "facebook_name",
                "facebook_url",
                *office.FIELDS,
                *closing.FIELDS,
            ),
        )
    }

    full_name = models.CharField(
        "celý název",
        max_length=300,
        help_text="Přesně podle rozhodnutí o dotaci. Např. Sociální bydlení – metodická a informační podpora.",
    )
    short_name = models.CharField(
        "zkrácený název", max_length=100, help_text="Stojí v hlavičce webu. Např. Podpora sociálního bydlení."
    )
    registration_number = models.CharField(
        "registrační číslo",
        max_length=60,
        validators=[RegexValidator(r"^CZ\.[\w./]+$", "Registrační číslo začíná „CZ.“ a nemá v sobě mezery.")],
        help_text="Např. CZ.03.2.63/0.0/0.0/15_017/0003539.",
    )
    operational_programme = models.CharField(
        "operační program", max_length=100, help_text="Např. Operační program Zaměstnanost."
    )
    fund = models.CharField("fond", max_length=100, help_text="Např. Evropský sociální fond.")
    fund_source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="zdroj údaje o fondu",
        related_name="+",
        help_text="Když fond nejmenuje zdroj údajů o projektu. Prázdný: stránka řekne, že fond vyplývá z programu.",
    )
    starts_on = models.DateField("začátek realizace", help_text="Např. 1. 1. 2016.")
    ends_on = models.DateField("konec realizace", help_text="Např. 31. 12. 2020.")
    implementer = models.CharField(
        "realizátor", max_length=200, help_text="Např. Ministerstvo práce a sociálních věcí."
    )
    implementer_short = models.CharField("zkratka realizátora", max_length=20, help_text="Např. MPSV.")
    implementer_url = models.URLField("web realizátora", help_text="Např. https://www.mpsv.cz/")
    aim = models.TextField(
        "hlavní cíl",
        help_text="Dokončete větu „Projekt má jeden hlavní cíl:“, bez tečky. Např. rozvoj systému sociálního bydlení.",
    )
    means = models.TextField(
        "čím cíle dosahuje", help_text="Každý prostředek na vlastní řádek, např. mezinárodní spolupráce."
    )
    strategy_name = models.CharField(
        "dokument, kterým se pilotáž řídí",
        max_length=200,
        help_text="Např. Koncepce sociálního bydlení České republiky 2015–2025.",
    )
    strategy_url = models.URLField("adresa dokumentu", blank=True, help_text="Prázdná: název zůstane bez odkazu.")
    website = models.URLField("webové stránky projektu", help_text="Např. https://www.socialnibydleni.mpsv.cz/")
    facebook_name = models.CharField(
        "název stránky na Facebooku", max_length=100, blank=True, help_text="Např. Sociální bydlení v ČR."
    )
    facebook_url = models.URLField(
        "adresa stránky na Facebooku", blank=True, help_text="Prázdná: název se ukáže bez odkazu."
    )

    objects = ProjectManager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "projekt"
        verbose_name_plural = "projekt"
        constraints = [
            number_one("project_is_one_row"),
            web_addresses(
                "project_addresses_are_of_the_web", "implementer_url", "strategy_url", "website", "facebook_url"
            ),
            web_addresses("project_archive_is_of_the_web", "archive_url"),
            web_addresses("project_disclosure_is_of_the_web", "disclosure_url"),
            closing.CLOSES_WITH_A_SOURCE,
            office.OFFICE_WITH_A_SOURCE,
            models.CheckConstraint(
                name="project_starts_before_it_ends",
                condition=Q(starts_on__lt=F("ends_on")),
                violation_error_message="Konec realizace musí být později než začátek.",
            ),
            models.CheckConstraint(
                name="project_facebook_address_has_a_name",
                condition=Q(facebook_url="") | ~Q(facebook_name=""),
                violation_error_message="K adrese na Facebooku doplňte i název stránky.",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    def get_absolute_url(self) -> str:
        """The page about the project."""
        return reverse("pages:about")

    @property
    def means_list(self) -> list[str]:
        """The means one by one, without empty lines."""
        return [line.strip() for line in self.means.splitlines() if line.strip()]
