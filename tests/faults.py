"""Faults of the database of a running site, and a way to speak with one of its processes."""

import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import threading
from urllib.parse import urlsplit

import psycopg


class Unreadable:
    """SQLite: the file is there, and what the watch and the form ask for can't be read in it."""

    TABLES = ("pages_contentversion", "contact_meetingrequest")

    def __init__(self):
        self._path = ""

    def through(self, database):
        self._path = database.removeprefix("sqlite:///")
        return database

    def begin(self):
        self._rename({table: f"{table}_gone" for table in self.TABLES})

    def end(self):
        self._rename({f"{table}_gone": table for table in self.TABLES})

    def _rename(self, names):
        with contextlib.closing(sqlite3.connect(self._path, timeout=60)) as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            for old, new in names.items():
                connection.execute(f"ALTER TABLE {old} RENAME TO {new}")


class Line:
    """A server of the network: everything goes over a line that can be cut, or be left without an answer."""

    def __init__(self, *, is_cut):
        self._is_cut = is_cut  # else it hangs: what is sent arrives nowhere, and nobody says so
        self._goes = threading.Event()
        self._goes.set()
        self._ends, self._server = [], ()
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()

    def through(self, database):
        parts = urlsplit(database)
        self._server = (parts.hostname, parts.port)
        user = parts.netloc.rpartition("@")[0]
        return parts._replace(netloc=f"{user}@127.0.0.1:{self._listener.getsockname()[1]}").geturl()

    def begin(self):
        self._goes.clear()
        if self._is_cut:
            for end in self._ends:
                hang_up(end)
            self._ends.clear()

    def end(self):
        self._goes.set()

    def _accept(self):
        while True:
            near, _ = self._listener.accept()
            if self._is_cut and not self._goes.is_set():
                near.close()
                continue
            far = socket.create_connection(self._server)
            self._ends += [near, far]
            for source, target in [(near, far), (far, near)]:
                threading.Thread(target=self._carry, args=(source, target), daemon=True).start()

    def _carry(self, source, target):
        with contextlib.suppress(OSError):
            while received := source.recv(65536):
                self._goes.wait()
                target.sendall(received)
        hang_up(source)
        hang_up(target)


def hang_up(end):
    with contextlib.suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()


def all_faults():
    """The faults that can be made of the database that the tests run on, by name."""
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return {"cut": lambda: Line(is_cut=True), "hanging": lambda: Line(is_cut=False)}
    return {"unreadable": Unreadable}


@contextlib.contextmanager
def locked(database, table):
    """Nobody else can write into the table; in SQLite, into none."""
    if database.startswith("postgres"):
        with psycopg.connect(database) as connection:
            connection.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")
            yield
            connection.rollback()
    else:
        with contextlib.closing(sqlite3.connect(database.removeprefix("sqlite:///"), timeout=60)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield


@contextlib.contextmanager
def only(site, worker):
    """Let just one of the site's processes answer: the others stand still, and requests wait for whom there is."""
    others = [pid for pid in site.living_workers if pid != worker]
    for pid in others:
        os.kill(pid, signal.SIGSTOP)
    try:
        while not all(_stands_still(pid) for pid in others):
            pass
        yield
    finally:
        for pid in others:
            os.kill(pid, signal.SIGCONT)


def _stands_still(pid):
    state = subprocess.run(["ps", "-o", "state=", "-p", str(pid)], capture_output=True, text=True, check=True).stdout
    return state.startswith("T")
