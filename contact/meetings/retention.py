"""What is erased when it is no longer needed (GDPR, Art. 5(1)(e)); by the rows alone, so in a restored backup too."""

from datetime import datetime

from django.utils import timezone

from contact.incoming.counts import SenderCount
from contact.meetings.models import MeetingRequest, OutgoingMail


def erase(moment: datetime) -> int:
    """Erase what may no longer be kept at an aware moment; return how many requests went, each with its mails.

    The counts of senders serve a limit for one day in Prague; mails about no request name nobody, and would pile up.
    """
    _, erased = MeetingRequest.objects.to_erase(moment).delete()
    SenderCount.objects.filter(day__lt=timezone.localdate(moment)).delete()
    OutgoingMail.objects.out_of_date(moment).delete()
    return erased.get(MeetingRequest._meta.label, 0)
