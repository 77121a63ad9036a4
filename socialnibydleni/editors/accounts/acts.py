"""What is done about an account with a question first: its link, its end and its second factor."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from pages.frame.request import Request
from pages.models import PreviewLink
from pages.web.admin_address import admin_address
from socialnibydleni.editors import audit, sign_in
from socialnibydleni.editors.accounts import links


class Act(NamedTuple):
    """One question: its words, what is said after a yes and in the log, what it does, and to which accounts."""

    question: str
    consequences: tuple[str, ...]
    yes: str
    done: str
    said: str
    do: Callable[[Request, User], Any]
    of_active: bool = True


def switch_off(request: Request, user: User) -> None:
    """End the account with its sessions, its second factor, its link for a password and its links to previews."""
    user.is_active = False
    user.set_unusable_password()  # sessions and links are keyed with it, so they stay ended if it is switched on again
    user.save(update_fields=["is_active", "password"])
    sign_in.forget_second_factor(user)
    moment = request.frame.moment
    PreviewLink.objects.open_at(moment).filter(created_by=user).update(withdrawn_at=moment)
    audit.log("account_switched_off", user=request.user, account=user.username)


def switch_on(request: Request, user: User) -> None:
    """Let the account be used again, by whoever gets a new link."""
    user.is_active = True
    user.set_unusable_password()  # a backup that was restored meanwhile may have brought the old one back
    user.save(update_fields=["is_active", "password"])
    audit.log("account_switched_on", user=request.user, account=user.username)


def reset_second_factor(request: Request, user: User) -> None:
    """Take the second factors away: the next sign-in sets them up anew."""
    sign_in.forget_second_factor(user)
    audit.log("second_factor_reset", user=request.user, account=user.username)


ACTS = {
    "vypnout": Act(
        "vypnout účet?",
        (
            "Kdo je s ním právě přihlášený, bude hned odhlášený.",
            "Heslo, druhý krok, záložní kódy i odkaz pro nastavení hesla přestanou platit.",
            "Přestanou platit i odkazy na náhled, které z tohoto účtu vznikly.",
            "Co s účtem vzniklo, na webu zůstane.",
        ),
        "Vypnout účet",
        "Účet {} je vypnutý.",
        "vypnuto",
        switch_off,
    ),
    "zapnout": Act(
        "zapnout účet?",
        ("Účet bude mít zase své role. Heslo a druhý krok si jeho majitel nastaví znovu, pošlete mu pro to odkaz.",),
        "Zapnout účet",
        "Účet {} je zapnutý. Teď ještě předejte odkaz pro heslo.",
        "zapnuto",
        switch_on,
        of_active=False,
    ),
    "druhy-krok": Act(
        "zrušit druhý krok přihlášení?",
        (
            "Hodí se, když se telefon ztratil. Kdo je s účtem právě přihlášený, bude hned odhlášený.",
            "Záložní kódy přestanou platit. Při dalším přihlášení se druhý krok nastaví znovu.",
        ),
        "Zrušit druhý krok",
        "Druhý krok účtu {} je zrušený.",
        "zrušeno: druhý krok přihlášení",
        reset_second_factor,
    ),
}


def ask(model_admin: ModelAdmin, request: Request, key: int, name: str) -> HttpResponse:
    """The question, or what follows a yes.

    Raises:
        Http404: there is no such question, or it makes no sense for this account.
        PermissionDenied: the editor may not, or it is the account he is signed in with.
    """
    user, act = _account(model_admin, request, key), ACTS.get(name)
    if act is None or user.is_active is not act.of_active:
        raise Http404
    if request.method != "POST":
        return _page(
            model_admin, request, user, {"act": act, "title": f"{user.get_full_name() or user}: {act.question}"}
        )
    act.do(request, user)
    ModelAdmin.log_change(model_admin, request, user, act.said)  # the audit log has a line of its own
    messages.success(request, act.done.format(user))
    return redirect(admin_address(user, "link" if name == "zapnout" else "change"))


def link(model_admin: ModelAdmin, request: Request, key: int) -> HttpResponse:
    """The way to a link; after a POST the link itself, which nobody can see again, or word that it was sent.

    Raises:
        Http404: there is no such account, or it is switched off.
        PermissionDenied: as in `ask`.
    """
    context: dict[str, Any] = {"title": "Odkaz pro nastavení hesla"}
    if request.method != "POST":
        return _page(model_admin, request, _account(model_admin, request, key), context)
    with transaction.atomic():
        user = _account(model_admin, request, key)
        if not user.is_active:
            raise Http404
        address = links.new(user, request.frame.moment)
        ModelAdmin.log_change(model_admin, request, user, "vytvořeno: odkaz pro nastavení hesla")
    audit.log("password_link_made", user=request.user, account=user.username)
    if "mail" in request.POST and links.can_be_sent(user):
        if links.send(user, address):
            messages.success(request, f"Odkaz odešel na {user.email}. Platí 72 hodin a jen jednou.")
            return redirect(admin_address(user, "change"))
        context["refusal"] = "E-mail se nepodařilo odeslat. Předejte odkaz sami."
    return _page(model_admin, request, user, {**context, "address": address})


def _account(model_admin: ModelAdmin, request: Request, key: int) -> User:
    user: User | None = model_admin.get_object(request, str(key))
    if user is None:
        raise Http404
    if user.pk == request.user.pk or not model_admin.has_change_permission(request, user):
        raise PermissionDenied
    return user


def _page(model_admin: ModelAdmin, request: Request, user: User, context: dict[str, Any]) -> HttpResponse:
    template = "ask" if "act" in context else "link"
    ours = {**model_admin.admin_site.each_context(request), "opts": model_admin.opts, "account": user, **context}
    ours["can_be_sent"] = links.can_be_sent(user)
    ours["back"] = admin_address(user, "change")
    answer = render(request, f"admin/auth/user/{template}.html", ours)
    answer["Referrer-Policy"] = "same-origin"
    return answer
