"""Prose: pages and their versions. A version once written never changes; what is live is decided by the moment."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.shortcuts import get_object_or_404
from django.utils import timezone

from pages import placeholders, registry, richtext


class PageManager(models.Manager):
    def menu(self) -> list["Page"]:
        """The pages of the main menu in their order, without the parts that have nothing to show."""
        pages = self.exclude(menu_position=None).order_by("menu_position")
        return [page for page in pages if registry.is_offered(page.address)]

    def text_at(self, address: str, moment: datetime) -> "PageVersion":
        """What the fixed page at `address` says at `moment`.

        Without a live version it is an empty text under the page's menu title, so that the facts around it still show.

        Raises:
            Http404: there is no such page.
        """
        live = PageVersion.objects.live(moment).select_related("page__parent__parent").filter(page__address=address)
        version = live.first()
        if version is None or version.is_withdrawn(moment):
            return get_object_or_404(self.select_related("parent__parent"), address=address).without_text()
        return version


class Page(models.Model):
    """A place for prose on the site: an address and its position in the tree. What it says is in its versions."""

    class Kind(models.TextChoices):
        FIXED = "fixed", "pevná stránka"
        MUNICIPALITY = "municipality", "text obce"

    address = models.CharField(
        "adresa",
        max_length=200,
        unique=True,
        validators=[RegexValidator(r"^/([a-z0-9-]+/)*$", "Adresa vypadá takto: /o-projektu/")],
    )
    kind = models.CharField("druh", max_length=20, choices=Kind, default=Kind.FIXED)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name="nadřazená stránka", related_name="children"
    )
    menu_title = models.CharField("název v menu", max_length=60, help_text="Krátký název, např. O projektu.")
    menu_position = models.PositiveSmallIntegerField("pořadí v hlavním menu", null=True, blank=True, unique=True)

    objects = PageManager()

    class Meta:
        verbose_name = "stránka"
        verbose_name_plural = "stránky"
        ordering = ["address"]
        constraints = [
            models.CheckConstraint(
                name="page_address_begins_and_ends_with_a_slash",
                condition=Q(address__startswith="/") & Q(address__endswith="/"),
                violation_error_message="Adresa začíná i končí lomítkem.",
            ),
            models.CheckConstraint(
                name="page_kind_is_known",
                condition=Q(kind__in=["fixed", "municipality"]),
                violation_error_message="Tento druh stránky neznáme.",
            ),
        ]

    def __str__(self):
        return f"{self.menu_title} ({self.address})"

    def get_absolute_url(self):
        return self.address

    def is_hidden(self, frame: Any) -> bool:
        """Whether the page belongs in the frame's menu and is not there, because its part has nothing to show."""
        return self.menu_position is not None and self not in (frame.get("menu") or [])

    @property
    def trail(self) -> list["Page"]:
        """The pages above this one, the home page first."""
        above, page = [], self.parent
        while page:
            above.insert(0, page)
            page = page.parent
        return above

    def text_at(self, moment: datetime) -> "PageVersion":
        """The live version at `moment`, or an empty one under the menu title."""
        version = PageVersion.objects.live(moment).filter(page=self).first()
        if version is None or version.is_withdrawn(moment):
            return self.without_text()
        version.page = self
        return version

    def without_text(self) -> "PageVersion":
        """An unsaved, empty text under the menu title."""
        return PageVersion(page=self, title=self.menu_title)


class PageVersionQuerySet(models.QuerySet):
    def live(self, moment: datetime) -> "PageVersionQuerySet":
        """Of each page the version with the greatest (publish_at, id) not after `moment`, withdrawn or not."""
        published = PageVersion.objects.filter(page=OuterRef("page"), publish_at__lte=moment)
        newest = published.order_by("-publish_at", "-id")
        return self.filter(pk=Subquery(newest.values("pk")[:1]))

    def shown(self, moment: datetime) -> "PageVersionQuerySet":
        """Of each page the text that readers see at `moment`; none of a page whose text was withdrawn."""
        return self.live(moment).filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=moment))

    def turns(self) -> list[datetime]:
        """Every moment at which a text appears or goes, in order."""
        moments = self.values_list("publish_at", "withdrawn_at")
        return sorted({moment for row in moments for moment in row if moment})


