"""The end of the project: from a moment that an editor chooses the site says that nobody keeps it up any more."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from pages.facts.provenance import Source

FIELDS = ("closes_at", "archive_url", "archive_terms")


class Closing(models.Model):
    """When a project's site closes, and what is told of it from then on; a site without an end has no moment."""

    closes_at = models.DateTimeField(
        "web oznámí konec od",
        null=True,
        blank=True,
        help_text="Od té chvíle každá stránka řekne, že projekt skončil, a formulář pro schůzku se vypne. Např. "
        "1. 1. 2030 v 0:00. Čas je pražský. Prázdné: web o konci nemluví.",
    )
    closing_source = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="zdroj údaje o konci",
        related_name="+",
        help_text="Z čeho plyne, že projekt skončil. Např. rozhodnutí o ukončení projektu.",
    )
    archive_url = models.URLField(
        "adresa v archivu webů",
        blank=True,
        default="",
        db_default="",
        help_text="Kde si web přečte, kdo přijde, až tu nebude. Např. https://archiv.example.cz/nas-web/.",
    )
    archive_terms = models.CharField(
        "co smějí archivy webů",
        max_length=300,
        blank=True,
        default="",
        db_default="",
        help_text="Celá věta do patičky. Např. Národní knihovna smí tento web uložit a ukazovat všem.",
    )

    class Meta:
        abstract = True

    def is_closed(self, moment: datetime) -> bool:
        """Whether the end is told at the moment, an aware one."""
        return self.closes_at is not None and self.closes_at <= moment


CLOSES_WITH_A_SOURCE = models.CheckConstraint(
    name="project_closes_with_a_source",
    condition=Q(closes_at=None) | Q(closing_source__isnull=False),
    violation_error_message="Ke konci projektu vyberte i zdroj, ze kterého ho víte.",
)


def next_change(facts: Mapping[str, Any], moment: datetime) -> datetime | None:
    """When the end is told, should that be after the moment."""
    project: Closing | None = facts.get("project")
    return project.closes_at if project and project.closes_at and project.closes_at > moment else None
