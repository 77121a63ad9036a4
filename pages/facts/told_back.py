"""What somebody typed into a form that is there no more, field by field, to be copied from a page."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.http import QueryDict

_OF_A_ROW = re.compile(r"(?P<rows>\w+)-(?P<number>\d+)-(?P<field>\w+)")
_PARTS = {"_0": "den", "_1": "čas"}  # of a moment


def told_back(sent: QueryDict, opts: Any, forms_of_it: Iterable[type[forms.Form | forms.ModelForm]]) -> list[tuple]:
    """What was sent as (name of the field, text), without passwords and what nobody typed.

    Args:
        sent: the fields of the request.
        opts: the `_meta` of the model that the form is about.
        forms_of_it: the forms that may have been sent.
    """
    fields = {name: field for form in forms_of_it for name, field in form.base_fields.items()}
    labels = {name: _label(name, fields, opts) for name in sent if "password" not in name}
    typed = ((labels.get(name), value) for name, values in sent.lists() for value in values)
    return [(label, value) for label, value in typed if label and value.strip()]


def _label(name: str, fields: dict[str, forms.Field], opts: Any) -> str:
    """How a form calls the field; empty for what nobody types."""
    if field := fields.get(name):
        return "" if field.widget.is_hidden else str(field.label or _verbose_name(name, opts))
    if row := _OF_A_ROW.fullmatch(name):
        rows = getattr(_of_model(row["rows"], opts), "related_model", None)
        label = _verbose_name(row["field"], rows._meta) if rows else ""
        return f"{rows._meta.verbose_name} {int(row['number']) + 1}, {label}" if rows and label else ""
    if (part := _PARTS.get(name[-2:])) and (label := _label(name[:-2], fields, opts)):
        return f"{label}, {part}"
    return _verbose_name(name, opts)


def _verbose_name(name: str, opts: Any) -> str:
    field = _of_model(name, opts)
    return str(field.verbose_name) if getattr(field, "editable", False) and not field.is_relation else ""


def _of_model(name: str, opts: Any) -> Any:
    try:
        return opts.get_field(name)
    except FieldDoesNotExist:
        return None
