"""Uploaded files, under random names that say nothing and that no address leads to.

They lie where settings.STORAGES says: in MEDIA_ROOT, or in a bucket that several hosts share (`store`). A file is whole
and there before any row names it, so no crash leaves a row without its file. What a crash does leave is a file without
a row, an orphan. A marker says whose the files are, so that another site with the same MEDIA_ROOT or bucket, a staging
copy say, neither takes them for orphans nor adds its own.
"""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from shutil import copyfileobj
from tempfile import NamedTemporaryFile
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import connection, transaction

from pages.documents.store import disk
from pages.documents.store.folder import FolderStorage

FOLDER, MARKER = "dokumenty", "web.txt"
TURN = 4_811_022  # of the database's advisory locks, the one for moving files

store: Any = default_storage  # a FolderStorage or a BucketStorage


class UntouchedError(Exception):
    """The files were left as they are; the message is the end of a sentence for the operator."""


class ForeignFolderError(UntouchedError):
    """The files belong to another site, `owner`."""

    def __init__(self, owner: str):
        marker = f"{store}/{MARKER}"
        super().__init__(f"the uploads are those of {owner}, says {marker}; has the site moved, delete that file")
        self.owner = owner


class Stored(NamedTuple):
    """A file that is safely there: its name, its size in bytes, and the SHA-256 of its content."""

    name: str
    size: int
    digest: str


class _Counted(File):
    """What is being kept, piece by piece, and what was seen of it."""

    def __init__(self, pieces: Iterable[bytes]):
        super().__init__(None)
        self._pieces, self.digest, self.length = pieces, sha256(), 0

    def chunks(self, _chunk_size: int | None = None) -> Iterator[bytes]:
        """Once, as they come."""
        for piece in self._pieces:
            self.digest.update(piece)
            self.length += len(piece)
            yield piece


def keep(chunks: Iterable[bytes]) -> Stored:
    """Keep the file under a name of its own.

    Raises:
        ForeignFolderError: the files here belong to another site.
        OSError: there is no room, or the place can't be written to; then nothing is left behind.
    """
    claim()
    content = _Counted(chunks)
    name = secrets.token_hex(16)
    store.save(f"{FOLDER}/{name}", content)
    return Stored(name, content.length, content.digest.hexdigest())


def opened(name: str, at: int = 0) -> Any:
    """The stored file, to be read from the byte `at` on, and closed.

    Raises:
        OSError: it is not there or can't be read.
    """
    file = store.open(f"{FOLDER}/{name}")
    file.seek(at)
    return file


@contextmanager
def on_disk(name: str) -> Iterator[str]:
    """Inside, the stored file, or a copy of it, lies at the given path of this machine, for a process that reads it.

    Raises:
        OSError: it is not there or can't be read.
    """
    if is_local():
        yield store.path(f"{FOLDER}/{name}")
    else:
        with NamedTemporaryFile() as copy, opened(name) as file:
            copyfileobj(file, copy)
            copy.flush()
            yield copy.name


def is_local() -> bool:
    """Whether the files lie on a disk of this machine, in MEDIA_ROOT."""
    return isinstance(store, FolderStorage)


def are_kept() -> bool:
    """Whether there is a place for them at all; a MEDIA_ROOT that is empty is none."""
    return not is_local() or bool(settings.MEDIA_ROOT)


def is_there(name: str) -> bool:
    """Whether the file is."""
    return store.exists(f"{FOLDER}/{name}")


def names() -> set[str]:
    """Those of all stored files; for many this is sooner said than whether each is there."""
    return set(listed(FOLDER))


def listed(folder: str) -> list[str]:
    """What lies in a folder of the storage, in the order of the names."""
    with suppress(FileNotFoundError):
        return sorted(store.listdir(folder)[1])
    return []


def claim() -> None:
    """Write whose the files are, unless that stands there.

    Raises:
        ForeignFolderError: they belong to another site.
    """
    refuse_foreign()
    if not _owner():
        store.save(MARKER, ContentFile(f"{_ourselves()}\n".encode()))


def refuse_foreign() -> None:
    """Raise a ForeignFolderError where another site has claimed the files."""
    if (owner := _owner()) not in ("", _ourselves()):
        raise ForeignFolderError(owner)


@contextmanager
def locked(*, waits: bool) -> Iterator[bool]:
    """Inside, no other housekeeping or restore moves files; gives False where one is at it and we do not wait.

    An upload needs no lock: its file is too young to be an orphan. Hosts that share a bucket share a database too; what
    holds that until the block ends is a transaction, for behind a pool nothing else lasts.
    """
    disk.root().mkdir(parents=True, exist_ok=True)
    with disk.locked(waits=waits) as is_ours:
        if not is_ours or is_local() or connection.vendor != "postgresql":
            yield is_ours
            return
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_{'' if waits else 'try_'}advisory_xact_lock(%s)", [TURN])
            (answer,) = cursor.fetchone()
            yield answer is not False  # whoever waits is told nothing


def _owner() -> str:
    with suppress(FileNotFoundError), store.open(MARKER) as file:
        return file.read().decode().strip()
    return ""


def _ourselves() -> str:
    """The site's name; without the port, which on one machine is now this and now that."""
    return str(urlsplit(settings.SITE_URL).hostname)
