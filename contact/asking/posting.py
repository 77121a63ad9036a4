"""What a public form believes of a request. It has no session to protect, so no token: its origin is looked at."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, QueryDict, UnreadablePostError
from django.utils.translation import gettext_lazy

from contact.asking import reception
from contact.asking.reception import Desk, RefusedError
from pages.frame.request import Request
from pages.web.proxies import client_address

LARGEST = 32_768  # bytes; the longest texts that the larger form takes, in any script, with each byte as %XX
FOREIGN = gettext_lazy("Formulář nepřišel z našich stránek. Zkontrolujte, co je v něm, a pošlete ho prosím odtud.")


def sent_fields(request: HttpRequest) -> QueryDict | None:
    """The fields that were sent, as UTF-8 whatever their sender calls it; None where nothing was.

    Attached files count as length too, since nobody may fill the disk with what no form of ours asks for.

    Raises:
        BadRequest: too long, too many fields, or broken off; unlike Django's own errors it fills no log.
    """
    if request.method != "POST":
        return None
    if request.encoding != "utf-8":  # to set it is to read anew, and what was sent comes only once
        request.encoding = "utf-8"
    try:
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
            _read_away(request)
            raise BadRequest
        return request.POST
    except (SuspiciousOperation, UnreadablePostError) as reason:
        raise BadRequest from reason


def _read_away(request: HttpRequest) -> None:
    """Read up to 25 MB for nothing: who is still sending when the answer comes never gets to see it."""
    for _ in range(400):
        if not request.read(2**16):
            return


def refuse_foreign(request: HttpRequest) -> None:
    """Take a form from a page of this site only, by Origin as Django's CSRF check; an old browser does not say.

    Raises:
        RefusedError: 403, it came from elsewhere or from nowhere ("null").
    """
    ours = f"{request.scheme}://{request.get_host()}"
    if request.headers.get("Origin", ours) != ours:
        raise RefusedError(FOREIGN, HTTPStatus.FORBIDDEN)


def taken(desk: Desk, request: Request, form: forms.Form) -> tuple[Any, HTTPStatus]:
    """The row of a form that was sent; else None, with what is wrong said in the form, and the status of the answer."""
    try:
        refuse_foreign(request)
        if form.is_valid():
            address = client_address(request)
            return reception.receive(desk, form.cleaned_data, address, request.frame.moment), HTTPStatus.SEE_OTHER
    except RefusedError as refusal:
        form.add_error(None, str(refusal.sentence))
        return None, refusal.status
    return None, HTTPStatus.OK
