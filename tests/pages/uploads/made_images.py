"""Images as they come, and as nobody should send them: bytes by what is wrong with them."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageCms

CANARY = "kanarobrazku"
SCRIPT = f"<script>alert('{CANARY}')</script>".encode()


def drawn(width=600, height=400, mode="RGB"):
    """A picture whose upper left corner is red and whose rest is blue, so that it says which way is up."""
    image = Image.new("RGB", (width, height), "blue")
    image.paste("red", (0, 0, width // 2, height // 2))
    return image.convert(mode)


def saved(image=None, form="JPEG", **options):
    content = BytesIO()
    (image or drawn()).save(content, form, **options)
    return content.getvalue()


def exif(**tags):
    """EXIF with an orientation, a place and a script."""
    data = Image.Exif()
    data[0x0112] = tags.get("orientation", 1)
    data[0x010E] = SCRIPT.decode()  # ImageDescription
    data.get_ifd(0x8825)[2] = (50.0, 5.0, 15.0)  # GPSLatitude
    data.get_ifd(0x8825)[29] = CANARY
    return data


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width, height, rows=None, before=b"", depth=8, colour=2):
    """A PNG by its parts; of rows that are not given all are black, and take next to nothing."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    if rows is None:
        squeeze, line = zlib.compressobj(9), bytes(1 + width * 3)
        rows = b"".join([*(squeeze.compress(line) for _ in range(height)), squeeze.flush()])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + before + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def moving(form):
    frames = [drawn(mode="RGB"), drawn(200, 200).resize((600, 400))]
    return saved(frames[0], form, save_all=True, append_images=frames[1:], duration=100)


def text_bomb():
    return chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(200 << 20), 9))


def profile_bomb():
    return chunk(b"iCCP", b"icc\0\0" + zlib.compress(bytes(100 << 20), 9))


def small_png(before=b""):
    lines = b"".join(b"\0" + bytes(300) for _ in range(100))
    return png(100, 100, zlib.compress(lines), before)


# The words that the refusal must have, and the file.
REFUSED = {
    "nothing": ("prázdný", lambda: b""),
    "too many bytes": ("nejvýš", lambda: saved() + bytes(3_000_000)),
    "SVG": ("SVG", lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
    "SVG behind a mark of order": ("SVG", lambda: b"\xef\xbb\xbf<?xml version='1.0'?><svg/>"),
    "a web page": ("SVG nebo webová", lambda: b"\n<!doctype html><img src=x onerror=alert(1)>"),
    "GIF": ("GIF", lambda: saved(form="GIF")),
    "moving GIF": ("GIF", lambda: moving("GIF")),
    "moving PNG": ("hýbe", lambda: moving("PNG")),
    "moving WebP": ("hýbe", lambda: moving("WEBP")),
    "TIFF": ("TIFF", lambda: saved(form="TIFF")),
    "BMP": ("BMP", lambda: saved(form="BMP")),
    "HEIC": ("HEIC", lambda: b"\0\0\0\x18ftypheic" + bytes(100)),
    "AVIF": ("AVIF", lambda: saved(form="AVIF")),
    "PDF": ("PDF", lambda: saved(form="PDF")),
    "PostScript": ("neznáme", lambda: saved(form="EPS")),
    "icon": ("neznáme", lambda: saved(form="ICO")),
    "program": ("neznáme", lambda: b"\x7fELF" + bytes(500)),
    "archive": ("neznáme", lambda: b"PK\3\4" + bytes(500)),
    "noise": ("neznáme", lambda: bytes(range(256)) * 9),
    "colours of paper": ("CMYK", lambda: saved(drawn(mode="CMYK"))),
    "sixteen bits of grey": ("nezvyklé|neumí", lambda: saved(Image.new("I;16", (100, 100), 9), "PNG")),
    "half of a JPEG": ("neúplný", lambda: saved(drawn(900, 900))[:3000]),
    "half of a PNG": ("neúplný", lambda: saved(Image.effect_noise((300, 300), 90), "PNG")[:20_000]),
    "half of a WebP": ("neúplný|neznáme", lambda: saved(form="WEBP")[:200]),
    "a JPEG whose inside was overwritten": ("poškozený|neznáme", lambda: saved()[:20] + bytes(5000)),
    "a PNG with a wrong sum": ("poškozený|neznáme", lambda: small_png().replace(b"IDAT", b"IDAT\1", 1)),
    "a hundred megapixels in a kilobyte": ("50 megapixelů", lambda: png(10_000, 10_001, zlib.compress(b""))),
    "four thousand megapixels": ("moc velký|50 megapixelů", lambda: png(65_000, 65_000, zlib.compress(b""))),
    "one pixel": ("jen 1 × 1", lambda: saved(drawn(1, 1), "PNG")),
    "a thread": ("protáhlý", lambda: saved(drawn(50, 5000), "PNG")),
}
CLEAN = {
    "a place and a script in EXIF": lambda: saved(exif=exif()),
    "a script in a comment": lambda: saved(comment=SCRIPT),
    "a script in the name of its colours": lambda: saved(icc_profile=SCRIPT * 9),
    "true colours": lambda: saved(icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()),
    "an archive behind it": lambda: saved() + b"PK\3\4" + SCRIPT,
    "a web page behind it": lambda: saved(form="PNG") + b"<html>" + SCRIPT,
    "a script in the text of a PNG": lambda: small_png(chunk(b"tEXt", b"Comment\0" + SCRIPT)),
    "colours with holes": lambda: saved(drawn(mode="P"), "PNG", transparency=0),
    "grey with holes": lambda: saved(drawn(mode="LA"), "PNG"),
    "black and white": lambda: saved(drawn(mode="1"), "PNG"),
    "two in one, as phones do": lambda: saved(form="MPO", save_all=True, append_images=[drawn(300, 200)]),
    "WebP": lambda: saved(form="WEBP", exif=exif()),
}
# What may come out either way, as long as it takes no more memory than there is.
HEAVY = {
    "fifty megapixels of nothing": lambda: png(8000, 6200),
    "two hundred megabytes of text": lambda: small_png(text_bomb()),
    "a hundred megabytes of colours": lambda: small_png(profile_bomb()),
}
