"""The rows of the site, all of them: whether there are any, and how they are carried into another database."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from itertools import islice
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction
from django.db.models import Model
from django.db.models.sql import InsertQuery

from pages.models import ContentVersion

MADE_BY_MIGRATE = {ContentType, ContentVersion, Group, Permission, Site}
AT_ONCE = 200  # rows; SQLite takes no more than some thousand values in one statement


class CannotCarryError(Exception):
    """Nothing was carried; the message is a sentence for the operator."""


def are_there(alias: str = DEFAULT_DB_ALIAS) -> bool:
    """Whether a database has anything that an empty, migrated site would not have."""
    tables = set(connections[alias].introspection.table_names())
    ours = [model for model in apps.get_models() if model._meta.db_table in tables and model not in MADE_BY_MIGRATE]
    return any(model._base_manager.using(alias).exists() for model in ours)


def are_the_same(target: str) -> bool:
    """Whether a database has the very rows of this one: a move ended, or was cut short after its last row."""
    here, there = (connections[alias].settings_dict for alias in [DEFAULT_DB_ALIAS, target])
    if all(here[name] == there[name] for name in ["NAME", "HOST", "PORT"]):  # it is this one
        return False
    try:
        with _of_one_moment():
            return all(_digest(model, DEFAULT_DB_ALIAS) == _digest(model, target) for model in _tables())
    except DatabaseError:  # its tables are others
        return False


def carry(target: str) -> dict[str, int]:
    """Copy all rows into a migrated database in which none are there; gives how many each table has, by its name.

    Both sides are one transaction: what is read is of one moment, and the target gets all of it or stays as it is. On
    SQLite nobody can write meanwhile. Each table is read again and compared.

    Args:
        target: the alias of the database.

    Raises:
        CannotCarryError: the target took a row otherwise than it was, or not at all.
    """
    tables = _tables()
    counts = {}
    with transaction.atomic(target), _of_one_moment():
        for model in tables:
            model._base_manager.using(target)._raw_delete(target)
        for model in tables:
            name = model._meta.db_table
            try:
                counts[name] = _copy(model, target)
            except (DatabaseError, ValueError) as error:
                raise CannotCarryError(f"it does not take the rows of {name} ({type(error).__name__})") from error
            if _digest(model, DEFAULT_DB_ALIAS) != _digest(model, target):
                raise CannotCarryError(f"the rows of {name} came out otherwise than they were")
        last = _LAST_KEYS[connections[DEFAULT_DB_ALIAS].vendor](tables)
        _RAISE_KEYS[connections[target].vendor](target, tables, last)
    return counts


def _tables() -> list[type[Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]


@contextmanager
def _of_one_moment() -> Iterator[None]:
    with transaction.atomic():
        if connections[DEFAULT_DB_ALIAS].vendor == "postgresql":
            with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def _copy(model: type[Model], target: str) -> int:
    """Row by row as they are: no signal, no default, no rule of `save` has a say."""
    rows = model._base_manager.using(DEFAULT_DB_ALIAS).order_by("pk").iterator(AT_ONCE)
    count, at_once = 0, max(1, min(AT_ONCE, 900 // len(model._meta.local_concrete_fields)))
    while some := list(islice(rows, at_once)):
        query = InsertQuery(model)
        query.insert_values(model._meta.local_concrete_fields, some, raw=True)
        query.get_compiler(using=target).execute_sql()
        count += len(some)
    return count


def _digest(model: type[Model], alias: str) -> str:
    digest = sha256()
    names = [field.attname for field in model._meta.local_concrete_fields]
    for row in model._base_manager.using(alias).order_by("pk").values_list(*names).iterator(AT_ONCE):
        digest.update(repr([_plain(value) for value in row]).encode())
    return digest.hexdigest()


def _plain(value: Any) -> Any:
    """The same for the same value, whatever the database made of it."""
    if isinstance(value, memoryview):
        return bytes(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return json.dumps(value, sort_keys=True) if isinstance(value, dict | list) else value


# The highest key that was ever given out, so that none is given out twice: of what was erased something may remain.


def _last_keys_sqlite(_tables: list[type[Model]]) -> dict[str, int]:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence")
        return dict(cursor.fetchall())


def _last_keys_postgresql(tables: list[type[Model]]) -> dict[str, int]:
    found = {}
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        for table, sequence in _sequences(cursor, tables):
            cursor.execute(f"SELECT last_value, is_called FROM {sequence}")  # noqa: S608 - PostgreSQL's own name
            last, is_called = cursor.fetchone()
            found[table] = last if is_called else 0
    return found


def _raise_keys_sqlite(target: str, _tables: list[type[Model]], last: dict[str, int]) -> None:
    with connections[target].cursor() as cursor:
        for table, key in last.items():
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, key])


def _raise_keys_postgresql(target: str, tables: list[type[Model]], last: dict[str, int]) -> None:
    with connections[target].cursor() as cursor:
        for table, sequence in _sequences(cursor, tables):
            if key := last.get(table, 0):
                cursor.execute("SELECT setval(%s, %s)", [sequence, key])


def _sequences(cursor: Any, tables: list[type[Model]]) -> Iterator[tuple[str, str]]:
    for model in tables:
        table, key = model._meta.db_table, model._meta.pk.column
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', key])
        (sequence,) = cursor.fetchone()
        if sequence:
            yield table, sequence


_LAST_KEYS = {"sqlite": _last_keys_sqlite, "postgresql": _last_keys_postgresql}
_RAISE_KEYS = {"sqlite": _raise_keys_sqlite, "postgresql": _raise_keys_postgresql}
