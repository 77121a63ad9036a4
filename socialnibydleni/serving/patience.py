"""How long a serving process waits for its database: seconds, so that one that hangs takes no thread with it for long.

Only a process that serves is impatient; migrations and other commands may take their time.
"""

from contextvars import ContextVar
from functools import partial
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

# Seconds for one answer of PostgreSQL, or for a lock of SQLite; it holds for connections that this thread opens.
seconds: ContextVar[float] = ContextVar("seconds", default=5.0)


def limit() -> None:
    """Limit every connection that this process opens from now on."""
    connection_created.connect(_limit, dispatch_uid=__name__)


def _limit(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.execute(f"PRAGMA busy_timeout = {seconds.get() * 1000:.0f}")
    else:  # on our side, because a server that hangs does not see to statement_timeout either
        connection.connection.wait = partial(connection.connection.wait, timeout=seconds.get())
