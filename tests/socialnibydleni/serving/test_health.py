"""What the programs that watch over the site are told, with its database and without."""

import json
import socket
from datetime import timedelta
from math import inf

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pages.frame import memory
from pages.models import CommandRun, ContentVersion
from socialnibydleni.serving.content_watch import Store
from socialnibydleni.serving.process import _tend
from tests.socialnibydleni.copies.kept_site import KeptSite, kept_site

ASK = """
from django.test import Client
print(Client(SERVER_NAME="127.0.0.1").get("/stav/").content.decode())
"""
BOTH = ["/stav/", "/stav/pripraveno/"]


@pytest.fixture
def loaded(db):
    ContentVersion.objects.update_or_create(pk=1, defaults={"number": 7000})


def test_a_site_with_content_says_how_it_is(client, loaded):
    CommandRun.objects.note("housekeeping", timezone.now() - timedelta(seconds=90))
    CommandRun.objects.note("snapshot", timezone.now() - timedelta(hours=1))
    found = client.get("/stav/").json()
    assert found.pop("housekeeping_seconds_ago") in range(90, 150)
    assert found.pop("snapshot_seconds_ago") in range(3600, 3660)
    assert found.pop("backup_seconds_ago") is None
    assert found == {
        "healthy": True,
        "database": True,
        "migrations_pending": 0,
        "content_version": 7000,
        "content_version_shown": None,
        "content_loaded": True,
    }
    response = client.get("/stav/pripraveno/")
    assert (response.status_code, response.json()) == (200, {"database": True})


def test_a_change_counts_as_shown_when_no_page_from_before_is_given_any_more(client, loaded, monkeypatch):
    monkeypatch.setattr(memory, "_is_watched", True)
    monkeypatch.setattr(memory, "_shown", 6999)
    assert memory.look().version == 7000  # the facts are read first, then the pages made of older ones are dropped
    assert client.get("/stav/").json()["content_version_shown"] == 6999
    assert [*_tend(lambda _store: iter(()), Store(7000, inf))] == []
    assert client.get("/stav/").json()["content_version_shown"] == 7000


@pytest.mark.parametrize("name", ["housekeeping", "backup", "snapshot"])
def test_what_has_not_run_for_long_is_not_healthy(client, loaded, name):
    CommandRun.objects.note(name, timezone.now() - timedelta(days=3))
    assert client.get("/stav/").json()["healthy"] is False


@pytest.mark.parametrize("address", BOTH)
def test_nobody_keeps_it_finds_it_or_changes_anything(client, loaded, address):
    response = client.get(address)
    assert response["Cache-Control"] == "no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Content-Type"] == "application/json"
    assert client.head(address).content == b""
    assert client.post(address).status_code == 405
    assert address not in client.get("/sitemap.xml").content.decode()


def test_afterwards_the_database_has_the_usual_patience(client, loaded):
    client.get("/stav/")
    with connection.cursor() as cursor:
        is_sqlite = connection.vendor == "sqlite"
        cursor.execute("PRAGMA busy_timeout" if is_sqlite else "SHOW statement_timeout")
        assert cursor.fetchone() == ((20_000,) if is_sqlite else ("0",))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="about PostgreSQL")
@pytest.mark.parametrize("address", BOTH)
def test_the_patience_of_postgresql_is_that_of_one_transaction(client, loaded, address):
    """So that behind a pool of transactions nobody else gets it; tests/proof/test_pooled.py asks a real one."""
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    of_timeout = [query["sql"] for query in asked if "statement_timeout" in query["sql"]]
    assert of_timeout == ["SET LOCAL statement_timeout = '2s'"]


# To go back by a command takes ten seconds.
BEFORE_SOME = """
from django.db.migrations.recorder import MigrationRecorder
MigrationRecorder.Migration.objects.filter(app="axes").delete()
"""


@pytest.mark.process
def test_a_fresh_install_is_healthy_and_one_before_its_migrations_says_so(tmp_path):
    with kept_site(tmp_path) as site:
        assert json.loads(site.python(ASK)) == {
            "healthy": True,
            "database": True,
            "migrations_pending": 0,
            "content_version": 0,
            "content_version_shown": None,
            "content_loaded": False,
            "housekeeping_seconds_ago": None,
            "backup_seconds_ago": None,
            "snapshot_seconds_ago": None,
        }
        site.python(BEFORE_SOME)
        found = json.loads(site.python(ASK))
        assert found.pop("migrations_pending") > 1
        assert found == {"healthy": False, "database": True}


ASK_BOTH = """
from django.test import Client
for address in ["/stav/", "/stav/pripraveno/"]:
    answer = Client(SERVER_NAME="127.0.0.1").get(address)
    print(answer.status_code, answer.headers["Cache-Control"], answer.content.decode())
"""


@pytest.fixture
def unreachable(tmp_path):
    """Addresses of databases that are away: no folder, no database in the file, nobody listening, nobody answering."""
    (tmp_path / "text.sqlite3").write_text("this is no database at all")
    with socket.create_server(("127.0.0.1", 0)) as closed:
        nobody = closed.getsockname()[1]
    with socket.create_server(("127.0.0.1", 0)) as silent:
        yield {
            "missing": f"sqlite:///{tmp_path}/missing/x.sqlite3",
            "broken": f"sqlite:///{tmp_path}/text.sqlite3",
            "refusing": f"postgres://anna:heslo@127.0.0.1:{nobody}/x",
            "silent": f"postgres://anna:heslo@127.0.0.1:{silent.getsockname()[1]}/x",
        }


@pytest.mark.process
@pytest.mark.parametrize("how", ["missing", "broken", "refusing", "silent"])
def test_without_its_database_the_process_lives_and_is_not_ready(tmp_path, unreachable, how):
    asked = KeptSite(tmp_path, unreachable[how]).run("shell", "--no-imports", "-c", ASK_BOTH)
    assert "Traceback" not in asked.stderr
    assert asked.returncode == 0, asked.stderr
    assert asked.stdout.splitlines() == [
        '200 no-store {"healthy": false, "database": false}',
        '503 no-store {"database": false}',
    ]
    assert "heslo" not in asked.stderr
