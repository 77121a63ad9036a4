"""What was typed, in a row of its account, until that signs in again or a day is over."""

import re
from collections.abc import Iterable
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from pages.frame.request import framed
from pages.models import KeptForm
from socialnibydleni.editors.kept import sent as sending
from socialnibydleni.editors.kept.sent import KEPT, Sent

MOST = 20  # of one account
Row = tuple[KeptForm, Sent]


def keep(request: HttpRequest, sent: Sent) -> str | None:
    """Keep it; return the address where its account gets it back, None where it is too large or there are too many."""
    moment = framed(request).frame.moment
    rows = KeptForm.objects.filter(account=sent.account)
    if sent.is_too_large or rows.count() >= MOST:
        return None
    forget(request, sent.account)
    digest = salted_hmac("socialnibydleni.editors.kept", repr(sent._replace(at=0)), algorithm="sha256").hexdigest()
    values = {"sent_at": moment, "content": sending.shut(sent)}
    row, _ = KeptForm.objects.update_or_create(account=sent.account, digest=digest, defaults=values)
    return _address(row, sent)


def of_request(request: HttpRequest) -> Row | None:
    """What the address asks for, if it is this account's and stood in the form at this address."""
    found = _opened(request, _named(request, framed(request).user.pk))
    return next((row for row in found if row[1].path == request.path), None)


def waiting(request: HttpRequest, account: int) -> list[tuple[KeptForm, str]]:
    """All that an account may come back for, the newest first, each with its address."""
    rows = KeptForm.objects.filter(account=account).order_by("-sent_at")
    return [(row, _address(row, sent)) for row, sent in _opened(request, rows)]


def forget(request: HttpRequest, account: int) -> None:
    """Erase the row that the address names: what was in it is saved now, or kept anew."""
    _named(request, account).delete()


def _named(request: HttpRequest, account: int) -> QuerySet[KeptForm]:
    number = request.GET.get(KEPT, "")
    rows = KeptForm.objects.filter(account=account)
    return rows.filter(pk=int(number)) if re.fullmatch("[0-9]{1,18}", number) else rows.none()


def _opened(request: HttpRequest, rows: Iterable[KeptForm]) -> list[Row]:
    """Those that can be read and say themselves whose they are."""
    moment = framed(request).frame.moment
    read = ((row, sending.opened(row.content, moment)) for row in rows)
    return [(row, sent) for row, sent in read if sent and sent.account == row.account]


def _address(row: KeptForm, sent: Sent) -> str:
    return f"{sent.address}{'&' if '?' in sent.address else '?'}{urlencode({KEPT: row.pk})}"
