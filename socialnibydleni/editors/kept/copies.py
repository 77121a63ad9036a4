"""What somebody is writing, in a row beside all that is saved: one a person and form, erased once it is saved."""

import re
from typing import NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from pages.frame.request import framed
from pages.models import WorkingCopy
from pages.upkeep import KEEP_COPIES
from pages.web import stamp
from socialnibydleni.editors.kept import sent as sending
from socialnibydleni.editors.kept.sent import KEPT, Sent

COPY = "kopie"  # in a query, and where it is thrown away: the number of a working copy
NEXT = "dalsi"  # in the query of a form for something new: the copies of others wait on
MOST = 50  # of one account; the oldest goes
Copy = tuple[WorkingCopy, Sent]


class Place(NamedTuple):
    """A form: the address of its page, and of forms for something new which of them it is."""

    page: str
    form: str = ""


def place(address: str, sent: QueryDict) -> Place:
    """Where a form stands that was shown at the address and sends this."""
    path, _, query = address.partition("?")
    asked = QueryDict(query, mutable=True)
    for name in [name for name in asked if name in {KEPT, COPY, NEXT} or name.startswith("_")]:
        del asked[name]
    shown = stamp.read(sent.get("stamp", ""))
    page = f"{path}?{asked.urlencode()}" if asked else path
    return Place(page[: WorkingCopy._meta.get_field("page").max_length], shown.nonce if shown else "")


def keep(where: Place, sent: Sent, request: HttpRequest) -> None:
    """Keep it in place of what its account wrote in this form before."""
    row = WorkingCopy(account=sent.account, page=where.page, form=where.form, content=sending.shut(sent))
    row.written_at = framed(request).frame.moment
    WorkingCopy.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["account", "page", "form"],
        update_fields=["written_at", "content"],
    )
    rows = WorkingCopy.objects.filter(account=sent.account)
    rows.filter(pk__in=rows.order_by("-written_at", "-pk").values("pk")[MOST:]).delete()


def of_page(request: HttpRequest) -> list[Copy]:
    """What this account left unsaved in the forms at this address, the newest first."""
    page = place(request.get_full_path(), QueryDict()).page
    rows = WorkingCopy.objects.filter(account=framed(request).user.pk, page=page)
    return _opened(request, rows.order_by("-written_at", "-pk"))


def taken(request: HttpRequest) -> Copy | None:
    """What the address asks for, if this account wrote it in the form at this address."""
    found = _opened(request, _numbered(request, request.GET.get(COPY, "")))
    return next((copy for copy in found if copy[1].path == request.path), None)


def forget(where: Place, account: int) -> None:
    """Erase the copy: what was in it is saved now."""
    WorkingCopy.objects.filter(account=account, page=where.page, form=where.form).delete()


def throw_away(request: HttpRequest) -> None:
    """Erase the copy that the form names, if it is this account's."""
    _numbered(request, request.POST.get(COPY, "")).delete()


def _numbered(request: HttpRequest, number: str) -> QuerySet[WorkingCopy]:
    rows = WorkingCopy.objects.filter(account=framed(request).user.pk)
    return rows.filter(pk=int(number)) if re.fullmatch("[0-9]{1,18}", number) else rows.none()


def _opened(request: HttpRequest, rows: QuerySet[WorkingCopy]) -> list[Copy]:
    moment = framed(request).frame.moment
    read = ((row, sending.opened(row.content, moment, KEEP_COPIES)) for row in rows)
    return [(row, sent) for row, sent in read if sent and sent.account == row.account]
