"""The versions of a page's text. A version once written never changes; what is live is decided by the moment."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from pages.languages.languages import czech_address
from pages.prose.publication import Publication, not_withdrawn, published
from pages.richtext import html, placeholders
from pages.richtext.field import RichTextField

UNCHANGING = "Uložená verze textu se už nemění. Přidejte novou."


class Preview(NamedTuple):
    """A look at what readers do not see yet: one version in the place of its page's text, or each page's newest.

    The one may be as somebody types it just now; then no row has it, and it is all that differs from what readers see.
    """

    version: int | None = None  # its primary key; None: of every page the newest
    title: str = "Náhled, nezveřejněno."  # what the bar above the page says
    note: str = ""
    back: str = ""  # the address of the form that it is a preview of
    typed: "PageVersion | None" = None

    def shows(self, version: "PageVersion") -> bool:
        """Whether it was made to show just this version, even one that was withdrawn."""
        return version.pk == self.version

    def typed_at(self, address: str) -> "PageVersion | None":
        """What is being typed, if it is the text of the page at `address`."""
        return self.typed if self.typed and self.typed.page.address == address else None


class PageVersionQuerySet(models.QuerySet["PageVersion"]):
    """Versions by who sees them and when; every moment is aware."""

    def update(self, **values: Any) -> int:
        """Of what belongs to the publication, which `pages.prose.publishing` guards; what is written stays.

        Raises:
            ValidationError: a text, a number or a page would change.
        """
        if values.keys() - {*PageVersion.OF_PUBLICATION, *PageVersion.OF_WITHDRAWAL, "created_by"}:
            raise ValidationError(UNCHANGING)
        return super().update(**values)

    def live(self, moment: datetime) -> "PageVersionQuerySet":
        """Of each page the version with the greatest (publish_at, id) not after `moment`, withdrawn or not.

        `public_at` is the moment that readers are told: that of the last version that was no mere correction.
        `verified_at` is when somebody last said that the text still holds, or the Czech one that it is translated from.
        """
        newest = PageVersion.objects.published(moment).filter(page=OuterRef("page"))
        said_something = PageVersion.objects.filter(
            page=OuterRef("page"), publish_at__lte=OuterRef("publish_at"), is_typo_fix=False
        ).order_by("-publish_at")
        public_at = Coalesce(Subquery(said_something.values("publish_at")[:1]), F("publish_at"))
        own_or_czech = Q(pk=OuterRef("pk")) | Q(pk=OuterRef("translated_from"))
        verifications = PageVersion.objects.filter(own_or_czech, verifications__isnull=False)
        verifications = verifications.order_by("-verifications__verified_at")
        verified_at = Subquery(verifications.values("verifications__verified_at")[:1])
        live = self.filter(pk=Subquery(newest.values("pk")[:1]))
        return live.annotate(public_at=public_at, verified_at=verified_at)  # type: ignore[no-redef]  # it is what the model declares

    def shown(self, moment: datetime) -> "PageVersionQuerySet":
        """Of each page the text that readers see at `moment`; none of a page whose text was withdrawn."""
        return self.live(moment).filter(not_withdrawn(moment))

    def newest(self) -> "PageVersionQuerySet":
        """Of each page the version written last, published or not."""
        numbered = PageVersion.objects.filter(page=OuterRef("page")).order_by("-number")
        return self.filter(pk=Subquery(numbered.values("pk")[:1]))

    def seen(self, moment: datetime, preview: Preview | None = None) -> "PageVersionQuerySet":
        """Of each page the version that readers are shown, or the one in a preview; withdrawn or not."""
        if preview is None:
            return self.live(moment)
        if preview.version is None:
            return self.newest()
        chosen = PageVersion.objects.filter(pk=preview.version)
        live = PageVersion.objects.live(moment).exclude(page__in=chosen.values("page"))
        return self.filter(Q(pk=preview.version) | Q(pk__in=live.values("pk")))

    def scheduled(self, moment: datetime) -> "PageVersionQuerySet":
        """The versions whose moment is still to come."""
        return self.filter(publish_at__gt=moment)

    def published(self, moment: datetime) -> "PageVersionQuerySet":
        """The versions that readers saw at `moment` or before, the latest first."""
        return self.filter(published(moment)).order_by("-publish_at", "-id")


def is_hidden(version: "PageVersion | None", moment: datetime, preview: Preview | None) -> bool:
    """Whether there is nothing to read: no version, or one that was withdrawn by `moment`."""
    return version is None or (version.is_withdrawn(moment) and not (preview and preview.shows(version)))


class PageVersion(Publication, models.Model):
    """What a page says from one moment on. Append-only: what belongs to its publication is set once, nothing else."""

    # Set together when the version is published; only a moment that nobody has seen yet may be taken back, see
    # pages.prose.publishing.
    OF_PUBLICATION = ("publish_at", "change_note", "is_typo_fix")

    OF_WITHDRAWAL = ("withdrawn_at", "withdrawal_reason")  # the same of these

    public_at: datetime | None  # of one that is live, see PageVersionQuerySet.live
    verified_at: datetime | None = None  # of one that is live, likewise
    first_at: datetime | None  # of one that `pages.prose.news` gave: its page's first publication
    replaced_at: datetime | None  # of one that `pages.prose.states.in_time` gave

    page = models.ForeignKey("pages.Page", models.CASCADE, verbose_name="stránka", related_name="versions")
    number = models.PositiveIntegerField("číslo verze", default=1, editable=False)
    title = models.CharField("nadpis", max_length=120, help_text="Hlavní nadpis stránky, např. O projektu.")
    summary = models.CharField(
        "úvodní věta",
        max_length=160,
        blank=True,
        help_text="Jedna věta pod nadpisem, 50 až 160 znaků. Ukazují ji i vyhledávače.",
    )
    body = RichTextField("text", blank=True)
    # Of a term: what its definition comes from. The database knows what to do without it, for the former code.
    source = models.ForeignKey(
        "pages.Source", models.PROTECT, null=True, blank=True, verbose_name="zdroj definice", related_name="+"
    )
    provision = models.CharField("kde to ve zdroji stojí", max_length=60, blank=True, default="", db_default="")
    # Of a collection or an event: its documents in their order, as [key, heading of the part that begins with it].
    documents = models.JSONField("dokumenty", default=list, blank=True, db_default=[])
    # Of a translation: the Czech version that it was made from.
    translated_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name="přeložená verze", related_name="translations"
    )
    change_note = models.CharField(
        "co se změnilo",
        max_length=200,
        blank=True,
        help_text="Jedna věta pro čtenáře. Např. Doplnili jsme, kam se obrátit o víkendu.",
    )
    is_typo_fix = models.BooleanField(
        "jen oprava překlepu",
        default=False,
        help_text="Smysl textu se nemění. Čtenáři dál uvidí den poslední skutečné změny.",
    )
    publish_at = models.DateTimeField("zveřejnit od", null=True, blank=True)
    withdrawn_at = models.DateTimeField("mimo web od", null=True, blank=True)
    # What readers are not told. The database has the default too, for code that knows nothing of the field yet.
    withdrawal_reason = models.CharField("proč je mimo web", max_length=200, blank=True, default="", db_default="")
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
            models.UniqueConstraint(
                name="page_version_number_is_given_once",
                fields=["page", "number"],
                violation_error_message="Tuto verzi už mezitím uložil někdo jiný.",
            ),
            models.CheckConstraint(
                name="page_version_is_withdrawn_after_publication",
                condition=Q(withdrawn_at=None)
                | (Q(publish_at__isnull=False) & Q(withdrawn_at__gte=models.F("publish_at"))),
                violation_error_message="Vzít z webu jde jen text, který už byl zveřejněný.",
            ),
            models.CheckConstraint(
                name="page_version_of_a_typo_fix_has_no_note",
                condition=Q(is_typo_fix=False) | Q(change_note=""),
                violation_error_message="U opravy překlepu se nepíše, co se změnilo.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.page.address})" if self.page_id else self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """With the body sanitised, and a new version with the next number of its page.

        Raises:
            ValidationError: what was set once would change, a fixed page be withdrawn, a placeholder stay unfilled or a
                translation be of another page.
        """
        self.body = html.sanitise(self.body)
        self._refuse_withdrawal()
        if self.pk:
            self._refuse_changes()
            super().save(*args, **kwargs)
            return
        self._refuse_unusable_placeholders()
        self._refuse_foreign_source()
        last = PageVersion.objects.filter(page=self.page).aggregate(number=Max("number"))["number"]
        self.number = (last or 0) + 1
        facts = self.event_facts
        with transaction.atomic():
            super().save(*args, **kwargs)
            if facts:
                facts.version = self
                facts.save()

    def get_absolute_url(self) -> str:
        """The address of its page."""
        return self.page.address

    @property
    def changed_on(self) -> date | None:
        """The day (Europe/Prague) that readers are told; None for a page without a live text."""
        public_at = getattr(self, "public_at", self.publish_at)
        return timezone.localtime(public_at).date() if public_at else None

    @property
    def verified_on(self) -> date | None:
        """The day (Europe/Prague) on which somebody last said that a live text still holds; None if nobody has."""
        return timezone.localtime(self.verified_at).date() if self.verified_at else None

    @property
    def held_on(self) -> date | None:
        """The last day on which what a live version says was written or verified; None without one."""
        return max(filter(None, [self.changed_on, self.verified_on]), default=None)

    @property
    def event_facts(self) -> Any:
        """Of an event its `pages.events.facts.EventFacts`, unsaved as long as the version is; else None."""
        return getattr(self, "event", None) if self.page.kind == "event" else None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to read but a title."""
        return not (self.summary or self.body)

    def says_the_same(self, other: "PageVersion | None") -> bool:
        """Whether a reader would see no difference between the texts."""
        return other is not None and self._said() == other._said()

    def _said(self) -> tuple[Any, ...]:
        # The space between two blocks says nothing, and every editor of rich text leaves another.
        body = re.sub(r">\s+<", "><", self.body)
        facts = self.event_facts
        of_kind = self.source_id, self.provision, self.documents, facts and facts.said(), self.translated_from_id
        return self.title, self.summary, body, *of_kind

    def clean(self) -> None:
        """As `save` refuses, before it is tried.

        Raises:
            ValidationError: with a Czech message at the field.
        """
        if self.page_id:
            self._refuse_withdrawal()
        self._refuse_unusable_placeholders()

    def _refuse_withdrawal(self) -> None:
        if self.withdrawn_at and self.page.is_fixed:
            raise ValidationError({"withdrawn_at": "Pevnou stránku nejde vzít z webu, jen nahradit novým textem."})

    def _refuse_foreign_source(self) -> None:
        known = self.translated_from
        if known and known.page.address != czech_address(self.page.address):
            raise ValidationError({"translated_from": "Přeložená verze je textem jiné stránky."})

    def _refuse_unusable_placeholders(self) -> None:
        checks = {
            "title": placeholders.refuse_any,
            "summary": placeholders.refuse_any,
            "change_note": placeholders.refuse_any,
            "body": placeholders.refuse_unusable,
        }
        for field, refuse in checks.items():
            try:
                refuse(getattr(self, field) or "")
            except ValidationError as error:
                raise ValidationError({field: error.messages}) from error

    def _refuse_changes(self) -> None:
        stored: Mapping[str, object] | None = PageVersion.objects.filter(pk=self.pk).values().first()
        if stored is None:
            return
        may_change = set(self.OF_PUBLICATION) if stored["publish_at"] is None else set()
        may_change |= set(self.OF_WITHDRAWAL) if stored["withdrawn_at"] is None else set()
        for field in self._meta.concrete_fields:
            if stored[field.attname] != getattr(self, field.attname) and field.name not in may_change:
                raise ValidationError(UNCHANGING)
