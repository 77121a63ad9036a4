"""What a file really is, by its content: an open file in; its kind out, or a refusal in Czech.

Whoever uploads may be mistaken or mean ill: neither the name nor what the browser says of the type is believed.
"""

import re
from typing import BinaryIO

from pages import spelling
from pages.uploads import archives, pdf, tables
from pages.uploads.kinds import CHOICE, KINDS, Kind, RefusedError, head, size_text

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # also what a new one becomes under a password
_STRANGERS = [
    (re.compile(rb"MZ|\x7fELF|#!"), "Uvnitř souboru je program, ne dokument."),
    (
        re.compile(rb"(\xef\xbb\xbf)?\s*<(!doctype|html|head|body|script|svg|\?xml)", re.IGNORECASE),
        "Je to webová stránka.",
    ),
    (re.compile(rb"\{\\rtf"), "Je to RTF."),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|II\*\x00|MM\x00\*|RIFF....WEBP", re.DOTALL), "Je to obrázek."),
    (re.compile(rb"Rar!|7z\xbc\xaf|\x1f\x8b|PK\x05\x06"), "Je to archiv nebo je prázdný."),
]
_HIDDEN = re.compile(f"[\x00-\x1f\x7f-\x9f]|{spelling.UNSEEN.pattern}")
_INNER = re.compile(r"\.([a-z0-9]{2,5})\.[a-z0-9]+$", re.IGNORECASE)
_KNOWN_ENDS = {*KINDS, "doc", "xls", "ppt", "docm", "xlsm", "pptm", "exe", "com", "scr", "bat", "cmd", "js", "vbs"} | {
    "html",
    "htm",
    "php",
    "svg",
    "zip",
    "rar",
    "jpg",
    "png",
    "txt",
}


def recognise(name: str, file: BinaryIO, size: int, limit: int) -> Kind:
    """The kind of a file of `size` bytes, at most `limit`, that its owner calls `name`.

    Raises:
        RefusedError: it must not be published; a Czech sentence says why.
    """
    _check_name(name)
    if size == 0:
        raise RefusedError("Soubor je prázdný (0 bajtů). Nahrajte ho prosím znovu.")
    if size > limit:
        raise RefusedError(
            f"Soubor má {size_text(size)}, nejvýš může mít {size_text(limit)}. Zmenšete ho, hlavně obrázky v něm."
        )
    extension = name.rpartition(".")[2].lower()
    kind = _by_content(file, size, extension)
    if kind.extension != extension:
        raise RefusedError(
            f"Podle obsahu je to {kind.label}, ale název říká něco jiného. Přejmenujte soubor, ať končí "
            f".{kind.extension}."
        )
    return kind


def _by_content(file: BinaryIO, size: int, extension: str) -> Kind:
    start = head(file, 512)
    if start.startswith(pdf.MARK):
        return pdf.check(file, size)
    if start.startswith(archives.MARK):
        return archives.check(file, size)
    if start.startswith(_OLD_OFFICE):
        raise RefusedError(
            "Je to starý formát Office (DOC, XLS, PPT), nebo je dokument zamčený heslem. Uložte ho bez hesla jako "
            "DOCX, XLSX, PPTX nebo PDF."
        )
    if extension == "csv":
        return tables.check(file)
    said = next((sentence for mark, sentence in _STRANGERS if mark.match(start)), "Tento druh souboru neznáme.")
    raise RefusedError(f"{said} Zveřejnit jde jen {CHOICE}.")


def _check_name(name: str) -> None:
    if re.search(r"[/\\]|^\.", name):
        raise RefusedError("V názvu souboru je cesta ke složce. Přejmenujte ho, např. metodika.pdf.")
    if _HIDDEN.search(name):
        raise RefusedError("V názvu souboru je neviditelný znak, který ho umí převléct za jiný. Přejmenujte ho.")
    inner = _INNER.search(name)
    if inner and inner[1].lower() in _KNOWN_ENDS:
        raise RefusedError("Název souboru má dvě přípony. Přejmenujte ho, ať má jednu, např. metodika.pdf.")
