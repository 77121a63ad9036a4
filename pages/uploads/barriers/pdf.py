"""PDF after ISO 32000-2 and ISO 14289-1 (PDF/UA): text, tags, language, title, bookmarks, figures, fonts."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from pages.uploads.pdf_objects import objects_of

MANY_PAGES = 20  # more than that need bookmarks
MOST_PAGES_READ = 100  # spread over the whole; a scan is one from page to page
DEEPEST_FORM = 4  # drawings within drawings on a page

_SHOWS_TEXT = re.compile(rb"\bT[jJ]\b|(?<=[)>\]])\s*['\"]")


def barriers(file: BinaryIO) -> Iterator[str]:
    """The kinds of barriers, each as often as it is there."""
    reader = PdfReader(file)
    root = _dictionary(reader.trailer["/Root"])
    pages = len(reader.pages)
    if not _has_text(reader, pages):
        yield "no-text"
    if not _is_tagged(root):
        yield "no-tags"
    if not _words(_at(root, "/Lang")):
        yield "no-language"
    if not _words(reader.metadata and reader.metadata.title) and not _words(_title_in_xmp(reader)):
        yield "no-title"
    if pages > MANY_PAGES and "/First" not in _dictionary(_at(root, "/Outlines")):
        yield "no-bookmarks"
    for thing in objects_of(reader):
        if isinstance(thing, DictionaryObject):
            yield from _barriers_of(thing, root)


def _has_text(reader: PdfReader, pages: int) -> bool:
    """Whether at least half of the pages that are looked at show text, be it unseen behind a picture."""
    step = max(1, pages // MOST_PAGES_READ)
    looked_at = range(0, pages, step)
    shown = 0
    for number in looked_at:
        page = reader.pages[number]
        contents = page.get_contents()
        data = contents.get_data() if contents is not None else b""
        shown += bool(_SHOWS_TEXT.search(data)) or _forms_show_text(page, DEEPEST_FORM, set())
        reader.resolved_objects.clear()
    return 2 * shown >= len(looked_at)


def _forms_show_text(holder: DictionaryObject, depth: int, seen: set[int]) -> bool:
    """Whether a drawing on it shows text; each is looked at once, however many others draw it."""
    drawings = _dictionary(_at(_dictionary(_at(holder, "/Resources")), "/XObject"))
    for name in drawings:
        number = getattr(drawings.raw_get(name), "idnum", None)
        if number in seen:
            continue
        if number is not None:
            seen.add(number)
        form = _at(drawings, name)
        is_form = isinstance(form, StreamObject) and _at(form, "/Subtype") == "/Form"
        if is_form and (_SHOWS_TEXT.search(form.get_data()) or (depth and _forms_show_text(form, depth - 1, seen))):
            return True
    return False


def _is_tagged(root: DictionaryObject) -> bool:
    """14.8: marked as tagged, and a tree of structure that has something in it."""
    marked = _at(_dictionary(_at(root, "/MarkInfo")), "/Marked")
    return str(marked).lower() == "true" and bool(_at(_dictionary(_at(root, "/StructTreeRoot")), "/K"))


def _title_in_xmp(reader: PdfReader) -> str:
    try:
        said = reader.xmp_metadata
        return next(iter(((said and said.dc_title) or {}).values()), "")
    except Exception:  # a broken description is none
        return ""


def _barriers_of(thing: DictionaryObject, root: DictionaryObject) -> Iterator[str]:
    kind = _at(thing, "/S")
    is_figure = kind == "/Figure" or ("/P" in thing and _role(root, str(kind)) == "/Figure")
    if is_figure and not any(_words(_at(thing, key)) for key in ["/Alt", "/ActualText"]):
        yield "picture-without-words"
    is_composite = _at(thing, "/Type") == "/Font" and _at(thing, "/Subtype") == "/Type0"
    if is_composite and "/ToUnicode" not in thing and str(_at(thing, "/Encoding")).startswith("/Identity"):
        yield "unreadable-font"  # ISO 14289-1, 7.21.7


def _role(root: DictionaryObject, kind: str) -> str:
    """14.7.3: what a name of the author's own stands for."""
    return str(_at(_dictionary(_at(_dictionary(_at(root, "/StructTreeRoot")), "/RoleMap")), kind) or "")


def _at(holder: DictionaryObject, key: str) -> Any:
    """What stands there, directly or by reference; None where nothing does."""
    value = holder[key] if key in holder else None  # noqa: SIM401 - get() would not follow a reference
    return None if isinstance(value, ArrayObject) and not value else value


def _words(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _dictionary(value: Any) -> DictionaryObject:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()
