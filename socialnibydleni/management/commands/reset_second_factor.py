"""For the day on which the phone is lost: the editor sets up the second factor anew at the next sign-in."""

from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from socialnibydleni.editors import audit, sign_in


class Command(BaseCommand):
    """manage.py reset_second_factor USERNAME"""

    help = "Take the second factor of an account away, its backup codes included."

    def add_arguments(self, parser: CommandParser) -> None:
        """The name to sign in with."""
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        """Take the factors away, and a line in the audit log.

        Raises:
            CommandError: there is no such account.
        """
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account {username!r}.")
        sign_in.forget_second_factor(user)
        audit.log("second_factor_reset", account=username)
        self.stdout.write(f"{username} sets up the second factor anew at the next sign-in.")
