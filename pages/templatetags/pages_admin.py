"""Words of the editors' pages."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from html import unescape
from typing import Any, NamedTuple

from django import template
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm
from django.utils.html import format_html, strip_tags

from pages.prose import states
from pages.rows.people import name_of
from pages.web.returned import RETURNED

register = template.Library()


class Wrong(NamedTuple):
    """One thing to mend: what it is, and the id of its field, empty where it is about the whole form."""

    text: str
    id: str


@register.filter
def when(moment: datetime | None) -> str:
    """An aware moment in, „5. 10. 2026 v 8.00“ in Prague time out; nothing of None."""
    return states.when(moment) if moment else ""


@register.filter
def person(user: Any, nobody: str = "při instalaci") -> str:
    """An account in, the name of who it is out; what is said of nobody may be given."""
    return name_of(user) or nobody


@register.inclusion_tag("admin/_errors.html")
def error_summary(form: BaseForm, formsets: Iterable[Any] = ()) -> dict[str, Any]:
    """All that is wrong in a form of the admin and in its rows, each with the way to its field, and how much it is."""
    errors = [*_of_form(form)]
    for each in formsets or []:
        errors += [Wrong(str(text), "") for text in each.formset.non_form_errors()]
        for number, row in enumerate(each.formset.forms, 1):
            errors += _of_form(row, f"{each.opts.verbose_name} {number}, ")
    return {"errors": errors, "to_mend": len(errors) - form.has_error(NON_FIELD_ERRORS, RETURNED)}


def _of_form(form: BaseForm, where: str = "") -> Iterator[Wrong]:
    for text in form.non_field_errors():
        yield Wrong(format_html("{}{}", where, text), "")  # it may hold links to what stands in the way
    for field in form:
        is_several = hasattr(field.field.widget, "widgets")  # as a day and a time are
        place = f"{field.auto_id}_0" if is_several else str(field.id_for_label or field.auto_id)
        for text in field.errors:
            label = f"{where}{field.label}"
            yield Wrong(f"{label[:1].upper()}{label[1:]}: {unescape(strip_tags(str(text)))}", place)
