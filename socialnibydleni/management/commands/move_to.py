"""Moves the site to another database: from SQLite to PostgreSQL and back, or from one to another of a kind."""

import os
import subprocess
import sys
from hashlib import file_digest
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connections

from pages.documents import stored_files
from pages.models import DocumentVersion, ImageFile
from pages.web.outage import StoreAwayError
from socialnibydleni import environment
from socialnibydleni.copies import rows
from socialnibydleni.editors import audit

TARGET = "target"


class Command(BaseCommand):
    """manage.py move_to ADDRESS"""

    help = (
        "Copy every row into the empty database at ADDRESS (postgres://… or sqlite:///…), compare both, and look if "
        "all uploads are there. The old database stays as it is. Stop the web processes first, or what is written "
        "meanwhile is lost; then set DATABASE_URL and start them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """ADDRESS, written as in DATABASE_URL."""
        parser.add_argument("address", metavar="ADDRESS")

    def handle(self, *args: Any, address: str, **options: Any) -> None:
        """Make the tables there, fill them, and say what is there.

        Raises:
            CommandError: the address is none, or the database there is not empty or does not take the rows; then
                nothing is in it but empty tables.
        """
        try:
            connections.settings[TARGET] = {
                **connections.settings["default"],
                **environment.database_at(address, "ADDRESS"),
            }
        except SystemExit as stopped:
            raise CommandError(str(stopped)) from stopped
        self._refuse_occupied()
        self._migrate(address)
        try:
            counts = rows.carry(TARGET)
        except rows.CannotCarryError as error:
            raise CommandError(f"Nothing was moved: {error}.") from error
        finally:
            connections[TARGET].close()
        audit.log("moved", rows=sum(counts.values()))
        self.stdout.write(f"Moved: {sum(counts.values())} rows of {len(counts)} tables, each compared.")
        try:
            self._look_at_uploads()
        except StoreAwayError as error:
            self.stdout.write(f"The uploads were not looked at: {error.strerror}. They are not moved in any case.")
        self.stdout.write("Now set DATABASE_URL to this address and start the web processes.")

    def _refuse_occupied(self) -> None:
        """Before anything is made there: the address may be that of another site by mistake."""
        try:
            is_occupied = rows.are_there(TARGET)
        except DatabaseError as error:
            reason, _, _ = str(error).partition("\n")
            raise CommandError(f"Nothing was moved: the database there can't be used: {reason}.") from error
        if is_occupied:
            raise CommandError("Nothing was moved: it has content already; name an empty database.")

    def _migrate(self, address: str) -> None:
        """In a process of its own: migrations and what follows them know one database."""
        command = [sys.executable, "manage.py", "migrate", "--verbosity", "0", "--no-input"]
        variables = {**os.environ, "DATABASE_URL": address}
        done = subprocess.run(  # noqa: S603 - our own command
            command, cwd=settings.BASE_DIR, env=variables, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise CommandError(f"Nothing was moved: no tables could be made there.\n{done.stderr.strip()}")

    def _look_at_uploads(self) -> None:
        """Files are not moved; which of them are missing or changed is told."""
        digests = dict(DocumentVersion.objects.exclude(stored_name="").values_list("stored_name", "digest"))
        copies = list(ImageFile.objects.values_list("stored_name", flat=True))
        bad = [name for name, digest in digests.items() if _digest(name) != digest]
        there = stored_files.names()
        bad += [name for name in copies if name not in there]
        whole = len(digests) + len(copies) - len(bad)
        self.stdout.write(f"Uploads in {stored_files.store}: {whole} are whole, {len(bad)} missing or damaged.")
        for name in bad:
            self.stdout.write(f"  {name}")


def _digest(name: str) -> str:
    try:
        with stored_files.opened(name) as file:
            return file_digest(file, "sha256").hexdigest()
    except StoreAwayError:
        raise
    except OSError:
        return ""
