"""Images as editors send them, and where their copies are."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pages.images import uploading
from pages.uploads.images import prepared
from tests.pages.uploads.made_images import drawn, saved


def stored(width=600, height=400, colour="green", name="ulice.jpg"):
    """An image with its copies, as an upload leaves it."""
    picture = drawn(width, height)
    picture.paste(colour, (0, 0, width, 9))
    content = saved(picture)
    return uploading.keep(prepared(BytesIO(content), len(content), 10**7), name, None)


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
