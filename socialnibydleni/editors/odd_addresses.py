"""Addresses of the admin that no page of it links to: what no column can hold is asked of no database."""

import re
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IS_FACETS_VAR, IS_POPUP_VAR, TO_FIELD_VAR
from django.contrib.admin.views.main import ALL_VAR, ERROR_FLAG, ORDER_VAR, PAGE_VAR, SEARCH_VAR
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

View = Callable[..., HttpResponse]

# No text of PostgreSQL holds a NUL, no key of SQLite more than 64 bits.
_NOT_HELD = re.compile(r"\0|\d{19}")
_OF_ANY_LIST = {ALL_VAR, ERROR_FLAG, IS_FACETS_VAR, IS_POPUP_VAR, ORDER_VAR, PAGE_VAR, SEARCH_VAR, TO_FIELD_VAR}
_OF_A_FILTER = re.compile(r"^(?P<field>\w+?)__(id__exact|exact|isnull|gte|lt)$")


def refused(view: View) -> View:
    """The view of the admin, which is not there for a value that cannot be; a list is shown without such a question.

    Django lets a list be asked by any lookup of any field of its model, most of which fail for odd values.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _holds_not(kwargs.values()):
            raise Http404
        model_admin = getattr(view, "__self__", None)
        if isinstance(model_admin, ModelAdmin) and view.__name__ == "changelist_view":
            if not _may_be_asked(request, model_admin) or _holds_not(request.POST.getlist(ACTION_CHECKBOX_NAME)):
                return redirect(f"{request.path}?{ERROR_FLAG}=1")  # as Django does; the list says so
        elif _holds_not(request.GET.values()):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def _holds_not(values: Iterable[Any]) -> bool:
    return any(_NOT_HELD.search(str(value)) for value in values)


def _may_be_asked(request: HttpRequest, model_admin: ModelAdmin) -> bool:
    """Whether the list offers what is asked of it, and each value can be."""
    filters = [each[0] if isinstance(each, tuple) else each for each in model_admin.get_list_filter(request)]
    offered = {
        each if isinstance(each, str) else getattr(each, "parameter_name", "") for each in filters
    } | _OF_ANY_LIST
    for name, values in request.GET.lists():
        field = _OF_A_FILTER.match(name)
        if (field["field"] if field else name) not in offered:
            return False
        if name != SEARCH_VAR and _holds_not(values):
            return False
    return "\0" not in request.GET.get(SEARCH_VAR, "")
