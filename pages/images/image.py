"""Images of texts: what an editor uploaded, as the copies that were made of it. The file that was sent is not kept."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Func, Q, Value
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone

from pages.uploads.images import FORMATS

NAME_LENGTH = 20  # of the digest, in an address
UNCHANGING = "Nahraný obrázek se už nemění. Nahrajte jiný."


class Image(models.Model):
    """One image. The same one uploaded again is this one; what it says is written in each text."""

    # SHA-256 of all its copies, in hexadecimal; with it in their addresses they can be kept for ever.
    digest = models.CharField(max_length=64, unique=True, editable=False)
    original_name = models.CharField("název nahraného souboru", max_length=255, editable=False)
    width = models.PositiveIntegerField("šířka největší kopie", editable=False)  # pixels
    height = models.PositiveIntegerField("výška největší kopie", editable=False)
    created_at = models.DateTimeField("nahráno", default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, verbose_name="nahrál(a)"
    )

    class Meta:
        verbose_name = "obrázek"
        verbose_name_plural = "obrázky"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.original_name} ({self.width} × {self.height})"

    @staticmethod
    def name_of(digest: str) -> str:
        """The part of an address of the image with this digest that nobody can guess who has not seen it."""
        return digest[:NAME_LENGTH]


class ImageFile(models.Model):
    """One copy of an image, on the disk as documents are. Append-only."""

    image = models.ForeignKey(Image, models.CASCADE, verbose_name="obrázek", related_name="files")
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    extension = models.CharField(max_length=4, editable=False)
    size = models.PositiveBigIntegerField(editable=False)  # bytes
    stored_name = models.CharField(max_length=32, unique=True, editable=False)  # see pages.documents.stored_files

    class Meta:
        verbose_name = "kopie obrázku"
        verbose_name_plural = "kopie obrázků"
        ordering = ["image", "width", "extension"]
        constraints = [
            models.UniqueConstraint(
                name="image_has_one_copy_of_a_width_and_kind",
                fields=["image", "width", "extension"],
                violation_error_message="Takovou kopii obrázek už má.",
            ),
            models.CheckConstraint(
                name="image_file_is_of_a_kind_we_make",
                condition=Q(extension__in=list(FORMATS), width__gt=0, height__gt=0, size__gt=0),
                violation_error_message="Takové kopie obrázků neděláme.",
            ),
            models.CheckConstraint(
                name="image_file_is_named_by_us",  # 32 hexadecimal digits: it can lead to no other folder
                condition=Q(
                    Exact(Length("stored_name"), 32),
                    Exact(Func("stored_name", Value("0123456789abcdef"), function="LTRIM"), Value("")),
                ),
                violation_error_message="Soubor na disku má jiné jméno, než jaká dáváme.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.image}: {self.width}.{self.extension}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A new copy only.

        Raises:
            ValidationError: it was stored before, and no copy changes.
        """
        if self.pk:
            raise ValidationError(UNCHANGING)
        super().save(*args, **kwargs)

    @property
    def content_type(self) -> str:
        """What browsers are told."""
        return FORMATS[self.extension]
