"""Whether a file is a whole PDF that anybody may open (ISO 32000-1, 7.5)."""

import re
from typing import BinaryIO

from pages.uploads.kinds import PDF, Kind, RefusedError, found, head, tail

MARK = b"%PDF-"
_HEADER = re.compile(rb"%PDF-[12]\.\d")
_END = re.compile(rb"startxref\s+\d+\s+%%EOF\s*$")


def check(file: BinaryIO, size: int) -> Kind:
    """Refuse a PDF that is cut off, locked, or runs something when it is opened.

    Names inside compressed objects are not looked into; readers' programs keep scripts in a cage of their own.

    Raises:
        RefusedError: with a Czech sentence.
    """
    if not _HEADER.match(head(file, 16)):
        raise RefusedError("PDF má poškozený začátek. Otevřete ho a uložte znovu jako PDF.")
    if not _END.search(tail(file, size, 1024)):
        raise RefusedError("PDF není celé, chybí mu konec. Otevřete ho a uložte znovu jako PDF.")
    mark = found(file, [b"/Encrypt", b"/JavaScript", b"/Launch"])
    if mark == b"/Encrypt":
        raise RefusedError("PDF je zamčené heslem nebo proti kopírování. Uložte ho bez zámku, jinak ho nepřečte každý.")
    if mark:
        raise RefusedError("PDF při otevření něco spouští (skript nebo program). Uložte ho bez toho.")
    return PDF
