"""A database of a test's own, with the content of a site, which several threads use as several processes would.

The database of the other tests is no place for that: on SQLite it lies in memory, where nobody waits for anybody, and
what is committed there stays for all tests to come.
"""

import contextlib
import os
import threading

import psycopg
from django.db import connection, connections
from environ import Env

from pages.frame import memory
from tests import prepared

PATIENCE = 60  # seconds; only what hangs for ever takes as long


@contextlib.contextmanager
def own_database(folder):
    """All threads that begin inside use it; the thread outside asks the database nothing meanwhile."""
    settings = connections.settings["default"]
    others = settings["NAME"]
    with prepared.own_database(folder) as address:
        settings["NAME"] = Env.db_url_config(address)["NAME"]
        memory.forget()
        try:
            yield
        finally:
            settings["NAME"] = others
            memory.forget()


def apart(work):
    """What `work()` gives in a thread of its own, with a connection of its own."""
    (answer,) = at_once(work)
    return answer


def at_once(*works):
    """What each of these gives; all begin at the same moment, each in a thread of its own."""
    start = threading.Barrier(len(works))
    threads = [_Thread(work, start) for work in works]
    return [thread.answer() for thread in threads]


def overtaken(first, second):
    """What both give, if the second comes when the first has done everything and has not committed yet.

    The first goes on when the second has ended, or waits for it. What can't be: that the second began earlier.
    """
    is_done, goes_on = threading.Event(), threading.Event()

    def stop_before_the_end():
        commit = connection._commit

        def committed_late():
            if not is_done.is_set():
                is_done.set()
                assert goes_on.wait(PATIENCE)
            commit()

        connection._commit = committed_late
        try:
            return first()
        finally:
            is_done.set()  # a view that has nothing to commit

    one = _Thread(stop_before_the_end)
    assert is_done.wait(PATIENCE)
    waits = threading.Event()
    other = _Thread(lambda: _telling_when_it_waits(waits, second))
    try:
        while not waits.is_set() and other.is_alive() and not _somebody_waits():
            other.join(0.01)
    finally:
        goes_on.set()
    return one.answer(), other.answer()


def _telling_when_it_waits(waits, work):
    """On SQLite a transaction begins with the wait for the one lock that there is."""
    begin = getattr(connection, "_start_transaction_under_autocommit", None)

    def telling():
        waits.set()
        begin()

    if begin is not None:
        connection._start_transaction_under_autocommit = telling
    return work()


def _somebody_waits():
    if connection.vendor == "sqlite":
        return False
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as owner:
        asked = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = %s"
        return bool(owner.execute(asked, [connections.settings["default"]["NAME"]]).fetchone()[0])


class _Thread(threading.Thread):
    """Keeps what its work gave or raised, and leaves no connection behind."""

    def __init__(self, work, start=None):
        super().__init__()
        self.work, self.begin = work, start
        self.given = self.raised = None
        self.start()

    def run(self):
        try:
            connection.ensure_connection()
            if self.begin:
                self.begin.wait(PATIENCE)
            self.given = self.work()
        except BaseException as error:
            self.raised = error
        finally:
            connections.close_all()

    def answer(self):
        self.join(2 * PATIENCE)
        assert not self.is_alive(), "it hangs"
        if self.raised:
            raise self.raised
        return self.given
