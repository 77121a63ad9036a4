"""Puts a backup in the place of everything that is there: all of it, or nothing.

Files are added first, under names of their own; then the database changes at one moment. Killed before it, the site is
the old one, and the new one after it.
"""

import sys
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from contact.exports import told
from contact.models import ToldOpening
from pages.documents import stored_files
from pages.documents.store import disk
from pages.documents.stored_files import ForeignFolderError
from pages.models import CommandRun, ContentVersion, PreviewLink
from socialnibydleni.copies import archive, databases, erased, lost, rows, uploads, work
from socialnibydleni.copies.archive import BadBackupError, Manifest
from socialnibydleni.copies.erased import Gone, Kept
from socialnibydleni.editors import audit
from socialnibydleni.management.commands.housekeeping import ERASURES


class Command(BaseCommand):
    """manage.py restore FILE [--yes]"""

    help = (
        "Replace database and uploads with those in FILE, made by manage.py backup. The file is checked, and what "
        "came since is counted, before anything is touched. What was erased since stays erased, who may no longer edit "
        "stays so, and everybody is signed out."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """FILE, and whether to go on without a question."""
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--yes", action="store_true", help="do not ask before a site with content is replaced")

    def handle(self, *args: Any, file: Path, yes: bool, **options: Any) -> None:
        """Replace everything, then a line in the audit log and one for the operator.

        Raises:
            CommandError: FILE is damaged or unfit, somebody said no, or database or disk failed; all is as it was.
        """
        # Among the uploads where they are on the disk, so that files need only be moved.
        place, moment = disk.root().resolve() if settings.MEDIA_ROOT else Path(gettempdir()), timezone.now()
        for sentence in work.clear(place):
            self.stdout.write(sentence)
        try:
            stored_files.refuse_foreign()
            place.mkdir(0o755, parents=True, exist_ok=True)
            with work.folder(place, work.RESTORE, moment) as folder:
                manifest = archive.unpack(file, folder)
                _refuse_unfit(manifest)
                if _has_content():
                    self._tell_lost(manifest)
                    if not yes:
                        self._ask(manifest)
                kept = _restore(folder, moment)
        except ForeignFolderError as error:
            raise CommandError(f"Nothing was changed: {error}.") from error
        except BadBackupError as error:
            raise CommandError(f"{file} {error}. Nothing was changed.") from error
        except Error as error:
            text = "The database can't be used, or does not take what the backup holds"
            raise CommandError(f"{text} ({type(error).__name__}). Nothing was changed.") from error
        except OSError as error:
            raise CommandError(f"{error.strerror}: {error.filename}. Nothing was changed.") from error
        self.stdout.write(f"Restored: the site as of {_when(manifest.made_at)}. Now start its processes anew.")
        late = self._finish()
        references, usernames = sorted(kept.references + late.references), sorted(kept.usernames + late.usernames)
        self.stdout.write(f"Requests and reports that stay erased: {', '.join(references) or 'none'}.")
        self.stdout.write(f"Accounts that stay deactivated: {', '.join(usernames) or 'none'}.")
        audit.log("restored", made_at=manifest.made_at.isoformat(), deactivated=usernames)

    def _finish(self) -> Kept:
        """What was erased while the old database was still in its place stands in the file since."""
        try:
            late = erased.keep_gone(Gone(erased.listed()))
            erased.write_down()
        except (Error, OSError) as error:
            raise CommandError(f"Restored, but not all is noted ({type(error).__name__}): run it again.") from error
        return late

    def _tell_lost(self, manifest: Manifest) -> None:
        """What came since the backup, before anything is touched; a database that can't say it may be replaced too."""
        try:
            counts, first, last = lost.since(manifest.made_at)
        except Error:
            self.stdout.write("What is lost can't be said: the database can't be read.")
            return
        if first is None or last is None:
            self.stdout.write(f"Nothing is lost: nothing came since {_when(manifest.made_at)}.")
            return
        kinds = ", ".join(f"{kind}: {number}" for kind, number in counts.items())
        self.stdout.write(f"Lost is what came from {_when(first)} to {_when(last)}. {kinds}.")

    def _ask(self, manifest: Manifest) -> None:
        if not sys.stdin.isatty():
            raise CommandError("The site has content and nobody is there to ask: add --yes. Nothing was changed.")
        self.stdout.write(f"Everything on this site will be replaced with the backup of {_when(manifest.made_at)}.")
        if input("Write yes to go on: ").strip() != "yes":
            raise CommandError("Nothing was changed.")


def _refuse_unfit(manifest: Manifest) -> None:
    """Refuse a sound backup that this site can't use."""
    names = databases.NAMES
    if manifest.engine != connection.vendor:
        made_on = names.get(manifest.engine, manifest.engine)
        raise BadBackupError(f"was made on {made_on}, and this site runs on {names[connection.vendor]}")
    loader = MigrationLoader(None)
    known = {".".join(key) for key in loader.disk_migrations}
    known |= {".".join(key) for migration in loader.disk_migrations.values() for key in migration.replaces}
    if unknown := sorted(set(manifest.migrations) - known):
        raise BadBackupError(f"was made by a newer version of the site, which has {unknown[-1]}; update this one first")
    if len(manifest.files) > 1 and not stored_files.are_kept():
        raise BadBackupError("holds uploads, and this site has no folder for them (MEDIA_ROOT)")


def _has_content() -> bool:
    """Whether there is anything that an empty, migrated site would not have."""
    if stored_files.are_kept() and any(uploads.files()):
        return True
    return rows.are_there()


def _restore(folder: Path, moment: datetime) -> Kept:
    before, gone, told_before = _content_version(), _gone(), _told()
    with ExitStack() as stack:
        new = folder / archive.MEDIA
        if stored_files.are_kept():
            stack.enter_context(stored_files.locked(waits=True))  # or files would be orphans that are none in a moment
            missing = uploads.missing(new)
        stack.enter_context(erased.noted_in_rows_only())
        stack.enter_context(databases.replacing(folder / archive.DATABASE))
        call_command("migrate", verbosity=0, interactive=False)
        kept = erased.keep_gone(gone)
        for erase in ERASURES.values():
            erase(moment)
        told.go_on(told_before, moment)
        # Whoever has signed out since must not be signed in again, nor a link that was cancelled open again.
        Session.objects.all().delete()
        PreviewLink.objects.open_at(moment).update(withdrawn_at=moment)
        ContentVersion.objects.raise_number()
        # Beyond what running workers know, or they would go on with the pages that they keep.
        ContentVersion.objects.filter(number__lte=before).update(number=before + 1)
        CommandRun.objects.note(work.RESTORE, moment)  # should it be cut short
        if stored_files.are_kept():
            stored_files.claim()
            uploads.bring(new, missing, moment)
    return kept


def _gone() -> Gone:
    """What must stay gone, by the present database and the list beside the uploads; by the list alone if need be."""
    try:
        return erased.write_down()
    except Error:
        return Gone(erased.listed())


def _told() -> list[ToldOpening]:
    """What calendars were told last, by the present database; nothing if need be."""
    try:
        return list(ToldOpening.objects.all()) if _table_exists(ToldOpening._meta.db_table) else []
    except Error:
        return []


def _content_version() -> int:
    return ContentVersion.objects.current() if _table_exists(ContentVersion._meta.db_table) else 0


def _table_exists(name: str) -> bool:
    return name in connection.introspection.table_names()


def _when(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
