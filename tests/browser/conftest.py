"""The real stack, gunicorn in front of a database of its own, and a browser that may talk to nobody else.

No test here may touch Django's ORM: Playwright keeps an event loop running, and the ORM refuses to work inside one.
Content is changed as an editor would, or by manage.py in a process of its own.
"""

import contextlib
import http.client
import os
import re
import secrets
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.browser.account import ALL_GROUPS, Account

ROOT = Path(__file__).parents[2]
BROWSER = os.environ.get("BROWSER", "")
# Seconds. Only a server that has stopped answering takes as long; a slow machine must not fail a test.
PATIENCE = 60


@pytest.hookimpl(trylast=True)  # pytest-django brings the tests into an order of its own first
def pytest_collection_modifyitems(items):
    """Browser tests last: once Playwright's loop runs, the ORM would refuse to work in any later test."""
    items.sort(key=lambda item: "playwright" in getattr(item, "fixturenames", []))


def pytest_runtest_setup(item):
    if "playwright" not in item.fixturenames or BROWSER:
        return
    reason = "BROWSER is empty: no Chrome or Chromium is here (scripts/find_browser.py looks for one)"
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@dataclass(frozen=True)
class Site:
    """A running site: its address, how to ask it without a browser, and how to do what an operator does."""

    url: str
    environment: dict[str, str]
    log: Path

    @property
    def netloc(self):
        return urlsplit(self.url).netloc

    def manage(self, *arguments, **variables):
        subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env={**self.environment, **variables},
            stdout=subprocess.DEVNULL,
            check=True,
        )

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
def own_database(folder):
    """A file; or, where the tests run on PostgreSQL, a database beside the one of the other tests."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield f"sqlite:///{folder / 'site.sqlite3'}"
        return
    name = f"browser_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(server)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextlib.contextmanager
def gunicorn(site, listener):
    """The server on a socket that already listens: a request sent before it is ready waits instead of failing."""
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
        yield
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The whole site as `make run` serves it, with its content loaded."""
    folder = tmp_path_factory.mktemp("site")
    with own_database(folder) as database, socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        ours = {"SITE_URL": url, "SECRET_KEY": secrets.token_urlsafe(50), "DATABASE_URL": database}
        # Empty means the default, whatever an .env in this folder says.
        defaults = dict.fromkeys(
            ["DEBUG", "PROXY_COUNT", "SECURITY_CONTACT", "EDITORS_HELP", "EMAIL_URL", "MAIL_FROM"], ""
        )
        site = Site(url, {**os.environ, **ours, **defaults}, folder / "gunicorn.log")
        site.manage("migrate", "--verbosity", "0")
        site.manage("load_content")
        site.manage("collectstatic", "--noinput", "--verbosity", "0")
        with gunicorn(site, listener):
            try:
                status, _, _ = site.get("/")
            except OSError as error:
                pytest.fail(f"gunicorn does not answer: {error}\n{site.log.read_text()}", pytrace=False)
            assert status == 200, site.log.read_text()
            yield site


@pytest.fixture(scope="session")
def addresses(site):
    """Every public page, as the sitemap of the running site names them."""
    _, _, body = site.get("/sitemap.xml")
    found = re.findall(rf"<loc>{re.escape(site.url)}(/.*?)</loc>", body.decode())
    assert "/" in found
    return found


@pytest.fixture(scope="session")
def kinds(addresses):
    """One page of each kind; of the municipalities the longest name and a city district, which has no okres."""
    municipalities = [address for address in addresses if re.fullmatch(r"/obce/.+/", address)]
    chosen = {"/obce/jindrichuv-hradec/", "/obce/praha-7/"}
    assert chosen <= set(municipalities)
    return [address for address in addresses if address not in municipalities or address in chosen] + ["/neni/"]


@pytest.fixture(scope="session")
def browser_type_launch_args():
    quiet = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    # Other names are not even looked up; colours are the same whatever the machine's screen is.
    closed = ["--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1", "--force-color-profile=srgb"]
    return {"executable_path": BROWSER, "args": ["--no-sandbox", "--no-first-run", *quiet, *closed]}


@pytest.fixture(scope="session")
def browser_context_args(site):
    return {"base_url": site.url, "locale": "cs-CZ", "timezone_id": "Europe/Prague"}


@pytest.fixture
def new_context(new_context, site):
    """As pytest-playwright has it, but a request to any other host fails the test."""
    strangers = set()

    def note(request):
        if not request.url.startswith((f"{site.url}/", "data:")):
            strangers.add(request.url)

    def watched(**options):
        context = new_context(**options)
        context.on("request", note)
        return context

    yield watched
    assert strangers == set()


@pytest.fixture
def new_tab(new_context):
    """Opens a tab of the given size; colours stand still, so that nothing is measured half-way through a change."""

    def open_tab(width, height=640, **options):
        viewport = {"width": width, "height": height}
        return new_context(**{"viewport": viewport, "reduced_motion": "reduce", **options}).new_page()

    return open_tab


@pytest.fixture(scope="session")
def make_account(site):
    """Makes an account as the operator does."""

    def make(name, *groups):
        account = Account(name)
        chosen = [word for group in groups or ALL_GROUPS for word in ("--group", group)]
        site.manage("create_editor", name, "--password", account.password, *chosen)
        return account

    return make
