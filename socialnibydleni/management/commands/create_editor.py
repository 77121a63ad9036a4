"""Makes an editor's account; the second factor is set up in the browser at the first sign-in."""

from getpass import getpass
from typing import Any

from django.contrib.auth.models import Group, User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from socialnibydleni import groups


class Command(BaseCommand):
    help = "Make an account for an editor. Asks for what is not given."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", nargs="?", help="asked for when missing")
        parser.add_argument("--group", action="append", choices=groups.NAMES, help="may be given more than once")
        parser.add_argument("--password", help="asked for when missing; on a command line others may read it")

    def handle(self, *args: Any, username: str | None, group: list[str] | None, **options: Any) -> None:
        username = username or input("Name to sign in with: ").strip()
        user = User(username=username, is_staff=True)
        password = options["password"] or getpass("Password, at least 12 characters: ")
        with translation.override("en"):
            try:
                user.full_clean(exclude=["password"])
                validate_password(password, user)
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
        user.set_password(password)
        user.save()
        user.groups.set(Group.objects.filter(name__in=group or groups.NAMES))
        self.stdout.write(f"{username} may sign in at /sprava/ as {', '.join(group or groups.NAMES)}.")
