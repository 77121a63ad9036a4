"""Uploaded files on disk, under random names that say nothing and that no address leads to.

A file is whole and on the disk before any row names it, so no crash leaves a row without its file. What a crash does
leave is a file without a row; housekeeping deletes it after a day.
"""

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, NamedTuple

from django.conf import settings

FOLDER = "dokumenty"
ORPHANED_AFTER = timedelta(days=1)


class Stored(NamedTuple):
    """A file that is safely on the disk: its name there, its size in bytes, and the SHA-256 of its content."""

    name: str
    size: int
    digest: str


def keep(chunks: Iterable[bytes]) -> Stored:
    """Write the file to the disk under a name of its own.

    Raises:
        OSError: there is no room, or the folder can't be written to; then nothing is left behind.
    """
    name, digest, size = secrets.token_hex(16), sha256(), 0
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f"{name}.tmp"
    try:
        with unfinished.open("xb") as file:
            for chunk in chunks:
                digest.update(chunk)
                size += file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(folder / name)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise
    _sync(folder)
    return Stored(name, size, digest.hexdigest())


def opened(name: str) -> BinaryIO:
    """The stored file, to be read and closed.

    Raises:
        OSError: it is not there or can't be read.
    """
    return (_folder() / name).open("rb")


def is_there(name: str) -> bool:
    """Whether the file is on the disk."""
    return (_folder() / name).is_file()


def delete_orphans(named: set[str], moment: datetime) -> int:
    """Delete files that no row names and that are older than a day at `moment`; return how many."""
    orphans = [path for path in _files() if path.name not in named and _is_old(path, moment)]
    for path in orphans:
        path.unlink(missing_ok=True)  # another housekeeping may run at the same time
    return len(orphans)


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / FOLDER


def _files() -> Iterator[Path]:
    with suppress(FileNotFoundError):  # nobody has uploaded anything yet
        yield from _folder().iterdir()


def _is_old(path: Path, moment: datetime) -> bool:
    with suppress(FileNotFoundError):
        return path.stat().st_mtime < (moment - ORPHANED_AFTER).timestamp()
    return False


def _sync(folder: Path) -> None:
    """Make the new name last too."""
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
