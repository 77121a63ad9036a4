"""Nothing typed is lost: a form that could not be saved comes back with its text, to its account and to nobody else.

What was sent by somebody who is not (or no longer) signed in as the form's owner, or without a good token, changes
nothing and shows nothing: it is kept for its owner, who looks at it and saves it with a token of now.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from pages.facts.in_turn import InTurn
from pages.frame.request import framed
from pages.models import KeptForm
from pages.prose.states import when
from pages.web.returned import saying
from socialnibydleni.editors.kept import copies, found, owner, rows
from socialnibydleni.editors.kept import sent as sending
from socialnibydleni.editors.kept.form import WRITTEN_IN, view_at
from socialnibydleni.editors.kept.sent import Sent
from socialnibydleni.editors.session import is_by_a_script
from socialnibydleni.serving import error_pages

View = Callable[..., HttpResponse]
SEALED = "sealed"

BACK = "Tohle jste odeslali {}, ale neuložilo se to. Zkontrolujte to a uložte znovu."
FILES = " Soubor vyberte znovu: {}."
NOT_DONE = "Poslední krok se neprovedl, protože se mezitím změnilo přihlášení. Zopakujte ho."
OF_ANOTHER = "Formulář si otevřel někdo jiný, než kdo je teď přihlášený, a proto se neuložil."
FOR_ITS_AUTHOR = " Co je v něm napsané, uvidí jen jeho autor, až se do 24 hodin přihlásí."
NOT_ALLOWED = "Neuložilo se to: práva vašeho účtu se mezitím změnila."
NOT_THERE = "Neuložilo se to: co jste upravovali, tu už není."
TOO_MUCH = "Neuložilo se to: přihlášení mezitím skončilo a na uschování je toho moc."
NO_FORM = "Neuložilo se to a do formuláře se to vrátit nedá: mezitím se změnilo, co se s ním dá dělat."
TOO_OLD = "Co jste odeslali, už vrátit nejde. Web to drží 24 hodin."


def keeps(site: admin.AdminSite, guarded: View) -> View:
    """A view of the admin behind its guards: who does not pass them with a form of his gets it back later."""

    @wraps(guarded)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_leaving = request.path == reverse("admin:logout")
        if request.method == "POST" and not is_leaving and not site.has_permission(request):
            return interrupted(request) or guarded(request, *args, **kwargs)
        return guarded(request, *args, **kwargs)

    return answered


def comes_back(view: View) -> View:
    """A view of the admin inside its guards: a form is its owner's alone, and what waits for him is in it again."""
    is_written = getattr(view, "__name__", "") in WRITTEN_IN

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            whose = owner.read(request.POST)
            if whose and whose.account != framed(request).user.pk and (answer := interrupted(request)):
                return answer
            return _saved(view, request, *args, **kwargs) if is_written else view(request, *args, **kwargs)
        if is_written and (kept := rows.of_request(request)):
            return _again(*kept, _why(*kept), view, request, *args, **kwargs)
        if is_written and (copy := copies.taken(request)):
            return _again(*copy, found.why(request, copy), view, request, *args, **kwargs)
        asked = found.question(request, *args, **kwargs) if is_written else None
        return asked or view(request, *args, **kwargs)

    return answered


def interrupted(request: HttpRequest) -> HttpResponse | None:
    """The answer to a form that must not be acted upon; None where it does not say whose it is."""
    whose = owner.read(request.POST)
    if whose is None:
        return None
    if sent := written(request):
        return _back(request, sent)
    if is_by_a_script(request):
        return HttpResponse(status=HTTPStatus.FORBIDDEN)
    messages.warning(request, NOT_DONE)
    if not admin.site.has_permission(request):
        return redirect_to_login(whose.page, reverse("admin:login"))
    return redirect(whose.page if whose.account == request.user.pk else "admin:index")


def written(request: HttpRequest) -> Sent | None:
    """What its owner sent from a form in which somebody writes; None of anything else."""
    whose = owner.read(request.POST)
    name = getattr(view_at(request), "__name__", "")
    if whose is None or whose.page.partition("?")[0] != request.path or name not in WRITTEN_IN:
        return None
    return sending.of(request, whose.account, framed(request).frame.moment)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """What Django calls for a form without a good token: it comes back if it is of a page of ours."""
    ours = f"{request.scheme}://{request.get_host()}"
    if request.headers.get("Origin", ours) == ours and (answer := interrupted(request)):
        return answer
    return error_pages.csrf_failure(request, reason)


