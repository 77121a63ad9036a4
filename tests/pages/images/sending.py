"""Images as editors send them, and where their copies are."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pages.images import uploading
from pages.images.image import Image, ImageFile
from pages.uploads.images import FORMATS, prepared
from tests.pages.uploads.made_images import drawn, saved


def stored(width=600, height=400, colour="green", name="ulice.jpg"):
    """An image with its copies, as an upload leaves it."""
    picture = drawn(width, height)
    picture.paste(colour, (0, 0, width, 9))
    content = saved(picture)
    return uploading.keep(prepared(BytesIO(content), len(content), 10**7), name, None)


def row(digest, name="ulice.jpg", key=None):
    """An image with its copies as the database knows them, without a file: enough for all but the copies themselves."""
    kept = Image.objects.create(pk=key, digest=digest, original_name=name, width=600, height=400)
    for place, extension in enumerate(FORMATS):
        file = {"extension": extension, "size": 9, "stored_name": f"{place}{digest[:31]}"}
        ImageFile.objects.create(image=kept, width=600, height=400, **file)
    return kept


def sent(content=None, name="ulice.jpg"):
    """A file of a form."""
    return SimpleUploadedFile(name, saved() if content is None else content)


def addresses(image):
    """Where readers find its copies, once they may."""
    return [
        reverse("pages:image", args=[image.name_of(image.digest), copy.width, copy.extension])
        for copy in image.files.all()
    ]


def figure(image, alt="Ulice s domy, v jednom okně se svítí."):
    """The image in a text."""
    below = "<figcaption>Večer<cite>Jana Malá</cite></figcaption>"
    return f'<figure><img data-image="{image.pk}" alt="{alt}">{below}</figure>'
