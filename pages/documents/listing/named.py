"""Documents as editors name them: by title, by a part of it that no other one has, or by address."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from pages import spelling
from pages.documents.document import ADDRESS, Document

OFFERED = 30  # names that a browser is given while somebody types; any other may be typed as well
MOST_MEANT = 5
LONGEST = 120
_ADDRESS = re.compile(rf"(?:https?://[^/\s]+)?{ADDRESS}([\w-]+)(?:/|\.\w+)?")


def names_of(keys: Iterable[int]) -> dict[int, str]:
    """What names each of the documents with these keys: its title, or its address where another has the same title."""
    rows = {document.pk: document for document in Document.objects.filter(pk__in=keys)}
    titles = Document.objects.filter(title__in=[row.title for row in rows.values()]).values_list("title", flat=True)
    times = Counter(titles)
    return {pk: row.title if times[row.title] == 1 else row.get_absolute_url() for pk, row in rows.items()}


def newest_names() -> list[str]:
    """The names to offer: of the documents that were added last."""
    return [*names_of([*Document.objects.order_by("-pk").values_list("pk", flat=True)[:OFFERED]]).values()]


def found(typed: Collection[str]) -> dict[str, Document | str]:
    """By each name the document that it means, or the Czech sentence that says why it means none."""
    addresses = {name: match[1] for name in typed if (match := _ADDRESS.fullmatch(name))}
    by_slug = {row.slug: row for row in Document.objects.filter(slug__in=addresses.values())}
    by_title: defaultdict[str, list[Document]] = defaultdict(list)
    for row in Document.objects.filter(title__in=typed):
        by_title[row.title].append(row)
    return {
        name: by_slug.get(addresses.get(name, "")) or (by_title[name][0] if len(by_title[name]) == 1 else _like(name))
        for name in typed
    }


def _like(name: str) -> Document | str:
    said = name[:LONGEST]
    like = list(Document.objects.filter(title__icontains=said).order_by("title", "slug")[: MOST_MEANT + 1])
    meant = [row for row in like if row.title == name] or like
    if len(meant) == 1:
        return meant[0]
    if not meant:
        return f"dokument „{said}“ tu není. Napište jeho název nebo adresu, např. {ADDRESS}metodika-bydleni/."
    addresses = ", ".join(row.get_absolute_url() for row in meant[:MOST_MEANT])
    more = " a další" if len(meant) > MOST_MEANT else ""
    return f"názvu „{said}“ odpovídá víc dokumentů: {addresses}{more}. Napište adresu."


class NamedDocumentField(forms.CharField):
    """One document, typed by its name."""

    def prepare_value(self, value: Any) -> Any:
        """The name of a key; what was typed stays."""
        return names_of([value]).get(value, "") if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another one is named."""
        return (self.prepare_value(initial) or "") != spelling.one_line(data or "")

    def clean(self, value: Any) -> Document | None:
        """The document that is meant; None where nothing is typed.

        Raises:
            ValidationError: no document has that name, or more than one; with a Czech sentence.
        """
        name = spelling.one_line(super().clean(value))
        document = found([name])[name] if name else None
        if isinstance(document, str):
            raise ValidationError(document[0].upper() + document[1:])
        return document
