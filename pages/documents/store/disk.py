"""The folder on this machine's own disk, MEDIA_ROOT: what is there, who may change it, and that it lasts.

Uploads lie in it, unless UPLOADS_URL says where else; what is this machine's alone lies in it always.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

LOCK = ".lock"


def root() -> Path:
    """The folder."""
    return Path(settings.MEDIA_ROOT)


@contextmanager
def locked(*, waits: bool) -> Iterator[bool]:
    """Inside, nobody else who does the same has the folder; gives False where somebody has it and we do not wait."""
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
