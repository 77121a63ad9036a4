"""The code of version 1.0, and a database for what it gathers."""

import os
import secrets
import subprocess
from urllib.parse import urlsplit

import pytest

from tests import prepared
from tests.running_site import ROOT

VERSION_1_0 = "cd2e5876bba204cb6ff0068116ccbbcf09ec5633"


@pytest.fixture
def old_code(tmp_path):
    """The code of version 1.0, out of the history of this checkout."""
    folder = tmp_path / "version-1.0"
    folder.mkdir()
    archive = subprocess.run(["git", "archive", VERSION_1_0], cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
    subprocess.run(["tar", "--extract", "--directory", folder], input=archive, check=True)
    return folder


@pytest.fixture
def database(tmp_path):
    """An empty one."""
    server = os.environ["DATABASE_URL"]
    if not server.startswith("postgres"):
        yield f"sqlite:///{tmp_path / 'site.sqlite3'}"
        return
    name = f"update_{secrets.token_hex(4)}"
    prepared._as_owner(server, f"CREATE DATABASE {name}")
    yield urlsplit(server)._replace(path=f"/{name}").geturl()
    prepared._as_owner(server, f"DROP DATABASE {name} WITH (FORCE)")
