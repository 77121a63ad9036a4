"""Files that no row names: moved aside after a day, deleted a month later, and put back should a row name them again.

That nothing names many files says more of the database than of the files: a new and empty one, an older copy. Then
nothing is moved before somebody has looked.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

from pages.documents import stored_files
from pages.documents.store import disk
from pages.documents.store.folder import UNFINISHED
from pages.documents.stored_files import FOLDER, UntouchedError

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
    if stored_files.is_local() and not disk.root().is_dir():  # nobody has uploaded anything yet
        return 0
    with stored_files.locked(waits=False) as is_ours:
        if not is_ours:
            return 0
        stored_files.refuse_foreign()
        names = named()
        _put_back(names)
        files = stored_files.listed(FOLDER)
        orphans = [f"{FOLDER}/{name}" for name in files if name not in names and _is_old(f"{FOLDER}/{name}", moment)]
        if not however_many:
            _refuse_suspicious(names, orphans, len(files))
        stored_files.claim()
        for name in orphans:
            set_aside(name, moment)
        for name in stored_files.listed(ASIDE):
            if name not in names and _is_old(f"{ASIDE}/{name}", moment, DELETED_AFTER):
                stored_files.store.delete(f"{ASIDE}/{name}")
    return len(orphans)


def set_aside(name: str, moment: datetime) -> None:
    """Move a file aside; its time there is counted from an aware moment."""
    stored_files.store.move(name, f"{ASIDE}/{name.rpartition('/')[2]}", moment)


def _put_back(names: set[str]) -> None:
    """Rows may name a file again: the database was the wrong one when it was moved."""
    for name in stored_files.listed(ASIDE):
        if name in names and not stored_files.is_there(name):
            stored_files.store.move(f"{ASIDE}/{name}", f"{FOLDER}/{name}")


def _refuse_suspicious(names: set[str], orphans: list[str], all_of_them: int) -> None:
    number = sum(not name.endswith(UNFINISHED) for name in orphans)
    if not number or (names and number <= max(FEW, all_of_them / SHARE)):
        return
    found = f"no row names {number} of the {all_of_them} files in {stored_files.store}/{FOLDER}"
    raise UntouchedError(f"{found}; is it the right database? If so: manage.py housekeeping --set-aside")


def _is_old(name: str, moment: datetime, age: timedelta = ORPHANED_AFTER) -> bool:
    with suppress(FileNotFoundError):  # an upload is just being finished
        return stored_files.store.get_modified_time(name) < moment - age
    return False
