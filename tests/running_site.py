"""The site as it runs in production: a real gunicorn in front of a database of its own, in processes of their own."""

import contextlib
import http.client
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests import prepared
from tests.manage import Manager

ROOT = Path(__file__).parents[1]
# Seconds. Only a server that has stopped answering takes as long; a slow machine must not fail a test.
PATIENCE = 60
VERSIONS = ["content_version", "content_version_shown"]
# A page asked for under another port is never kept.
ANEW = {"Host": "127.0.0.1:1"}
# The row of the site names its address. A migration would see to it, but there is none left to do.
FOLLOW = "from socialnibydleni.addresses import site_row; site_row.follow()"


@dataclass(frozen=True)
class Site:
    """A running site: its address, how to ask it without a browser, and how to do what an operator does."""

    url: str
    environment: dict[str, str]
    log: Path
    manager: Manager | None = field(default=None, kw_only=True)

    @property
    def netloc(self):
        return urlsplit(self.url).netloc

    @property
    def workers(self):
        """The processes that serve or did so, in the order in which they were started."""
        return [int(pid) for pid in re.findall(r"Booting worker with pid: (\d+)", self.log.read_text())]

    @property
    def living_workers(self):
        """Those of them that serve now."""
        killed = set(re.findall(r"\(pid:(\d+)\) was sent SIGKILL", self.log.read_text()))
        return [pid for pid in self.workers if str(pid) not in killed]

    def manage(self, *arguments):
        """What the command prints; when it returns, readers see what the command has changed."""
        before = self._versions()
        printed = self.command(*arguments)
        if self._versions() != before:
            self.settle()
        return printed

    def _versions(self):
        """The version of the content as the database has it and as pages show it."""
        return [json.loads(self.get("/stav/")[2])[name] for name in VERSIONS]

    def settle(self):
        """Wait until every page from memory is what it would be if it were made now.

        It speaks for the process that answers: for the site if it has one.
        """
        end = time.monotonic() + PATIENCE
        while len(set(self._versions())) > 1:
            assert time.monotonic() < end, "the change is not seen"

    def command(self, *arguments):
        """As `manage`, but without looking at the site."""
        done = self.manager.run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def get(self, address, **headers):
        """The answer with its body read, as http.client gives it."""
        with contextlib.closing(http.client.HTTPConnection(self.netloc, timeout=PATIENCE)) as connection:
            connection.request("GET", address, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()

    def send(self, request):
        """Raw bytes to the server, and every byte that comes back; nothing where it just hangs up."""
        host, port = self.netloc.split(":")
        answer = b""
        with socket.create_connection((host, int(port)), timeout=PATIENCE) as connection:
            # A server may refuse before all is sent; what it said until then is its answer.
            with contextlib.suppress(ConnectionError):
                connection.sendall(request)
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_WR)
            with contextlib.suppress(ConnectionError):
                while received := connection.recv(65536):
                    answer += received
        return answer


@contextlib.contextmanager
def gunicorn(site, listener):
    """The server on a socket that already listens: a request sent before it is ready waits instead of failing.

    Gives the id of its first process.
    """
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--graceful-timeout", "5"]
    with site.log.open("wb") as log:
        process = subprocess.Popen(
            [*command, "socialnibydleni.wsgi"],
            cwd=ROOT,
            env={**site.environment, "BIND": f"fd://{listener.fileno()}"},
            pass_fds=[listener.fileno()],
            stdout=log,
            stderr=log,
        )
    # From here on a server that has died refuses connections.
    listener.close()
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


@contextlib.contextmanager
def running_site(folder, *, through=lambda database: database, content=None, **variables):
    """The whole site as `make run` serves it, with its content loaded; `variables` are more of its environment.

    `through` is given the address of the database and returns the one at which the site reaches it. Another folder of
    `content` makes another site.
    """
    kind = prepared.MIGRATED if content else prepared.WITH_CONTENT
    with prepared.own_database(folder, kind) as database, socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        ours = prepared.ENVIRONMENT | {"SITE_URL": url, "STATIC_ROOT": str(prepared.static_files())}
        ours |= {"SECRET_KEY": secrets.token_urlsafe(50), "DATABASE_URL": through(database)}
        ours["MEDIA_ROOT"] = str(folder / "media")
        own = {"SITE_CONTENT": str(content), "STATIC_ROOT": str(folder / "static")} if content else {}
        environment = {**os.environ, **ours, **own, **variables}
        with Manager(environment) as manager:
            site = Site(url, environment, folder / "gunicorn.log", manager=manager)
            site.command("shell", "--no-imports", "-c", FOLLOW)
            if content:
                site.command("collectstatic", "--noinput", "--verbosity", "0")
                site.command("load_content")
                site.command("word_forms")
            with gunicorn(site, listener):
                try:
                    status, _, _ = site.get("/")
                except OSError as error:
                    pytest.fail(f"gunicorn does not answer: {error}\n{site.log.read_text()}", pytrace=False)
                assert status == 200, site.log.read_text()
                yield site
