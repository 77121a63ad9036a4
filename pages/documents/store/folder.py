"""Uploads in MEDIA_ROOT: Django's own storage, whose files last from the moment at which they have their name."""

import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from filecmp import cmp
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

from pages.documents.store import disk

UNFINISHED = ".tmp"


class FolderStorage(FileSystemStorage):
    """The default; names are never used twice, so nobody looks for a free one."""

    def __str__(self) -> str:
        return str(disk.root())

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name itself; what is there under it is replaced at one moment."""
        return name

    def _save(self, name: str, content: File) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}{UNFINISHED}")
        try:
            with unfinished.open("xb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            unfinished.rename(path)
        except BaseException:
            with suppress(OSError):
                unfinished.unlink()
            raise
        disk.give(path)
        disk.sync(path.parent)
        return name

    def prepare(self) -> None:
        """There is nothing that its first use would have to wait for."""

    def move(self, old: str, new: str, moment: datetime | None = None) -> None:
        """Give a file another name, and an aware moment as the time of its last change."""
        path, place = Path(self.path(old)), Path(self.path(new))
        place.parent.mkdir(mode=0o700, exist_ok=True)
        disk.give(place.parent)
        if moment:
            os.utime(path, (moment.timestamp(), moment.timestamp()))
        path.replace(place)

    def files(self) -> Iterator[str]:
        """All that is whole."""
        return files_in(disk.root())

    def holds(self, name: str, path: Path) -> bool:
        """Whether a file with this name is there and has the content of the one at `path`."""
        return Path(self.path(name)).is_file() and cmp(self.path(name), path, False)

    def take(self, path: Path, name: str) -> None:
        """Move a file from the same disk here."""
        root = disk.root()
        for place in reversed((root / name).parents[: name.count("/")]):
            if not place.exists():
                place.mkdir()
                place.chmod(root.stat().st_mode & 0o777)
                disk.give(place)
        disk.give(path)
        path.rename(root / name)

    def settle(self, folders: Iterable[str]) -> None:
        """Make what was taken into these folders last."""
        for place in {disk.root(), *(disk.root() / folder for folder in folders)}:
            disk.sync(place)


def files_in(folder: Path) -> Iterator[str]:
    """The whole files below a folder, relative to it. Links are not followed: they lead to none of the site's."""
    for top in sorted(folder.iterdir()) if folder.is_dir() else []:
        for path in [] if top.is_symlink() or top.name.startswith(".") else [top, *sorted(top.rglob("*"))]:
            with suppress(FileNotFoundError):  # deleted since it was listed
                if path.suffix != UNFINISHED and stat.S_ISREG(path.lstat().st_mode):
                    yield path.relative_to(folder).as_posix()
