"""Whether a ZIP archive is a document of an office program: looked at without extracting it."""

import re
import struct
import zlib
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from pages.uploads import office_open, open_document
from pages.uploads.kinds import CHOICE, Kind, RefusedError
from pages.uploads.parts import BROKEN, LOCKED

MARK = b"PK\x03\x04"
MOST_MEMBERS = 10_000
MOST_BYTES = 300 << 20  # of all members unpacked
MOST_TIMES = 100  # how much larger than packed; text in an office document shrinks to a tenth, rarely to a fiftieth
SMALL = 4 << 20  # a member, or a whole document, that stays below that harms nobody, however well it was packed

_PROGRAM = re.compile(r"\.(exe|dll|com|scr|msi|bat|cmd|ps1|vbs|js|jse|wsf|hta|jar|sh|lnk)$", re.IGNORECASE)
# Whatever a forged archive makes the reader stumble over.
_UNREADABLE = (
    *(BadZipFile, LargeZipFile, zlib.error, struct.error),
    *(EOFError, LookupError, OSError, RuntimeError, ValueError),
)


def check(file: BinaryIO, size: int) -> Kind:
    """Refuse what is no office document, hides something, or would grow out of bounds when it is opened.

    Each member is read once, and no further than the sizes that were checked before.

    Raises:
        RefusedError: with a Czech sentence.
    """
    try:
        with ZipFile(file) as archive:
            members = archive.infolist()
            _check_members(members, size)
            names = {member.filename for member in members}
            if "mimetype" in names:
                return open_document.check(archive, members)
            if office_open.TYPES in names:
                return office_open.check(archive, members)
    except _UNREADABLE:
        raise RefusedError(BROKEN) from None
    raise RefusedError(f"Archiv ZIP zveřejnit nejde. Nahrajte každý dokument zvlášť jako {CHOICE}.")


def _check_members(members: list[ZipInfo], size: int) -> None:
    if len(members) > MOST_MEMBERS:
        raise RefusedError(f"Uvnitř souboru je {len(members)} částí, tolik jich žádný dokument nemá.")
    if any(member.flag_bits & 1 for member in members):
        raise RefusedError(LOCKED)
    for member in members:
        if _leads_out(member.orig_filename):
            raise RefusedError(
                "Část souboru má v názvu cestu mimo něj. Takový soubor může přepsat jiné, nezveřejníme ho."
            )
        if _PROGRAM.search(member.orig_filename):
            raise RefusedError("Uvnitř dokumentu je schovaný program. Uložte dokument bez něj.")
    if len({member.filename.lower() for member in members}) != len(members):  # OOXML: names differ in more than case
        raise RefusedError("Uvnitř souboru jsou dvě části se stejným názvem. Otevřete dokument a uložte ho znovu.")
    if any(member.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for member in members):
        raise RefusedError(BROKEN)  # APPNOTE.TXT knows more; no office program writes them
    packed, unpacked = (sum(getattr(member, what) for member in members) for what in ("compress_size", "file_size"))
    # Also together: each of seventy members could stay just below what is small.
    sizes = [(unpacked, packed), *((member.file_size, member.compress_size) for member in members)]
    if (
        unpacked > MOST_BYTES
        or packed > size
        or any(after > max(SMALL, MOST_TIMES * before) for after, before in sizes)
    ):
        raise RefusedError("Soubor by se po rozbalení nafoukl na obří velikost. Otevřete dokument a uložte ho znovu.")


def _leads_out(name: str) -> bool:
    """Whether the name is absolute, goes up, or belongs to another system."""
    return name.startswith("/") or bool(re.search(r"\\|\x00|:", name)) or ".." in name.split("/")
