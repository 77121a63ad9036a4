"""The form of the admin behind an address: whether somebody writes in it, and whether it saves itself."""

from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from pages.facts.in_turn import InTurn

# The views in whose forms somebody writes. Of others there is nothing to keep, and passwords and codes never are.
WRITTEN_IN = frozenset(
    {
        "add_view",
        "change_view",
        "history_form_view",
        "publish_view",
        "withdraw_view",
        "move_view",
        "ask_view",
        "give_back_view",
    }
)


def view_at(request: HttpRequest, path: str = "") -> Any:
    """The view behind the guards, where the admin is; of any other address whatever stands there."""
    try:
        view: Any = resolve(path or request.path_info).func
    except Resolver404:
        return object
    while hasattr(view, "__wrapped__") and not hasattr(view, "__self__"):
        view = view.__wrapped__
    return view


def saving_itself(request: HttpRequest, path: str = "") -> InTurn | None:
    """The admin whose form at the path saves itself, for an editor who may write there; None of any other."""
    view = view_at(request, path)
    model_admin = getattr(view, "__self__", None)
    if not isinstance(model_admin, InTurn) or not model_admin.saves_itself:
        return None
    is_new, is_old = (view.__name__ == name for name in ("add_view", "change_view"))
    may_add = is_new and model_admin.has_add_permission(request)
    return model_admin if may_add or (is_old and model_admin.has_change_permission(request)) else None


def is_new(request: HttpRequest, path: str = "") -> bool:
    """Whether the form at the path is for something new, so that nobody else can have the same open."""
    return view_at(request, path).__name__ == "add_view"
