"""What was typed into a form and could not be saved, and how it is shut away: readable with the site's key alone."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, QueryDict

from pages.upkeep import KEEP_FORMS
from socialnibydleni.editors.kept.owner import FIELD

LARGEST = 1_000_000  # bytes; the longest of our pages has a twentieth
PURPOSE = b"socialnibydleni.editors.kept"
KEPT = "rozepsane"  # in a query: the number of the row with what was typed


class Sent(NamedTuple):
    """A form as it was sent: by which account, to which address, when, its fields, and the names of its files."""

    account: int
    address: str
    at: float
    fields: Sequence[tuple[str, list[str]]]
    files: Sequence[str]

    @property
    def path(self) -> str:
        """The address without its query."""
        return self.address.partition("?")[0]

    @property
    def data(self) -> QueryDict:
        """The fields as a request has them."""
        data = QueryDict(mutable=True)
        for name, values in self.fields:
            data.setlist(name, values)
        data._mutable = False
        return data

    @property
    def is_too_large(self) -> bool:
        """Whether there is more of it than is ever kept."""
        return len(_json(self)) > LARGEST

    def is_over(self, moment: datetime, lasts: timedelta) -> bool:
        """Whether it is older than what is kept; of a clock that was set back nothing is too young."""
        return moment.timestamp() - self.at > lasts.total_seconds()


def of(request: HttpRequest, account: int, moment: datetime, address: str = "") -> Sent:
    """What the request brought to its address, or for another, without its token and without any password or code."""
    query = request.GET.copy()
    query.pop(KEPT, None)
    address = address or (f"{request.path}?{query.urlencode()}" if query else request.path)
    fields = [(name, values) for name, values in request.POST.lists() if _may_be_kept(name)]
    files = [file.name or "" for name in request.FILES for file in request.FILES.getlist(name)]
    return Sent(account, address, moment.timestamp(), fields, files)


def shut(sent: Sent) -> str:
    """What was sent, encrypted."""
    return _fernet(settings.SECRET_KEY).encrypt(_json(sent)).decode()


def opened(text: str, moment: datetime, lasts: timedelta = KEEP_FORMS) -> Sent | None:
    """What was sent; None where we did not encrypt it, with this key, or it is over at the moment."""
    try:
        value: Any = json.loads(_fernet(settings.SECRET_KEY).decrypt(text.encode()))
    except InvalidToken:
        return None
    sent = Sent(*value)
    return None if sent.is_over(moment, lasts) else sent


def _may_be_kept(name: str) -> bool:
    return name not in {"csrfmiddlewaretoken", FIELD, "code"} and "password" not in name


def _json(sent: Sent) -> bytes:
    return json.dumps(sent, ensure_ascii=False).encode()


@cache
def _fernet(secret: str) -> Fernet:
    key = HKDF(SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return Fernet(urlsafe_b64encode(key))
