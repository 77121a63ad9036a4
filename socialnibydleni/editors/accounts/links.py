"""Links by which a colleague sets a password of one's own: for 72 hours, and once.

A token is signed and not stored. Its signature is keyed with what stands in place of the password while a link
waits, so the first password that is set ends the link, as does the next link. It stands in the query of an address,
because no log of ours or of the server in front names queries.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from contact.models import ContactCentre
from pages.frame.frame import Frame

LASTS = timedelta(hours=72)
NAME = "odkaz"  # of the token, in the query and in the form


def new(user: User, moment: datetime) -> str:
    """The absolute address for who is to set the account's password; the old one, its sessions and links end now."""
    user.set_unusable_password()
    user.save(update_fields=["password"])
    token = _signer(user.password).sign(f"{user.pk}-{moment.timestamp():.0f}")
    return f"{settings.SITE_URL}{reverse('admin:set_password')}?{NAME}={token}"


def user_of(token: str, moment: datetime) -> User | None:
    """Whose password the token may set at `moment`; None for one that is forged, used, replaced or too old."""
    key = token.partition("-")[0]
    user = User.objects.filter(pk=key, is_active=True).first() if _is_key(key) else None
    try:
        signed = _signer(user.password if user else "").unsign(token)
    except BadSignature:
        return None
    age = moment.timestamp() - float(signed.partition("-")[2])
    return user if age < LASTS.total_seconds() else None


def can_be_sent(user: User) -> bool:
    """Whether there is a server that takes mails, and an address to send to."""
    return bool(user.email) and settings.EMAIL_BACKEND != "django.core.mail.backends.console.EmailBackend"


def send(user: User, address: str) -> bool:
    """Hand the link to the mail server; whether it took it. It never waits in the database, where it could be read."""
    centre = ContactCentre.objects.first()
    about = {"user": user, "address": address, "site_name": Frame(timezone.now()).site_name}
    message = EmailMessage(
        subject="Odkaz pro nastavení hesla do správy webu",
        body=render_to_string("admin/auth/user/mail.txt", about),
        from_email=settings.MAIL_FROM or (centre.email if centre else None),
        to=[user.email],
        headers={"Auto-Submitted": "auto-generated"},  # RFC 3834: no out-of-office reply is due
    )
    try:
        return bool(message.send())
    except (OSError, ValueError):  # smtplib's errors are among the first, a header that cannot be among the second
        return False


def _signer(stored_password: str) -> Signer:
    return Signer(sep=".", salt=f"link for a password {stored_password}")


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
