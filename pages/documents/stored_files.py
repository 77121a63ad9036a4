"""Uploaded files on disk, under random names that say nothing and that no address leads to.

A file is whole and on the disk before any row names it, so no crash leaves a row without its file. What a crash does
leave is a file without a row, an orphan. The folder says whose it is, so that another site with the same MEDIA_ROOT, a
staging copy say, neither takes its files for orphans nor adds its own.
"""

import fcntl
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings

FOLDER, MARKER, LOCK = "dokumenty", "web.txt", ".lock"
UNFINISHED = ".tmp"


class UntouchedError(Exception):
    """The folder was left as it is; the message is the end of a sentence for the operator."""


class ForeignFolderError(UntouchedError):
    """The folder belongs to another site, `owner`."""

    def __init__(self, owner: str):
        marker = root() / MARKER
        super().__init__(f"the uploads are those of {owner}, says {marker}; has the site moved, delete that file")
        self.owner = owner


class Stored(NamedTuple):
    """A file that is safely on the disk: its name there, its size in bytes, and the SHA-256 of its content."""

    name: str
    size: int
    digest: str


def keep(chunks: Iterable[bytes]) -> Stored:
    """Write the file to the disk under a name of its own.

    Raises:
        ForeignFolderError: the folder belongs to another site.
        OSError: there is no room, or the folder can't be written to; then nothing is left behind.
    """
    name, digest, size = secrets.token_hex(16), sha256(), 0
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    claim()
    unfinished = folder / f"{name}{UNFINISHED}"
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
    sync(folder)
    return Stored(name, size, digest.hexdigest())


def opened(name: str) -> BinaryIO:
    """The stored file, to be read and closed.

    Raises:
        OSError: it is not there or can't be read.
    """
    return (_folder() / name).open("rb")


def path_of(name: str) -> Path:
    """Where the stored file lies, for a process that reads it."""
    return _folder() / name


def is_there(name: str) -> bool:
    """Whether the file is on the disk."""
    return (_folder() / name).is_file()


def root() -> Path:
    """Where everything that is uploaded lies."""
    return Path(settings.MEDIA_ROOT)


def claim() -> None:
    """Write into the folder whose it is, unless that stands there.

    Raises:
        ForeignFolderError: it belongs to another site.
    """
    refuse_foreign()
    if not _owner():
        (root() / MARKER).write_text(f"{_ourselves()}\n")
        give(root() / MARKER)


def refuse_foreign() -> None:
    """Raise a ForeignFolderError where another site has claimed the folder."""
    if (owner := _owner()) not in ("", _ourselves()):
        raise ForeignFolderError(owner)


@contextmanager
def locked(*, waits: bool) -> Iterator[bool]:
    """Inside, no other housekeeping or restore moves files; gives False where one is at it and we do not wait.

    An upload needs no lock: its file is too young to be an orphan.
    """
    try:
        number = hold(root(), waits=waits)
    except BlockingIOError:
        yield False
        return
    try:
        give(root() / LOCK)
        yield True
    finally:
        os.close(number)


def hold(folder: Path, *, waits: bool) -> int:
    """Lock a folder until the returned number is closed, or the process is gone; by a file, for NFS locks no folder.

    Raises:
        BlockingIOError: somebody else holds it, and we do not wait.
    """
    number = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
    except OSError:
        os.close(number)
        raise
    return number


def give(path: Path) -> None:
    """Root may work in the folder, but what it makes must be its owner's, or the site could not change it."""
    if os.geteuid() == 0:
        owner = root().stat()
        os.chown(path, owner.st_uid, owner.st_gid)


def sync(folder: Path) -> None:
    """Make the names in a folder last too, whatever happens to the machine."""
    number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _folder() -> Path:
    return root() / FOLDER


def _owner() -> str:
    with suppress(FileNotFoundError):
        return (root() / MARKER).read_text().strip()
    return ""


def _ourselves() -> str:
    """The site's name; without the port, which on one machine is now this and now that."""
    return str(urlsplit(settings.SITE_URL).hostname)
