"""Writes everything that can't be had anew, the database and the uploads, into one file."""

import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from pages.documents import stored_files
from pages.models import CommandRun, DocumentVersion
from socialnibydleni.copies import archive, databases, uploads, work
from socialnibydleni.editors import audit


class Command(BaseCommand):
    """manage.py backup FILE [--force]"""

    help = (
        "Write the database and the uploads into FILE (a .tar.gz), while the site goes on. It holds personal data and "
        "password hashes: only you may read it, and it must be deleted in time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """FILE, and whether it may be replaced."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--force", action="store_true", help="replace FILE if it is there")

    def handle(self, *args: Any, file: Path, force: bool, **options: Any) -> None:
        """Write the file, then a line in the audit log and one for the operator.

        Raises:
            CommandError: FILE is there, or the database or the disk failed; no part of a new FILE is left. Or the
                file is made, and BACKUP_COMMAND failed.
        """
        if file.is_dir() or (file.exists() and not force):
            raise CommandError(f"{file} is there already. Choose another name, or --force.")
        for sentence in work.clear(file.parent):
            self.stdout.write(sentence)
        try:
            in_work = work.folder(file.parent, work.BACKUP, timezone.now())
            with in_work as folder, archive.writing(file, folder) as writer:
                manifest = self._fill(writer, folder)
        except databases.CannotDumpError as error:
            raise CommandError(f"No backup was made: {error}") from error
        except Error as error:
            raise CommandError(f"No backup was made: the database can't be read ({type(error).__name__}).") from error
        except OSError as error:
            raise CommandError(f"No backup was made: {error.strerror}: {error.filename or file}") from error
        self._hand_on(file)
        with suppress(Error):  # the backup is made; that it was not noted will be told
            CommandRun.objects.note("backup", timezone.now())
        audit.log("backup_made", files=len(manifest.files))
        size = file.stat().st_size / 1000
        self.stdout.write(f"Backup: {file}, {size:.0f} kB, the database and {len(manifest.files) - 1} uploads.")

    def _hand_on(self, file: Path) -> None:
        """Let the operator's own command encrypt the file, or carry it to another machine."""
        if settings.BACKUP_COMMAND:
            command = ["/bin/sh", "-c", settings.BACKUP_COMMAND, "sh", str(file.resolve())]
            done = subprocess.run(command, check=False)  # noqa: S603 - the operator's own, for a shell
            if done.returncode:
                raise CommandError(f"{file} is made, but BACKUP_COMMAND failed on it (exit status {done.returncode}).")

    def _fill(self, writer: archive.Writer, folder: Path) -> archive.Manifest:
        """Uploads first and once more last: each that the copied database names was there at one of the two moments."""
        made_at = timezone.now()
        _add_uploads(writer)
        migrations = sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
        if not migrations:
            raise databases.CannotDumpError("the database has no tables; is DATABASE_URL the site's?")
        databases.dump(folder / "dump")
        writer.add_database(folder / "dump")
        named = set(DocumentVersion.objects.exclude(stored_name="").values_list("stored_name", flat=True))
        _add_uploads(writer)
        if named and not any(name.rpartition("/")[2] in named for name in writer.names):
            place = stored_files.store
            raise databases.CannotDumpError(f"{place} holds none of the uploads; does it exist, and may you read it?")
        return writer.finish(made_at, connection.vendor, migrations)


def _add_uploads(writer: archive.Writer) -> None:
    if stored_files.are_kept():
        writer.add_media(uploads.files(), stored_files.store.open)
