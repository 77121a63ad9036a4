"""Rows of the site in a form, each on a line by its address or name: a list to choose from would grow with the site."""

import re
from typing import Any, cast

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

MOST_OFFERED = 5  # of the rows that a name may mean
LONGEST = 200  # letters that are looked for; no name is as long, and SQLite takes no endless pattern
_BEFORE_OR_AFTER = re.compile(r"^https?://[^/]*|[?#].*$")  # the path


class AddressedField(forms.ModelMultipleChoiceField):
    """The rows with what an editor types; shown as their addresses.

    Attributes:
        name: of the column that names a row.
        address: of the column with the last part of its address, or the whole.
        among: what the rows are, for the sentence that one is not „mezi dokumenty“.
    """

    def __init__(self, rows: QuerySet, *, name: str, address: str, among: str, **options: Any):
        widget = AdminTextareaWidget(attrs={"rows": 3})
        super().__init__(rows, required=False, widget=widget, **options)
        self.name, self.address, self.among = name, address, among

    def prepare_value(self, value: Any) -> Any:
        """The addresses of rows or of their keys, one a line; what was typed stays."""
        if value is None or isinstance(value, str):
            return value or ""
        keys = [getattr(one, "pk", one) for one in value]
        return "\n".join(row.get_absolute_url() for row in self._rows.filter(pk__in=keys).order_by(self.name))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other rows are named, in whatever order."""
        return set(_lines(self.prepare_value(initial))) != set(_lines(data))

    def clean(self, value: Any) -> list[Any]:  # type: ignore[override]  # a form saves either
        """The rows that the lines name, each once.

        Raises:
            ValidationError: a line names none, or more than one; in Czech, with those that it may mean.
        """
        paths = {line: f"/{_BEFORE_OR_AFTER.sub('', line).strip('/')}/" for line in _lines(value)}
        columns = [path if self.address == "address" else path.split("/")[-2] for path in paths.values()]
        known = {row.get_absolute_url(): row for row in self._rows.filter(**{f"{self.address}__in": columns})}
        found, errors = {}, []
        for line, path in paths.items():
            try:
                row = known.get(path) or self._by_name(line)
                found[row.pk] = row
            except ValidationError as error:
                errors.append(error)
        if errors:
            raise ValidationError(errors)
        return list(found.values())

    @property
    def _rows(self) -> QuerySet:
        return cast(QuerySet, self.queryset)

    def _by_name(self, line: str) -> Any:
        found = self._rows.filter(**{f"{self.name}__icontains": line[:LONGEST]}).order_by(self.name, self.address)
        meant, said = list(found[: MOST_OFFERED + 1]), line[:LONGEST]
        exact = [row for row in meant if getattr(row, self.name) == line]
        if len(exact or meant) == 1:
            return (exact or meant)[0]
        if not meant:
            raise ValidationError(f"„{said}“ mezi {self.among} není. Napište adresu, jak ji ukazuje prohlížeč.")
        addresses = ", ".join(row.get_absolute_url() for row in meant[:MOST_OFFERED])
        more = " a další" if len(meant) > MOST_OFFERED else ""
        raise ValidationError(f"„{said}“ může být {addresses}{more}. Napište adresu.")


def _lines(value: Any) -> list[str]:
    return [line.strip() for line in (value or "").splitlines() if line.strip()]
