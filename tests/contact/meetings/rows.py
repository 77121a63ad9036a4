"""Requests for a meeting, as rows."""

import secrets

from contact.models import MeetingRequest
from tests.contact.hours.schedules import at

NOW = at("2026-11-23 10:00")
SECRETS = {
    "name": "Jana Tichá",
    "email": "jana.ticha@example.org",
    "phone": "+420601222333",
    "topic": "Hrozí nám vystěhování.",
    "preferred_time": "Jen dopoledne.",
}


def asked(**changes):
    """A request with everything in it that is nobody else's business; `changes` say what is different."""
    answers = {"sender": "person", "created_at": NOW, "key": secrets.token_hex(32), **SECRETS, **changes}
    return MeetingRequest.objects.create(**answers)
