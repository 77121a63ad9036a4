"""Notices: a strip above every page, from one moment to another, such as that the phone is not answered this week."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from pages import registry
from pages.prose import linking
from pages.registry import Link
from pages.richtext import placeholders
from pages.rows import promises


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices by when readers see them."""

    def now_or_later(self) -> "NoticeQuerySet":
        """The notices that readers see just now or will see, in the order in which they begin."""
        return self.filter(ends_at__gt=timezone.now())


class Notice(models.Model):
    """One sentence for everybody, with a link where there is more to read. It appears and goes by the moment."""

    text = models.CharField(
        "znění",
        max_length=200,
        help_text="Jedna nebo dvě krátké věty, nejvýš 200 znaků. Např. Od 22. do 31. 12. na telefonu nejsme, pište na "
        "{{e-mail}}.",
    )
    link_text = models.CharField(
        "text odkazu", max_length=80, blank=True, help_text="Co se čtenář dozví. Např. Kdy máme zavřeno."
    )
    link_address = models.CharField(
        "adresa odkazu",
        max_length=300,
        blank=True,
        help_text="Stránka tohoto webu, např. /kontaktni-centrum/, nebo celá adresa, která začíná https://.",
    )
    starts_at = models.DateTimeField("ukázat od", help_text="Např. 22. 12. 2026 v 8:00. Čas je pražský.")
    ends_at = models.DateTimeField("ukázat do", help_text="Např. 1. 1. 2027 v 0:00. Pak samo zmizí.")

    seen_at: datetime  # in the admin: the moment of the request

    objects = NoticeQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "oznámení"
        verbose_name_plural = "oznámení"
        ordering = ["starts_at", "id"]
        constraints = [
            promises.links("notice_link_leads_somewhere", "link_address", "mailto:", "tel:"),
            models.CheckConstraint(
                name="notice_starts_before_it_ends",
                condition=Q(starts_at__lt=F("ends_at")),
                violation_error_message="Konec musí být později než začátek.",
            ),
            models.CheckConstraint(
                name="notice_link_has_both_parts",
                condition=Q(link_text="", link_address="") | (~Q(link_text="") & ~Q(link_address="")),
                violation_error_message="K odkazu patří text i adresa. Vyplňte obojí, nebo ani jedno.",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """Refuse an address that a reader could not follow, and placeholders where they are not filled.

        Raises:
            ValidationError: with a Czech message at the field.
        """
        if self.link_address and not self.link_address.startswith(("/", "https:", "http:", "mailto:", "tel:")):
            raise ValidationError({"link_address": "Adresa odkazu začíná lomítkem, https:, mailto: nebo tel:."})
        for field, refuse in [
            ("text", placeholders.refuse_unusable),
            ("link_text", placeholders.refuse_any),
            ("link_address", placeholders.refuse_any),
        ]:
            try:
                refuse(getattr(self, field) or "")
            except ValidationError as error:
                raise ValidationError({field: error.messages}) from error

    def is_shown(self, moment: datetime) -> bool:
        """Whether readers see it at `moment`; at its end they no longer do."""
        return self.starts_at <= moment < self.ends_at

    def was_shown(self, moment: datetime) -> bool:
        """Whether readers see it at `moment` or saw it before, by what its history says was stored when."""
        until = moment
        for record in self.history.order_by("-history_date", "-history_id"):
            if max(record.starts_at, record.history_date) < min(record.ends_at, until):
                return True
            until = record.history_date
        return self.is_shown(moment)

    def is_over(self, moment: datetime) -> bool:
        """Whether readers will not see it any more."""
        return self.ends_at <= moment


def next_change(facts: Mapping[str, Any], moment: datetime) -> datetime | None:
    """When the next notice appears or goes after `moment`, by the fact `notices`."""
    turns = [turn for notice in facts.get("notices", ()) for turn in (notice.starts_at, notice.ends_at)]
    return min((turn for turn in turns if turn > moment), default=None)


def links(moment: datetime) -> Iterator[Link]:
    """Where the notices lead that readers see at `moment` or will see: by their links, and by what their text names."""
    for notice in Notice.objects.filter(ends_at__gt=moment):
        yield from linking.links_of(notice, notice.link_address, text=notice.text, starts_at=notice.starts_at)


def register() -> None:
    """Hand the notices to the frame, the clock and the list of links; called when the apps are ready."""
    # Only where there are any: almost always there is none, and a page has better things to ask.
    registry.lend_on_demand(
        "notices", lambda facts: list(Notice.objects.now_or_later()) if facts["has_notices"] else []
    )
    registry.expect_change(next_change)
    registry.add_links(links)
    registry.watch(Notice)
