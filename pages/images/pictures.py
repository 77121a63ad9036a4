"""How images stand in a page: their copies in every width and format, of which a browser takes what it needs."""

from collections import defaultdict
from typing import Any, NamedTuple

from django.template.loader import render_to_string
from django.urls import reverse

from pages import registry
from pages.frame.frame import Frame
from pages.images.image import Image, ImageFile
from pages.richtext import figures
from pages.richtext.figures import Figure
from pages.uploads.images import FORMATS

# The column of a text, see --measure in site.css; below it the window without its edges.
SIZES = "(min-width: 44rem) 42rem, calc(100vw - 2rem)"
BEST_FIRST = ("avif", "webp")


class Picture(NamedTuple):
    """An image with the sizes of its copies, from the narrowest: width and height in pixels, bytes of the JPEG."""

    key: int
    name: str
    sizes: tuple[tuple[int, int, int], ...]


class Pictures(dict[int, Picture]):
    """Every image by its key: the fact `pictures` of a frame, which those below ask for markup."""

    def shown_in(self, markup: str, frame: Frame) -> str:
        """Sanitised prose in; out the same with each figure as readers get it. An image that is gone shows nothing."""
        return figures.replaced(markup, lambda figure: _figure(figure, self.get(figure.image), frame))

    def first_in(self, body: str, frame: Frame) -> tuple[str, int] | None:
        """Of a text's first image the path of its largest JPEG and how many bytes that has; None without an image."""
        figure = figures.first_in(body)
        picture = self.get(figure.image) if figure else None
        if picture is None:
            return None
        width, _height, size = picture.sizes[-1]
        return _address(picture, width, "jpg", frame), size


def pictures() -> Pictures:
    """All of them, in one query."""
    found: dict[tuple[int, str], list[Any]] = defaultdict(list)
    copies = ImageFile.objects.filter(extension="jpg").order_by("image", "width")
    for key, digest, *sizes in copies.values_list("image_id", "image__digest", "width", "height", "size"):
        found[key, digest].append(tuple(sizes))
    named = {key: Image.name_of(digest) for key, digest in found}
    return Pictures({key: Picture(key, named[key], tuple(sizes)) for (key, _), sizes in found.items()})


def register() -> None:
    """Hand the images to the frame and the clock; called when the apps are ready."""
    registry.lend_on_demand("pictures", lambda _facts: pictures())
    registry.watch(Image)


def _figure(figure: Figure, picture: Picture | None, frame: Frame) -> str:
    if picture is None:
        return ""
    width, height, _size = picture.sizes[-1]

    def copies(extension: str) -> str:
        return ", ".join(f"{_address(picture, each, extension, frame)} {each}w" for each, *_ in picture.sizes)

    context = {
        "figure": figure,
        "src": _address(picture, width, "jpg", frame),
        "copies": copies("jpg"),
        "better": [(FORMATS[extension], copies(extension)) for extension in BEST_FIRST],
        "width": width,
        "height": height,
        "sizes": SIZES,
    }
    return render_to_string("pages/_figure.html", context).strip()


def _address(picture: Picture, width: int, extension: str, frame: Frame) -> str:
    """For readers, and on the way of a preview link; editors look at one version by an address of their own."""
    if frame.preview and frame.preview.version is not None:
        return reverse("admin:pages_image_file", args=[picture.key, width, extension])
    return reverse("pages:image", args=[picture.name, width, extension])
