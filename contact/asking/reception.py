"""Taking a request for a meeting: once, however often it is sent, and not from robots."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from http import HTTPStatus
from ipaddress import ip_network

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from contact.meetings import mail
from contact.meetings.models import MeetingRequest, SenderCount
from pages.web import stamp
from pages.web.stamp import Stamp

ANSWERS = ["sender", "name", "email", "phone", "topic", "preferred_time"]
EVERYBODY = ""  # where SenderCount counts all
QUARTER_OF_AN_HOUR = 900  # seconds

TRAPPED = "Ve formuláři je vyplněné i pole, které lidé nevidí. Zkontrolujte, co je v něm, a pošlete ho prosím znovu."
STALE = "Stránka s formulářem už neplatí. Co jste napsali, v něm zůstalo. Pošlete ho prosím znovu."
HASTY = "Formulář přišel podezřele rychle. Co jste napsali, v něm zůstalo. Pošlete ho prosím znovu."
CROWDED = "Teď přichází moc žádostí najednou. Zkuste to prosím za čtvrt hodiny, nebo se nám ozvěte jinak."
TOO_MANY = "Dnes už další žádosti nepřijmeme, přišlo jich moc. Zkuste to zítra, nebo se nám ozvěte jinak."


class RefusedError(Exception):
    """The request was not taken; it says why in Czech, and carries the status of the answer."""

    def __init__(self, sentence: str, status: HTTPStatus = HTTPStatus.OK):
        super().__init__(sentence)
        self.sentence, self.status = sentence, status


def receive(cleaned: Mapping[str, str], address: str, moment: datetime) -> MeetingRequest:
    """Keep the cleaned answers of the form and set off its mails; sent once more they are the row already there.

    Args:
        cleaned: the cleaned data of MeetingForm.
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
    answers = {name: cleaned[name] for name in ANSWERS}
    key = shown.key(answers)
    return MeetingRequest.objects.filter(key=key).first() or _take(key, answers, shown, address, moment)


def _take(key: str, answers: dict[str, str], shown: Stamp, address: str, moment: datetime) -> MeetingRequest:
    _refuse_wrong_time(shown, moment)
    with transaction.atomic():
        try:
            with transaction.atomic():
                request = MeetingRequest.objects.create(key=key, created_at=moment, **answers)
        except IntegrityError:  # the same form at the same time, and the other one was faster
            return MeetingRequest.objects.get(key=key)
        _count(address, moment)
        mail.notify(request, moment)
    return request


def _refuse_wrong_time(shown: Stamp, moment: datetime) -> None:
    if shown.is_stale(moment):
        raise RefusedError(STALE)
    if moment - shown.shown_at < timedelta(seconds=settings.MEETING_MIN_SECONDS):
        raise RefusedError(HASTY)


def _count(address: str, moment: datetime) -> None:
    # Everybody's row last: all requests queue up at it, and nobody who holds it waits for another row.
    day = timezone.localdate(moment)
    hashed = salted_hmac(f"contact.meetings.reception {day}", address, algorithm="sha256").hexdigest()
    if not SenderCount.objects.count_one(day, hashed, settings.MEETING_LIMIT_PER_ADDRESS):
        raise RefusedError(TOO_MANY, HTTPStatus.TOO_MANY_REQUESTS)
    if not SenderCount.objects.count_one(day, EVERYBODY, settings.MEETING_LIMIT_TOTAL):
        _count_slowly(day, address, moment)


def _count_slowly(day: date, address: str, moment: datetime) -> None:
    """Over the limit for all, so that nobody can shut the form for the others: a network has one request in each
    quarter of an hour, and all of them together a tenth of the day's limit.

    A network, because one machine may have thousands of addresses: of IPv6 a site's /48 (RFC 6177), of IPv4 a /24.
    """
    network = str(ip_network((address, 48 if ":" in address else 24), strict=False)) if address else ""
    quarter = int(moment.timestamp()) // QUARTER_OF_AN_HOUR
    for sender, limit in {network: 1, "everybody": max(1, settings.MEETING_LIMIT_TOTAL // 10)}.items():
        hashed = salted_hmac(f"contact.meetings.reception slowly {quarter}", sender, algorithm="sha256").hexdigest()
        if not SenderCount.objects.count_one(day, hashed, limit):
            raise RefusedError(CROWDED, HTTPStatus.TOO_MANY_REQUESTS)
