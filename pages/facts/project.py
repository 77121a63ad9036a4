"""The facts of the project itself."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from pages.facts import closing, office, review
from pages.facts.provenance import Source, Sourced, Verifiable
from pages.rows.only_row import OnlyRow, OnlyRowManager, number_one
from pages.rows.promises import web_addresses


def check_ico(number: str) -> None:
    """Raises ValidationError unless these are eight digits of which the last fits the others.

    Source: Český statistický úřad, Identifikační číslo osoby: weights 8 to 2, modulo 11.
    """
    if not re.fullmatch(r"[0-9]{8}", number):
        raise ValidationError("IČO má osm číslic bez mezer. Kratší doplňte na začátku nulami.")
    total = sum(weight * int(digit) for weight, digit in zip(range(8, 1, -1), number, strict=False))
    if int(number[-1]) != (11 - total % 11) % 10:
        raise ValidationError("Takové IČO není: poslední číslice nepatří k ostatním. Opište ho znovu.")


class Period(models.TextChoices):
    """The programming period that the money is from. Each has its own rules for the block beside the emblem."""

    FROM_2014 = "2014-2020", "2014–2020: Evropská unie, fond a program"
    FROM_2021 = "2021-2027", "2021–2027: Spolufinancováno Evropskou unií"


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
                "programme_short",
                "programming_period",
                "fund",
                "starts_on",
                "ends_on",
                "implementer",
                "implementer_short",
                "implementer_url",
                "implementer_ico",
                "implementer_ovm",
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
        "operační program", max_length=100, help_text="Např. Operační program Příklad."
    )
    programme_short = models.CharField(
        "zkratka programu",
        max_length=20,
        blank=True,
        default="",
        db_default="",
        help_text="Např. OPP. Podle ní hledá vyhledávání a kontrola textů nabízí celý název.",
    )
    programming_period = models.CharField(
        "programové období",
        max_length=9,
        choices=Period,
        default=Period.FROM_2014,
        db_default=Period.FROM_2014,
        help_text="Určuje slova u znaku EU v hlavičce: předepisuje je nařízení toho období.",
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
    starts_on = models.DateField("začátek realizace", null=True, blank=True, help_text="Např. 1. 1. 2016.")
    ends_on = models.DateField("konec realizace", null=True, blank=True, help_text="Např. 31. 12. 2020.")
    implementer = models.CharField("realizátor", max_length=200, help_text="Např. Město Příkladov.")
    implementer_genitive = models.CharField(
        "realizátor ve 2. pádě",
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="Doplňte „Projekt …“, jak stojí v hlavičce. Např. Města Příkladov. Prázdný: zkratka.",
    )
    implementer_short = models.CharField("zkratka realizátora", max_length=20, help_text="Např. MP.")
    implementer_url = models.URLField("web realizátora", help_text="Např. https://www.example.cz/")
    implementer_ico = models.CharField(
        "IČO realizátora",
        max_length=8,
        blank=True,
        default="",
        db_default="",
        validators=[check_ico],
        help_text="Osm číslic. Otevřená data podle něj poznají, kdo je poskytuje.",
    )
    implementer_ovm = models.CharField(
        "identifikátor orgánu veřejné moci",
        max_length=20,
        blank=True,
        default="",
        db_default="",
        validators=[RegexValidator(r"^[0-9A-Z]+\Z", "Identifikátor má jen číslice a velká písmena.")],
        help_text="Podle registru práv a povinností, když to není IČO. Prázdný: IČO.",
    )
    in_short = models.CharField(
        "co děláte, jednou větou",
        max_length=120,
        blank=True,
        default="",
        db_default="",
        help_text="Dokončete větu „Projekt (realizátora):“, bez tečky. Ukazují ji vyhledávače. "
        "Např. pomáháme obcím zavádět sociální bydlení.",
    )
    aim = models.TextField(
        "hlavní cíl",
        help_text="Dokončete větu „Projekt má jeden hlavní cíl:“, bez tečky. Např. rozvoj systému sociálního bydlení.",
    )
    means = models.TextField(
        "čím cíle dosahuje",
        blank=True,
        help_text="Každý prostředek na vlastní řádek, např. mezinárodní spolupráce. Prázdné: stránky řeknou jen cíl.",
    )
    strategy_name = models.CharField(
        "dokument, kterým se pilotáž řídí",
        max_length=200,
        blank=True,
        help_text="Např. Koncepce sociálního bydlení České republiky 2015–2025.",
    )
    strategy_url = models.URLField("adresa dokumentu", blank=True, help_text="Prázdná: název zůstane bez odkazu.")
    website = models.URLField("webové stránky projektu", help_text="Např. https://www.projekt.example.cz/")
    facebook_name = models.CharField(
        "název stránky na Facebooku", max_length=100, blank=True, help_text="Např. Sociální bydlení v ČR."
    )
    facebook_url = models.URLField(
        "adresa stránky na Facebooku", blank=True, help_text="Prázdná: název se ukáže bez odkazu."
    )
    municipalities_help = models.CharField(
        "s čím obcím pomáháte",
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="Věta pod počtem obcí na úvodní stránce. Např. Radíme jim, jak začít.",
    )
    taking_part_one = models.CharField(
        "co dělá jedna obec",
        max_length=120,
        blank=True,
        default="",
        db_default="",
        help_text="Dokončete „Obec, která …“, bez tečky. Např. s námi ověřuje sociální bydlení.",
    )
    taking_part_many = models.CharField(
        "co dělá víc obcí",
        max_length=120,
        blank=True,
        default="",
        db_default="",
        help_text="Totéž po „Jedna z obcí, které …“. Např. s námi ověřují sociální bydlení.",
    )
    other_municipalities = models.CharField(
        "co mohou ostatní obce",
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="Stojí pod „Vaše obec v seznamu není?“. Např. Zeptejte se nás, jak se zapojit.",
    )
    lawful_basis = models.CharField(
        "proč smíte údaje z formuláře používat",
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text="Právní důvod podle čl. 6 nařízení (EU) 2016/679. "
        "Např. Plníme úkol ve veřejném zájmu podle čl. 6 odst. 1 písm. e) nařízení (EU) 2016/679.",
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
                name="project_period_is_known",
                condition=Q(programming_period__in=Period.values),
                violation_error_message="Toto programové období neznáme.",
            ),
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

    @property
    def whose(self) -> str:
        """Whose project it is, after the word „Projekt“."""
        return self.implementer_genitive or self.implementer_short

    @property
    def publisher_id(self) -> str:
        """The implementer in the register of rights and duties; empty where nobody said."""
        return self.implementer_ovm or self.implementer_ico

    @property
    def eu_lines(self) -> tuple[str, ...]:
        """The words beside the emblem of the Union, line by line.

        2014–2020: Implementing Regulation (EU) No 821/2014, Art. 4(3) and (4): the Union in full, and the Fund.
        2021–2027: Regulation (EU) 2021/1060, Annex IX, 1.2: the statement in full; by 1.7 nothing else beside it.
        """
        if self.programming_period == Period.FROM_2021:
            return ("Spolufinancováno", "Evropskou unií")
        return ("Evropská unie", self.fund, self.operational_programme)

    @property
    def long_forms(self) -> dict[str, str]:
        """What the project's own abbreviations stand for."""
        pairs = {self.implementer_short: self.implementer, self.programme_short: self.operational_programme}
        return {short: long_form for short, long_form in pairs.items() if short}