@csrf_exempt  # nothing to forge: it is encrypted by us, and all that follows is that its owner gets it back
@never_cache
def carried(request: HttpRequest) -> HttpResponse:
    """The way back of what a page carried while the database was away."""
    if request.method != "POST":
        return redirect("admin:index")
    sent = sending.opened(request.POST.get(SEALED, ""), framed(request).frame.moment)
    return _back(request, sent) if sent else _page(request, "kept/said", TOO_OLD, HTTPStatus.GONE)


def _saved(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    account: int = framed(request).user.pk
    try:
        answer = view(request, *args, **kwargs)
    except (PermissionDenied, Http404) as refusal:
        sent = sending.of(request, account, framed(request).frame.moment)
        if told := _typed(request, sent, *_refusal(refusal)):
            return told
        raise
    if answer.status_code == HTTPStatus.FOUND:
        rows.forget(request, account)
        copies.forget(copies.place(request.get_full_path(), request.POST), account)
    return answer


def _back(request: HttpRequest, sent: Sent) -> HttpResponse:
    """Keep it, and lead its account to where it gets it back."""
    address, user = rows.keep(request, sent), framed(request).user
    if user.is_authenticated and user.pk != sent.account:
        why = OF_ANOTHER + (FOR_ITS_AUTHOR if address else "")
        return _page(request, "kept/said", why, HTTPStatus.FORBIDDEN)
    if address is None:
        return _typed(request, sent, TOO_MUCH, HTTPStatus.FORBIDDEN) or redirect("admin:index")
    if admin.site.has_permission(request):
        return HttpResponse(status=HTTPStatus.SEE_OTHER, headers={"Location": address})
    if _may_nothing(user):
        return _typed(request, sent, NOT_ALLOWED, HTTPStatus.FORBIDDEN) or redirect("admin:index")
    return redirect_to_login(address, reverse("admin:login"))


def _why(row: KeptForm, sent: Sent) -> str:
    return BACK.format(when(row.sent_at)) + (FILES.format(", ".join(sent.files)) if sent.files else "")


def _again(
    row: Model, sent: Sent, why: str, view: View, request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponse:
    """The form as it was sent, refused for this reason; the database is left as it was in any case."""
    method, request.method = request.method, "POST"
    request.POST = sent.data  # type: ignore[assignment]  # for the stubs it is another class
    request._files = MultiValueDict()  # type: ignore[attr-defined]  # where Django keeps what FILES gives
    try:
        with saying(why), transaction.atomic():
            answer = view(request, *args, **kwargs)
            transaction.set_rollback(True)
    except (PermissionDenied, Http404) as refusal:
        return _typed(request, sent, *_refusal(refusal)) or redirect("admin:index")
    finally:
        request.method = method
    if answer.status_code == HTTPStatus.FOUND and view.__name__ == "add_view":
        row.delete()  # it was saved after all, and is known by its stamp
    elif answer.status_code != HTTPStatus.OK:
        return _typed(request, sent, NO_FORM, HTTPStatus.CONFLICT) or answer
    return answer


def _refusal(refusal: Exception) -> tuple[str, HTTPStatus]:
    is_gone = isinstance(refusal, Http404)
    return (NOT_THERE, HTTPStatus.NOT_FOUND) if is_gone else (NOT_ALLOWED, HTTPStatus.FORBIDDEN)


def _typed(request: HttpRequest, sent: Sent, why: str, status: HTTPStatus) -> HttpResponse | None:
    """A page with what was typed, to be copied; None where nothing was."""
    model_admin = getattr(view_at(request, sent.path), "__self__", None)
    typed = model_admin.told_back(sent.data) if isinstance(model_admin, InTurn) else []
    return _page(request, "typed", why, status, typed=typed, files=sent.files) if typed else None


def _page(request: HttpRequest, name: str, why: str, status: HTTPStatus, **more: Any) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": "Neuložilo se to", "why": why, **more}
    return render(request, f"admin/{name}.html", context, status=status)


def _may_nothing(user: Any) -> bool:
    """Who is signed in by both steps and has no right left would be asked at the door in vain."""
    return user.is_authenticated and user.is_verified() and not user.is_staff
