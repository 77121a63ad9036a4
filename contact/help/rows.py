"""Who helps people without a home: a row for each office or service, chosen by what happened and where."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from contact.centre import E164, PHONE_EXAMPLE
from pages.facts import review
from pages.facts.regions import Region
from pages.models import Sourced, Verifiable
from pages.rows.promises import web_addresses

MONTHS = review.HOURS_MONTHS  # for so long a phone or an address of the web is believed


class Situation(models.Model):
    """What happened to somebody, in their own words."""

    words = models.CharField(
        "situace",
        max_length=80,
        unique=True,
        help_text="Slovy člověka, kterému se to stalo, bez tečky. Např. Můžu přijít o byt.",
    )
    position = models.PositiveSmallIntegerField("pořadí", default=0, help_text="Menší číslo stojí výš.")

    class Meta:
        verbose_name = "životní situace"
        verbose_name_plural = "životní situace"
        ordering = ["position", "words"]

    def __str__(self):
        return self.words


class HelpQuerySet(models.QuerySet["Help"]):
    """Rows of help as pages take them."""

    def whole(self) -> "list[Help]":
        """All of them, each with its source and situations."""
        return list(self.select_related("source").prefetch_related("situations"))


class Help(Sourced):
    """Somebody who helps.

    With a phone or an address of the web it is a contact, which readers see only while it is verified; without either
    it says whom a law makes responsible, and its source says since when.
    """

    VERIFIABLE = {
        "verified": Verifiable(
            "údaje o pomoci",
            MONTHS,
            ("who", "what", "for_whom", "region", "orp", "phone", "web", "hours", "provision", "is_office"),
        )
    }

    situations = models.ManyToManyField(
        Situation,
        verbose_name="situace",
        related_name="+",
        blank=True,
        help_text="Komu se má řádek nabídnout. Bez situace stojí jen v seznamu.",
    )
    position = models.PositiveSmallIntegerField("pořadí", default=0, help_text="Menší číslo stojí výš.")
    who = models.CharField(
        "kdo pomůže", max_length=120, help_text="Např. Sociální odbor, Městský úřad Litoměřice. Jména lidí nepište."
    )
    is_office = models.BooleanField("je to úřad", default=True, help_text="Odškrtněte u poradny, charity nebo spolku.")
    what = models.TextField(
        "s čím pomůže", max_length=300, help_text="Jedna nebo dvě věty. Bez částek a bez rad, ty rychle zastarají."
    )
    for_whom = models.CharField("pro koho", max_length=200, help_text="Např. Každý, kdo žije v obvodu tohoto úřadu.")
    region = models.CharField(
        "kraj", max_length=5, choices=Region, blank=True, help_text="Když pomáhá jen v jednom kraji."
    )
    orp = models.CharField(
        "obec s rozšířenou působností",
        max_length=60,
        blank=True,
        help_text="Když pomáhá jen v obvodu jednoho úřadu, např. Litoměřice. Kraj i obec prázdné: celé Česko.",
    )
    phone = models.CharField(
        "telefon", max_length=16, blank=True, validators=[E164], help_text="I s předvolbou, např. +420 601 234 567."
    )
    web = models.URLField(
        "webová stránka", blank=True, help_text="Přímo stránka, která pomůže. Např. https://www.jh.cz/"
    )
    hours = models.CharField(
        "kdy", max_length=100, blank=True, help_text="Slovy, např. pondělí a středa 8–17 hodin. Jen k telefonu a webu."
    )
    provision = models.CharField(
        "kde to ve zdroji stojí", max_length=60, blank=True, help_text="U zákona paragraf, např. § 92 písm. a)."
    )

    objects = HelpQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "pomoc"
        verbose_name_plural = "kam se obrátit"
        ordering = ["position", "pk"]
        constraints = [
            web_addresses("help_address_is_of_the_web", "web"),
            models.CheckConstraint(
                name="help_phone_is_e164",
                condition=Q(phone="") | Q(phone__startswith="+") & ~Q(phone__contains=" "),
                violation_error_message=PHONE_EXAMPLE,
            ),
            models.CheckConstraint(
                name="help_region_is_known",
                condition=Q(region__in=["", *Region.values]),
                violation_error_message="Tento kraj neznáme.",
            ),
            models.CheckConstraint(
                name="help_has_one_area",
                condition=Q(region="") | Q(orp=""),
                violation_error_message="Vyplňte kraj, nebo obec s rozšířenou působností, ne obojí.",
            ),
            models.CheckConstraint(
                name="help_hours_belong_to_a_contact",
                condition=Q(hours="") | ~Q(phone="") | ~Q(web=""),
                violation_error_message="Hodiny patří k telefonu nebo webu. Doplňte ho, nebo hodiny smažte.",
            ),
        ]

    def __str__(self):
        return self.who

    def get_absolute_url(self):
        """The page of all help."""
        return reverse("help")

    @property
    def anchor(self) -> str:
        """Its place on that page."""
        return f"pomoc_{self.pk}"

    @property
    def is_contact(self) -> bool:
        """Whether it tells how to reach somebody."""
        return bool(self.phone or self.web)

    def is_shown_on(self, day: date) -> bool:
        """Whether readers see it on a day: a contact only while its verification holds."""
        return not self.is_contact or not review.is_due(self.verified_on, day, MONTHS)
