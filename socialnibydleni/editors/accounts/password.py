"""The page to which a link leads: it sets a password and nothing else. Whoever did goes on to the one sign-in."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.shortcuts import redirect

from pages.frame.request import Request
from socialnibydleni.editors import audit, sign_in, turnstile
from socialnibydleni.editors.accounts import links


def set_password(request: Request) -> HttpResponse:
    """The form for a password, for who has a link that holds; for anybody else the same refusal, whatever is wrong.

    To look changes nothing: programs that look at links in mails use none up.
    """
    token = (request.POST if request.method == "POST" else request.GET).get(links.NAME, "")
    user = links.user_of(token, request.frame.moment)
    if user is None:
        context: dict[str, Any] = {"title": "Odkaz neplatí"}
        return _unseen(sign_in.page(request, "link_over", context, status=HTTPStatus.NOT_FOUND))
    form = SetPasswordForm(user, request.POST if request.method == "POST" else None)
    context = {"form": form, "title": "Nastavte si heslo", "account": user, "link": token}
    if request.method != "POST" or not form.is_valid():
        return _unseen(sign_in.page(request, "new_password", context))
    try:
        with turnstile.place(request):
            is_set = _set(user, form.cleaned_data["new_password1"])
    except turnstile.CrowdedError:
        context["refusal"] = turnstile.CROWDED
        return _unseen(sign_in.page(request, "new_password", context, status=HTTPStatus.TOO_MANY_REQUESTS))
    if not is_set:
        return _unseen(redirect(request.path))  # another one was faster, and the link is over
    audit.log("password_set", user=user)
    logout(request)  # else a browser in which somebody else is signed in would never ask for this password
    messages.success(request, "Heslo je nastavené. Teď se s ním přihlaste.")
    return _unseen(redirect("admin:login"))


def _set(user: User, password: str) -> bool:
    """Give the account the password, unless its link was used or replaced since it was looked at."""
    before = user.password
    user.set_password(password)
    return bool(User.objects.filter(pk=user.pk, password=before, is_active=True).update(password=user.password))


def _unseen(answer: HttpResponse) -> HttpResponse:
    # Whoever knows the address can set the password. Without any referrer a browser would hide the Origin of the form,
    # too, and it would be taken for another site's.
    answer["Referrer-Policy"] = "strict-origin"
    return answer
