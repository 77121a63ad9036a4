"""Puts a backup in the place of everything that is there: all of it, or nothing."""

import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.contrib.sites.models import Site
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from pages.models import ContentVersion, PreviewLink
from socialnibydleni.copies import archive, databases, uploads
from socialnibydleni.copies.archive import BadBackupError, Manifest
from socialnibydleni.editors import audit
from socialnibydleni.management.commands.housekeeping import ERASURES

MADE_BY_MIGRATE = {ContentType, ContentVersion, Group, Permission, Site}


class Command(BaseCommand):
    """manage.py restore FILE [--yes]"""

    help = (
        "Replace the database and the uploads with those in FILE, made by manage.py backup. The file is checked before "
        "anything is touched. Personal data whose time is over is erased again, and everybody is signed out."
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
        media = Path(settings.MEDIA_ROOT).resolve() if settings.MEDIA_ROOT else None
        # On the disk of the uploads, so that they can be moved; in a folder that only we may enter.
        beside = media.parent if media else None
        try:
            with TemporaryDirectory(prefix=".restore-", dir=beside) as folder:
                manifest = archive.unpack(file, Path(folder))
                _refuse_unfit(manifest, has_media=media is not None)
                if not yes and _has_content(media):
                    self._ask(manifest)
                _restore(Path(folder), media)
        except BadBackupError as error:
            raise CommandError(f"{file} {error}. Nothing was changed.") from error
        except Error as error:
            text = "The database can't be used, or does not take what the backup holds"
            raise CommandError(f"{text} ({type(error).__name__}). Nothing was changed.") from error
        except OSError as error:
            raise CommandError(f"{error.strerror}: {error.filename}. Nothing was changed.") from error
        audit.log("restored", made_at=manifest.made_at.isoformat())
        self.stdout.write(f"Restored: the site as of {_when(manifest)}. Now start its processes anew.")

    def _ask(self, manifest: Manifest) -> None:
        if not sys.stdin.isatty():
            raise CommandError("The site has content and nobody is there to ask: add --yes. Nothing was changed.")
        self.stdout.write(f"Everything on this site will be replaced with the backup of {_when(manifest)}.")
        if input("Write yes to go on: ").strip() != "yes":
            raise CommandError("Nothing was changed.")


def _refuse_unfit(manifest: Manifest, *, has_media: bool) -> None:
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
    if len(manifest.files) > 1 and not has_media:
        raise BadBackupError("holds uploads, and this site has no folder for them (MEDIA_ROOT)")


def _has_content(media: Path | None) -> bool:
    """Whether there is anything that an empty, migrated site would not have."""
    if media and media.exists() and any(media.iterdir()):
        return True
    tables = set(connection.introspection.table_names())
    models = [model for model in apps.get_models() if model._meta.db_table in tables and model not in MADE_BY_MIGRATE]
    return any(model._base_manager.exists() for model in models)


def _restore(folder: Path, media: Path | None) -> None:
    before = _content_version()
    with ExitStack() as stack:
        if media:
            stack.enter_context(uploads.replacing(media, folder / archive.MEDIA))
        stack.enter_context(databases.replacing(folder / archive.DATABASE))
        call_command("migrate", verbosity=0, interactive=False)
        moment = timezone.now()
        for erase in ERASURES.values():
            erase(moment)
        # Whoever has signed out since must not be signed in again, nor a link that was cancelled open again.
        Session.objects.all().delete()
        PreviewLink.objects.open_at(moment).update(withdrawn_at=moment)
        ContentVersion.objects.raise_number()
        # Beyond what running workers know, or they would go on with the pages that they keep.
        ContentVersion.objects.filter(number__lte=before).update(number=before + 1)


def _content_version() -> int:
    return ContentVersion.objects.current() if _table_exists(ContentVersion._meta.db_table) else 0


def _table_exists(name: str) -> bool:
    return name in connection.introspection.table_names()


def _when(manifest: Manifest) -> str:
    return f"{timezone.localtime(manifest.made_at):%Y-%m-%d %H:%M}"
