"""How each database is copied while it is in use, and replaced as a whole or not at all."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import OperationalError, connection, transaction
from django.db.backends.postgresql.client import DatabaseClient

from socialnibydleni.copies.archive import BadBackupError

NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
LOCK_PATIENCE = 30  # seconds to wait for others who use the tables


class CannotDumpError(Exception):
    """The database can't be copied; the message is a sentence for the operator."""


def dump(target: Path) -> None:
    """Write the whole database, as it is at one moment, into a file that is not there yet."""
    target.touch(mode=0o600)
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        try:
            with closing(sqlite3.connect(target)) as copy:
                connection.connection.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")  # one file, without its write-ahead log
        except sqlite3.Error as error:
            raise CannotDumpError(str(error)) from error
    else:
        _pg_dump(target)


@contextmanager
def replacing(dumped: Path) -> Iterator[None]:
    """Inside, the database is the dumped one; outside it becomes so only when the block ended well."""
    with (_replacing_sqlite if connection.vendor == "sqlite" else _replacing_postgresql)(dumped):
        yield


@contextmanager
def _replacing_sqlite(dumped: Path) -> Iterator[None]:
    """The block works on the dumped file; then SQLite copies it over in one transaction, under running workers too."""
    with closing(sqlite3.connect(dumped)) as copy:
        try:
            sound = copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        except sqlite3.DatabaseError:
            sound = False
    if not sound:
        raise BadBackupError("holds no sound SQLite database")
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(dumped)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name
    try:
        with closing(sqlite3.connect(dumped)) as copy, closing(sqlite3.connect(name, timeout=LOCK_PATIENCE)) as live:
            copy.backup(live, progress=_give_up_when_locked)
    except sqlite3.Error as error:
        raise OperationalError(str(error)) from error


def _give_up_when_locked(status: int, _remaining: int, _total: int) -> None:
    """Called when the wait for the lock is over; without it the copy would wait for ever."""
    if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        raise sqlite3.OperationalError("database is locked")


@contextmanager
def _replacing_postgresql(dumped: Path) -> Iterator[None]:
    """Everything, the block too, is one transaction. Whoever reads meanwhile waits for its end."""
    statements = _statements(dumped.read_text())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_PATIENCE}s'")
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(table)} CASCADE")
        cursor.execute(statements)
        yield


def _statements(script: str) -> str:
    """The SQL of pg_dump without its head and foot, which set up a psql session and differ between versions."""
    _head, found, body = script.partition("\n-- Name: ")
    body, ended, _foot = body.rpartition("\n-- PostgreSQL database dump complete")
    if not found or not ended:
        raise BadBackupError("holds no whole dump of PostgreSQL")
    return f"{found}{body}"


def _pg_dump(target: Path) -> None:
    program = _find_pg_dump(connection.get_database_version()[0])
    if program is None:
        raise CannotDumpError("pg_dump was not found; on Debian: apt install postgresql-client")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        (schema,) = cursor.fetchone()
    # As INSERTs, so that a restore needs no program of PostgreSQL and can be one transaction with all that follows.
    wanted = ["--no-password", "--no-owner", "--no-privileges", "--rows-per-insert=200", "--encoding=UTF8"]
    wanted += [f'--table="{schema}".*', f"--file={target}"]
    arguments, variables = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, wanted)
    environment = {**os.environ, "PGCONNECT_TIMEOUT": "10", **(variables or {})}
    done = subprocess.run(  # noqa: S603 - found above, and no shell
        [program, *arguments[1:]],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotDumpError(f"pg_dump failed: {' '.join(done.stderr.split())}")


def _find_pg_dump(major: int) -> str | None:
    """Of the server's own version if there is one; a newer client can read an older server, never the other way."""
    own = Path(f"/usr/lib/postgresql/{major}/bin/pg_dump")
    return str(own) if own.exists() else shutil.which("pg_dump")
