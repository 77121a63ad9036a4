"""A file that was sent, made into an image: its copies on the disk and their rows."""

from base64 import b64decode
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from pages import spelling
from pages.documents import apart, stored_files
from pages.documents.form import FOREIGN, trouble
from pages.documents.upload_handler import DISK_ERROR
from pages.images.image import Image, ImageFile
from pages.uploads import RefusedError, images

LONGEST_NAME = 255
NOT_SENT = "Vyberte soubor s obrázkem."


def prepared(upload: UploadedFile | None) -> list[dict[str, Any]]:
    """The copies of what was sent, see `pages.uploads.images.prepared`; made in a process of their own.

    Raises:
        ValidationError: it is no image that can be shown, or the disk refused it; with a Czech message.
    """
    if upload is None:
        raise ValidationError(NOT_SENT)
    if error := getattr(upload, DISK_ERROR, None):
        raise ValidationError(trouble(error))
    try:
        return apart.run(
            "pages.uploads.images:prepared",
            upload.temporary_file_path(),  # type: ignore[attr-defined]  # of BoundedUploadHandler, whose files lie on the disk
            memory=images.MEMORY,
            too_hard=images.TOO_LARGE,
            size=upload.size,
            limit=settings.DOCUMENT_MAX_BYTES,
        )
    except RefusedError as refusal:
        raise ValidationError(str(refusal)) from refusal
    except OSError as error:
        raise ValidationError(trouble(error)) from error


def keep(copies: list[dict[str, Any]], name: str, user: Any) -> Image:
    """The image that these copies are; a new one, unless it is there already.

    Raises:
        ValidationError: the disk refused it; with a Czech message.
    """
    contents = [b64decode(copy["content"]) for copy in copies]
    digest = sha256(b"".join(contents)).hexdigest()
    if found := Image.objects.filter(digest=digest).first():
        return found
    try:
        stored = [stored_files.keep([content]) for content in contents]
    except stored_files.ForeignFolderError as error:
        raise ValidationError(FOREIGN.format(error.owner)) from error
    except OSError as error:
        raise ValidationError(trouble(error)) from error
    widest = max(copies, key=lambda copy: copy["width"])
    shown_name = spelling.one_line(name)[:LONGEST_NAME] or "obrázek"
    sizes = {"width": widest["width"], "height": widest["height"]}
    with transaction.atomic():
        values = {"original_name": shown_name, "created_by": user, **sizes}
        image, is_new = Image.objects.get_or_create(digest=digest, defaults=values)
        for copy, file in zip(copies, stored if is_new else [], strict=False):
            kind = {key: copy[key] for key in ["width", "height", "extension"]}
            ImageFile.objects.create(image=image, stored_name=file.name, size=file.size, **kind)
    return image
