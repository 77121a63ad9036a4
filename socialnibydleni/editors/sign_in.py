"""The one way in: password, then the second factor, at one address. Nobody is signed in before both were right."""

import re
from datetime import timedelta
from http import HTTPStatus
from textwrap import wrap
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
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import mark_safe
from django_otp import login as otp_login
from django_otp import verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from pages import spelling
from pages.frame.request import Request
from socialnibydleni.editors import audit, session, set_back, turnstile
from socialnibydleni.editors.kept import reminders

PENDING = "sign_in"  # the session's note that the password was right
PENDING_FOR = timedelta(minutes=10)
BACKUP_CODES = 10
TOO_FAST = "Moc rychle za sebou. Chvíli počkejte a pak opište nový kód."  # django-otp slows guessing down


class CodeForm(forms.Form):
    """The second factor: six digits from the phone, or one of the printed codes."""

    code = forms.CharField(
        label="Kód z aplikace nebo záložní kód",
        max_length=20,
        help_text="Šest číslic, které právě ukazuje aplikace v telefonu, nebo jeden ze záložních kódů.",
        widget=forms.TextInput({"autocomplete": "one-time-code", "autocapitalize": "none", "autofocus": True}),
    )

    def clean_code(self) -> str:
        """The code without the spaces that applications show for the eye and the capital that phones begin with."""
        return re.sub(r"[\s-]", "", spelling.same(self.cleaned_data["code"]))


class EnrolmentForm(CodeForm):
    """The first code of a new phone; there are no backup codes yet."""

    code = forms.CharField(
        label="Kód z aplikace",
        max_length=20,
        help_text="Šest číslic, které právě ukazuje aplikace v telefonu.",
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )


def sign_in(request: Request) -> HttpResponse:
    """The sign-in page in the step at which this visitor is."""
    if request.method == "POST" and "again" in request.POST:
        request.session.pop(PENDING, None)
        return redirect(request.get_full_path())
    user = _pending_user(request)
    if user is None:
        return _password_step(request)
    if locked := locked_out(request, user):
        return locked
    has_phone = TOTPDevice.objects.filter(user=user, confirmed=True).exists()
    return _code_step(request, user) if has_phone else _enrolment_step(request, user)


