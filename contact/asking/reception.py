"""Taking what readers send through a form: once, however often it is sent, and not from robots."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from http import HTTPStatus
from ipaddress import ip_network
from typing import Any, NamedTuple

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from contact.incoming.counts import SenderCount
from contact.meetings import mail
from contact.meetings.models import MeetingRequest
from contact.reports.models import Report
from pages.languages import languages
from pages.web import stamp
from pages.web.stamp import Stamp

QUARTER_OF_AN_HOUR = 900  # seconds

TRAPPED = gettext_lazy("Ve formuláři bylo vyplněné i pole, které lidé nevidí. Zkontrolujte ho a pošlete prosím znovu.")
STALE = gettext_lazy("Stránka s formulářem už neplatí. Co jste napsali, v něm zůstalo. Pošlete ho prosím znovu.")
HASTY = gettext_lazy("Formulář přišel neobvykle rychle. Co jste napsali, v něm zůstalo. Pošlete ho prosím znovu.")


class Desk(NamedTuple):
    """What one form brings, and what is done with it.

    Attributes:
        model: its rows.
        answers: the fields of form and row.
        told: sends the mails that a new row at a moment sets off.
        everybody: where SenderCount counts all that came through this form.
        salt: of the hashes of addresses, so that one form says nothing of who sent the other.
        too_many: what is said when no more are taken today.
        crowded: what is said when more come than are taken in a quarter of an hour.
        noted: gives what a row keeps besides, of the request that is being answered.
    """

    model: type[Any]
    answers: list[str]
    told: Callable[[Any, datetime], None]
    everybody: str
    salt: str
    too_many: str | Promise
    crowded: str | Promise
    noted: Callable[[], dict[str, Any]] = dict


MEETINGS = Desk(
    MeetingRequest,
    ["sender", "name", "email", "phone", "topic", "preferred_time"],
    mail.notify,
    everybody="",
    salt="contact.meetings.reception",
    too_many=gettext_lazy(
        "Dnes už další žádosti nepřijmeme, přišlo jich moc. Zkuste to zítra, nebo se nám ozvěte jinak."
    ),
    crowded=gettext_lazy(
        "Teď přichází moc žádostí najednou. Zkuste to prosím za čtvrt hodiny, nebo se nám ozvěte jinak."
    ),
    noted=lambda: {"language": languages.active().code},
)
REPORTS = Desk(
    Report,
    ["kind", "text", "email", "page", "version"],
    mail.tell_of_report,
    everybody="reports",
    salt="contact.reports",
    too_many=gettext_lazy(
        "Dnes už další zprávy nepřijmeme, přišlo jich moc. Zkuste to zítra, nebo se nám ozvěte jinak."
    ),
    crowded=gettext_lazy(
        "Teď přichází moc zpráv najednou. Zkuste to prosím za čtvrt hodiny, nebo se nám ozvěte jinak."
    ),
)


class RefusedError(Exception):
    """It was not taken; it says why in the language of the page, and carries the status of the answer."""

    def __init__(self, sentence: str | Promise, status: HTTPStatus = HTTPStatus.OK):
        super().__init__(sentence)
        self.sentence, self.status = sentence, status


def receive(desk: Desk, cleaned: Mapping[str, Any], address: str, moment: datetime) -> Any:
    """Keep the cleaned answers of a form and set off the mails; sent once more they are the row already there.

    Args:
        desk: which form it is.
        cleaned: the cleaned data of that form.
        address: where the sender's connection came from; not kept.
        moment: when it came.

    Raises:
        RefusedError: it looks like a robot's, or too many came today.
    """
    if cleaned["web"]:
        raise RefusedError(TRAPPED)
    shown = stamp.read(cleaned["stamp"])
    if shown is None:
        raise RefusedError(STALE)
    answers = {name: cleaned[name] for name in desk.answers}
    key = shown.key(answers)
    if known := desk.model.objects.filter(key=key).first():
        return known
    _refuse_wrong_time(shown, moment)
    return _take(desk, desk.model(key=key, created_at=moment, **answers, **desk.noted()), address)


def _take(desk: Desk, row: Any, address: str) -> Any:
    with transaction.atomic():
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:  # the same form at the same time, and the other one was faster
            return desk.model.objects.get(key=row.key)
        _count(desk, address, row.created_at)
        desk.told(row, row.created_at)
    return row


def _refuse_wrong_time(shown: Stamp, moment: datetime) -> None:
    if shown.is_stale(moment):
        raise RefusedError(STALE)
    if moment - shown.shown_at < timedelta(seconds=settings.MEETING_MIN_SECONDS):
        raise RefusedError(HASTY)


def _count(desk: Desk, address: str, moment: datetime) -> None:
    # Everybody's row last: all that is sent queues up at it, and nobody who holds it waits for another row.
    day = timezone.localdate(moment)
    hashed = salted_hmac(f"{desk.salt} {day}", address, algorithm="sha256").hexdigest()
    if not SenderCount.objects.count_one(day, hashed, settings.MEETING_LIMIT_PER_ADDRESS):
        raise RefusedError(desk.too_many, HTTPStatus.TOO_MANY_REQUESTS)
    if not SenderCount.objects.count_one(day, desk.everybody, settings.MEETING_LIMIT_TOTAL):
        _count_slowly(desk, day, address, moment)


def _count_slowly(desk: Desk, day: date, address: str, moment: datetime) -> None:
    """Over the limit for all, so that nobody can shut the form for the others: a network has one of them in each
    quarter of an hour, and all of them together a tenth of the day's limit.

    A network, because one machine may have thousands of addresses: of IPv6 a site's /48 (RFC 6177), of IPv4 a /24.
    """
    network = str(ip_network((address, 48 if ":" in address else 24), strict=False)) if address else ""
    quarter = int(moment.timestamp()) // QUARTER_OF_AN_HOUR
    for sender, limit in {network: 1, "everybody": max(1, settings.MEETING_LIMIT_TOTAL // 10)}.items():
        hashed = salted_hmac(f"{desk.salt} slowly {quarter}", sender, algorithm="sha256").hexdigest()
        if not SenderCount.objects.count_one(day, hashed, limit):
            raise RefusedError(desk.crowded, HTTPStatus.TOO_MANY_REQUESTS)
