"""Editors who have one form open are told of each other: a hint, and no lock."""

import hashlib
import hmac
from base64 import b64encode
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from pages.frame.request import Request, framed
from pages.models import OpenForm
from pages.prose.states import clock
from pages.rows.people import name_of
from socialnibydleni.editors.kept import copies
from socialnibydleni.editors.kept.form import is_new, saving_itself

MOST_NAMED = 5
HAS_IT_OPEN = "{} má text otevřený od {}"


class Writing(NamedTuple):
    """What the page of a form that saves itself says to its script, and who else has it open."""

    address: str
    page: str
    key: str
    others: list[str]


def writing(request: HttpRequest) -> Writing | None:
    """For the template of the page; None where its form does not save itself."""
    if saving_itself(request) is None:
        return None
    page, ours = copies.place(request.get_full_path(), QueryDict()).page, framed(request)
    return Writing(reverse("admin:writing"), page, _key(ours), [] if is_new(request) else others(ours, page))


def notice(request: Request, page: str) -> None:
    """Note that this editor has the page open, and forget who has it no more."""
    moment = request.frame.moment
    OpenForm.objects.left(moment).delete()
    row = OpenForm(account=request.user.pk, page=page, opened_at=moment, seen_at=moment)
    OpenForm.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["account", "page"], update_fields=["seen_at"]
    )


def leave(request: Request, page: str) -> None:
    """Note that this editor has closed the page."""
    OpenForm.objects.filter(account=request.user.pk, page=page).delete()


def others(request: Request, page: str) -> list[str]:
    """A sentence about each other editor who has the page open, who came first at the front."""
    rows = OpenForm.objects.open_still(request.frame.moment).filter(page=page).exclude(account=request.user.pk)
    since = dict(rows.order_by("opened_at").values_list("account", "opened_at")[:MOST_NAMED])
    users = User.objects.in_bulk(since) if since else {}
    today = request.frame.today
    return [HAS_IT_OPEN.format(name_of(users[pk]), clock(at, today)) for pk, at in since.items() if pk in users]


def _key(request: Request) -> str:
    """With which a browser shuts away what it keeps while the server is away: gone when the session is."""
    secret = f"{settings.SECRET_KEY} {request.session.session_key}".encode()
    return b64encode(hmac.digest(secret, b"socialnibydleni.editors.kept.in_the_browser", hashlib.sha256)).decode()
