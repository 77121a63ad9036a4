"""Whether a file is a whole PDF that anybody may open and that does nothing by itself (ISO 32000-2)."""

import re
from typing import Any, BinaryIO

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, PdfObject, StreamObject

from pages.uploads import links
from pages.uploads.kinds import PDF, Kind, RefusedError, head, tail
from pages.uploads.pdf_objects import objects_of

MARK = b"%PDF-"
MOST_BEHIND = 1024  # bytes behind the end that every reader tolerates
MOST_SEARCHES = 50  # for objects that are not where the table says; each search reads the whole file

_HEADER = re.compile(rb"%PDF-[12]\.\d")
_END = re.compile(rb"startxref\s+\d+\s+%%EOF(\r\n?|\n)?")
_PAGE = re.compile(rb"<(!doctype|html|head|body|script|svg)\b", re.IGNORECASE)
_AT = re.compile(rb"\s*(\d+)\s+(\d+)\s+obj")

_BROKEN = "PDF je poškozené, jeho části se nedají přečíst. Otevřete ho v původním programu a uložte znovu jako PDF."
_CUT_OFF = "PDF není celé, chybí mu konec. Otevřete ho a uložte znovu jako PDF."
_LOCKED = "PDF je zamčené heslem nebo proti kopírování. Uložte ho bez zámku, jinak ho nepřečte každý."
_RUNS = "PDF při otevření něco spouští (skript nebo program). Uložte ho bez toho, např. tiskem do PDF."
_SENDS = (
    "Formulář v PDF odesílá nebo načítá data. Odstraňte tlačítko, které to dělá, a PDF uložte znovu; vyplnit ho půjde"
    " dál."
)
_LEAVES = "PDF odkazuje do jiného souboru, který čtenář nemá. Změňte to na odkaz https:// a uložte PDF znovu."
_ATTACHED = "PDF v sobě má připojený jiný soubor. Odstraňte ho (v Acrobatu panel Přílohy) a nahrajte ho zvlášť."
_MEDIA = "V PDF je zvuk, video nebo 3D model. Zveřejněte je jinde, v PDF na ně odkažte a uložte ho znovu."
_XFA = "PDF je formulář XFA, který jinde než v Acrobatu nejde otevřít. Vytiskněte ho do obyčejného PDF."
_STRANGE = "PDF při otevření nebo kliknutí dělá víc, než smí ({}). Odstraňte to, nebo ho vytiskněte do nového PDF."

# Actions (12.6.4). Those that anybody may click, those that may come by themselves, and why the others may not.
_BY_ITSELF = {"/GoTo", "/Named", "/ResetForm"}
_CLICKED = {*_BY_ITSELF, "/URI"}
_PAGES = {"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"}
_REFUSED_ACTIONS = {"/JavaScript": _RUNS, "/Launch": _RUNS, "/SubmitForm": _SENDS, "/ImportData": _SENDS}
_REFUSED_ACTIONS |= {"/GoToR": _LEAVES, "/GoToE": _LEAVES}
_REFUSED_ACTIONS |= dict.fromkeys(["/Sound", "/Movie", "/Rendition", "/RichMediaExecute", "/GoTo3DView"], _MEDIA)
_REFUSED_ANNOTATIONS = {"/FileAttachment": _ATTACHED}
_REFUSED_ANNOTATIONS |= dict.fromkeys(["/Sound", "/Movie", "/Screen", "/RichMedia", "/3D"], _MEDIA)

# A second net for what only a reader that mends the file would find: names outside strings, in whatever object.
_WORDS = re.compile(rb"\((?:[^()\\]|\\.){0,99}\)|/([^\x00\s()<>\[\]{}/%]{5,60})", re.DOTALL)
_HEX = re.compile(rb"#([0-9a-f]{2})", re.IGNORECASE)
_REFUSED_NAMES = {**_REFUSED_ACTIONS, "/Encrypt": _LOCKED}


def check(file: BinaryIO, size: int) -> Kind:
    """Refuse a PDF that is cut off, locked, carries another file, or does more than lead to a page or to the web.

    Raises:
        RefusedError: with a Czech sentence.
    """
    if not _HEADER.match(head(file, 16)):
        raise RefusedError("PDF má poškozený začátek. Otevřete ho a uložte znovu jako PDF.")
    _check_end(tail(file, size, MOST_BEHIND + 64))
    file.seek(0)
    _check_names(file.read())
    try:
        reader = _Reader(file)
        _check_root(reader)
        for thing in objects_of(reader):
            _check_all(thing)
    except (RefusedError, MemoryError):
        raise
    except Exception:  # whatever a forged file makes the reader stumble over
        raise RefusedError(_BROKEN) from None
    return PDF


