"""A serving process waits for its database for seconds only."""

import pytest
from django.db import OperationalError, connection
from django.db.backends.signals import connection_created

from socialnibydleni.serving import patience


@pytest.fixture
def own_connection(django_db_blocker):
    """Opens a connection as a serving process would, beside that of the tests."""
    opened = []

    def connect():
        opened.append(connection.copy())
        opened[0].connect()
        return opened[0]

    patience.limit()
    with django_db_blocker.unblock():
        yield connect
        opened[0].close()
    connection_created.disconnect(dispatch_uid=patience.__name__)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
def test_nobody_waits_long_for_a_lock_of_sqlite(own_connection):
    with own_connection().cursor() as cursor:
        assert cursor.execute("PRAGMA busy_timeout").fetchone() == (5000,)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="about PostgreSQL")
def test_an_answer_of_postgresql_that_does_not_come_is_an_outage_and_the_connection_is_given_up(own_connection):
    token = patience.seconds.set(0.05)
    connected = own_connection()
    patience.seconds.reset(token)
    with pytest.raises(OperationalError), connected.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(600)")
    assert not connected.is_usable()
