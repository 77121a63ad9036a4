"""The folders in which a backup or a restore works: they hold everything, so nobody else may read them.

Each is held by a lock that ends with its process, SIGKILL or not, and bears the moment at which it was made. So
whoever comes next knows what was cut short, says what came of it, and deletes what it left.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from shutil import rmtree

from django.db import Error
from django.utils import timezone

from pages.documents.store import disk
from pages.models import CommandRun

RESTORE, BACKUP = "restore", "backup"
_MOMENT = "%Y%m%dT%H%M%S.%fZ"


@contextmanager
def folder(parent: Path, kind: str, moment: datetime) -> Iterator[Path]:
    """A folder below `parent` for as long as the block lasts; its name says of which kind, and the aware moment."""
    path = parent / f".{kind}-{moment.astimezone(UTC):{_MOMENT}}"
    lock = _make(path)
    try:
        yield path
    finally:
        rmtree(path, ignore_errors=True)  # what has come of the work is not undone by this; the next one clears up
        os.close(lock)


def clear(parent: Path) -> list[str]:
    """Delete the folders whose processes are gone; return a sentence about each, for the operator."""
    said = []
    for path in sorted([*parent.glob(f".{RESTORE}-*"), *parent.glob(f".{BACKUP}-*")]):
        try:
            lock = disk.hold(path, waits=False)
        except (BlockingIOError, FileNotFoundError):  # somebody works there, or has just deleted it
            continue
        except PermissionError:
            said.append(f"{path} was left by a command that was cut short: delete it as the user who ran that.")
            continue
        came = _what_came_of(path.name)
        rmtree(path, ignore_errors=True)
        os.close(lock)
        said.append(
            f"{came} {f'Delete {path} as the user who ran it' if path.exists() else 'What it left was deleted'}."
        )
    return said


def _make(path: Path) -> int:
    """Make the folder and hold it; should somebody take it for a leftover before it is held, once more."""
    while True:
        path.mkdir(mode=0o700)
        with suppress(FileNotFoundError):
            lock = disk.hold(path, waits=True)
            if path.exists():
                return lock
            os.close(lock)


def _what_came_of(name: str) -> str:
    kind, _, moment = name.removeprefix(".").partition("-")
    try:
        begun = datetime.strptime(moment, _MOMENT).replace(tzinfo=UTC)
    except ValueError:
        return f"An earlier {kind} was cut short."
    said = f"The {kind} that was begun on {timezone.localtime(begun):%Y-%m-%d at %H:%M} was cut short"
    if kind == BACKUP:
        return f"{said}; there is no file of it."
    try:
        is_new = CommandRun.objects.filter(name=RESTORE, ran_at=begun).exists()
    except Error:
        return f"{said}, and the database can't say at which point."
    return (
        f"{said} after the new site was whole: it is in place." if is_new else f"{said}: this is the old site, whole."
    )
