"""Documents for readers: what each is, and which file or address it stood for when."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator, URLValidator
from django.db import models
from django.db.models import Case, Count, F, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from simple_history.models import HistoricalRecords

from pages import registry
from pages.uploads import KINDS, Kind, size_text

ADDRESS = "/dokumenty/"
YEARS = (1990, 2100)


class Category(models.TextChoices):
    """In the order in which readers see them."""

    METHODS = "metodika", "Metodické podklady"
    STRATEGY = "koncepce", "Koncepce a strategie"
    RESEARCH = "vyzkum", "Výzkum"
    EDUCATION = "vzdelavani", "Vzdělávání"
    COOPERATION = "mezinarodni-spoluprace", "Mezinárodní spolupráce"
    OTHER = "ostatni", "Ostatní"


class Language(models.TextChoices):
    CZECH = "cs", "česky"
    ENGLISH = "en", "anglicky"
    SLOVAK = "sk", "slovensky"
    GERMAN = "de", "německy"
    POLISH = "pl", "polsky"
    UKRAINIAN = "uk", "ukrajinsky"
    FRENCH = "fr", "francouzsky"


class DocumentQuerySet(models.QuerySet):
    def published(self, moment: datetime) -> "DocumentQuerySet":
        """Documents that readers see at `moment`."""
        return self.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=moment), publish_at__lte=moment)

    def drafts(self) -> "DocumentQuerySet":
        return self.filter(publish_at=None)

    def waiting(self, moment: datetime) -> "DocumentQuerySet":
        """Drafts, and documents that will appear or go after `moment`."""
        return self.filter(Q(publish_at=None) | Q(publish_at__gt=moment) | Q(withdrawn_at__gt=moment))

    def turns(self) -> list[datetime]:
        """Every moment at which a document appears or goes, in order."""
        moments = self.values_list("publish_at", "withdrawn_at")
        return sorted({moment for row in moments for moment in row if moment})


def next_change(facts: Mapping[str, Any], moment: datetime) -> datetime | None:
    """When the next document appears or goes after `moment`, by the fact `document_turns`."""
    return next((turn for turn in facts.get("document_turns", ()) if turn > moment), None)


def is_address_of_accessible_version(value: str) -> None:
    """Take a page of this site or an address of another one.

    Raises:
        ValidationError: it is neither.
    """
    try:
        RegexValidator(r"^/[\w./-]*$")(value)
    except ValidationError:
        URLValidator(["https", "http"], message="Napište adresu stránky, např. /o-projektu/ nebo https://www.mpsv.cz/")(
            value
        )


class Document(models.Model):
    """A document as readers know it. Its address never changes; the file behind it may."""

    VERIFIABLE: dict[str, tuple[str, int]] = {}  # there is nothing to hold against reality

    title = models.CharField(
        "název", max_length=120, help_text="Jak ho najdou čtenáři, např. Metodika sociální práce v bydlení."
    )
    slug = models.SlugField(
        "konec adresy",
        max_length=80,
        unique=True,
        blank=True,
        help_text="Část adresy za /dokumenty/, např. metodika-bydleni. Prázdný: vznikne z názvu. Už se nezmění.",
    )
    description = models.CharField(
        "popis",
        max_length=160,
        help_text="Jedna věta, nejvýš 160 znaků. Např. Krok za krokem, jak obec zavede sociální bydlení.",
    )
    author = models.CharField(
        "autor", max_length=120, blank=True, help_text="Kdo dokument napsal nebo vydal. Např. Jana Nováková, MPSV."
    )
    year = models.PositiveSmallIntegerField(
        "rok vydání",
        validators=[MinValueValidator(YEARS[0]), MaxValueValidator(YEARS[1])],
        help_text="Např. 2020.",
    )
    language = models.CharField("jazyk", max_length=2, choices=Language, default=Language.CZECH)
    category = models.CharField("téma", max_length=30, choices=Category, help_text="Např. Metodické podklady.")
    accessible_url = models.CharField(
        "přístupná verze",
        max_length=200,
        blank=True,
        validators=[is_address_of_accessible_version],
        help_text="Stránka se stejným obsahem pro odečítače. Např. /o-projektu/ nebo celá adresa jiného webu.",
    )
    publish_at = models.DateTimeField(
        "zveřejnit od",
        null=True,
        blank=True,
        help_text="Např. 16. 9. 2026 v 8:00. Prázdné: koncept, který čtenáři nevidí. Nastalý čas už nezměníte.",
    )
    withdrawn_at = models.DateTimeField(
        "stáhnout od",
        null=True,
        blank=True,
        help_text="Od kdy dokument nemá být vidět. Např. 31. 12. 2026 v 8:00. Když čas smažete, dokument se vrátí.",
    )

    objects = DocumentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "dokument"
        verbose_name_plural = "dokumenty"
        ordering = ["-id"]
        permissions = [("publish_document", "Může zveřejňovat dokumenty")]
        constraints = [
            models.CheckConstraint(
                name="document_category_is_known",
                condition=Q(category__in=Category.values),
                violation_error_message="Toto téma neznáme.",
            ),
            models.CheckConstraint(
                name="document_language_is_known",
                condition=Q(language__in=Language.values),
                violation_error_message="Tento jazyk neznáme.",
            ),
            models.CheckConstraint(
                name="document_year_is_plausible",
                condition=Q(year__range=YEARS),
                violation_error_message="Rok vydání napište čtyřmi číslicemi, např. 2020.",
            ),
            models.CheckConstraint(
                name="document_is_withdrawn_after_publication",
                condition=Q(withdrawn_at=None) | (Q(publish_at__isnull=False) & Q(withdrawn_at__gte=F("publish_at"))),
                violation_error_message="Stáhnout jde jen dokument, který už byl zveřejněný.",
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.slug = self.slug or slugify(self.title)[:80]
        self._refuse_changes()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("pages:document", args=[self.slug])

    def clean(self):
        self.slug = self.slug or slugify(self.title)[:80]
        if not self.slug:
            raise ValidationError("Z tohoto názvu adresa nevznikne, doplňte konec adresy. Např. metodika-bydleni.")
        self._refuse_changes()

    def is_withdrawn(self, moment: datetime) -> bool:
        """Whether the document was taken back by `moment`."""
        return self.withdrawn_at is not None and self.withdrawn_at <= moment

    def state(self, moment: datetime) -> str:
        """What editors call its state: one of four words."""
        if self.publish_at is None:
            return "koncept"
        if self.is_withdrawn(moment):
            return "staženo"
        return "zveřejněno" if self.publish_at <= moment else "naplánováno"

    def _refuse_changes(self):
        stored = Document.objects.filter(pk=self.pk).first() if self.pk else None
        if stored is None:
            return
        if stored.slug != self.slug:
            raise ValidationError("Adresa dokumentu se už nemění, vedou na ni odkazy.")
        if stored.publish_at and stored.publish_at <= timezone.now() and stored.publish_at != self.publish_at:
            raise ValidationError("Dokument už je zveřejněný, čas zveřejnění nejde změnit. Můžete ho stáhnout.")


class DocumentVersionQuerySet(models.QuerySet):
    def live(self, moment: datetime) -> "DocumentVersionQuerySet":
        """Of each document the version that holds at `moment`, whether or not the document is published."""
        newest = DocumentVersion.objects.filter(document=OuterRef("document"), valid_from__lte=moment)
        return self.filter(pk=Subquery(newest.order_by("-valid_from", "-id").values("pk")[:1]))

    def shown(self, moment: datetime) -> "DocumentVersionQuerySet":
        """Of each document that readers see at `moment` its version, by category and year, the newest first."""
        published = Document.objects.published(moment)
        order = Case(*[When(document__category=category, then=Value(place)) for place, category in enumerate(Category)])
        return (
            self.live(moment)
            .filter(document__in=published)
            .select_related("document")
            .order_by(order, "-document__year", "-document__publish_at", "-document_id")
        )

    def counts(self, moment: datetime) -> dict[str, tuple[int, datetime]]:
        """How many documents of each category readers see at `moment`, and when the newest of them became public."""
        public_at = Greatest("valid_from", "document__publish_at")
        by_category = self.shown(moment).order_by().values("document__category")
        rows = by_category.annotate(number=Count("pk"), newest=Max(public_at))
        return {row["document__category"]: (row["number"], row["newest"]) for row in rows}


class DocumentVersion(models.Model):
    """What a document's address led to from one moment on: a file of ours or an address elsewhere. Append-only."""

    document = models.ForeignKey(Document, models.CASCADE, verbose_name="dokument", related_name="versions")
    stored_name = models.CharField(max_length=32, blank=True, editable=False)  # see pages.stored_files
    original_name = models.CharField("název nahraného souboru", max_length=255, blank=True, editable=False)
    extension = models.CharField("typ", max_length=4, blank=True, editable=False)
    size = models.PositiveBigIntegerField("velikost v bajtech", default=0, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)  # SHA-256 of the content, in hexadecimal
    url = models.URLField("adresa jinde", max_length=500, blank=True, editable=False)
    note = models.CharField("co je nového", max_length=160, blank=True, editable=False)
    valid_from = models.DateTimeField("platí od", default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, verbose_name="nahrál(a)"
    )

    objects = DocumentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "verze dokumentu"
        verbose_name_plural = "verze dokumentů"
        ordering = ["-valid_from", "-id"]
        indexes = [models.Index(fields=["document", "-valid_from", "-id"], name="document_version_live")]
        constraints = [
            models.CheckConstraint(
                name="document_version_is_a_file_or_an_address",
                condition=(Q(url="") & ~Q(stored_name="") & ~Q(digest="") & Q(size__gt=0, extension__in=list(KINDS)))
                | (~Q(url="") & Q(stored_name="", digest="", size=0, extension="", original_name="")),
                violation_error_message="Nahrajte soubor, nebo napište adresu. Právě jedno z toho.",
            ),
            models.UniqueConstraint(
                name="document_version_has_a_file_of_its_own",
                fields=["stored_name"],
                condition=~Q(stored_name=""),
                violation_error_message="Tento soubor už patří jiné verzi.",
            ),
        ]

    def __str__(self):
        return f"{self.document}: {self.link_note}"

    def save(self, *args, **kwargs):
        if self.pk and DocumentVersion.objects.filter(pk=self.pk).exists():
            raise ValidationError("Uložená verze dokumentu se už nemění. Přidejte novou.")
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return self.url or reverse("pages:document-file", args=[self.document.slug, self.extension])

    @property
    def kind(self) -> Kind | None:
        """What kind of file it is; None of an address elsewhere."""
        return KINDS.get(self.extension)

    @property
    def link_note(self) -> str:
        """What a link's text says in brackets after the title: „PDF, 1,2 MB“, or whose web site it leads to."""
        if self.kind:
            return f"{self.kind.label}, {size_text(self.size)}"
        return f"na webu {self.url.partition('://')[2].partition('/')[0]}"

    @property
    def group(self) -> str:
        """The heading under which it stands in the list."""
        return f"{self.document.get_category_display()}, {self.document.year}"

    @property
    def public_at(self) -> datetime:
        """From when readers could have it, if the document is published."""
        return max(filter(None, [self.valid_from, self.document.publish_at]))

    @property
    def public_on(self) -> date:
        """The day of `public_at` in Prague."""
        return timezone.localdate(self.public_at)


def is_offered() -> bool:
    """Whether readers see any document just now."""
    return DocumentVersion.objects.shown(timezone.now()).exists()


def register() -> None:
    """Hand the documents to the frame, the menu and the clock; called when the apps are ready."""
    registry.lend_fact("document_turns", Document.objects.turns)
    registry.lend_fact("has_documents", is_offered)
    registry.offer_part(ADDRESS, is_offered)
    registry.expect_change(next_change)
    for model in [Document, DocumentVersion]:
        registry.watch(model)
