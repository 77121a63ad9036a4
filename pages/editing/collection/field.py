"""Which documents a collection has, and in which order: a row each with its number, the same with and without a script.

A document is chosen by its name; the browser offers those that were added last.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from pages import spelling
from pages.documents.document import Document
from pages.documents.listing import named
from pages.richtext import placeholders

MOST, BLANK = 100, 4  # rows of a collection, and empty ones below them
LONGEST_PART = 80


class Row(NamedTuple):
    """A row as it is typed."""

    place: str
    document: str
    part: str


class ChosenDocuments(forms.Widget):
    """Rows: number, document, and the heading of the part that begins with it."""

    class Media:
        css = {"all": ["css/collection.css"]}

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Row]:
        """The rows in which something is typed."""
        rows = []
        for number in range(MOST + BLANK):
            row = Row(*(spelling.one_line(data.get(f"{name}-{number}-{part}") or "") for part in Row._fields))
            if row.document or row.part:
                rows.append(row)
        return rows

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """A form without any row has no documents."""
        return False

    def id_for_label(self, id_: str) -> str:
        """Each input has a label of its own."""
        return ""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The rows with empty ones below them."""
        rows = [*(value or []), *[Row("", "", "")] * BLANK]
        context = {"name": name, "id": (attrs or {}).get("id", name), "rows": rows, "known": named.newest_names()}
        return render_to_string("admin/pages/page/_documents.html", context | {"longest_part": LONGEST_PART})


class ChosenDocumentsField(forms.Field):
    """The documents of a version: `[[key, heading of the part], …]` in their order."""

    widget = ChosenDocuments

    def prepare_value(self, value: Any) -> list[Row]:
        """As rows: what a version has, or what somebody has typed."""
        return [*self._rows(value or [])]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether a row says something else than the version."""
        return self.prepare_value(initial) != data

    def clean(self, value: Sequence[Row]) -> list[list[Any]]:
        """The keys and headings in the typed order; of two with one number that goes first which was moved there.

        Raises:
            ValidationError: a row names no document, or one that is there already; with a Czech sentence for each row.
        """
        chosen, errors = _read(value)
        if errors:
            raise ValidationError(errors)
        return chosen

    def chosen_in(self, data: Mapping[str, Any], name: str) -> list[list[Any]]:
        """What a form chooses so far: rows that are wrong are none."""
        return _read(ChosenDocuments().value_from_datadict(data, {}, name))[0]

    def _rows(self, value: Sequence[Any]) -> Iterator[Row]:
        called = named.names_of([one[0] for one in value if not isinstance(one, Row)])
        for number, one in enumerate(value, start=1):
            if isinstance(one, Row):
                yield one
            elif one[0] in called:
                yield Row(str(number), called[one[0]], one[1])


def _read(rows: Sequence[Row]) -> tuple[list[list[Any]], list[str]]:
    """What the rows choose, in its order, and a sentence for each fault; a row with a fault chooses nothing."""
    errors: list[str] = []
    placed: list[tuple[tuple[int, bool, int], int, str]] = []
    meant = named.found({row.document for row in rows if row.document})
    for number, row in enumerate(rows, start=1):
        document = meant.get(row.document)
        problems = list(_problems(row, document, {key for _, key, _ in placed}))
        errors += [f"{number}. řádek: {problem}" for problem in problems]
        if isinstance(document, Document) and not problems:
            place = int(row.place) if _is_number(row.place) else MOST + number
            placed.append(((place, place == number, number), document.pk, row.part))
    return [[key, part] for _, key, part in sorted(placed)], errors


def _is_number(typed: str) -> bool:
    return typed.isascii() and typed.isdigit() and len(typed) <= 4


def _problems(row: Row, document: Document | str | None, others: Set[int]) -> Iterator[str]:
    if document is None:
        yield f"vyberte dokument, kterým začíná část „{row.part}“."
    elif isinstance(document, str):
        yield document
    elif document.pk in others:
        yield f"dokument „{row.document}“ už ve sbírce je."
    if row.place and not _is_number(row.place):
        yield "pořadí napište číslem, např. 2."
    if len(row.part) > LONGEST_PART:
        yield f"název části může mít nejvýš {LONGEST_PART} znaků."
    try:
        placeholders.refuse_any(row.part)
    except ValidationError:
        yield "do názvu části údaj vložit nejde, jen do textu."
