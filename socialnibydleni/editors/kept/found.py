"""Who comes back to a form in which something was left unsaved is asked first: the text, and how it differs."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from pages.editing.difference import Text, difference, folded
from pages.editing.one_text import one_text
from pages.frame.request import framed
from pages.prose.states import clock
from pages.richtext import html
from pages.richtext.field import RichTextFormField
from socialnibydleni.editors.kept import copies, owner
from socialnibydleni.editors.kept.copies import COPY, NEXT, Copy
from socialnibydleni.editors.kept.form import saving_itself

FOUND = "Našli jsme rozepsaný text z {}"
TAKEN = "Tohle je váš rozepsaný text z {}. Ještě ho uložte."
THROWN_AWAY = "Rozepsaný text je zahozený."


def question(request: HttpRequest, object_id: str | None = None, *_args: Any, **_kwargs: Any) -> HttpResponse | None:
    """The page that asks; None where nothing is left that differs from what is saved, or it is not this editor's."""
    model_admin = saving_itself(request)
    waiting = copies.of_page(request) if model_admin and NEXT not in request.GET else []
    if model_admin is None or not waiting:
        return None
    row = model_admin.get_object(request, object_id) if object_id else None
    if object_id and (row is None or not model_admin.has_change_permission(request, row)):
        return None
    for copy, sent in waiting:
        form = model_admin.get_form(request, row, change=row is not None)
        told = one_text(folded(difference(_text(form(instance=row)), _text(form(sent.data, instance=row)))))
        if told.changes:
            frame, path = framed(request).frame, sent.address.partition("?")
            query = f"{path[2]}&" if path[2] else ""
            context = {
                **admin.site.each_context(request),
                "title": FOUND.format(clock(copy.written_at, frame.today)),
                "copy": copy,
                "difference": told,
                "take": f"{path[0]}?{query}{urlencode({COPY: copy.pk})}",
                "next": "" if row else f"{path[0]}?{query}{urlencode({NEXT: 1})}",
                "opts": model_admin.opts,
            }
            return render(request, "admin/kept/found.html", context)
    return None


def why(request: HttpRequest, copy: Copy) -> str:
    """What is said above the form that has it again."""
    return TAKEN.format(clock(copy[0].written_at, framed(request).frame.today))


@require_POST
def throw_away(request: HttpRequest) -> HttpResponse:
    """Erase what was left, and go on to the form as it is saved."""
    copies.throw_away(request)
    messages.success(request, THROWN_AWAY)
    whose = owner.read(request.POST)
    return redirect(copies.place(whose.page, request.POST).page if whose else reverse("admin:index"))


def _text(form: forms.BaseForm) -> Text:
    """What stands in a form as one text: prose as it is, all else with the name of its field before it."""
    return Text("", "", "".join(_paragraphs(form)))


def _paragraphs(form: forms.BaseForm) -> Iterator[str]:
    for bound in form.visible_fields():
        field, value = bound.field, bound.value()
        if isinstance(field, RichTextFormField):
            yield html.tidied(value or "")
        elif words := _words(field, value):
            yield format_html("<p>{}: {}</p>", bound.label, words)


def _words(field: forms.Field, value: Any) -> str:
    """A value as it stands in its field."""
    if isinstance(field, forms.FileField) or value in (None, ""):
        return ""
    if isinstance(field, forms.BooleanField):
        return "ano" if value else ""
    if isinstance(field.widget, forms.MultiWidget):
        values = value if isinstance(value, list) else field.widget.decompress(value)
        parts = zip(field.widget.widgets, values or [], strict=False)
        return " ".join(str(widget.format_value(part) or "") for widget, part in parts).strip()
    named = {str(key): str(name) for key, name in getattr(field.widget, "choices", [])}
    values = value if isinstance(value, (list, tuple)) else [value]
    return ", ".join(named.get(str(each), str(each)) for each in values)
