"""What is made once and then copied: the static files and databases of sites, as long as what they come from stays."""

import fcntl
import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from datetime import date
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from tests.manage import Manager

ROOT = Path(__file__).parents[1]
KEPT = ROOT / ".pytest_cache/prepared"
# What stands in a database that is copied; a later kind begins with what the earlier one has.
MIGRATED, WITH_CONTENT = "migrated", "with_content"
COMMANDS = {MIGRATED: [["migrate", "--verbosity", "0"]], WITH_CONTENT: [["load_content"], ["word_forms"]]}
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "tests.site_settings",
    "SITE_URL": "http://127.0.0.1:8000",
    "MEDIA_ROOT": "",
    "UPLOADS_URL": "",
    "STATIC_ROOT": "",
}
STATIC_SOURCES = ["static", "requirements.txt", "requirements-dev.txt", "socialnibydleni/settings.py"]
STATIC_SOURCES += ["socialnibydleni/serving/static_files.py"]
# All code, because any of it may have a say in what a migration or a command writes.
SITE_SOURCES = ["contact", "municipalities", "pages", "socialnibydleni", "requirements.txt", "manage.py"]


def static_files():
    """The folder of the collected files."""
    folder = KEPT / f"static_{_digest(STATIC_SOURCES)}"
    with _alone():
        if not folder.exists():
            made = _room_for(folder)
            _manage(["collectstatic", "--noinput", "--verbosity", "0"], STATIC_ROOT=str(made))
            made.rename(folder)
    return folder


def copied(file, kind):
    """The address of a database in this file, whatever the tests run on."""
    shutil.copyfile(_file(_original(kind), kind), file)
    return f"sqlite:///{file}"


@contextmanager
def own_database(folder, kind=WITH_CONTENT):
    """A site's own: a file; or, where the tests run on PostgreSQL, a database beside the one of the other tests."""
    server, original = os.environ.get("DATABASE_URL", ""), _original(kind)
    if not server.startswith("postgres"):
        yield copied(folder / "site.sqlite3", kind)
        return
    name = f"site_{secrets.token_hex(4)}"
    _make_on_server(server, original, kind)
    _as_owner(server, f"CREATE DATABASE {name} TEMPLATE {original}")
    try:
        yield _address(server, name)
    finally:
        _as_owner(server, f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def content_in(connection):
    """While the database of the tests is created, on this connection, it gets the content of a site."""
    original = _original(WITH_CONTENT)
    if connection.vendor == "postgresql":
        _make_on_server(os.environ["DATABASE_URL"], original, WITH_CONTENT)
        connection.settings_dict["TEST"]["TEMPLATE"] = original
        yield
        return
    # It lies in memory for as long as anybody is connected to it.
    with (
        closing(sqlite3.connect(connection.creation._get_test_db_name(), uri=True)) as memory,
        closing(sqlite3.connect(_file(original, WITH_CONTENT))) as file,
    ):
        file.backup(memory)
        yield


def _original(kind):
    """The name of what is copied. The day is in it, because the content may be dated by it."""
    return f"site_{kind}_{_digest(SITE_SOURCES, kind, str(date.today()))}"  # noqa: DTZ011 - any change of it will do


def _file(original, kind):
    file = KEPT / f"{original}.sqlite3"
    with _alone():
        if not file.exists():
            made = _room_for(file)
            _fill(f"sqlite:///{made}", kind)
            made.rename(file)
    return file


def _make_on_server(server, original, kind):
    with _alone():
        if not _as_owner(server, f"SELECT 1 FROM pg_database WHERE datname = '{original}'").fetchall():
            _as_owner(server, f"CREATE DATABASE {original}_half")
            _fill(_address(server, f"{original}_half"), kind)
            _as_owner(server, f"ALTER DATABASE {original}_half RENAME TO {original}")


def _fill(database, kind):
    with Manager({**os.environ, **ENVIRONMENT, "DATABASE_URL": database}) as manager:
        for each, commands in COMMANDS.items():
            for command in commands:
                done = manager.run(*command)
                assert done.returncode == 0, done.stderr
            if each == kind:
                return


def _manage(command, **variables):
    subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env={**os.environ, **ENVIRONMENT, **variables},
        stdout=subprocess.DEVNULL,
        check=True,
    )


def _address(server, name):
    return urlsplit(server)._replace(path=f"/{name}").geturl()


def _as_owner(server, statement):
    # By a connection of its own, because in between the server may be stopped.
    with psycopg.connect(server, autocommit=True) as connection:
        return connection.execute(statement)


def _digest(sources, *more):
    """The name of exactly these sources."""
    digest = sha256(repr(more).encode())
    for source in sources:
        paths = [path for path in sorted((ROOT / source).rglob("*")) if path.is_file()] or [ROOT / source]
        for path in paths:
            if path.suffix != ".pyc":
                digest.update(f"{path.relative_to(ROOT)}\0".encode() + sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


@contextmanager
def _alone():
    """Whoever else tests in this folder waits: a worker beside this one, or another run."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _room_for(place):
    """Where to make it: beside its place, so that nothing half made ever stands there. What came before goes."""
    kind = place.name.rpartition("_")[0]
    for old in KEPT.glob(f"*{kind}_*"):
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    return place.with_name(f"half_{place.name}")
