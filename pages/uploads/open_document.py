"""Documents in OpenDocument (ODT, ODS, ODP): ODF 1.3, part 2 for the package, part 3 for what is in the parts."""

import re
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from pages.uploads import links
from pages.uploads.kinds import CHOICE, ODF, Kind, RefusedError
from pages.uploads.parts import (
    BROKEN,
    ELSEWHERE,
    EMBEDDED,
    LOCKED,
    MACROS,
    MEDIA,
    Element,
    check_formula,
    drain,
    read,
)

_MANIFEST = "META-INF/manifest.xml"
_EVENT = (
    "Dokument při otevření nebo kliknutí spouští skript nebo program. V LibreOffice zvolte Nástroje – Přizpůsobit –"
    " Události (u tlačítka Interakce) a odeberte ho."
)
_DDE = (
    "Dokument si bere data z jiného programu (DDE). V LibreOffice zvolte Úpravy – Odkazy na externí soubory – Zrušit"
    " odkaz a uložte ho znovu."
)
_STRANGE = "Uvnitř dokumentu je část, kterou neznáme ({}). Odstraňte ji, nebo dokument uložte jako PDF."

_XLINK, _TABLE = "http://www.w3.org/1999/xlink", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_PRESENTATION = "urn:oasis:names:tc:opendocument:xmlns:presentation:1.0"
_REFUSED_ELEMENTS = dict.fromkeys(["object-ole"], EMBEDDED)
_REFUSED_ELEMENTS |= dict.fromkeys(["plugin", "sound"], MEDIA)
_REFUSED_ELEMENTS |= dict.fromkeys(["applet", "execute-macro", "library-embedded", "library-linked"], _EVENT)
_REFUSED_ELEMENTS |= dict.fromkeys(["dde-source", "dde-link", "dde-connection", "dde-connection-decl"], _DDE)
_REFUSED_ELEMENTS |= {"floating-frame": ELSEWHERE}
_LINKS = {"a", "button", "event-listener"}  # opened only when somebody clicks
# What a click in a presentation may do (part 3, 19.386): only turn its own pages.
_SHOWS = {"", "none", "previous-page", "next-page", "first-page", "last-page", "hide", "stop", "show"}
_SHOWS |= {"fade-out", "move-short"}
_INSIDE = re.compile(r"data:image/|(?![a-z][a-z0-9+.-]*:)(?!/)(?!.*\.\./)[^\\]*$", re.IGNORECASE)
_NEAR = re.compile(r"file:///(?!/)|(?![a-z][a-z0-9+.-]*:)(?!//)[^\\]*$", re.IGNORECASE)  # never a share or the web
_KNOWN_BINARY = re.compile(
    "(mimetype|layout-cache|(Object [^/]+/)*(Pictures|Thumbnails|ObjectReplacements|Configurations2|Fonts)/.*)$"
)


def check(archive: ZipFile, members: list[ZipInfo]) -> Kind:
    """Refuse what carries macros, event listeners or another file, or takes anything from outside unasked.

    Documents within the document (charts, formulas) are parts like its own and are read like them.

    Raises:
        RefusedError: with a Czech sentence.
        BadZipFile: a part is not what the directory says.
    """
    first, names = members[0], {member.filename for member in members}
    # Part 2, 3.3: the first member says what it is, uncompressed.
    if first.filename != "mimetype" or first.compress_type != ZIP_STORED or first.file_size > 100:
        raise RefusedError(BROKEN)
    kind = ODF.get(archive.read(first).decode("ascii", "replace"))
    if kind is None:
        raise RefusedError(f"Tento druh dokumentu OpenDocument nezveřejňujeme. Uložte ho jako {CHOICE}.")
    if not {"content.xml", _MANIFEST} <= names:
        raise RefusedError(BROKEN)
    if any(name.startswith(("Basic/", "Scripts/", "Dialogs/")) for name in names):
        raise RefusedError(MACROS.format(kind.label))
    read(archive, archive.getinfo(_MANIFEST), _check_entry)
    for member in members:
        if member.filename.endswith((".xml", ".rdf", ".svg")) and member.file_size:
            read(archive, member, _check_element)
        elif not member.is_dir():
            _check_binary(archive, member)
    return kind


def _check_entry(element: Element) -> None:
    """Part 2, 4.3: what each part is said to be."""
    kind = element.attributes.get(f"{element.space}}}media-type", "").lower()
    if element.name == "encryption-data":
        raise RefusedError(LOCKED)
    if "oleobject" in kind:
        raise RefusedError(EMBEDDED)
    if kind.startswith(("audio/", "video/")):
        raise RefusedError(MEDIA)


def _check_binary(archive: ZipFile, member: ZipInfo) -> None:
    name = member.filename
    if member.file_size and not _KNOWN_BINARY.match(name):
        if name.startswith("Media/"):
            raise RefusedError(MEDIA)
        raise RefusedError(EMBEDDED if name.startswith("Object") else _STRANGE.format(name[-60:]))
    drain(archive, member)


def _check_element(element: Element) -> None:
    name, attributes = element.name, element.attributes
    if name in _REFUSED_ELEMENTS:
        raise RefusedError(_REFUSED_ELEMENTS[name])
    # An empty <office:script> is what LibreOffice leaves behind; a script is in the name space "script" or in a text.
    if ":script:" in element.space or (name == "script" and ":office:" not in element.space):
        raise RefusedError(_EVENT)
    if attributes.get(f"{_PRESENTATION}}}action", "") not in _SHOWS:
        raise RefusedError(_EVENT)
    if formula := attributes.get(f"{_TABLE}}}formula"):
        check_formula(formula)
    if target := attributes.get(f"{_XLINK}}}href"):
        _check_target(name, target.strip())


def _check_target(name: str, target: str) -> None:
    if name in _LINKS:
        links.check(target)
    elif not (_NEAR if name == "template" else _INSIDE).match(target):  # a template that is not there is not missed
        raise RefusedError(ELSEWHERE)
