"""An uploaded image made anew for the web: an open file in; out sRGB copies in three widths and three formats.

Nothing of the file but its pixels goes on: no place, no camera, no script, nothing that stood behind the image.
"""

import re
import warnings
from base64 import b64encode
from collections.abc import Iterator
from io import BytesIO
from typing import Any, BinaryIO

from PIL import Image, ImageCms, ImageOps

from pages.uploads.kinds import RefusedError, head, size_text

FORMATS = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
CHOICE = "JPEG, PNG nebo WebP"
WIDTHS = (480, 960, 1440)  # pixels; the last one is twice what the column of a text has
TALLEST = 1.5  # of a width: a taller image is made narrower, so that no copy has more than 3.1 megapixels
MOST_PIXELS = 50_000_000
LEAST_SIDE, MOST_STRETCHED = 40, 5
MEMORY = 300 << 20  # bytes of address space that the work may take

TOO_LARGE = "Obrázek je na náš server moc velký. Zmenšete ho, třeba na šířku 3000 bodů, a nahrajte znovu."
BROKEN = "Obrázek je poškozený nebo neúplný. Otevřete ho v programu na obrázky, uložte znovu jako JPEG a nahrajte."
_AS_COMMON = f"Uložte ho jako {CHOICE}."
_OTHERS = [
    (re.compile(rb"GIF8"), f"Je to GIF. {_AS_COMMON}"),
    (re.compile(rb"....ftyp(hei|hev|mif|msf)", re.DOTALL), f"Je to HEIC, jaký dělá iPhone. {_AS_COMMON}"),
    (re.compile(rb"....ftypavi", re.DOTALL), f"Je to AVIF. {_AS_COMMON}"),
    (re.compile(rb"II\*\0|MM\0\*"), f"Je to TIFF. {_AS_COMMON}"),
    (re.compile(rb"BM"), f"Je to BMP. {_AS_COMMON}"),
    (re.compile(rb"(\xef\xbb\xbf)?\s*<", re.IGNORECASE), f"Je to SVG nebo webová stránka. {_AS_COMMON}"),
    (re.compile(rb"%PDF"), "Je to PDF. Nahrajte ho mezi dokumenty, nebo z něj uložte obrázek."),
]
_MODES = {"1", "L", "LA", "P", "PA", "RGB", "RGBA"}
_SAVED: dict[str, dict[str, Any]] = {
    "avif": {"format": "AVIF", "quality": 60, "speed": 6, "max_threads": 1},
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True},
}
_STRIP = 48  # rows of the reduced image; the whole one is in memory once only


def prepared(file: BinaryIO, size: int, limit: int) -> list[dict[str, Any]]:
    """The copies of an image of `size` bytes, at most `limit`: width, height and extension of each, and it in Base64.

    Raises:
        RefusedError: it can't be shown, or must not; a Czech sentence says why.
    """
    if size == 0:
        raise RefusedError("Soubor je prázdný (0 bajtů). Nahrajte ho prosím znovu.")
    if size > limit:
        raise RefusedError(f"Soubor má {size_text(size)}, nejvýš může mít {size_text(limit)}. Zmenšete obrázek.")
    start = head(file, 64)
    if sentence := next((sentence for mark, sentence in _OTHERS if mark.match(start)), None):
        raise RefusedError(sentence)
    file.seek(0)
    try:
        return [_packed(copy, extension) for copy in _copies(_opened(file)) for extension in FORMATS]
    except RefusedError:
        raise
    except (MemoryError, Image.DecompressionBombError):
        raise RefusedError(TOO_LARGE) from None
    except Exception as error:  # whatever a forged file makes of a reader
        raise RefusedError(BROKEN) from error


def widths_of(width: int, height: int) -> list[int]:
    """The widths in which an image of this size is kept: the usual ones that are clearly less, and at last its own."""
    largest = max(1, min(width, WIDTHS[-1], int(WIDTHS[-1] * TALLEST * width / height)))
    return [*(usual for usual in WIDTHS if usual < largest * 0.85), largest]