def next_change(facts: Mapping[str, Any], moment: datetime) -> datetime | None:
    """When the next text appears or goes after `moment`, by the fact `turns`."""
    return next((turn for turn in facts.get("turns", ()) if turn > moment), None)


class PageVersion(models.Model):
    """What a page says from one moment on. Append-only: two moments are each set once, nothing else ever changes."""

    SET_ONCE = ("publish_at", "withdrawn_at")

    page = models.ForeignKey(Page, models.CASCADE, verbose_name="stránka", related_name="versions")
    title = models.CharField("nadpis", max_length=120, help_text="Hlavní nadpis stránky, např. O projektu.")
    summary = models.CharField(
        "úvodní věta",
        max_length=160,
        blank=True,
        help_text="Jedna věta pod nadpisem, nejvýš 160 znaků. Ukazují ji i vyhledávače.",
    )
    body = models.TextField(
        "text",
        blank=True,
        help_text="Odstavec začněte <p> a ukončete </p>, mezititulek <h2> a </h2>. Např. <p>Napište nám.</p> "
        "Nedovolené značky se při uložení odstraní.",
    )
    publish_at = models.DateTimeField(
        "zveřejnit od",
        null=True,
        blank=True,
        help_text="Např. 16. 9. 2020 v 8:00. Prázdné: koncept, který čtenáři nevidí. Jednou zadaný čas už nezměníte.",
    )
    withdrawn_at = models.DateTimeField(
        "staženo",
        null=True,
        blank=True,
        help_text="Od kdy text nemá být vidět. Jde jen u textu obce. Např. 31. 12. 2026 v 8:00.",
    )
    created_at = models.DateTimeField("vytvořeno", default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, verbose_name="vytvořil(a)"
    )

    objects = PageVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "verze textu"
        verbose_name_plural = "verze textů"
        permissions = [("publish_pageversion", "Může zveřejňovat texty")]
        ordering = ["-publish_at", "-id"]
        indexes = [models.Index(fields=["page", "-publish_at", "-id"], name="page_version_live")]
        constraints = [
            models.CheckConstraint(
                name="page_version_is_withdrawn_after_publication",
                condition=Q(withdrawn_at=None)
                | (Q(publish_at__isnull=False) & Q(withdrawn_at__gte=models.F("publish_at"))),
                violation_error_message="Stáhnout jde jen text, který už byl zveřejněný.",
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.page.address})" if self.page_id else self.title

    def save(self, *args, **kwargs):
        self.body = richtext.sanitise(self.body)
        self._refuse_withdrawal()
        if self.pk:
            self._refuse_changes()
        else:
            self._refuse_unusable_placeholders()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return self.page.address

    @property
    def changed_on(self) -> date | None:
        """The day (Europe/Prague) from which the text stands there; None for a page without a live text."""
        return timezone.localtime(self.publish_at).date() if self.publish_at else None

    def is_withdrawn(self, moment: datetime) -> bool:
        """Whether the text was taken back by `moment`."""
        return self.withdrawn_at is not None and self.withdrawn_at <= moment

    def clean(self):
        if self.page_id:
            self._refuse_withdrawal()
        self._refuse_unusable_placeholders()

    def _refuse_withdrawal(self):
        if self.withdrawn_at and self.page.kind == Page.Kind.FIXED:
            raise ValidationError({"withdrawn_at": "Pevnou stránku nejde stáhnout, jen nahradit novým textem."})

    def _refuse_unusable_placeholders(self):
        checks = {
            "title": placeholders.refuse_any,
            "summary": placeholders.refuse_any,
            "body": placeholders.refuse_unusable,
        }
        for field, refuse in checks.items():
            try:
                refuse(getattr(self, field) or "")
            except ValidationError as error:
                raise ValidationError({field: error.messages}) from error

    def _refuse_changes(self):
        stored = PageVersion.objects.filter(pk=self.pk).values().first()
        if stored is None:
            return
        for field in self._meta.concrete_fields:
            before, after = stored[field.attname], getattr(self, field.attname)
            if before != after and not (field.name in self.SET_ONCE and before is None):
                raise ValidationError("Uložená verze textu se už nemění. Přidejte novou.")
