"""After the clock was set back: what the door remembers of moments that have not come yet locks nobody out."""

from datetime import datetime, timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.db.models import QuerySet
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

SLACK = timedelta(minutes=1)  # longer than any request takes: of two at once the other one's failure counts


class Attempts(AxesDatabaseHandler):
    """As axes has it, without failures that are later than now."""

    # Any: axes adds an attribute to requests.
    def get_user_attempts(self, request: Any, credentials: dict[str, Any] | None = None) -> list[QuerySet]:
        """The failures that count against who is asking."""
        now = request.axes_attempt_time + SLACK
        return [attempts.filter(attempt_time__lte=now) for attempts in super().get_user_attempts(request, credentials)]

    def clean_expired_user_attempts(self, request: Any = None, credentials: dict[str, Any] | None = None) -> int:
        """Delete those that count no more, and those that do not count yet, or the next failure would count them."""
        count = super().clean_expired_user_attempts(request, credentials)
        if request is not None:
            count += AccessAttempt.objects.filter(attempt_time__gt=request.axes_attempt_time + SLACK).delete()[0]
        return count


def forget_future(device: Any, moment: datetime) -> None:
    """Make a second factor forget a code or a failure that is later than the moment.

    Codes are accepted once by the number of their half-minute (RFC 6238, 5.2), which must rise.
    """
    wrong: dict[str, Any] = {}
    if isinstance(device, TOTPDevice):
        totp = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
        totp.time = moment.timestamp()
        if device.last_t > totp.t() + device.tolerance:
            wrong["last_t"] = -1
    if device.throttling_failure_timestamp is not None and device.throttling_failure_timestamp > moment:
        wrong["throttling_failure_timestamp"] = moment
    if wrong:
        type(device).objects.filter(pk=device.pk).update(**wrong)
        device.refresh_from_db()
