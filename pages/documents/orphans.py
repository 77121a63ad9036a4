"""Files that no row names: moved aside after a day, deleted a month later, and put back should a row name them again.

That nothing names many files says more of the database than of the files: a new and empty one, an older copy. Then
nothing is moved before somebody has looked.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from pages.documents import stored_files
from pages.documents.stored_files import FOLDER, UNFINISHED, UntouchedError

ASIDE = "odlozene"
ORPHANED_AFTER, DELETED_AFTER = timedelta(days=1), timedelta(days=30)
FEW, SHARE = 20, 10  # up to so many may go at once, or every tenth file


def tidy(named: Callable[[], set[str]], moment: datetime, *, however_many: bool = False) -> int:
    """Move orphans aside, and delete what has lain there for a month; while a restore is at the files, do nothing.

    Args:
        named: asks the database which stored names its rows have.
        moment: an aware one; what is a day old at it may be an orphan.
        however_many: somebody has looked, all of them may go.

    Returns:
        How many were moved aside.

    Raises:
        UntouchedError: the folder belongs to another site, or suspiciously many files would go.
    """
    root = stored_files.root()
    if not root.is_dir():  # nobody has uploaded anything yet
        return 0
    with stored_files.locked(waits=False) as is_ours:
        if not is_ours:
            return 0
        stored_files.refuse_foreign()
        names = named()
        _put_back(names)
        orphans = [path for path in _files(root / FOLDER) if path.name not in names and _is_old(path, moment)]
        if not however_many:
            _refuse_suspicious(names, orphans)
        stored_files.claim()
        for path in orphans:
            set_aside(path, moment)
        for path in _files(root / ASIDE):
            if path.name not in names and _is_old(path, moment, DELETED_AFTER):
                path.unlink()
    return len(orphans)


def set_aside(path: Path, moment: datetime) -> None:
    """Move a file aside; its time there is counted from an aware moment."""
    aside = stored_files.root() / ASIDE
    aside.mkdir(mode=0o700, exist_ok=True)
    stored_files.give(aside)
    os.utime(path, (moment.timestamp(), moment.timestamp()))
    path.replace(aside / path.name)


def _put_back(names: set[str]) -> None:
    """Rows may name a file again: the database was the wrong one when it was moved."""
    root = stored_files.root()
    for path in _files(root / ASIDE):
        if path.name in names and not (root / FOLDER / path.name).exists():
            path.rename(root / FOLDER / path.name)


def _refuse_suspicious(names: set[str], orphans: list[Path]) -> None:
    folder = stored_files.root() / FOLDER
    number, all_of_them = sum(path.suffix != UNFINISHED for path in orphans), len(list(_files(folder)))
    if not number or (names and number <= max(FEW, all_of_them / SHARE)):
        return
    found = f"no row names {number} of the {all_of_them} files in {folder}"
    raise UntouchedError(f"{found}; is it the right database? If so: manage.py housekeeping --set-aside")


def _files(folder: Path) -> Iterator[Path]:
    with suppress(FileNotFoundError):
        yield from sorted(folder.iterdir())


def _is_old(path: Path, moment: datetime, age: timedelta = ORPHANED_AFTER) -> bool:
    with suppress(FileNotFoundError):  # an upload is just being finished
        return path.stat().st_mtime < (moment - age).timestamp()
    return False
