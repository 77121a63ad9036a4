"""The uploads: which files belong into a backup, and how a restore adds them.

Uploads have names that are never used twice, so a restore only adds. Whenever it is killed, all files of the old site
are there, and those of the new one before its rows; what no row names in the end is for housekeeping.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from pages.documents import orphans, stored_files
from pages.documents.store.folder import files_in
from socialnibydleni.copies import erased

OF_THE_PLACE = {stored_files.MARKER, erased.FILE, orphans.ASIDE}  # of this one, whatever site it holds


def files() -> Iterator[str]:
    """What belongs into a backup, by the names in the storage."""
    return _of_the_site(stored_files.store.files())


def missing(new: Path) -> list[str]:
    """The files of the folder `new` that are not stored as they are there."""
    return [name for name in _of_the_site(files_in(new)) if not stored_files.store.holds(name, new / name)]


def bring(new: Path, names: Iterable[str], moment: datetime) -> None:
    """Bring files from `new`, on the same disk as MEDIA_ROOT; one that is there and differs is first set aside."""
    brought = set()
    for name in names:
        if stored_files.store.exists(name):
            orphans.set_aside(name, moment)
        stored_files.store.take(new / name, name)
        brought.add(name.rpartition("/")[0])
    stored_files.store.settle(brought)


def _of_the_site(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        top = name.partition("/")[0]
        if top not in OF_THE_PLACE and not top.startswith("."):
            yield name
