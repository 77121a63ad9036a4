"""What of requests and mails is in the database, and how to have all of them sent."""

import json

ROWS = """
import json
from contact.models import MeetingRequest, OutgoingMail
print(json.dumps({
    "requests": list(MeetingRequest.objects.values_list("reference", "topic")),
    "mails": list(OutgoingMail.objects.values_list("message_id", flat=True)),
    "waiting": OutgoingMail.objects.waiting().count(),
}))
"""
# Longer than any wait after a failure, and than the lease of a sender that died.
HOUSEKEEPING_LATER = """
import time_machine
from datetime import timedelta
from django.core.management import call_command
from django.utils import timezone
with time_machine.travel(timezone.now() + timedelta(hours=7)):
    call_command("housekeeping")
"""


def shell(site, code):
    return site.command("shell", "--verbosity", "0", "--command", code)


def rows(site):
    return json.loads(shell(site, ROWS))