def _opened(file: BinaryIO) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # its size is looked at below
            image = Image.open(file, formats=["JPEG", "PNG", "WEBP"])
    except Image.UnidentifiedImageError:
        raise RefusedError(f"Tento druh obrázku neznáme. {_AS_COMMON}") from None
    width, height = image.size
    if width * height > MOST_PIXELS:
        sizes = f"{width} × {height} bodů"
        raise RefusedError(f"Obrázek má {sizes}, to je víc než 50 megapixelů. Zmenšete ho a nahrajte znovu.")
    if min(image.size) < LEAST_SIDE:
        raise RefusedError(f"Obrázek má jen {width} × {height} bodů, nebylo by na něm nic vidět. Vyberte větší.")
    if max(image.size) > MOST_STRETCHED * min(image.size):
        raise RefusedError("Obrázek je moc protáhlý: jedna strana je víc než pětkrát delší než druhá. Ořízněte ho.")
    if image.format in {"PNG", "WEBP"} and getattr(image, "is_animated", False):  # a JPEG may hold a second
        raise RefusedError(f"Obrázek se hýbe. Uložte z něj jeden snímek jako {CHOICE}.")
    if image.mode == "CMYK":
        raise RefusedError("Obrázek má barvy pro tisk (CMYK). Uložte ho v barvách pro obrazovku (RGB).")
    if image.mode not in _MODES:
        raise RefusedError(f"Obrázek má barvy, které web neumí ukázat ({image.mode}). Uložte ho jako obyčejný JPEG.")
    return image


def _copies(image: Image.Image) -> Iterator[Image.Image]:
    """The image upright, in sRGB and on white, in each of its widths."""
    profile, orientation = image.info.get("icc_profile"), image.getexif().get(0x0112, 1)
    is_lying = orientation in (5, 6, 7, 8)
    width, height = reversed(image.size) if is_lying else image.size
    widths = widths_of(width, height)
    largest = (widths[-1], max(1, round(height * widths[-1] / width)))
    image.draft(None, (largest[1], largest[0]) if is_lying else largest)  # a JPEG is read smaller at once
    small = _on_white(image, max(largest) * 3 // 2)
    image.close()  # what is written needs room, too
    if image.mode == "RGB" and profile:
        small = _in_srgb(small, profile)
    small.info.clear()
    small.getexif()[0x0112] = orientation
    small = ImageOps.exif_transpose(small)
    for each in widths:
        copy = small.resize((each, max(1, round(height * each / width))), Image.Resampling.LANCZOS)
        copy.info.clear()
        yield copy


def _on_white(image: Image.Image, side: int) -> Image.Image:
    """The image in RGB, what was transparent being white, reduced to a longer side of at least `side` pixels."""
    image.load()
    factor = max(1, max(image.size) // side)
    rows = _STRIP * factor
    small = Image.new("RGB", (-(-image.width // factor), -(-image.height // factor)), "white")
    for top in range(0, image.height, rows):
        strip = image.crop((0, top, image.width, min(image.height, top + rows)))
        if strip.mode in {"LA", "PA", "RGBA"} or "transparency" in image.info:
            layer = strip.convert("RGBA")
            strip = Image.new("RGB", layer.size, "white")
            strip.paste(layer, mask=layer.getchannel("A"))
        else:
            strip = strip.convert("RGB")
        small.paste(strip.reduce(factor) if factor > 1 else strip, (0, top // factor))
    return small


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        found = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return image  # what is no profile of these colours says nothing about them
    return image if found is None else found


def _packed(copy: Image.Image, extension: str) -> dict[str, Any]:
    content = BytesIO()
    copy.save(content, **_SAVED[extension])
    return {
        "width": copy.width,
        "height": copy.height,
        "extension": extension,
        "content": b64encode(content.getvalue()).decode(),
    }
