"""Two hosts are updated one after the other, from version 1.0 to this code, and no reader and no sender notices."""

import contextlib
import http.client
import os
import secrets
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.deploy.front import Front, find_nginx, free_port, make_certificate, nginx, site_file
from tests.proof.crowd import Crowd
from tests.proof.hosts import NOT_COUNTED, OPEN_TO_ALL, wait_until
from tests.proof.readers import Readers
from tests.proof.update.commands import manage
from tests.running_site import PATIENCE, ROOT, Site

pytestmark = [
    pytest.mark.process,
    pytest.mark.skipif(
        not os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="SQLite is a database of one host"
    ),
]

READERS, SENDERS = 8, 2
ADDRESSES = ["/", "/obce/", "/obce/brno/", "/o-projektu/", "/kontaktni-centrum/", "/?anew", "/obce/brno/?anew"]
COUNT = "from contact.models import MeetingRequest as M; print(M.objects.count())"


class OnceOnly(http.client.HTTPSConnection):
    """One request a connection: nginx closes idle ones when it is told of other hosts, and a browser tries again."""

    def request(self, *arguments, **named):
        self.close()
        super().request(*arguments, **named)


class Balanced(Front):
    """nginx in front of the ports; some of them may be taken out."""

    def __init__(self, site, folder, ports):
        super().__init__(site, folder, free_port(), free_port())
        self._ports = ports

    def connection(self, source=""):
        options = {"timeout": PATIENCE, "context": self.trust, "source_address": (source, 0) if source else None}
        return OnceOnly("localhost", self.secure, **options)

    def write(self, without=None):
        """Its file, in which one port may be out of use."""
        text = site_file(self.folder, plain=self.plain, secure=self.secure, upstreams=self._ports)
        text = text.replace(NOT_COUNTED, "")
        line = f"server 127.0.0.1:{without} max_fails=0;"
        (self.folder / "site.conf").write_text(text.replace(line, line.replace("max_fails=0", "down")))

    def reload(self):
        """As systemctl reload does; return when nobody goes by the file of before any more."""
        master = int((self.folder / "nginx.pid").read_text())
        children = Path(f"/proc/{master}/task/{master}/children")
        before = set(children.read_text().split())
        os.kill(master, signal.SIGHUP)
        wait_until(lambda: not before & set(children.read_text().split()))


class Replaced:
    """A host on its port: one gunicorn, of now this and now that code."""

    def __init__(self, port, environment, log):
        self.port, self._log = port, log
        self._environment = {**environment, "BIND": f"127.0.0.1:{port}"}
        self._process = None

    def start(self, code):
        """Return when it serves."""
        command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "socialnibydleni.wsgi"]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(command, cwd=code, env=self._environment, stdout=log, stderr=log)
        wait_until(self.is_ready)

    def stop(self):
        """As systemctl stop does."""
        if self._process:
            self._process.terminate()
            self._process.wait(PATIENCE)

    def is_ready(self):
        """As a balancer would ask."""
        assert self._process.poll() is None, self._log.read_text()
        with (
            contextlib.suppress(OSError),
            contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port)) as line,
        ):
            host = self._environment["SITE_URL"].removeprefix("https://")
            line.request("GET", "/stav/pripraveno/", headers={"Host": host, "X-Forwarded-Proto": "https"})
            return line.getresponse().status == 200
        return False


@pytest.fixture
def front(tmp_path, database, old_code):
    """Two hosts that run version 1.0, behind nginx."""
    find_nginx()
    with contextlib.ExitStack() as stack:
        make_certificate(tmp_path)
        front = Balanced(None, tmp_path, [free_port(), free_port()])
        environment = {
            **os.environ,
            **OPEN_TO_ALL,
            "SITE_URL": f"https://localhost:{front.secure}",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "PROXY_COUNT": "1",
            "DATABASE_URL": database,
            "MEDIA_ROOT": str(tmp_path / "media"),
        }
        for code in [old_code, ROOT]:
            manage(code, environment, "collectstatic", "--noinput", "--verbosity", "0")
        for command in [["migrate", "--verbosity", "0"], ["load_content"], ["word_forms"]]:
            manage(old_code, environment, *command)
        front.site = Site(environment["SITE_URL"], environment, tmp_path / "log")
        front.hosts = [Replaced(port, environment, tmp_path / f"gunicorn-{port}.log") for port in front._ports]
        for host in front.hosts:
            stack.callback(host.stop)
            host.start(old_code)
        front.write()
        stack.enter_context(nginx(tmp_path))
        yield front


def test_hosts_are_updated_one_after_the_other_and_no_request_fails(front, say):
    readers = Readers(front.connection, ADDRESSES, people=READERS, pause=0.1)
    senders = Crowd(front.from_anywhere, pause=0.2)
    environment = front.site.environment
    began = time.monotonic()
    with readers.reading(), senders.sending(people=SENDERS, pause=0.3):
        senders.wait_for(1)
        manage(ROOT, environment, "migrate", "--verbosity", "0")
        manage(ROOT, environment, "load_content")
        migrated = time.monotonic() - began
        for host in front.hosts:
            front.write(without=host.port)
            front.reload()
            host.stop()
            host.start(ROOT)
            front.write()
            front.reload()
            senders.wait_for(len(senders.acknowledged) + 1)
    say(
        f"version 1.0 → this code on two hosts, {migrated:.0f} s for migrate and load_content, "
        f"{time.monotonic() - began:.0f} s in all, under {len(readers.seen)} pages and {len(senders.acknowledged)} "
        f"requests for a meeting: {len(readers.failures) + len(senders.failures)} failed"
    )
    assert readers.failures == senders.failures == []
    assert readers.statuses() == {200}
    assert manage(ROOT, environment, "shell", "--no-imports", "-c", COUNT) == f"{len(senders.acknowledged)}\n"
