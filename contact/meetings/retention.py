"""What is erased when it is no longer needed (GDPR, Art. 5(1)(e)); by the rows alone, so in a restored backup too."""

from datetime import datetime

from django.utils import timezone

from contact.meetings.models import MeetingRequest, OutgoingMail, SenderCount


def erase(moment: datetime) -> int:
    """Erase what may no longer be kept at an aware moment; return how many requests went, each with its mails.

    The counts of senders serve a limit for one day in Prague; reminders name nobody and would only pile up.
    """
    _, erased = MeetingRequest.objects.to_erase(moment).delete()
    SenderCount.objects.filter(day__lt=timezone.localdate(moment)).delete()
    OutgoingMail.objects.old_reminders(moment).delete()
    return erased.get(MeetingRequest._meta.label, 0)
