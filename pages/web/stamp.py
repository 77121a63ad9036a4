"""The stamp of a form: when it was shown, and a nonce by which the same form sent twice is known. Nothing is stored."""

import hashlib
import json
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.core.signing import BadSignature, Signer

SALT = "contact.meetings.stamp"  # where it was first needed; forms that are open at an update stay good
LIFE = timedelta(hours=24)
SKEW = timedelta(minutes=1)  # between the clocks of hosts


class Stamp(NamedTuple):
    """What a stamp says."""

    nonce: str
    shown_at: datetime

    def is_stale(self, moment: datetime) -> bool:
        """Whether the form was shown too long before the moment, or well after it: the clock was set back."""
        return not -SKEW <= moment - self.shown_at <= LIFE

    def key(self, answers: Any) -> str:
        """By which the form is known with these answers, as JSON takes them: 64 signs.

        Of the answers too: a text that was mended and sent again is a new one, for losing it would be worse.
        """
        return hashlib.sha256(json.dumps([self.nonce, answers]).encode()).hexdigest()


def issue(moment: datetime) -> str:
    """A new stamp for a form that is shown at the moment, signed for a hidden input."""
    return Signer(salt=SALT).sign_object([secrets.token_urlsafe(12), moment.timestamp()])


def read(text: str) -> Stamp | None:
    """The stamp in what a form sent back; None where we did not sign it."""
    try:
        nonce, shown_at = Signer(salt=SALT).unsign_object(text)
    except BadSignature:
        return None
    return Stamp(nonce, datetime.fromtimestamp(shown_at, UTC))


def kept_or_new(text: str, moment: datetime) -> str:
    """The stamp for a form that is shown once more: its own while that is good, else a new one."""
    stamp = read(text)
    return issue(moment) if stamp is None or stamp.is_stale(moment) else text
