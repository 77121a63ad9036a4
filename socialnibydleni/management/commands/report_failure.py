"""Tells the operator that a unit of systemd failed; `deploy/socialnibydleni-failed@.service` calls it."""

import smtplib
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    """manage.py report_failure UNIT"""

    help = "Send a mail to OPERATOR_MAIL: UNIT failed. It asks no database, which may be why."

    def add_arguments(self, parser: CommandParser) -> None:
        """UNIT, by its name in systemd."""
        parser.add_argument("unit", metavar="UNIT")

    def handle(self, *args: Any, unit: str, **options: Any) -> None:
        """Send it now, past the mails that wait in the database.

        Raises:
            CommandError: there is nobody to tell, or no server took the mail.
        """
        if not settings.OPERATOR_MAIL:
            raise CommandError(f"{unit} failed, and OPERATOR_MAIL names nobody to be told.")
        host = urlsplit(settings.SITE_URL).hostname
        text = f"{unit} failed on the machine of {settings.SITE_URL}. What it said:\n\n    journalctl -u {unit} -n 50\n"
        sender = settings.MAIL_FROM or settings.OPERATOR_MAIL
        try:
            EmailMessage(f"{host}: {unit} failed", text, sender, [settings.OPERATOR_MAIL]).send()
        except (OSError, smtplib.SMTPException) as error:
            raise CommandError(
                f"{unit} failed, and no mail server took the word of it: {type(error).__name__}"
            ) from error
