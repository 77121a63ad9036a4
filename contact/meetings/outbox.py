"""Takes the mails that wait in the database to a mail server, each at least once.

Who sends a mail moves its next attempt a lease ahead first, so that nobody else sends it too; no transaction is open
while the server is talked to. What the server took is noted at once; where its answer got lost, the mail is sent again
under the same Message-ID.
"""

import contextlib
import logging
import smtplib
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import format_datetime, formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import utf8_charset_qp
from django.db import connections
from django.db.models import F
from django.utils import timezone

from contact.centre import ContactCentre
from contact.meetings.invitation import SENDER
from contact.meetings.models import OutgoingMail

logger = logging.getLogger(__name__)

STEPS = 30  # a dialogue with a mail server has about a dozen, each of them may take EMAIL_TIMEOUT
BACK_OFF = [*(timedelta(minutes=minutes) for minutes in [1, 5, 15, 60]), OutgoingMail.LONGEST_WAIT]
METHODS: dict[str, str] = {
    OutgoingMail.Kind.INVITATION: "REQUEST",
    OutgoingMail.Kind.CANCELLATION: "CANCEL",
    OutgoingMail.Kind.MEETING: "PUBLISH",
    OutgoingMail.Kind.MEETING_OFF: "PUBLISH",
}
# What is wrong with one mail; anything else would meet the next one too.
OF_ONE_MAIL = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, ValueError)

_woken = threading.Event()
_starting = threading.Lock()
_sender: threading.Thread | None = None


def wake() -> None:
    """Have what is due sent soon, by the one thread that every process keeps for it; returns at once."""
    global _sender  # noqa: PLW0603
    with _starting:
        if _sender is None or not _sender.is_alive():  # also in a process that was forked from one with a thread
            _sender = threading.Thread(target=_send_when_woken, name="outbox", daemon=True)
            _sender.start()
    _woken.set()


def send_due(now: Callable[[], datetime]) -> int:
    """Send what is due, one mail after another over one connection; return how many the server took.

    It is handed the clock instead of a moment, because a round may take longer than a lease.
    """
    if settings.MAILS_WAIT:
        return 0
    lease = timedelta(seconds=STEPS * settings.EMAIL_TIMEOUT)
    sent = over_this_line = 0
    centre = ContactCentre.objects.first()
    if centre is None:  # whose mails these would be
        return 0
    with contextlib.closing(get_connection()) as connection:
        while mail := OutgoingMail.objects.claim(now(), lease):
            error = _send(connection, mail, centre)
            OutgoingMail.objects.filter(pk=mail.pk).update(attempts=F("attempts") + 1, **_fate(mail, error, now()))
            if error is None:
                sent, over_this_line = sent + 1, over_this_line + 1
            elif _is_of_the_line(error):
                if not over_this_line:
                    break
                connection.close()  # many servers take only so many mails over one line
                over_this_line = 0
    return sent


def _send_when_woken() -> None:
    while _woken.wait():
        _woken.clear()
        try:
            send_due(timezone.now)
        except Exception as error:
            logger.error("The mails that are due could not be sent: %s", type(error).__name__)
        finally:
            connections.close_all()


def _send(connection: BaseEmailBackend, mail: OutgoingMail, centre: ContactCentre) -> Exception | None:
    try:
        connection.open()
        connection.send_messages([_message(mail, centre)])
    except Exception as error:
        return error
    return None


def _message(mail: OutgoingMail, centre: ContactCentre) -> EmailMultiAlternatives:
    """The mail as it goes out, the same at every attempt."""
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.body,
        from_email=formataddr((SENDER, settings.MAIL_FROM or centre.email)),
        to=[mail.recipient],
        reply_to=[centre.email],
        headers={
            "Message-ID": mail.message_id,
            "Date": format_datetime(timezone.localtime(mail.created_at)),
            "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office reply is due
        },
    )
    # Quoted-printable: a server without 8BITMIME (RFC 6152) takes ASCII only, and any other takes that too.
    message.encoding = utf8_charset_qp
    if mail.calendar:  # a part of the mail's own, because that and not a file is what mail programs act on (RFC 6047)
        message.attach_alternative(mail.calendar, f"text/calendar; method={METHODS[mail.kind]}")
    return message


def _fate(mail: OutgoingMail, error: Exception | None, moment: datetime) -> dict[str, datetime | str]:
    """What becomes of a mail after an attempt: sent, to be tried again, or given up."""
    if error is None:
        return {"sent_at": moment, "problem": ""}
    code, text = _answer(error)
    wait = BACK_OFF[min(mail.attempts, len(BACK_OFF) - 1)]
    problem = f"{type(error).__name__} {code or ''}".strip()
    fate: dict[str, datetime | str] = {"not_before": moment + wait, "problem": problem}
    # 5.7 (RFC 3463) is about a policy, such as for whom the server relays: the operator can mend that.
    is_hopeless = isinstance(error, smtplib.SMTPRecipientsRefused) and code >= 500 and not text.startswith(b"5.7")
    return {**fate, "given_up_at": moment} if is_hopeless and mail.kind not in OutgoingMail.TO_CENTRE else fate


def _answer(error: Exception) -> tuple[int, bytes]:
    """The code and the text with which the server refused; 0 and nothing where it did not speak."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next(iter(error.recipients.values()))
    return getattr(error, "smtp_code", 0), b""


def _is_of_the_line(error: Exception) -> bool:
    return not isinstance(error, OF_ONE_MAIL) or _answer(error)[0] == 421  # RFC 5321: the service closes
