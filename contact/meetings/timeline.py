"""What has become of a request so far: what came, what was sent and what was noted, in order of time."""

from datetime import datetime
from typing import NamedTuple

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from contact.meetings.models import MeetingRequest, OutgoingMail
from pages.rows.people import name_of
from pages.templatetags.czech import czech_date, plural_cs


class Event(NamedTuple):
    """One thing that happened, and who did it, if somebody did."""

    moment: datetime
    text: str
    who: str = ""
    message: str = ""  # what the staff wrote to the sender

    @property
    def when(self) -> str:
        """„29. 11. 2026 v 18.54“, by Prague's clocks."""
        return clock(self.moment)


def events(row: MeetingRequest) -> list[Event]:
    """From the first to the last."""
    kind = ContentType.objects.get_for_model(MeetingRequest)
    logged = LogEntry.objects.filter(content_type=kind, object_id=str(row.pk)).select_related("user")
    found = [
        Event(row.created_at, "Žádost přišla z webu"),
        *(Event(mail.created_at, f"{_name(mail)}: {fate(mail)}", message=mail.message) for mail in row.mails.all()),
        *(Event(entry.action_time, entry.get_change_message() or "Uloženo", name_of(entry.user)) for entry in logged),
    ]
    return sorted(found, key=lambda event: event.moment)


def fate(mail: OutgoingMail) -> str:
    """What has become of a mail, in Prague's time."""
    if mail.sent_at:
        return f"odesláno {clock(mail.sent_at)}"
    if mail.given_up_at:
        return f"nedoručitelné: {mail.problem}"
    if not mail.attempts:
        return "čeká na odeslání"
    tries = plural_cs(mail.attempts, "pokus,pokusy,pokusů")
    return f"čeká, {mail.attempts} {tries}: {mail.problem}"


def clock(moment: datetime) -> str:
    """„29. 11. 2026 v 18.54“, by Prague's clocks."""
    when = timezone.localtime(moment)
    return f"{czech_date(when)} v {when.hour}.{when:%M}"


def _name(mail: OutgoingMail) -> str:
    name = mail.get_kind_display()
    return name[:1].upper() + name[1:]
