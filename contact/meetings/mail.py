"""What the mails say. Each is a whole row from the moment of its cause; the outbox takes it to a mail server."""

from copy import copy
from datetime import datetime
from email.utils import make_msgid
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Model
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, override

from contact import now
from contact.centre import ContactCentre
from contact.meetings import invitation, outbox
from contact.meetings.models import MeetingRequest, OutgoingMail
from pages.facts import review
from pages.frame.frame import Frame
from pages.frame.offered import is_offered
from pages.languages import languages
from pages.web.admin_address import admin_address

Kind = OutgoingMail.Kind
CENTRE_ADDRESS = "/kontaktni-centrum/"

SUBJECTS = {
    Kind.NOTICE: "Nová žádost o schůzku",
    Kind.ACKNOWLEDGEMENT: gettext_lazy("Vaše žádost o schůzku"),
    Kind.INVITATION: gettext_lazy("Pozvánka na schůzku"),
    Kind.CANCELLATION: gettext_lazy("Zrušení schůzky"),
    Kind.MEETING: "Schůzka do kalendáře",
    Kind.MEETING_OFF: "Zrušená schůzka do kalendáře",
    Kind.REMINDER: "Ověřte konzultační hodiny na webu",
    Kind.EDITOR: "Správa webu: něco na vás čeká",
    Kind.REPORT: "Nové hlášení z webu",
}


def notify(request: MeetingRequest, moment: datetime) -> None:
    """Tell the centre that a request has come, without a word of it, and the sender by e-mail that it has arrived.

    Like `invite` and `cancel` it belongs into the transaction of its cause, so that neither is there without the
    other. The moment is an aware one.
    """
    centre = ContactCentre.objects.get()
    link = admin_address(request, "change")
    _post(_mail(Kind.NOTICE, centre, moment, request, link=settings.SITE_URL + link))
    if request.email:
        _post(_mail(Kind.ACKNOWLEDGEMENT, centre, moment, request))


def invite(request: MeetingRequest, moment: datetime) -> None:
    """Send the agreed time to the calendars of the centre and, where there is an e-mail, of the sender.

    What the staff wrote for the sender goes with that mail, and then no longer waits in the request.
    """
    _send_to_calendar(Kind.INVITATION, request, moment)


def as_invitation(request: MeetingRequest, moment: datetime) -> OutgoingMail | None:
    """The mail that `invite` would send to the sender, not saved; None where there is no e-mail."""
    if not request.email:
        return None
    shown = copy(request)
    shown.invitation_number += 1
    return _mail(Kind.INVITATION, ContactCentre.objects.get(), moment, shown, ends_at=shown.plan.ends_at)


def as_cancellation(request: MeetingRequest, moment: datetime) -> OutgoingMail | None:
    """The mail that `cancel` would send to the sender, not saved; None where there is no e-mail."""
    if not request.email:
        return None
    return _mail(Kind.CANCELLATION, ContactCentre.objects.get(), moment, request, ends_at=request.plan.ends_at)


def token(mail: OutgoingMail | None) -> str:
    """By which a form proves that a mail was read before it is sent; nothing of none."""
    return sha256(repr((mail.recipient, mail.subject, mail.body)).encode()).hexdigest() if mail else ""


def cancel(request: MeetingRequest, moment: datetime) -> None:
    """Take back the time that `agreed_at` still says, in the same calendars; with the message as in `invite`."""
    _send_to_calendar(Kind.CANCELLATION, request, moment)


def tell_of_report(report: Model, moment: datetime) -> None:
    """Tell the centre that a report has come, without a word of it; it belongs into the transaction as `notify` does.

    Before there is a centre nobody is told, but the report waits all the same.
    """
    centre = ContactCentre.objects.first()
    if centre is None:
        return
    mail = _mail(Kind.REPORT, centre, moment, report=report, link=settings.SITE_URL + admin_address(report, "change"))
    mail.subject = f"{mail.subject}: {report}"
    _post(mail)


