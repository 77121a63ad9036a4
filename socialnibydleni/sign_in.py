"""The one way in: password, then the second factor, at one address. Nobody is signed in before both were right."""

from datetime import timedelta
from typing import Any

import segno
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off, get_lockout_response
from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import REDIRECT_FIELD_NAME, get_user_model
from django.contrib.auth import login as django_login
from django.contrib.auth.models import AbstractUser
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django_otp import login as otp_login
from django_otp import verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from socialnibydleni import audit

PENDING = "sign_in"  # the session's note that the password was right
PENDING_FOR = timedelta(minutes=10)
BACKUP_CODES = 10


class CodeForm(forms.Form):
    """The second factor: six digits from the phone, or one of the printed codes."""

    code = forms.CharField(
        label="Kód z aplikace",
        max_length=20,
        help_text="Šest číslic, které právě ukazuje aplikace v telefonu. Nebo jeden ze záložních kódů.",
        widget=forms.TextInput({"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        """The code without the spaces that applications show for the eye."""
        return "".join(self.cleaned_data["code"].split())


def sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page in the step at which this visitor is."""
    if request.method == "POST" and "again" in request.POST:
        request.session.pop(PENDING, None)
        return redirect(request.get_full_path())
    user = _pending_user(request)
    if user is None:
        return _password_step(request)
    if _is_locked(request, user):
        return get_lockout_response(request, credentials=_credentials(user))
    device = TOTPDevice.objects.filter(user=user, confirmed=True).first()
    return _code_step(request, user, device) if device else _enrolment_step(request, user)


def lockout(request: HttpRequest, _response: HttpResponse, credentials: dict[str, Any]) -> HttpResponse:
    """What django-axes shows who tried too often: for how long, and whom to call."""
    request.session.pop(PENDING, None)
    minutes = int(get_cool_off(request).total_seconds() // 60)
    context = {"minutes": minutes, "help": settings.EDITORS_HELP, "title": "Přihlášení je zamčené"}
    return _page(request, "lockout", context, status=settings.AXES_HTTP_RESPONSE_CODE)


def new_backup_codes(user: AbstractUser) -> list[str]:
    """Ten fresh codes in place of the old ones; each opens the door once."""
    with transaction.atomic():
        StaticDevice.objects.filter(user=user).delete()
        device = StaticDevice.objects.create(user=user, name="záložní kódy", confirmed=True)
        tokens = [device.token_set.create(token=StaticToken.random_token()) for _ in range(BACKUP_CODES)]
    return [token.token for token in tokens]


def forget_second_factor(user: AbstractUser) -> int:
    """Take all the second factors of a user away, so that the next sign-in enrols anew; returns how many there were."""
    with transaction.atomic():
        return sum(model.objects.filter(user=user).delete()[0] for model in [TOTPDevice, StaticDevice])


def _password_step(request: HttpRequest) -> HttpResponse:
    form = AdminAuthenticationForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = form.get_user()
        request.session.cycle_key()
        request.session[PENDING] = {
            "user": user.pk,
            "backend": user.backend,
            "hash": user.get_session_auth_hash(),
            "until": (request.frame.moment + PENDING_FOR).timestamp(),
        }
        return redirect(request.get_full_path())
    return _page(request, "password", {"form": form, "title": "Přihlášení"})


def _code_step(request: HttpRequest, user: AbstractUser, phone: TOTPDevice) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        printed = StaticDevice.objects.filter(user=user).first()
        tried = phone if code.isdigit() else printed
        device = verify_token(user, tried.persistent_id, code) if tried else None
        if device:
            _let_in(request, user, device)
            audit.log("signed_in", user=user, factor="backup code" if device == printed else "phone")
            return redirect(_target(request))
        _count_failure(request, user)
        form.add_error("code", "Kód nesedí, nebo už vypršel. Opište ten, který aplikace ukazuje teď.")
    return _page(request, "code", {"form": form, "title": "Ověření v telefonu"})


def _enrolment_step(request: HttpRequest, user: AbstractUser) -> HttpResponse:
    device, _ = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": "telefon"})
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if verify_token(user, device.persistent_id, form.cleaned_data["code"]):
            TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
            codes = new_backup_codes(user)
            _let_in(request, user, device)
            audit.log("second_factor_enrolled", user=user)
            context = {"codes": codes, "target": _target(request), "title": "Záložní kódy"}
            return _page(request, "codes", context)
        _count_failure(request, user)
        form.add_error("code", "Kód nesedí. Opište šest číslic, které aplikace ukazuje teď.")
    drawing = segno.make(device.config_url, error="m").svg_inline(scale=4, light="#fff", svgclass="qr", lineclass=None)
    key = device.config_url.partition("secret=")[2].partition("&")[0]
    context = {"form": form, "title": "Druhý krok přihlášení", "qr": mark_safe(drawing), "key": key}  # noqa: S308
    return _page(request, "enrolment", context)


def _pending_user(request: HttpRequest) -> AbstractUser | None:
    """Whose password was right in this session, at most ten minutes ago and unchanged since."""
    note = request.session.get(PENDING)
    if not note or note["until"] < request.frame.moment.timestamp():
        return None
    user = get_user_model().objects.filter(pk=note["user"], is_active=True, is_staff=True).first()
    if user is None or not constant_time_compare(note["hash"], user.get_session_auth_hash()):
        return None
    user.backend = note["backend"]
    return user


def _let_in(request: HttpRequest, user: AbstractUser, device: Any) -> None:
    del request.session[PENDING]
    django_login(request, user)
    otp_login(request, device)


def _credentials(user: AbstractUser) -> dict[str, str]:
    return {"username": user.get_username()}


def _is_locked(request: HttpRequest, user: AbstractUser) -> bool:
    return not AxesProxyHandler.is_allowed(request, _credentials(user))


def _count_failure(request: HttpRequest, user: AbstractUser) -> None:
    """A wrong code counts like a wrong password."""
    user_login_failed.send(sender=__name__, credentials=_credentials(user), request=request)


def _target(request: HttpRequest) -> str:
    """Where the visitor wanted to go, if that is on this site."""
    target = request.GET.get(REDIRECT_FIELD_NAME, "")
    is_ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if is_ours else reverse("admin:index")


def _page(request: HttpRequest, step: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, f"admin/sign_in/{step}.html", {**admin.site.each_context(request), **context}, status=status)
