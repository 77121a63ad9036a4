"""Writes the whole public site into a folder, for any file server."""

import json
import os
import shutil
from hashlib import file_digest
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from pages.models import CommandRun, ContentVersion
from socialnibydleni.copies.snapshot import BrokenLinksError, Snapshot

KIND, MANIFEST = "snapshot of socialnibydleni", "snapshot.json"


class Command(BaseCommand):
    """manage.py snapshot DIR"""

    help = (
        "Write the whole public site into DIR: pages, files, feeds, data and redirects, with relative links and a list "
        "of checksums. An older snapshot there is replaced once the new one is whole. A broken link is an error."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """DIR, which may be missing, empty or an older snapshot."""
        parser.add_argument("directory", type=Path, metavar="DIR")

    def handle(self, *args: Any, directory: Path, **options: Any) -> None:
        """Write the files beside DIR, and put them in its place when all are there.

        Raises:
            CommandError: links lead nowhere, DIR holds something else, or the disk failed; DIR is as it was.
        """
        directory = directory.resolve()
        try:
            _refuse_foreign(directory)
            folder = Path(mkdtemp(prefix=f".{directory.name}-", dir=directory.parent))
            try:
                snapshot = Snapshot(folder / "new")
                snapshot.take()
                number = _finish(snapshot)
                _swap(folder, directory)
            finally:
                shutil.rmtree(folder)
        except BrokenLinksError as error:
            raise CommandError(f"No snapshot was made; these links lead nowhere:\n{error}") from error
        except OSError as error:
            raise CommandError(f"No snapshot was made: {error.strerror}: {error.filename or directory}") from error
        CommandRun.objects.note("snapshot", timezone.now())
        self.stdout.write(f"Snapshot: {directory}, {number} files.")


def _refuse_foreign(directory: Path) -> None:
    """Refuse to replace what is no snapshot."""
    if not directory.exists() or (directory.is_dir() and not any(directory.iterdir())):
        return
    try:
        is_ours = json.loads((directory / MANIFEST).read_text())["kind"] == KIND
    except (OSError, ValueError, KeyError, TypeError):
        is_ours = False
    if not is_ours:
        raise CommandError(f"{directory} is not empty and no snapshot. Nothing was changed.")


def _finish(snapshot: Snapshot) -> int:
    """Write the manifest and let every file server read the files, whatever the umask; return how many there are."""
    digests = {}
    for path in sorted(snapshot.folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
        if path.is_file():
            with path.open("rb") as file:
                digests[path.relative_to(snapshot.folder).as_posix()] = file_digest(file, "sha256").hexdigest()
    manifest = {
        "kind": KIND,
        "site": settings.SITE_URL,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "content_version": ContentVersion.objects.current(),
        "redirects": snapshot.redirects,
        "files": digests,
    }
    path = snapshot.folder / MANIFEST
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=1))
    path.chmod(0o644)
    snapshot.folder.chmod(0o755)
    return len(digests)


def _swap(folder: Path, directory: Path) -> None:
    """Between the two moves there is no snapshot, for microseconds; no file of one is ever beside one of another."""
    if directory.exists():
        directory.rename(folder / "old")
    os.rename(folder / "new", directory)  # noqa: PTH104 - over an empty folder too
