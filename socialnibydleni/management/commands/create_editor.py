"""Makes an editor's account; the second factor is set up in the browser at the first sign-in."""

from getpass import getpass
from typing import Any

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import translation

from socialnibydleni.editors import audit, groups


class Command(BaseCommand):
    """manage.py create_editor [USERNAME] --group GROUP … [--password PASSWORD]"""

    help = "Make an account for an editor. Asks for the name and the password when they are not given."

    def add_arguments(self, parser: CommandParser) -> None:
        """The name, one group or more, and a password."""
        parser.add_argument("username", nargs="?", help="asked for when missing")
        parser.add_argument(
            "--group", action="append", choices=groups.NAMES, required=True, help="may be given more than once"
        )
        parser.add_argument("--password", help="asked for when missing; on a command line others may read it")

    def handle(self, *args: Any, username: str | None, group: list[str], **options: Any) -> None:
        """Make the account, and a line in the audit log.

        Raises:
            CommandError: the name or the password may not be, or there was nobody to ask for it.
        """
        with translation.override("en"):
            try:
                user = User(username=username or input("Name to sign in with: ").strip(), is_staff=True)
                user.full_clean(exclude=["password"])
                password = options["password"] or getpass("Password, at least 12 characters: ")
                validate_password(password, user)
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
            except EOFError as error:
                raise CommandError("No account was made: there was nothing to read.") from error
        with transaction.atomic():
            user.set_password(password)
            user.save()
            user.groups.set(Group.objects.filter(name__in=group))
        audit.log("account_made", account=user.username)
        self.stdout.write(f"{user.username} may sign in at /sprava/ as {', '.join(group)}.")
