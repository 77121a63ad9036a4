"""Uploads in a bucket of an S3-compatible store, which several hosts share. Loaded only where UPLOADS_URL names one.

Everything goes through us and nothing by a signed link, so a draft stays one; the bucket is open to nobody else.
"""

import errno
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property, partial
from io import RawIOBase
from pathlib import Path
from tempfile import TemporaryFile
from types import SimpleNamespace
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage

from pages.web.outage import StoreAwayError

NOT_THERE = {"404", "NoSuchKey"}
PAUSE = 2.0  # seconds for which a store that did not answer is not asked again; then by one at a time
LEASE = 15.0  # seconds; whoever asks again is answered or has given up by then
STEP = 1 << 16
# Seconds; a store stands near its hosts. The newest checksums are left out: many stores do not know them.
_CONFIG = Config(
    s3={"addressing_style": "path"},
    signature_version="s3v4",
    connect_timeout=2,
    read_timeout=4,
    retries={"total_max_attempts": 2},
    request_checksum_calculation="when_required",
    response_checksum_validation="when_required",
)
_IMPATIENT = Config(connect_timeout=1, read_timeout=2, retries={"total_max_attempts": 1})


class BucketStorage(S3Storage):
    """What can't be had is a FileNotFoundError, a store that does not answer a StoreAwayError; both are OSErrors."""

    def __init__(self, **settings: Any):
        super().__init__(client_config=_CONFIG, file_overwrite=True, **settings)
        self._connections = SimpleNamespace()  # for all threads: their client is made for that, and takes 14 MB
        self._asked_again_at = 0.0

    def __str__(self) -> str:
        return f"{self.endpoint_url}/{self.bucket_name}"

    def prepare(self) -> None:
        """Make the client, which takes a second and is best shared with the processes that are forked; ask nothing."""
        self.connection.meta.client  # noqa: B018 - it is made where it is read

    def _open(self, name: str, mode: str = "rb") -> "StoredObject":
        return StoredObject(self, name)

    def _save(self, name: str, content: File) -> str:
        with TemporaryFile() as file:  # whole on this disk first, so that a store gets it at once or not at all
            for chunk in content.chunks():
                file.write(chunk)
            file.seek(0)
            self._put(name, file)
        return name

    def exists(self, name: str) -> bool:
        """Whether it is there."""
        try:
            self.size(name)
        except FileNotFoundError:
            return False
        return True

    def size(self, name: str) -> int:
        """Its bytes."""
        with self.asking(name) as client:
            return client.head_object(Bucket=self.bucket_name, Key=name)["ContentLength"]

    def get_modified_time(self, name: str) -> datetime:
        """When it was put there."""
        with self.asking(name) as client:
            return client.head_object(Bucket=self.bucket_name, Key=name)["LastModified"]

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        """The folders and files in a folder."""
        with self.asking(name):
            return super().listdir(name)

    def delete(self, name: str) -> None:
        """Away with it."""
        with self.asking(name) as client:
            client.delete_object(Bucket=self.bucket_name, Key=name)

    def move(self, old: str, new: str, _moment: datetime | None = None) -> None:
        """Give a file another name; the time of its last change is now."""
        with self.asking(old) as client:
            client.copy_object(Bucket=self.bucket_name, Key=new, CopySource={"Bucket": self.bucket_name, "Key": old})
        self.delete(old)

    def files(self) -> Iterator[str]:
        """All that is there."""
        with self.asking("") as client:
            for page in client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket_name):
                yield from (entry["Key"] for entry in page.get("Contents", ()))

    def holds(self, name: str, path: Path) -> bool:
        """Whether a file with this name is there and has the content of the one at `path`."""
        try:
            if self.size(name) != path.stat().st_size:
                return False
            with self.open(name) as ours, path.open("rb") as theirs:
                return all(piece == theirs.read(len(piece)) for piece in iter(partial(ours.read, STEP), b""))
        except FileNotFoundError:
            return False

    def take(self, path: Path, name: str) -> None:
        """Bring a file here."""
        with path.open("rb") as file:
            self._put(name, file)

    def settle(self, _folders: Iterable[str]) -> None:
        """What was taken lasts already."""

    def is_reachable(self) -> bool:
        """Whether the bucket answers, asked with little patience."""
        try:
            self._impatient_client.head_bucket(Bucket=self.bucket_name)
        except (BotoCoreError, ClientError):
            return False
        return True

    @cached_property
    def _impatient_client(self) -> Any:
        place = {"region_name": self.region_name, "endpoint_url": self.endpoint_url, "verify": self.verify}
        return self._create_session().client("s3", config=_CONFIG.merge(_IMPATIENT), **place)

    @contextmanager
    def asking(self, name: str) -> Iterator[Any]:
        """Inside, the client may be asked, unless it is known that nobody answers: threads that wait serve no pages."""
        if self._asked_again_at:
            if time.monotonic() < self._asked_again_at:
                raise self._away("it did not answer a moment ago")
            self._asked_again_at = time.monotonic() + LEASE
        with self.understood(name):
            yield self.connection.meta.client
        self._asked_again_at = 0.0

    @contextmanager
    def understood(self, name: str) -> Iterator[None]:
        """Inside, what goes wrong with the store comes out as the OSError that it is."""
        try:
            yield
        except ClientError as error:  # it did answer
            self._asked_again_at = 0.0
            code = error.response["Error"]["Code"]
            if code in NOT_THERE:
                raise FileNotFoundError(errno.ENOENT, "is not in the store", name) from error
            raise self._away(code) from error
        except (BotoCoreError, Boto3Error) as error:
            self._asked_again_at = time.monotonic() + PAUSE
            raise self._away(type(error).__name__) from error

    def _away(self, why: str) -> StoreAwayError:
        return StoreAwayError(errno.EIO, f"The store of the uploads can't be used ({why})", str(self))

    def _put(self, name: str, file: Any) -> None:
        with self.asking(name) as client:
            client.put_object(Bucket=self.bucket_name, Key=name, Body=file)


class StoredObject(RawIOBase):
    """A file in the bucket, read as it comes; it is asked for at its first use or at `seek`, from there on."""

    def __init__(self, storage: BucketStorage, name: str):
        super().__init__()
        self._storage, self.name = storage, name
        self._body: Any = None
        self.size = 0  # in bytes, of what follows the place that was sought

    def readable(self) -> bool:
        """It is."""
        return True

    def seek(self, offset: int, _whence: int = 0) -> int:
        """Go to a byte, counted from the beginning."""
        self._forget()
        part = {"Range": f"bytes={offset}-"} if offset else {}
        with self._storage.asking(self.name) as client:
            answer = client.get_object(Bucket=self._storage.bucket_name, Key=self.name, **part)
        self._body, self.size = answer["Body"], answer["ContentLength"]
        return offset

    def readinto(self, buffer: Any) -> int:
        """As many bytes as the buffer takes, fewer only at the end."""
        if self._body is None:
            self.seek(0)
        view = memoryview(buffer)
        with self._storage.understood(self.name):
            piece = self._body.read(len(view))
        view[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        """Whoever has read enough lets the line go."""
        self._forget()
        super().close()

    def _forget(self) -> None:
        if self._body is not None:
            self._body.close()
            self._body = None
