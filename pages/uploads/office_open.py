"""Documents in Office Open XML (DOCX, XLSX, PPTX): ECMA-376, part 1 for what the parts say, part 2 for the package."""

import re
from zipfile import ZipFile, ZipInfo

from pages.uploads import links
from pages.uploads.kinds import CHOICE, OOXML, Kind, RefusedError
from pages.uploads.parts import BROKEN, ELSEWHERE, EMBEDDED, MACROS, MEDIA, Element, check_formula, drain, read

TYPES = "[Content_Types].xml"

_MACRO_WORDS = ("macro", "vbaproject", "vbadata", "activex", "customui")
_DATA = (
    "Tabulka si bere data z jiného sešitu, programu nebo databáze. V Excelu zvolte Data – Upravit odkazy – Zrušit"
    " propojení (nebo Dotazy a připojení – Odstranit)."
)
_TEMPLATE = (
    "Dokument si při otevření hledá šablonu v jiném počítači nebo na webu. Ve Wordu zvolte Vývojář – Šablona dokumentu,"
    " napište Normal a uložte ho znovu."
)
_PICTURE = (
    "Obrázek není v dokumentu vložený, jen odkazovaný odjinud. Ve Wordu zvolte Soubor – Informace – Upravit odkazy na"
    " soubory – Zrušit propojení, nebo ho vložte znovu."
)
_FIELD = (
    "Pole {} v dokumentu si bere obsah odjinud nebo spouští program. Ve Wordu ho označte, změňte na text klávesami"
    " Ctrl+Shift+F9 a dokument uložte znovu."
)
_BUTTON = (
    "Tlačítko nebo odkaz v prezentaci spouští program, makro nebo soubor. V PowerPointu ho označte, zvolte Vložení –"
    " Akce – Žádná a uložte ji znovu."
)
_STRANGE = "Uvnitř dokumentu je část, kterou neznáme ({}). Odstraňte ji, nebo dokument uložte jako PDF."

# By the end of the relationship's type, so in Transitional and Strict alike. What may not come even from inside:
_REFUSED_INSIDE = dict.fromkeys(["oleobject", "package", "control", "activexcontrolbinary", "afchunk"], EMBEDDED)
_REFUSED_INSIDE |= dict.fromkeys(["externallink", "externallinkpath", "connections", "querytable"], _DATA)
_REFUSED_INSIDE |= dict.fromkeys(["attachedtemplate", "subdocument", "frame", "mailmergesource"], ELSEWHERE)
_REFUSED_INSIDE |= dict.fromkeys(["webextension", "webextensiontaskpanes"], ELSEWHERE)
_SAID_OUTSIDE = {**_REFUSED_INSIDE, "attachedtemplate": _TEMPLATE, "image": _PICTURE, "video": MEDIA, "audio": MEDIA}
_REFUSED_ELEMENTS = dict.fromkeys(["OLEObject", "oleObj", "oleObject", "oleLink", "altChunk"], EMBEDDED)
_REFUSED_ELEMENTS |= {"ddeLink": _DATA, "subDoc": ELSEWHERE}
# What is neither XML nor one of these stands in no document that we know (ECMA-376, part 1, 15.2).
_KNOWN_BINARY = re.compile(
    r"image/.|.*(printersettings|obfuscatedfont|x-fontdata|x-font-ttf|digital-signature-origin|customproperty)$"
)
_PICTURE_ENDS = re.compile(r"\.(png|jpe?g|gif|bmp|tiff?|emf|wmf)$")
_INSIDE = re.compile(r"(?![a-z][a-z0-9+.-]*:)(?!//)[^\\]*$", re.IGNORECASE)
_SHOWS = re.compile(r"$|ppaction://(noaction|hlinksldjump|hlinkshowjump|customshow)\b")
_FIELD_NAME = re.compile(
    r'\s*"?\s*(DDE|DDEAUTO|LINK|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|DATABASE|RD)\b', re.IGNORECASE
)
_FIELD_LINK = re.compile(r'\s*HYPERLINK\b(?:\s*\\[lots]\s+(?:"[^"]*"|\S+)|\s*\\[hmn]\b)*\s*"?([^"]*)', re.IGNORECASE)
_MOST_NESTED_FIELDS = 50


