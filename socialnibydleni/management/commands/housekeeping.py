"""What must be done now and then; safe to run any number of times, best once an hour."""

from datetime import timedelta
from typing import Any

from axes.models import AccessAttempt
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

KEEP_FAILURES = timedelta(days=30)
KEEP_UNCONFIRMED = timedelta(days=1)  # keys that somebody looked at and never used


class Command(BaseCommand):
    help = "Delete records of failed sign-ins older than 30 days, and sessions that have ended."

    def handle(self, *args: Any, **options: Any) -> None:
        deleted, _ = AccessAttempt.objects.filter(attempt_time__lt=timezone.now() - KEEP_FAILURES).delete()
        TOTPDevice.objects.filter(confirmed=False, created_at__lt=timezone.now() - KEEP_UNCONFIRMED).delete()
        call_command("clearsessions")
        self.stdout.write(f"Housekeeping: {deleted} records of failed sign-ins deleted.")
