"""Documents for readers: what each is, and from when until when they see it. Its files are in document_versions."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import slugify
from simple_history.models import HistoricalRecords

from pages.prose.page import DOCUMENTS_ADDRESS
from pages.prose.publication import Publication, State, in_state
from pages.rows.promises import links

ADDRESS = DOCUMENTS_ADDRESS
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
    """Languages by their ISO 639-1 codes, as HTML's lang takes them (RFC 5646)."""

    CZECH = "cs", "česky"
    ENGLISH = "en", "anglicky"
    SLOVAK = "sk", "slovensky"
    GERMAN = "de", "německy"
    POLISH = "pl", "polsky"
    UKRAINIAN = "uk", "ukrajinsky"
    FRENCH = "fr", "francouzsky"


class DocumentQuerySet(models.QuerySet["Document"]):
    """Documents by what readers see of them."""

    def published(self, moment: datetime) -> "DocumentQuerySet":
        """Documents that readers see at `moment`."""
        return self.filter(in_state(State.PUBLISHED, moment))

    def waiting(self, moment: datetime) -> "DocumentQuerySet":
        """Drafts, and documents that will appear or go after `moment`."""
        return self.filter(Q(publish_at=None) | Q(publish_at__gt=moment) | Q(withdrawn_at__gt=moment))


def is_address_of_accessible_version(value: str) -> None:
    """Take a page of this site or an address of another one.

    Raises:
        ValidationError: it is neither.
    """
    try:
        RegexValidator(r"^/[\w./-]*$")(value)
    except ValidationError:
        URLValidator(
            ["https", "http"], message="Napište adresu stránky, např. /o-projektu/ nebo https://www.example.cz/"
        )(value)


class Document(Publication, models.Model):
    """A document as readers know it. Its address never changes; the file behind it may."""

    class Exemption(models.TextChoices):
        """Why the law lets a file be that not everybody can read (Directive (EU) 2016/2102, Art. 1 (4) and 5)."""

        BURDEN = "zatez", "nepřiměřená zátěž"
        THIRD_PARTY = "cizi", "dílo někoho jiného, které jsme neplatili a nemůžeme změnit"
        OLD = "stary", "kancelářský soubor zveřejněný před 23. 9. 2018"

    title = models.CharField(
        "název", max_length=120, help_text="Jak ho najdou čtenáři, např. Metodika sociální práce v bydlení."
    )
    slug = models.SlugField(
        "konec adresy",
        max_length=80,
        unique=True,
        blank=True,
        error_messages={"unique": "Dokument s touto adresou už je. Napište jiný konec adresy, např. metodika-2."},
        help_text="Část adresy za /dokumenty/, např. metodika-bydleni. Prázdný: vznikne z názvu. Už se nezmění.",
    )
    description = models.CharField(
        "popis",
        max_length=160,
        help_text="Jedna věta, nejvýš 160 znaků. Např. Krok za krokem, jak obec zavede sociální bydlení.",
    )
    author = models.CharField(
        "autor", max_length=120, blank=True, help_text="Kdo dokument napsal nebo vydal. Např. Jana Nováková."
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
    exemption = models.CharField(
        "výjimka ze zákona",
        max_length=10,
        blank=True,
        db_default="",
        choices=Exemption,
        help_text="Jen když soubor někdo nepřečte a jinou podobu dát nejde. Ukáže ji prohlášení o přístupnosti.",
    )
    exemption_reason = models.CharField(
        "důvod výjimky",
        max_length=300,
        blank=True,
        db_default="",
        help_text="Jedna věta pro čtenáře. Např. Sken z roku 2016, původní dokument se nedochoval.",
    )
    exemption_on = models.DateField(
        "výjimka posouzená dne", null=True, blank=True, help_text="Kdy jste to posoudili. Např. 1. 12. 2026."
    )
    replaces = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        db_constraint=False,  # 1.0 could not delete a draft that another one names
        verbose_name="nahrazuje",
        related_name="successors",
        help_text="Starší dokument, místo kterého mají lidé číst tento. Web to u obou řekne a spojí je odkazem.",
    )
    publish_at = models.DateTimeField(
        "zveřejnit od",
        null=True,
        blank=True,
        help_text="Např. 16. 9. 2026 v 8:00. Prázdné: koncept, který čtenáři nevidí. Nastalý čas už nezměníte.",
    )
    withdrawn_at = models.DateTimeField(
        "vzít z webu od",
        null=True,
        blank=True,
        help_text="Od kdy dokument nemá být vidět. Např. 31. 12. 2026 v 8:00. Když čas smažete, dokument se vrátí.",
    )

    _change_reason: str | None  # what the next record of the history says of its reason

    objects = DocumentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = "dokument"
        verbose_name_plural = "dokumenty"
        ordering = ["-id"]
        permissions = [("publish_document", "Může zveřejňovat dokumenty")]
        constraints = [
            links("document_accessible_version_leads_somewhere", "accessible_url"),
            models.CheckConstraint(
                name="document_exemption_has_a_reason_and_a_day",
                condition=Q(exemption="")
                | (Q(exemption__in=["zatez", "cizi", "stary"], exemption_on__isnull=False) & ~Q(exemption_reason="")),
                violation_error_message="K výjimce napište důvod a den, kdy jste to posoudili.",
            ),
            models.CheckConstraint(
                name="document_does_not_replace_itself",
                condition=Q(replaces=None) | ~Q(replaces=F("id")),
                violation_error_message="Dokument nemůže nahrazovat sám sebe.",
            ),
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
                violation_error_message="Vzít z webu jde jen dokument, který už byl zveřejněný.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """With an address made of the title where none was given.

        Raises:
            ValidationError: the address or a publication that has come would change, or documents replace in a circle.
        """
        self.slug = self.slug or slugify(self.title)[:80]
        self._refuse_changes()
        self._refuse_circle()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The document's page; the file has an address of its own, see DocumentVersion."""
        return f"{ADDRESS}{self.slug}/"

    def clean(self) -> None:
        """As `save` refuses, and a withdrawal before the publication.

        Raises:
            ValidationError: with a Czech message.
        """
        self.slug = self.slug or slugify(self.title)[:80]
        if not self.slug:
            raise ValidationError("Z tohoto názvu adresa nevznikne, doplňte konec adresy. Např. metodika-bydleni.")
        self._refuse_changes()
        self._refuse_circle()
        if self.withdrawn_at and self.publish_at and self.withdrawn_at < self.publish_at:  # not all forms have both
            raise ValidationError("Vzít z webu jde jen dokument, který už byl zveřejněný.")

    def _refuse_changes(self) -> None:
        stored = Document.objects.filter(pk=self.pk).first() if self.pk else None
        if stored is None:
            return
        if stored.slug != self.slug:
            raise ValidationError("Adresa dokumentu se už nemění, vedou na ni odkazy.")
        if stored.is_published(timezone.now()) and stored.publish_at != self.publish_at:
            raise ValidationError("Dokument už je zveřejněný, čas zveřejnění nejde změnit. Můžete ho vzít z webu.")

    def _refuse_circle(self) -> None:
        """Follow what is replaced until its end."""
        passed, earlier = {self.pk: self.title}, self.replaces_id if self.pk else None
        while earlier and earlier not in passed:
            found = Document.objects.filter(pk=earlier).values_list("title", "replaces_id").first()
            passed[earlier], earlier = found or ("", None)
        if earlier == self.pk and self.pk:
            names = " → ".join(f"„{title}“" for title in [*passed.values(), self.title])
            raise ValidationError({"replaces": f"Dokumenty by se nahrazovaly dokola: {names}. Vyberte jiný."})
