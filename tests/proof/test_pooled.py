"""Behind a real pgbouncer that gives a connection to another client after each transaction."""

import contextlib
import os
import shutil
import subprocess
import time
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

from socialnibydleni.serving import health
from tests.deploy.front import free_port

CONFIGURATION = """
[databases]
* = host={host} port={port} {who}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {own_port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 2
ignore_startup_parameters = extra_float_digits
"""
SECONDS = 30


@pytest.fixture
def pooled(tmp_path):
    """The address of the tests' own database by way of pgbouncer."""
    program = shutil.which("pgbouncer", path=f"{os.environ['PATH']}:/usr/sbin")
    server = urlsplit(os.environ.get("DATABASE_URL", ""))
    if not server.scheme.startswith("postgres"):
        pytest.skip("about PostgreSQL")
    if program is None:
        pytest.skip("NOT PROVED BEHIND A POOL: there is no pgbouncer; on Debian: apt install pgbouncer")
    own_port = free_port()
    known = {"user": server.username, "password": server.password}
    who = " ".join(f"{name}={value}" for name, value in known.items() if value)
    text = CONFIGURATION.format(host=server.hostname, port=server.port, who=who, own_port=own_port)
    (tmp_path / "pgbouncer.ini").write_text(text)
    account = {"user": "nobody"} if os.geteuid() == 0 else {}  # it refuses to be root
    configuration = (tmp_path / "pgbouncer.ini").open()
    process = subprocess.Popen(
        [program, "/dev/stdin"], stdin=configuration, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **account
    )
    name = connection.settings_dict["NAME"]
    try:
        yield f"postgres://{server.username}@127.0.0.1:{own_port}/{name}"
    finally:
        process.terminate()
        process.wait(SECONDS)
        configuration.close()


def connect(address):
    end = time.monotonic() + SECONDS
    while True:
        try:
            return psycopg.connect(address, autocommit=True, prepare_threshold=None)
        except psycopg.OperationalError:
            assert time.monotonic() < end
            time.sleep(0.1)


@pytest.mark.django_db(transaction=True)
def test_nobody_else_gets_the_short_patience_of_stav(pooled, monkeypatch):
    with contextlib.closing(connect(pooled)) as other:
        port = urlsplit(pooled).port
        through = connection.copy()
        through.settings_dict = {**connection.settings_dict, "HOST": "127.0.0.1", "PORT": port}
        monkeypatch.setattr(health, "connection", through)
        monkeypatch.setattr(health.transaction, "get_connection", lambda _using=None: through)
        try:
            for _ in range(5):
                with health._impatient():
                    with through.cursor() as cursor:
                        assert cursor.execute("SHOW statement_timeout").fetchone() == ("2s",)
                    assert other.execute("SHOW statement_timeout").fetchone() == ("0",)
                assert other.execute("SHOW statement_timeout").fetchone() == ("0",)
        finally:
            through.close()
