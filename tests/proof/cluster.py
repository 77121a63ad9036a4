"""The PostgreSQL of make proof, really stopped and started again."""

import os
import subprocess
from itertools import cycle
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql


class Stopped:
    """A fault of the database: its server is stopped, by turns in the middle of everything and in order."""

    def __init__(self, server):
        with psycopg.connect(server) as connection:
            self._data = Path(connection.execute("SHOW data_directory").fetchone()[0])
        pid = int((self._data / "postmaster.pid").read_text().split()[0])
        self._pg_ctl = Path(f"/proc/{pid}/exe").resolve().parent / "pg_ctl"
        self._modes = cycle(["immediate", "fast"])

    def through(self, database):
        """The server of the tests may forget its last commits when it is stopped so; this database may not."""
        with psycopg.connect(database, autocommit=True) as connection:
            name = sql.Identifier(urlsplit(database).path.removeprefix("/"))
            connection.execute(sql.SQL("ALTER DATABASE {} SET synchronous_commit = on").format(name))
        return database

    def begin(self):
        self._run("stop", f"--mode={next(self._modes)}")

    def end(self):
        self._run("start", f"--log={self._data / 'log-of-the-storm'}")

    def _run(self, *arguments):
        owner = self._data.stat()
        user = {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        command = [self._pg_ctl, *arguments, "--wait", "--timeout=60", "--pgdata", self._data]
        subprocess.run(command, cwd="/", check=True, stdout=subprocess.DEVNULL, start_new_session=True, **user)
