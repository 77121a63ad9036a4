"""The file of a backup: a compressed tar of the database, the uploads and, last, a manifest of their checksums.

gzip's own checksum covers every byte, the manifest says what belongs to the backup and nothing else may be in it. Read
once from the beginning to the end into a folder of its own: nothing else is touched before the last byte was right.
"""

import gzip
import json
import os
import shutil
import stat
import tarfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import file_digest, sha256
from io import BytesIO, RawIOBase
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

FORMAT = 1
KIND = "backup of socialnibydleni"
DATABASE, MEDIA, MANIFEST = "database", "media", "manifest.json"
LARGEST_MANIFEST = 64 * 2**20
GZIP_HEAD = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"  # RFC 1952, 2.3: no name, no moment; its checksum leaves it out
PADDING = 64 * 2**10  # more than the zeros with which a tar ends


class BadBackupError(Exception):
    """The file is not one that may be restored; the message is a sentence for the operator."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: when and on what it was made, the migrations its database knows, a SHA-256 of each file."""

    made_at: datetime
    engine: str
    migrations: list[str]
    files: dict[str, str]


@contextmanager
def writing(target: Path, folder: Path) -> Iterator["Writer"]:
    """Write a backup in a work folder; it appears under its name only when it is whole, readable by its owner alone."""
    temporary = folder / "backup"
    temporary.touch(mode=0o600)
    with temporary.open("wb") as file:
        with gzip.GzipFile("", "wb", 6, file, 0) as packed, tarfile.open(fileobj=packed, mode="w|") as tar:
            yield Writer(tar)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(target)


class Writer:
    """Takes the files of a backup one after another."""

    def __init__(self, tar: tarfile.TarFile):
        self._tar = tar
        self._files: dict[str, str] = {}

    @property
    def names(self) -> Iterable[str]:
        """What is in it so far."""
        return self._files.keys()

    def add_database(self, dump: Path) -> None:
        """Add the dump that `databases.dump` wrote; once."""
        with dump.open("rb") as file:
            self._add(DATABASE, file)

    def add_media(self, names: Iterable[str], opened: Callable[[str], Any]) -> None:
        """Add those uploads that are not in yet; `opened` gives one by its name, to be read and closed."""
        for path in names:
            name = f"{MEDIA}/{path}"
            with suppress(FileNotFoundError):  # deleted since it was listed
                if name not in self._files:
                    with opened(path) as file:
                        self._add(name, file)

    def finish(self, made_at: datetime, engine: str, migrations: list[str]) -> Manifest:
        """Add the manifest, which is last, and return it; `made_at` is aware, `engine` Django's name of the vendor."""
        manifest = Manifest(made_at, engine, migrations, self._files)
        content = {"kind": KIND, "format": FORMAT, **asdict(manifest), "made_at": made_at.isoformat()}
        text = json.dumps(content, ensure_ascii=False, indent=1).encode()
        member = tarfile.TarInfo(MANIFEST)
        member.size, member.mode = len(text), 0o600
        self._tar.addfile(member, BytesIO(text))
        return manifest

    def _add(self, name: str, file: Any) -> None:
        """Read it once, and so far as it goes now: the checksum is that of the very bytes that are in the backup."""
        member = tarfile.TarInfo(name)
        if isinstance(file, RawIOBase):  # it comes over the net; its size is known once it does
            file.seek(0)
            member.size, member.mode = file.size, 0o644  # type: ignore[attr-defined]
        else:
            found = os.fstat(file.fileno())
            member.size, member.mode, member.mtime = found.st_size, stat.S_IMODE(found.st_mode), int(found.st_mtime)
        read = _Hashed(file)
        self._tar.addfile(member, read)
        self._files[name] = read.digest.hexdigest()


class _Hashed:
    """A file, and the SHA-256 of what was read of it."""

    def __init__(self, file: BinaryIO):
        self._file, self.digest = file, sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size)
        self.digest.update(piece)
        return piece


def unpack(source: Path, folder: Path) -> Manifest:
    """Read a backup into an empty folder and compare all of it with its manifest.

    Raises:
        BadBackupError: the file is damaged, no backup, made by newer code, or there is no room for it.
    """
    try:
        with source.open("rb") as file, gzip.open(file) as packed:
            if file.read(len(GZIP_HEAD)) != GZIP_HEAD:
                raise BadBackupError("is no backup of this site")
            file.seek(0)
            with tarfile.open(fileobj=packed, mode="r|") as tar:
                manifest, found = _read(tar, folder)
            rest = packed.read(PADDING)
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BadBackupError("is damaged, or no backup of this site: it can't be read to its end") from error
    except OSError as error:
        raise BadBackupError(f"can't be read: {error.strerror or type(error).__name__}") from error
    if rest.strip(b"\0") or len(rest) == PADDING:
        raise BadBackupError("is damaged: something follows where it should end")
    if manifest is None:
        raise BadBackupError("is no backup of this site: it has no manifest")
    if found != manifest.files or DATABASE not in found:
        raise BadBackupError("is damaged: its files are not those of its manifest")
    return manifest


def _read(tar: tarfile.TarFile, folder: Path) -> tuple[Manifest | None, dict[str, str]]:
    found: dict[str, str] = {}
    for member in tar:
        packed = tar.extractfile(member) if member.isreg() else None
        if packed and member.name == MANIFEST and member.size <= LARGEST_MANIFEST:
            manifest = _manifest(packed.read())
            return (manifest if tar.next() is None else None), found
        if packed is None or member.name in found or not _is_ours(member.name):
            raise BadBackupError("is no backup of this site: it holds something that no backup holds")
        if member.size > shutil.disk_usage(folder).free:
            raise BadBackupError(f"can't be unpacked: there is no room for it in {folder.parent}")
        target = folder / member.name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("w+b") as file:
            shutil.copyfileobj(packed, file)
            file.seek(0)
            found[member.name] = file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
        target.chmod(member.mode & 0o666 | 0o600)
    return None, found


def _is_ours(name: str) -> bool:
    """Whether a member may have this name: the database, or a plain relative path below the uploads."""
    path = PurePosixPath(name)
    if "\0" in name or "\\" in name or path.as_posix() != name or ".." in path.parts:
        return False
    return name == DATABASE or (path.parts[0] == MEDIA and len(path.parts) > 1)


def _manifest(text: bytes) -> Manifest:
    try:
        content = json.loads(text)
        if content["kind"] != KIND:
            raise BadBackupError("is no backup of this site")
        if content["format"] > FORMAT:
            raise BadBackupError("was made by a newer version of the site; update this one first")
        made_at = datetime.fromisoformat(content["made_at"]).astimezone()
        return Manifest(made_at, str(content["engine"]), list(map(str, content["migrations"])), dict(content["files"]))
    except (ValueError, KeyError, TypeError) as error:
        raise BadBackupError("is no backup of this site: its manifest can't be understood") from error
