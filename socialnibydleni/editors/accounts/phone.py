"""Another phone for the second step: first a code of the old one or a backup code, then one of the new phone."""

from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django_otp import login as otp_login
from django_otp import verify_token
from django_otp.plugins.otp_totp.models import TOTPDevice

from pages.frame.request import Request
from pages.rows.locks import hold
from socialnibydleni.editors import audit, set_back, sign_in

STEP = "new_phone"  # the session's note that a code was right, and which key is shown since
LASTS = timedelta(minutes=10)


def renew(request: Request) -> HttpResponse:
    """The page in the step at which this editor is; the old phone opens the door until the new one has shown a code."""
    if request.method == "POST" and (locked := sign_in.locked_out(request, request.user)):
        return locked
    device = _new_phone(request)
    kind = sign_in.CodeForm if device is None else sign_in.EnrolmentForm
    form = kind(request.POST if request.method == "POST" else None)
    if device is None:
        if form.is_bound and form.is_valid() and sign_in.device_of_code(request, request.user, form):
            _begin(request)
            return redirect(request.path)
        return _page(request, {"form": form})
    if form.is_bound and form.is_valid():
        set_back.forget_future(device, request.frame.moment)
        if not device.verify_is_allowed()[0]:
            form.add_error("code", sign_in.TOO_FAST)
        elif verify_token(request.user, device.persistent_id, form.cleaned_data["code"]):
            _put_in_place(request, device)
            audit.log("phone_renewed", user=request.user)
            messages.success(request, "Nový telefon je nastavený. Starý už kódy k přihlášení nedává.")
            return redirect("admin:index")
        else:
            sign_in.count_failure(request, request.user, step="code")
            form.add_error("code", "Kód nesedí. Opište šest číslic, které ukazuje aplikace v novém telefonu.")
    return _page(request, {"form": form, **sign_in.key_of(device)})


def _new_phone(request: Request) -> TOTPDevice | None:
    note = request.session.get(STEP)
    if not note or note["until"] < request.frame.moment.timestamp():
        return None
    return TOTPDevice.objects.filter(pk=note["device"], user=request.user, confirmed=False).first()


def _begin(request: Request) -> None:
    request.session.cycle_key()  # whoever else has this session has not given a code, and must not see the key
    device = TOTPDevice.objects.create(user=request.user, confirmed=False, name="telefon")
    request.session[STEP] = {"device": device.pk, "until": (request.frame.moment + LASTS).timestamp()}


def _put_in_place(request: Request, device: TOTPDevice) -> None:
    with transaction.atomic():
        hold(request.user)
        TOTPDevice.objects.filter(user=request.user).exclude(pk=device.pk).delete()
        TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
    del request.session[STEP]
    otp_login(request, device)  # sessions that stand on the old phone end, and this one must not


def _page(request: Request, context: dict[str, Any]) -> HttpResponse:
    around = {**admin.site.each_context(request), "title": "Nový telefon"}
    return render(request, "admin/phone.html", {**around, **context})
