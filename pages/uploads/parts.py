"""The parts of an office document: members of a ZIP archive, read as they come and never unpacked as a whole."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple
from xml.parsers.expat import ExpatError
from zipfile import ZipFile, ZipInfo

from defusedxml.ElementTree import DefusedXMLParser  # type: ignore[import-untyped]

from pages.uploads.kinds import RefusedError

BROKEN = "Soubor je poškozený, nejde otevřít. Otevřete ho v původním programu a uložte znovu."
MACROS = "Dokument obsahuje makra, a ta mohou čtenářům uškodit. Uložte ho bez maker jako {}."
LOCKED = "Dokument je zamčený heslem. Uložte ho bez hesla, jinak ho nepřečte každý."
EMBEDDED = (
    "Dokument v sobě má vložený jiný soubor, často tabulku za grafem. Vložte ho jako obrázek: zkopírujte ho a zvolte"
    " Vložit jinak – Obrázek."
)
MEDIA = "V dokumentu je zvuk nebo video. Zveřejněte je jinde a v dokumentu na ně odkažte."
ELSEWHERE = (
    "Dokument si při otevření bere část odjinud (z jiného souboru nebo z webu). Vložte ji přímo do něj, nebo ho uložte"
    " jako PDF."
)
FORMULA = "Vzorec v tabulce čte cizí data nebo spouští jiný program. Nahraďte ho hodnotou (Vložit jinak – Hodnoty)."
DEEPEST = 500  # elements in elements; a table in a table in a table needs about thirty

_STEP = 1 << 16
# What reaches out of the table: DDE, add-ins, the web (Excel's WEBSERVICE, LibreOffice's DDE, macros of Excel 4.0).
_REACHES_OUT = re.compile(r"(?<![A-Z0-9_])(DDE|WEBSERVICE|RTD|CALL|REGISTER|REGISTER\.ID|EXEC)\s*\(", re.IGNORECASE)
_QUOTED = re.compile('"[^"]*"')


class Element(NamedTuple):
    """The start of an element: its namespace, its name within it, and its attributes as `namespace}name`."""

    space: str
    name: str
    attributes: dict[str, str]


def read(
    archive: ZipFile,
    member: ZipInfo,
    start: Callable[[Element], None],
    texts: Mapping[str, Callable[[str], None]] = MappingProxyType({}),
    *,
    is_tidy: bool = True,
) -> None:
    """Parse an XML part piece by piece, and check its sum: `start` is handed each element as it begins.

    The whole text of an element whose name stands in `texts` is handed to what stands there. What is not tidy may be
    malformed: Excel's own VML drawings are.

    Raises:
        RefusedError: it is not well-formed, declares a document type (so no entity can swell) or is nested too deeply.
    """
    # The parser beneath: without a tree a sheet of a million cells takes no memory, and half the time.
    parser = DefusedXMLParser(forbid_dtd=True).parser
    depth = 0
    pieces: list[str] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise RefusedError(BROKEN)
        space, _, local = name.rpartition("}")
        start(Element(space, local, attributes))
        if local in texts:
            pieces.clear()
            parser.CharacterDataHandler = pieces.append

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        local = name.rpartition("}")[2]
        if local in texts:
            parser.CharacterDataHandler = None
            texts[local]("".join(pieces))

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = begin, end, None
    parser.ordered_attributes = False
    parser.DefaultHandlerExpand = parser.CommentHandler = parser.ProcessingInstructionHandler = None
    try:
        with archive.open(member) as part:
            while piece := part.read(_STEP):
                parser.Parse(piece)
        parser.Parse(b"", True)
    except ExpatError:
        if is_tidy:
            raise RefusedError(BROKEN) from None
        drain(archive, member)


def drain(archive: ZipFile, member: ZipInfo) -> None:
    """Read a part to its end, so that its sum is checked.

    Raises:
        BadZipFile: it is not what the directory says.
    """
    with archive.open(member) as part:
        while part.read(_STEP):
            pass


def check_formula(formula: str) -> None:
    """Refuse a formula that starts a program or asks another one (`cmd|'/c calc'!A0` is DDE).

    Raises:
        RefusedError: with a Czech sentence.
    """
    bare = _QUOTED.sub("", formula)
    if _REACHES_OUT.search(bare) or "!" in bare.partition("|")[2]:
        raise RefusedError(FORMULA)
