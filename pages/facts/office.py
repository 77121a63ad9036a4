"""The office behind the project: where it takes filings, and where its duties to publish are met."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from pages.facts.provenance import Source

FIELDS = ("data_box", "filing_room", "disclosure_url")


class Office(models.Model):
    """Facts of the office that carries a project out, with a source of their own; empty is not known, and not shown."""

    data_box = models.CharField(
        "datová schránka",
        max_length=7,
        blank=True,
        default="",
        db_default="",
        validators=[RegexValidator(r"^[a-z0-9]{7}$", "Datová schránka má sedm malých písmen a číslic, např. abc2d3e.")],
        help_text="Její identifikátor, např. abc2d3e. Formulář pro schůzku řekne, že podání patří do ní.",
    )
    filing_room = models.CharField(
        "podatelna",
        max_length=150,
        blank=True,
        default="",
        db_default="",
        help_text="Adresa, kde jde něco podat osobně nebo poštou. Např. Dlouhá 1, 110 00 Praha 1.",
    )
    disclosure_url = models.URLField(
        "povinně zveřejňované informace",
        blank=True,
        default="",
        db_default="",
        help_text="Stránka úřadu podle § 5 zákona č. 106/1999 Sb., např. https://www.example.cz/povinne/. Odkaz na ni "
        "bude v patičce.",
    )
    office_source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="zdroj údajů o úřadu",
        related_name="+",
        help_text="Odkud datovou schránku, podatelnu a odkaz víte. Např. web úřadu.",
    )

    class Meta:
        abstract = True


OFFICE_WITH_A_SOURCE = models.CheckConstraint(
    name="project_office_has_a_source",
    condition=Q(data_box="", filing_room="", disclosure_url="") | Q(office_source__isnull=False),
    violation_error_message="K datové schránce, podatelně a odkazu vyberte i zdroj, ze kterého je víte.",
)