def remind_of_verification(moment: datetime) -> None:
    """Ask the centre to verify its hours before that runs out: one mail a verification, whoever asks how often.

    Nobody is woken to send it, because housekeeping, which asks, sends right afterwards.
    """
    centre, today = ContactCentre.objects.first(), timezone.localdate(moment)
    if centre is None or centre.hours_verified_on is None:
        return
    if not review.is_due_soon(centre.hours_verified_on, today, review.HOURS_MONTHS):
        return
    link = admin_address(centre, "verify", "hours_verified")
    runs_out_on = review.due_on(centre.hours_verified_on, review.HOURS_MONTHS)
    mail = _mail(Kind.REMINDER, centre, moment, link=settings.SITE_URL + link, runs_out_on=runs_out_on)
    mail.message_id = f"<hodiny-{centre.hours_verified_on}@{_host()}>"
    OutgoingMail.objects.bulk_create([mail], ignore_conflicts=True)


def tell_editor(account: int, address: str, moment: datetime, **counts: Any) -> None:
    """Tell an editor how many texts wait, were given back and were published: one mail a day, however often asked.

    None of it names a text. It is sent as a reminder is.
    """
    centre = ContactCentre.objects.first()
    if centre is None:
        return
    link = settings.SITE_URL + reverse("admin:index")
    mail = _mail(Kind.EDITOR, centre, moment, link=link, **counts)
    mail.recipient, mail.message_id = address, f"<{_about_texts(account)}{timezone.localdate(moment)}@{_host()}>"
    OutgoingMail.objects.bulk_create([mail], ignore_conflicts=True)


def told_editor_at(account: int) -> datetime | None:
    """When the last such mail was made, an aware moment; None where there is none."""
    mails = OutgoingMail.objects.filter(kind=Kind.EDITOR, message_id__startswith=f"<{_about_texts(account)}")
    return mails.aggregate(last=Max("created_at"))["last"]


def _about_texts(account: int) -> str:
    return f"texty-{account}-"


def _send_to_calendar(kind: Kind, request: MeetingRequest, moment: datetime) -> None:
    request.invitation_number += 1
    request.save(update_fields=["invitation_number"])
    centre, cancels, ends_at = ContactCentre.objects.get(), kind is Kind.CANCELLATION, request.plan.ends_at
    link = settings.SITE_URL + admin_address(request, "change")
    kind_of_copy = Kind.MEETING_OFF if cancels else Kind.MEETING
    of_centre = _mail(kind_of_copy, centre, moment, request, ends_at=ends_at, link=link)
    of_centre.calendar = invitation.copy_for_centre(request, centre, moment, link, cancels=cancels)
    _post(of_centre)
    if request.email:  # last, for what the list of requests shows is the fate of the last one
        mail = _mail(kind, centre, moment, request, ends_at=ends_at)
        mail.calendar = invitation.invitation(request, centre, moment, cancels=cancels)
        _post(mail)
    request.message = ""
    request.save(update_fields=["message"])


def _mail(
    kind: Kind, centre: ContactCentre, moment: datetime, request: MeetingRequest | None = None, **context: Any
) -> OutgoingMail:
    context |= {"centre": centre, "request": request}
    says_more = request is not None and kind in {Kind.INVITATION, Kind.CANCELLATION}
    sender = request if kind not in OutgoingMail.TO_CENTRE else None
    with override(sender.language if sender else languages.CZECH.code):
        frame = Frame(moment)
        context |= {"page": _page(frame), "promise": now.promise(centre, frame)}
        subject, body = str(SUBJECTS[kind]), render_to_string(f"contact/mail/{kind}.txt", context)
    return OutgoingMail(
        kind=kind,
        request=request,
        message=request.message if request and says_more else "",
        message_id=make_msgid(domain=_host()),
        recipient=sender.email if sender else centre.email,
        subject=f"{subject}: {request.reference}" if request else subject,
        body=body + "",  # plain text, to be escaped where it is shown
        created_at=moment,
        not_before=moment,
    )


def _page(frame: Frame) -> str:
    """Where to read about the centre in the language of the mail, or in Czech if readers are not offered that."""
    language = languages.active()
    return (language if is_offered(language, frame) else languages.CZECH).address_of(CENTRE_ADDRESS)


def _post(mail: OutgoingMail) -> None:
    mail.save()
    # Robust: the row is safe by then, and a thread that cannot start must not look to the sender like a failure.
    transaction.on_commit(outbox.wake, robust=True)


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or ""  # never empty: an address without a host ends the start