def lockout(request: HttpRequest, _response: HttpResponse, credentials: dict[str, Any]) -> HttpResponse:
    """What django-axes shows who tried too often: for how long, and whom to call."""
    request.session.pop(PENDING, None)
    minutes = int(get_cool_off(request).total_seconds() // 60)
    context = {"minutes": minutes, "title": "Přihlášení je zamčené"}
    return page(request, "lockout", context, status=HTTPStatus.TOO_MANY_REQUESTS)


def new_backup_codes(user: User) -> list[str]:
    """Ten fresh codes in place of the old ones; each opens the door once."""
    with transaction.atomic():
        # The device stays: a session that came in by one of its codes stands on it.
        device = StaticDevice.objects.filter(user=user).first()
        device = device or StaticDevice.objects.create(user=user, name="záložní kódy")
        device.token_set.all().delete()
        tokens = [device.token_set.create(token=StaticToken.random_token()) for _ in range(BACKUP_CODES)]
    return [token.token for token in tokens]


def forget_second_factor(user: User) -> int:
    """Take all the second factors of a user away, so that the next sign-in enrols anew; returns how many there were."""
    with transaction.atomic():
        return sum(model.objects.filter(user=user).delete()[0] for model in [TOTPDevice, StaticDevice])


def locked_out(request: HttpRequest, user: User) -> HttpResponse | None:
    """The answer for a user who failed too often from this address; None for any other."""
    if AxesProxyHandler.is_allowed(request, _credentials(user)):
        return None
    return get_lockout_response(request, credentials=_credentials(user))


def count_failure(request: HttpRequest, user: User, step: str) -> None:
    """A wrong code or a wrong old password counts like a wrong password."""
    user_login_failed.send(sender=__name__, credentials=_credentials(user), request=request, step=step)


def device_of_code(request: Request, user: User, form: CodeForm) -> Any:
    """The phone or the backup codes that a right code of the user comes from, which is used up then.

    A wrong one counts, the form says so, and None comes back.
    """
    code = form.cleaned_data["code"]
    model = TOTPDevice if code.isdigit() else StaticDevice
    device = model.objects.filter(user=user, confirmed=True).first()
    if device:
        set_back.forget_future(device, request.frame.moment)
    if device and not device.verify_is_allowed()[0]:
        form.add_error("code", TOO_FAST)
    elif device and verify_token(user, device.persistent_id, code):
        return device
    else:
        count_failure(request, user, step="code")
        form.add_error("code", "Kód nesedí, nebo už vypršel. Opište ten, který aplikace ukazuje teď.")
    return None


def key_of(device: TOTPDevice) -> dict[str, str]:
    """What a phone learns a key from: as a drawing, and as the letters that a person copies, four by four."""
    drawing = segno.make(device.config_url, error="m").svg_inline(scale=4, light="#fff", svgclass="qr", lineclass=None)
    key = " ".join(wrap(device.config_url.partition("secret=")[2].partition("&")[0], 4))
    return {"qr": mark_safe(drawing), "key": key}  # noqa: S308 - made by segno of our own address


def page(request: HttpRequest, step: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A page at the door, by the name of its template."""
    around = {**admin.site.each_context(request), "help": settings.EDITORS_HELP}
    return render(request, f"admin/sign_in/{step}.html", {**around, **context}, status=status)


def _password_step(request: Request) -> HttpResponse:
    if request.method != "POST":
        return page(request, "password", {"form": AdminAuthenticationForm(request), "title": "Přihlášení do správy"})
    try:
        with turnstile.place(request):
            return _password_looked_at(request)
    except turnstile.CrowdedError:
        form = AdminAuthenticationForm(request, initial={"username": request.POST.get("username", "")})
        context = {"form": form, "title": "Přihlášení do správy", "refusal": turnstile.CROWDED}
        return page(request, "password", context, status=HTTPStatus.TOO_MANY_REQUESTS)


def _password_looked_at(request: Request) -> HttpResponse:
    form = AdminAuthenticationForm(request, request.POST)
    if form.is_valid():
        user = form.get_user()
        request.session.cycle_key()
        request.session[PENDING] = {
            "user": user.pk,
            "backend": user.backend,  # type: ignore[attr-defined]  # authenticate() puts it there, the stubs don't say so
            "hash": user.get_session_auth_hash(),
            "until": (request.frame.moment + PENDING_FOR).timestamp(),
        }
        return redirect(request.get_full_path())
    return page(request, "password", {"form": form, "title": "Přihlášení do správy"})


def _code_step(request: Request, user: User) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (device := device_of_code(request, user, form)):
        _let_in(request, user, device, factor="phone" if isinstance(device, TOTPDevice) else "backup code")
        return turnstile.remember(request, HttpResponseRedirect(target(request)))
    return page(request, "code", {"form": form, "title": "Kód z telefonu"})


def _enrolment_step(request: Request, user: User) -> HttpResponse:
    device = _device_of_this_sign_in(request, user)
    form = EnrolmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        set_back.forget_future(device, request.frame.moment)
        if not device.verify_is_allowed()[0]:
            form.add_error("code", TOO_FAST)
        elif verify_token(user, device.persistent_id, form.cleaned_data["code"]):
            if not _confirm(user, device):
                return redirect(request.get_full_path())  # another sign-in was faster: now it asks for that phone
            audit.log("second_factor_enrolled", user=user)
            codes = new_backup_codes(user)
            _let_in(request, user, device, factor="phone")
            shown = {"codes": codes, "target": target(request), "title": "Záložní kódy"}
            return turnstile.remember(request, page(request, "codes", shown))
        else:
            count_failure(request, user, step="code")
            form.add_error("code", "Kód nesedí. Opište šest číslic, které aplikace ukazuje teď.")
    context: dict[str, Any] = {"form": form, "title": "Nastavte si druhý krok přihlášení", **key_of(device)}
    return page(request, "enrolment", context)


def _device_of_this_sign_in(request: HttpRequest, user: User) -> TOTPDevice:
    """The key shown here belongs to this sign-in alone: one that somebody else saw earlier must never be confirmed."""
    note = request.session[PENDING]
    device = TOTPDevice.objects.filter(pk=note.get("device"), user=user, confirmed=False).first()
    if device is None:
        device = TOTPDevice.objects.create(user=user, confirmed=False, name="telefon")
        request.session[PENDING] = {**note, "device": device.pk}
    return device


def _confirm(user: User, device: TOTPDevice) -> bool:
    """Make `device` the user's phone, unless there is one already."""
    with transaction.atomic():
        get_user_model().objects.select_for_update().get(pk=user.pk)
        others = TOTPDevice.objects.filter(user=user).exclude(pk=device.pk)
        if others.filter(confirmed=True).exists():
            return False
        others.delete()
        TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
    return True


def _pending_user(request: Request) -> User | None:
    """Whose password was right in this session, at most ten minutes ago and unchanged since."""
    note = request.session.get(PENDING)
    if not note or note["until"] < request.frame.moment.timestamp():
        return None
    user = get_user_model().objects.filter(pk=note["user"], is_active=True, is_staff=True).first()
    if user is None or not constant_time_compare(note["hash"], user.get_session_auth_hash()):
        return None
    user.backend = note["backend"]  # type: ignore[attr-defined]  # login() looks for it there, the stubs don't say so
    return user


def _let_in(request: Request, user: User, device: Any, factor: str) -> None:
    del request.session[PENDING]
    django_login(request, user)
    otp_login(request, device)
    session.begin(request)
    reminders.tell(request, target(request))
    audit.log("signed_in", user=user, factor=factor)


def _credentials(user: User) -> dict[str, str]:
    return {"username": user.get_username()}


def target(request: HttpRequest) -> str:
    """Where the visitor wanted to go, if that is on this site."""
    wanted = request.GET.get(REDIRECT_FIELD_NAME, "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else reverse("admin:index")