def check(archive: ZipFile, members: list[ZipInfo]) -> Kind:
    """Refuse what carries macros or another file, or takes anything from outside but by a link that is clicked.

    Raises:
        RefusedError: with a Czech sentence.
        BadZipFile: a part is not what the directory says.
    """
    types = _Types(archive)
    names = {member.filename.lower() for member in members}
    kinds = [(OOXML[found], name) for name, found in types.of_parts.items() if found in OOXML]
    said = " ".join([*names, *types.of_parts, *types.of_parts.values(), *types.of_ends.values()]).lower()
    if any(word in said for word in _MACRO_WORDS):
        raise RefusedError(MACROS.format(kinds[0][0].label if kinds else "DOCX, XLSX nebo PPTX"))
    if len(kinds) != 1:
        raise RefusedError(f"V souboru není dokument, který umíme poznat. Uložte ho jako {CHOICE}.")
    kind, main = kinds[0]
    if main not in names:
        raise RefusedError(BROKEN)
    for member in members:
        if not member.is_dir():
            _check_part(archive, member, types.of(member.filename.lower()))
    return kind


class _Types:
    """The content types of the parts (part 2, 10.1.2), by name and by the end of the name, both in small letters."""

    def __init__(self, archive: ZipFile):
        self.of_parts: dict[str, str] = {}
        self.of_ends: dict[str, str] = {}
        read(archive, archive.getinfo(TYPES), self._note)

    def _note(self, element: Element) -> None:
        found = element.attributes.get("ContentType", "")
        if element.name == "Override":
            self.of_parts[element.attributes.get("PartName", "").lstrip("/").lower()] = found
        elif element.name == "Default":
            self.of_ends[element.attributes.get("Extension", "").lower()] = found

    def of(self, name: str) -> str:
        return (self.of_parts.get(name) or self.of_ends.get(name.rpartition(".")[2], "")).lower()


def _check_part(archive: ZipFile, member: ZipInfo, content_type: str) -> None:
    name = member.filename.lower()
    if "/embeddings/" in f"/{name}" or "oleobject" in content_type:
        raise RefusedError(EMBEDDED)
    if content_type.endswith("xml") or name.endswith((".xml", ".rels", ".vml")):
        rules = _Rules()
        read(archive, member, rules.start, rules.texts, is_tidy=not name.endswith(".vml"))
    elif content_type.startswith(("audio/", "video/")):
        raise RefusedError(MEDIA)
    elif _KNOWN_BINARY.match(content_type) or (not content_type and _PICTURE_ENDS.search(name)):
        drain(archive, member)
    else:
        raise RefusedError(_STRANGE.format(member.filename[-60:]))


class _Rules:
    """What may stand in an XML part. A field's instruction may be cut into many runs and hold other fields."""

    def __init__(self) -> None:
        self.fields = [""]  # the instructions begun and not yet ended, the innermost last
        self.texts = {"f": check_formula, "definedName": check_formula, "instrText": self.instruct}
        self.texts["delInstrText"] = self.instruct

    def start(self, element: Element) -> None:
        name, attributes = element.name, element.attributes
        if name in _REFUSED_ELEMENTS:
            raise RefusedError(_REFUSED_ELEMENTS[name])
        if name == "Relationship":
            _check_relationship(attributes)
        elif name == "fldChar":
            self._turn(attributes.get(f"{element.space}}}fldCharType", ""))
        elif name == "fldSimple":
            _check_field(attributes.get(f"{element.space}}}instr", ""))
        elif name.startswith("hlink") and not _SHOWS.match(attributes.get("action", "")):
            raise RefusedError(_BUTTON)
        elif name == "imagedata" and not _INSIDE.match(attributes.get("src", "")):
            raise RefusedError(_PICTURE)

    def instruct(self, text: str) -> None:
        if len(self.fields[-1]) < 2000:  # no link is longer; the rest of an instruction is of no interest
            self.fields[-1] += text
            if found := _FIELD_NAME.match(self.fields[-1]):
                raise RefusedError(_FIELD.format(found[1].upper()))

    def _turn(self, kind: str) -> None:
        if kind == "begin":
            if len(self.fields) > _MOST_NESTED_FIELDS:
                raise RefusedError(BROKEN)
            self.fields.append("")
            return
        _check_field(self.fields[-1])  # only now the whole address of a link is known
        if kind == "end" and len(self.fields) > 1:
            self.fields.pop()


def _check_field(instruction: str) -> None:
    if found := _FIELD_NAME.match(instruction):
        raise RefusedError(_FIELD.format(found[1].upper()))
    if found := _FIELD_LINK.match(instruction):
        links.check(found[1])


def _check_relationship(attributes: dict[str, str]) -> None:
    """Part 2, 9.3: from outside only links, and these only to where anybody may go."""
    kind = attributes.get("Type", "").rpartition("/")[2].lower()
    target = attributes.get("Target", "")
    if attributes.get("TargetMode", "").strip().lower() != "external" and _INSIDE.match(target):
        if kind in _REFUSED_INSIDE:
            raise RefusedError(_REFUSED_INSIDE[kind])
    elif target != "NULL":  # what Office writes for a picture that it has lost
        if kind != "hyperlink":
            raise RefusedError(_SAID_OUTSIDE.get(kind, ELSEWHERE))
        links.check(target)