def _check_end(end: bytes) -> None:
    """7.5.5, and what readers tolerate behind it: servers and mail programs like to add something."""
    ends = list(_END.finditer(end))
    if not ends or len(end) - ends[-1].end() > MOST_BEHIND:
        raise RefusedError(_CUT_OFF)
    if _PAGE.search(end, ends[-1].end()):
        raise RefusedError("Za koncem PDF je přilepená webová stránka. Otevřete ho a uložte znovu jako PDF.")


def _check_names(content: bytes) -> None:
    for found in _WORDS.finditer(content):
        if found[1]:
            name = "/" + _HEX.sub(lambda code: bytes([int(code[1], 16)]), found[1]).decode("latin-1")
            if name in _REFUSED_NAMES:
                raise RefusedError(_REFUSED_NAMES[name])


class _Reader(PdfReader):
    """Looks for objects where the table says. pypdf searches the whole file for each that is not there: quadratic."""

    searches = 0

    def get_object(self, indirect_reference: int | IndirectObject) -> PdfObject | None:
        if isinstance(indirect_reference, IndirectObject):
            number, generation = indirect_reference.idnum, indirect_reference.generation
            if (generation, number) not in self.resolved_objects and number not in self.xref_objStm:
                place = self.xref.get(generation, {}).get(number)
                self.searches += place is None or not self._is_at(place, number, generation)
                if self.searches > MOST_SEARCHES:
                    raise RefusedError(_BROKEN)
        return super().get_object(indirect_reference)

    def _is_at(self, place: int, number: int, generation: int) -> bool:
        self.stream.seek(place)
        found = _AT.match(self.stream.read(64))
        return found is not None and (int(found[1]), int(found[2])) == (number, generation)


def _check_root(reader: PdfReader) -> None:
    if "/Encrypt" in reader.trailer:
        raise RefusedError(_LOCKED)
    root = reader.trailer["/Root"]
    if isinstance(root, DictionaryObject) and "/OpenAction" in root:
        _check_action(root["/OpenAction"], _BY_ITSELF)


def _check_all(thing: Any) -> None:
    """An object with everything directly inside it."""
    stack = [thing]
    while stack:
        thing = stack.pop()
        if isinstance(thing, DictionaryObject):
            _check_dictionary(thing)
            stack.extend(thing.values())
        elif isinstance(thing, ArrayObject):
            stack.extend(thing)


def _check_dictionary(found: DictionaryObject) -> None:
    if isinstance(found, StreamObject) and _name(found, "/Type") == "/ObjStm":
        _check_names(found.get_data())
    if isinstance(found, StreamObject) and found.keys() & {"/F", "/Ref"}:  # its data, or its picture, lie elsewhere
        raise RefusedError(_LEAVES)
    if _name(found, "/Type") == "/EmbeddedFile" or ("/EF" in found and found.keys() & {"/F", "/UF", "/Type"}):  # 7.11.3
        raise RefusedError(_ATTACHED)
    if "/XFA" in found:
        raise RefusedError(_XFA)
    for key, refused in [("/S", _REFUSED_ACTIONS), ("/Subtype", _REFUSED_ANNOTATIONS)]:
        if (name := _name(found, key)) in refused:
            raise RefusedError(refused[name])
    if "/AA" in found and isinstance(actions := found["/AA"], DictionaryObject):
        for key in actions:
            _check_action(actions[key], _BY_ITSELF)
    for key in found.keys() & {"/A", "/PA", "/Next"}:
        _check_action(found[key], _CLICKED)


def _check_action(action: Any, allowed: set[str]) -> None:
    """12.6.2: an action, or an array of them. What has no kind is a destination, an attribute or an outline's entry."""
    for one in action if isinstance(action, ArrayObject) else [action]:
        found = one.get_object()
        kind = _name(found, "/S") if isinstance(found, DictionaryObject) else ""
        if kind and (kind not in allowed or (kind == "/Named" and _name(found, "/N") not in _PAGES)):
            raise RefusedError(_REFUSED_ACTIONS.get(kind, _STRANGE.format(kind[1:30])))
        if kind == "/URI":
            links.check(str(found["/URI"]))


def _name(found: DictionaryObject, key: str) -> str:
    """The name that stands there, directly or by reference; nothing if it is something else."""
    value = found[key] if key in found else None  # noqa: SIM401 - get() would not follow a reference
    return value if isinstance(value, NameObject) else ""
