"""What a document's address led to, and from when: its versions, of which none ever changes."""

from datetime import date, datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Count, Func, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, Length
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils import timezone

from pages import registry
from pages.documents.document import ADDRESS, Document
from pages.frame.frame import Frame
from pages.rows.promises import web_addresses
from pages.uploads import KINDS, Kind, size_text

UNCHANGING = "Uložená verze dokumentu se už nemění. Přidejte novou."


class Counted(NamedTuple):
    """The documents of one category and year: how many, and when the newest of them became public."""

    category: str
    year: int
    number: int
    newest: datetime


class DocumentVersionQuerySet(models.QuerySet["DocumentVersion"]):
    """Versions of documents by the moment at which they hold."""

    def update(self, **values: Any) -> int:
        """Of who uploaded it alone, whose account may go; nothing else of a stored version ever changes.

        Raises:
            ValidationError: something else would.
        """
        if values.keys() - {"created_by"}:
            raise ValidationError(UNCHANGING)
        return super().update(**values)

    def live(self, moment: datetime) -> "DocumentVersionQuerySet":
        """Of each document the version that holds at `moment`, whether or not the document is published."""
        newest = DocumentVersion.objects.filter(document=OuterRef("document"), valid_from__lte=moment)
        return self.filter(pk=Subquery(newest.order_by("-valid_from", "-id").values("pk")[:1]))

    def shown(self, moment: datetime) -> "DocumentVersionQuerySet":
        """Of each document that readers see at `moment` its version, the newest first: by year, then by publication."""
        published = Document.objects.published(moment)
        order = ("-document__year", "-document__publish_at", "-document_id")
        return self.live(moment).filter(document__in=published).select_related("document").order_by(*order)

    def told(self, moment: datetime) -> "DocumentVersionQuerySet":
        """For who follows the documents: as `shown`, withdrawn ones too; what changed last, at `changed_at`, first."""
        public_at = Greatest("valid_from", "document__publish_at")
        changed_at = Case(When(document__withdrawn_at__lte=moment, then="document__withdrawn_at"), default=public_at)
        known = self.live(moment).filter(document__publish_at__lte=moment).select_related("document")
        return known.annotate(changed_at=changed_at).order_by("-changed_at", "-document_id")

    def numbered(self, moment: datetime) -> "DocumentVersionQuerySet":
        """Each with `number`: the how manieth version of its document readers see, of those until `moment`."""
        versions = DocumentVersion.objects.filter(document=OuterRef("document")).order_by().values("document")

        def count(until: Any) -> Coalesce:
            counted = versions.filter(valid_from__lte=until).annotate(number=Count("pk")).values("number")
            return Coalesce(Subquery(counted), 0)

        unseen = Greatest(count(OuterRef("document__publish_at")) - 1, 0)  # replaced before anybody saw them
        return self.annotate(number=count(moment) - unseen)

    def counted(self, moment: datetime) -> "list[Counted]":
        """How many documents of each category and year readers see at `moment`."""
        public_at = Greatest("valid_from", "document__publish_at")
        rows = self.shown(moment).order_by().values_list("document__category", "document__year")
        return [Counted(*row) for row in rows.annotate(number=Count("pk"), newest=Max(public_at))]


class DocumentVersion(models.Model):
    """What a document's address led to from one moment on: a file of ours or an address elsewhere. Append-only."""

    document = models.ForeignKey(Document, models.CASCADE, verbose_name="dokument", related_name="versions")
    stored_name = models.CharField(max_length=32, blank=True, editable=False)  # see pages.documents.stored_files
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

    readable: Any  # what readers are told of the file, see pages.documents.readable.told
    findings: Any  # what editors are told of it
    older: Any  # what its document replaces, see pages.documents.listing.succession
    newer: Any

    objects = DocumentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "verze dokumentu"
        verbose_name_plural = "verze dokumentů"
        ordering = ["-valid_from", "-id"]
        indexes = [models.Index(fields=["document", "-valid_from", "-id"], name="document_version_live")]
        constraints = [
            web_addresses("document_version_address_is_of_the_web", "url"),
            models.CheckConstraint(
                name="document_version_file_is_named_by_us",  # 32 hexadecimal digits: it can lead to no other folder
                condition=Q(stored_name="")
                | Q(
                    Exact(Length("stored_name"), 32),
                    Exact(Func("stored_name", Value("0123456789abcdef"), function="LTRIM"), Value("")),
                ),
                violation_error_message="Soubor na disku má jiné jméno, než jaká dáváme.",
            ),
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

    def __str__(self) -> str:
        return f"{self.document}: {self.link_note}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new version only.

        Raises:
            ValidationError: it was stored before, and no version changes.
        """
        if self.pk and DocumentVersion.objects.filter(pk=self.pk).exists():
            raise ValidationError(UNCHANGING)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Where the version is read: the address elsewhere, or the file's own, which ends as the file does."""
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
    def public_at(self) -> datetime:
        """From when readers could have it, if the document is published."""
        return max(filter(None, [self.valid_from, self.document.publish_at]))

    @property
    def public_on(self) -> date:
        """The day of `public_at` in Prague."""
        return timezone.localdate(self.public_at)


def addresses_of(document: Document) -> list[str]:
    """Where readers find it: its page, and its files of every kind that it ever had."""
    extensions = {version.extension for version in document.versions.all()} - {""}
    files = [f"{ADDRESS}{document.slug}.{extension}" for extension in sorted(extensions)]
    return [document.get_absolute_url(), *files]


class Listed(NamedTuple):
    """What lists of all documents tell of one; a row of the table for each would take three times as long."""

    document_id: int
    slug: str
    title: str
    description: str
    extension: str
    size: int
    valid_from: datetime
    publish_at: datetime | None

    @property
    def public_on(self) -> date:
        """The day from which readers could have it, in Prague."""
        return timezone.localdate(max(filter(None, [self.valid_from, self.publish_at])))


def listed(frame: Frame) -> list[Listed]:
    """The documents that readers of the frame see, in the order of `shown`; asked once for all pages."""
    rows = DocumentVersion.objects.shown(frame.moment).values_list(
        "document_id", "document__slug", "document__title", "document__description", "extension", "size",
        "valid_from", "document__publish_at",
    )  # fmt: skip
    return frame.shared("documents", lambda: [Listed(*row) for row in rows])


def now_shown() -> DocumentVersionQuerySet:
    """What readers see just now."""
    return DocumentVersion.objects.shown(timezone.now())


def register() -> None:
    """Hand the documents to the frame, the menu and the clock; called when the apps are ready."""
    registry.offer_part(ADDRESS, now_shown)
    registry.lend_on_demand("has_documents", lambda facts: any(page.address == ADDRESS for page in facts["menu"]))
    for model in [Document, DocumentVersion]:
        registry.watch(model)
