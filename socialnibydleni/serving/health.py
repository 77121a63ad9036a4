"""How the site is, for the programs that watch over it: no content, no versions of software, nothing secret.

The database is asked with a patience of its own, so that one that hangs is found out and makes nobody wait.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from http import HTTPStatus
from typing import Any

from django.db import Error, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control

from pages.documents import stored_files
from pages.frame import memory
from pages.frame.door import reads_only
from pages.frame.request import Request
from pages.models import CommandRun, ContentVersion, Project
from pages.upkeep import LATE
from pages.web.outage import speaks_of_outage

PATIENCE = 2  # seconds; libpq counts no less for a connection
USUAL_PATIENCE = 5  # seconds; sqlite3's own, where the settings name none


def _answer(values: dict[str, Any], status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    return JsonResponse(values, status=status, headers={"X-Robots-Tag": "noindex"})


@speaks_of_outage
@reads_only
@cache_control(no_store=True)
def alive(request: Request) -> HttpResponse:
    """200 while the process can serve, whatever it says: one without its database goes on with the pages it keeps."""
    try:
        with _impatient():
            values = _of_database(request.frame.moment)
    except Error:
        values = {"healthy": False, "database": False}
    if not stored_files.is_local():
        has_uploads = stored_files.store.is_reachable()
        values |= {"healthy": values["healthy"] and has_uploads, "uploads": has_uploads}
    return _answer(values)


@speaks_of_outage
@reads_only
@cache_control(no_store=True)
def ready(_request: HttpRequest) -> HttpResponse:
    """503 while the database can't be reached: send readers to another host, if there is one."""
    try:
        with _impatient():
            ContentVersion.objects.current()
    except Error:
        return _answer({"database": False}, HTTPStatus.SERVICE_UNAVAILABLE)
    return _answer({"database": True})


def _of_database(moment: datetime) -> dict[str, Any]:
    """Healthy is also a site that was just installed: nothing ever ran, and nobody has loaded its content."""
    pending = len(_migrations() - MigrationRecorder(connection).applied_migrations().keys())
    if pending:  # then the tables below may not be there yet
        return {"healthy": False, "database": True, "migrations_pending": pending}
    ages = CommandRun.objects.ages(moment)
    return {
        "healthy": all(age <= LATE[name] for name, age in ages.items()),
        "database": True,
        "migrations_pending": 0,
        "content_version": ContentVersion.objects.current(),
        "content_version_shown": memory.shown_version(),
        "content_loaded": Project.objects.exists(),
        **{f"{name}_seconds_ago": round(ages[name].total_seconds()) if name in ages else None for name in LATE},
    }


@cache
def _migrations() -> set[tuple[str, str]]:
    return set(MigrationLoader(None).disk_migrations)


@contextmanager
def _impatient() -> Iterator[None]:
    """Inside, the database has PATIENCE to answer a question."""
    if connection.vendor == "postgresql":
        _knock()
        # Only for a transaction that ends with this: behind a pool of them the next one may be anybody's.
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL statement_timeout = '{PATIENCE}s'")
            yield
            transaction.set_rollback(True)  # nothing was written; in a test it also ends what is for a transaction
        return
    usual = connection.settings_dict["OPTIONS"].get("timeout", USUAL_PATIENCE)
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000}")
    try:
        yield
    finally:
        if connection.connection is not None and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute(f"PRAGMA busy_timeout = {usual * 1000}")


def _knock() -> None:
    """Open and close a connection; on one that is already open a server that hangs would not be noticed."""
    knock = connection.copy()
    knock.settings_dict["OPTIONS"] = {**knock.settings_dict["OPTIONS"], "connect_timeout": PATIENCE}
    try:
        knock.ensure_connection()
    finally:
        knock.close()
