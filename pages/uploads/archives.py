"""Whether a ZIP archive is a document of an office program: looked at without extracting it."""

import re
import struct
import zlib
from lzma import LZMAError
from typing import BinaryIO
from xml.etree import ElementTree
from zipfile import ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from pages.uploads.kinds import CHOICE, ODF, OOXML, Kind, RefusedError

MARK = b"PK\x03\x04"
MOST_MEMBERS = 10_000
MOST_BYTES = 300 << 20  # of all members unpacked
MOST_TIMES = 100  # how much larger than packed; text in an office document shrinks to a tenth, rarely to a fiftieth
SMALL = 4 << 20  # a member that stays below that harms nobody, however well it was packed
MOST_XML = 1 << 20

_TYPES, _MANIFEST = "[Content_Types].xml", "META-INF/manifest.xml"
_PROGRAM = re.compile(r"\.(exe|dll|com|scr|msi|bat|cmd|ps1|vbs|js|jse|wsf|hta|jar|sh|lnk)$", re.IGNORECASE)
_UNREADABLE = (
    *(BadZipFile, LargeZipFile, LZMAError, zlib.error, struct.error, EOFError, LookupError, OSError),
    *(RuntimeError, ValueError),  # whatever a forged archive makes the reader stumble over
)
_BROKEN = "Soubor je poškozený, nejde otevřít. Otevřete ho v původním programu a uložte znovu."
_MACROS = "Dokument obsahuje makra, a ta mohou čtenářům uškodit. Uložte ho bez maker jako {}."
_LOCKED = "Dokument je zamčený heslem. Uložte ho bez hesla, jinak ho nepřečte každý."


def check(file: BinaryIO, size: int) -> Kind:
    """Refuse what is no office document, hides something, or would grow out of bounds when it is opened.

    Raises:
        RefusedError: with a Czech sentence.
    """
    try:
        with ZipFile(file) as archive:
            members = archive.infolist()
            _check_members(members, size)
            if archive.testzip():  # reads no further than the sizes just checked, and writes nothing
                raise RefusedError(_BROKEN)
            names = {member.filename for member in members}
            if "mimetype" in names:
                return _open_document(archive, members, names)
            if _TYPES in names:
                return _office_open(archive, names)
    except _UNREADABLE:
        raise RefusedError(_BROKEN) from None
    raise RefusedError(f"Archiv ZIP zveřejnit nejde. Nahrajte každý dokument zvlášť jako {CHOICE}.")


def _check_members(members: list[ZipInfo], size: int) -> None:
    if len(members) > MOST_MEMBERS:
        raise RefusedError(f"Uvnitř souboru je {len(members)} částí, tolik jich žádný dokument nemá.")
    if any(member.flag_bits & 1 for member in members):
        raise RefusedError(_LOCKED)
    for member in members:
        if _leads_out(member.orig_filename):
            raise RefusedError(
                "Část souboru má v názvu cestu mimo něj. Takový soubor může přepsat jiné, nezveřejníme ho."
            )
        if _PROGRAM.search(member.orig_filename):
            raise RefusedError("Uvnitř dokumentu je schovaný program. Uložte dokument bez něj.")
    if len({member.filename for member in members}) != len(members):
        raise RefusedError("Uvnitř souboru jsou dvě části se stejným názvem. Otevřete dokument a uložte ho znovu.")
    packed = sum(member.compress_size for member in members)
    if sum(member.file_size for member in members) > MOST_BYTES or packed > size or any(map(_swells, members)):
        raise RefusedError("Soubor by se po rozbalení nafoukl na obří velikost. Otevřete dokument a uložte ho znovu.")


def _leads_out(name: str) -> bool:
    """Whether the name is absolute, goes up, or belongs to another system."""
    return name.startswith("/") or bool(re.search(r"\\|\x00|:", name)) or ".." in name.split("/")


def _swells(member: ZipInfo) -> bool:
    return member.file_size > SMALL and member.file_size > MOST_TIMES * member.compress_size


def _open_document(archive: ZipFile, members: list[ZipInfo], names: set[str]) -> Kind:
    """ODF 1.2, part 3: the first member says what it is, uncompressed."""
    first = members[0]
    if first.filename != "mimetype" or first.compress_type != ZIP_STORED or first.file_size > 100:
        raise RefusedError(_BROKEN)
    kind = ODF.get(archive.read(first).decode("ascii", "replace"))
    if kind is None:
        raise RefusedError(f"Tento druh dokumentu OpenDocument nezveřejňujeme. Uložte ho jako {CHOICE}.")
    if not {"content.xml", _MANIFEST} <= names:
        raise RefusedError(_BROKEN)
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise RefusedError(_MACROS.format(kind.label))
    if b"encryption-data" in _read(archive, _MANIFEST):
        raise RefusedError(_LOCKED)
    return kind


def _office_open(archive: ZipFile, names: set[str]) -> Kind:
    """ECMA-376, part 2: a list of the parts and their content types."""
    parts = _content_types(_read(archive, _TYPES))
    kinds = [(OOXML[found], name) for name, found in parts if found in OOXML]
    said = " ".join([*names, *(found for _, found in parts)]).lower()
    if any(word in said for word in ["macro", "vbaproject", "vbadata", "activex"]):
        raise RefusedError(_MACROS.format(kinds[0][0].label if kinds else "DOCX, XLSX nebo PPTX"))
    if len(kinds) != 1:
        raise RefusedError(f"V souboru není dokument, který umíme poznat. Uložte ho jako {CHOICE}.")
    kind, part = kinds[0]
    if part.lstrip("/") not in names:
        raise RefusedError(_BROKEN)
    return kind


def _content_types(xml: bytes) -> list[tuple[str, str]]:
    """Each part or extension with its content type."""
    if b"<!" in xml.replace(b"\x00", b"").replace(b"<!--", b""):
        raise RefusedError(_BROKEN)  # a DTD could swell too
    try:
        root = ElementTree.fromstring(xml)  # noqa: S314 - without a DTD nothing can expand
    except ElementTree.ParseError:
        raise RefusedError(_BROKEN) from None
    return [(node.get("PartName", ""), node.get("ContentType", "")) for node in root]


def _read(archive: ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > MOST_XML:
        raise RefusedError(_BROKEN)
    return archive.read(name)
