"""The folder of the uploads: which of its files belong into a backup, and how a restore adds them.

Uploads have names that are never used twice, so a restore only adds. Whenever it is killed, all files of the old site
are there, and those of the new one before its rows; what no row names in the end is for housekeeping.
"""

import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from filecmp import cmp
from pathlib import Path

from pages.documents import orphans, stored_files
from socialnibydleni.copies import erased

OF_THE_FOLDER = {stored_files.MARKER, erased.FILE, orphans.ASIDE}  # of this one, whatever site it holds


def files(folder: Path) -> Iterator[Path]:
    """What belongs into a backup, relative to the folder. Links are not followed: they lead to none of the site's."""
    tops = sorted(folder.iterdir()) if folder.is_dir() else []
    for top in tops:
        if top.name in OF_THE_FOLDER or top.name.startswith(".") or top.is_symlink():
            continue
        for path in [top, *sorted(top.rglob("*"))]:
            with suppress(FileNotFoundError):  # deleted since it was listed
                if path.suffix != stored_files.UNFINISHED and stat.S_ISREG(path.lstat().st_mode):
                    yield path.relative_to(folder)


def missing(folder: Path, new: Path) -> list[Path]:
    """The files of `new` that the folder does not have as they are there."""
    return [name for name in files(new) if not (folder / name).is_file() or not cmp(folder / name, new / name, False)]


def bring(folder: Path, new: Path, names: Iterable[Path], moment: datetime) -> None:
    """Move files from `new`, on the same disk, into the folder; one that is there and differs is first set aside."""
    changed = {folder}
    for name in names:
        for place in reversed(list((folder / name).parents)[: len(name.parts) - 1]):
            if not place.exists():
                place.mkdir()
                place.chmod(folder.stat().st_mode & 0o777)
                stored_files.give(place)
            changed.add(place)
        if (folder / name).exists():
            orphans.set_aside(folder / name, moment)
        stored_files.give(new / name)
        (new / name).rename(folder / name)
    for place in changed:
        stored_files.sync(place)
