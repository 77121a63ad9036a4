"""What a restore must not undo: that a request for a meeting or a report was erased, and that an account was closed.

Who had his data erased need not ask again because a backup was restored (GDPR, Art. 17(1) and 5(1)(e)); who may no
longer edit must not get his old password back (Art. 32). Noted twice, so that either may be lost: a row in the very
transaction of the erasure, and a line in a file beside the uploads. Both hold digests that only the erased row itself
yields, because it is their key: no secret that may change, and nothing that says anything of anybody.
"""

import hmac
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import UTC
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.db.models.signals import post_delete, post_save

from contact.models import MeetingRequest, Report
from pages.documents import stored_files
from pages.documents.store import disk
from pages.models import Erasure

FILE = "smazano.txt"
SENT: list[type[Model]] = [MeetingRequest, Report]  # by readers
_LINE = re.compile(r"([-+])([0-9a-f]{64})")  # gone, or active again; the last word on a digest holds
_rows_only: ContextVar[bool] = ContextVar("rows_only", default=False)


class Gone(NamedTuple):
    """What must not come back: digests of what readers sent and of accounts, and names of accounts."""

    digests: frozenset[str]
    usernames: frozenset[str] = frozenset()


class Kept(NamedTuple):
    """What of it a backup held: the references of what readers sent, the names of accounts."""

    references: list[str]
    usernames: list[str]


def register() -> None:
    """Note from now on what is erased and who may no longer sign in; called when the apps are ready."""
    models: list[type[Model]] = [*SENT, User]
    for model in models:
        post_delete.connect(_note_erasure, sender=model)
    post_save.connect(_note_account, sender=User)


def digest(row: Model) -> str:
    """What stands for what was sent or an account; both its key and what is hashed never change while the row lives."""
    if isinstance(row, MeetingRequest | Report):
        key, name = row.key, row.reference
    elif isinstance(row, User):
        key, name = row.date_joined.astimezone(UTC).isoformat(timespec="microseconds"), str(row.pk)
    else:
        raise TypeError(row)
    return hmac.new(key.encode(), f"{row._meta.label} {name}".encode(), "sha256").hexdigest()


def listed() -> frozenset[str]:
    """The digests of what is gone as the file has them, whatever has become of the database."""
    found = {}
    with suppress(FileNotFoundError):
        for line in _path().read_text(errors="replace").splitlines():
            if match := _LINE.fullmatch(line):
                found[match[2]] = match[1]
    return frozenset(digest for digest, sign in found.items() if sign == "-")


def write_down() -> Gone:
    """Bring the file up to what the rows say, should it have missed anything; return what is gone by either.

    Raises:
        ForeignFolderError: the file is that of another site.
        Error, OSError: the database can't be read, or the file not be written.
    """
    users = list(_rows(User).only("username", "date_joined", "is_active"))
    active = {digest(user) for user in users if user.is_active}
    inactive = {digest(user) for user in users if not user.is_active}
    gone = inactive | set(_rows(Erasure).values_list("digest", flat=True)) - active
    before = listed()
    _append([*(f"-{each}" for each in sorted(gone - before)), *(f"+{each}" for each in sorted(before & active))])
    return Gone(before - active | gone, frozenset(user.username for user in users if not user.is_active))


def keep_gone(gone: Gone) -> Kept:
    """Erase again and close again what the database has and should not; return what that was.

    An account that was deleted comes back closed: its texts are signed with it.
    """
    sent = [row for model in SENT for row in _rows(model).only("key", "reference") if digest(row) in gone.digests]
    users = [
        row
        for row in User.objects.filter(is_active=True).order_by("username")
        if row.username in gone.usernames or digest(row) in gone.digests
    ]
    for row in sent:
        row.delete()
    for user in users:
        User.objects.filter(pk=user.pk).update(is_active=False)
    Erasure.objects.bulk_create([Erasure(digest=each) for each in sorted(gone.digests)], ignore_conflicts=True)
    return Kept(sorted(row.reference for row in sent), [user.username for user in users])


@contextmanager
def noted_in_rows_only() -> Iterator[None]:
    """Inside, the database is not the site's yet: what is erased in it is not gone from the site."""
    token = _rows_only.set(True)
    try:
        yield
    finally:
        _rows_only.reset(token)


def _note_erasure(instance: Model, **_signal: Any) -> None:
    found = digest(instance)
    Erasure.objects.bulk_create([Erasure(digest=found)], ignore_conflicts=True)
    _append_once_committed(f"-{found}")


def _note_account(instance: User, raw: bool, **_signal: Any) -> None:
    if not raw:
        found = digest(instance)
        if (found in listed()) is instance.is_active:
            _append_once_committed(f"{'+' if instance.is_active else '-'}{found}")


def _append_once_committed(line: str) -> None:
    """What is rolled back was not erased; where the file can't be written, housekeeping does it later."""
    if not _rows_only.get():
        transaction.on_commit(lambda: _append([line]), robust=True)


def _append(lines: Iterable[str]) -> None:
    """Each behind a line break of its own: a crash may have cut the last one short."""
    text = "".join(f"\n{line}" for line in lines)
    if not text or not settings.MEDIA_ROOT:
        return
    if stored_files.is_local():  # the folder is that of the uploads, which may be another site's
        stored_files.refuse_foreign()
    disk.root().mkdir(parents=True, exist_ok=True)
    _path().touch(mode=0o600)
    with _path().open("a") as file:
        file.write(f"{text}\n")
        file.flush()
        os.fsync(file.fileno())
    disk.give(_path())


def _path() -> Path:
    return disk.root() / FILE


def _rows(model: type[Model]) -> QuerySet[Any]:
    """The rows of a model; none where an older database has no table of it yet."""
    has_table = model._meta.db_table in connection.introspection.table_names()
    return model._base_manager.all() if has_table else model._base_manager.none()
