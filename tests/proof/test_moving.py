"""A large site moves to another database and back; killed on the way it leaves the old one as it is, and goes again.

make proof runs it on SQLite and on PostgreSQL and shows the figures that it prints.
"""

import os
import random
import re
import subprocess
import sys
import time
from hashlib import sha256

import pytest

from tests import prepared
from tests.prepared import MIGRATED, WITH_CONTENT
from tests.running_site import ROOT
from tests.socialnibydleni.copies.kept_site import kept_site

MEMORY = 300  # MB
KILLS, TRIES = 3, 5
FILL = """
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from django.conf import settings
from django.utils import timezone
from contact.models import MeetingRequest
from pages.models import Document, DocumentVersion
now = timezone.now()
folder = Path(settings.MEDIA_ROOT) / "dokumenty"
folder.mkdir(parents=True)
made = [Document(slug=f"d-{n}", title=f"Dokument {n}", description="Popis. " * 20, category="metodika", year=2020,
    publish_at=now) for n in range(2000)]
documents = Document.objects.bulk_create(made, 200)
Document.history.bulk_history_create(documents, batch_size=200)
versions = []
for n in range(5000):
    name, content = f"{n:032x}", b"%PDF-1.7 " + bytes(20_000) + str(n).encode()
    (folder / name).write_bytes(content)
    versions.append(DocumentVersion(document=documents[n % 2000], stored_name=name, extension="pdf", size=len(content),
        digest=sha256(content).hexdigest(), original_name="a.pdf", valid_from=now + timedelta(seconds=n)))
DocumentVersion.objects.bulk_create(versions, 200)
requests = [MeetingRequest(sender="person", name=f"Č {n}", email="a@example.org", topic="Hledám byt. " * 60,
    created_at=now, key=f"{n:064}") for n in range(3000)]
MeetingRequest.objects.bulk_create(requests, 100)
"""
COUNT = """
from contact.models import MeetingRequest
from pages.models import Document, DocumentVersion
print(*[model.objects.count() for model in [Document, DocumentVersion, MeetingRequest]])
"""


@pytest.fixture
def site(tmp_path):
    with kept_site(tmp_path / "site", WITH_CONTENT) as site:
        site.python(FILL)
        yield site


def rows(site, address):
    """What stands for every row there."""
    done = site.run("dumpdata", DATABASE_URL=address)
    assert done.returncode == 0, done.stderr
    return sha256(done.stdout.encode()).hexdigest()


def start(site, here, there):
    command = [sys.executable, "manage.py", "move_to", there]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=ROOT, env={**site.environment, "DATABASE_URL": here}, **pipes)


def test_two_thousand_documents_move_to_another_database_and_back(site, tmp_path, say):
    here, there = site.environment["DATABASE_URL"], f"sqlite:///{tmp_path / 'there.sqlite3'}"
    before, figures = rows(site, here), []
    with prepared.own_database(tmp_path, MIGRATED) as back:
        for source, target in [(here, there), (there, back)]:
            began = time.monotonic()
            with start(site, source, target) as moving:
                said = moving.stdout.read()
                _, status, usage = os.wait4(moving.pid, 0)
                moving.returncode = os.waitstatus_to_exitcode(status)
            figures.append((time.monotonic() - began, usage.ru_maxrss / 1024))
            assert moving.returncode == 0, said
            assert "5000 are whole, 0 missing or damaged." in said
            assert rows(site, target) == before
            assert site.run("shell", "--no-imports", "-c", COUNT, DATABASE_URL=target).stdout == "2000 5000 3000\n"
    number = re.search(r"Moved: (\d+) rows", said)[1]
    (seconds, memory), (seconds_back, memory_back) = figures
    say(
        f"{number} rows with 2,000 documents, 5,000 versions and 3,000 requests, and 5,000 files looked at: to SQLite "
        f"in {seconds:.0f} s with {memory:.0f} MB, back in {seconds_back:.0f} s with {memory_back:.0f} MB"
    )
    assert max(memory, memory_back) < MEMORY


def test_a_move_that_is_killed_leaves_the_old_database_and_goes_again(site, tmp_path, say):
    here, drawn, tries = site.environment["DATABASE_URL"], random.Random(22), []
    before = rows(site, here)
    began = time.monotonic()
    with start(site, here, f"sqlite:///{tmp_path / 'first.sqlite3'}") as moving:
        assert moving.wait() == 0
    seconds = time.monotonic() - began
    for number in range(KILLS):
        folder = tmp_path / str(number)
        folder.mkdir()
        with prepared.own_database(folder, MIGRATED) as there:
            if number % 2:  # an address at which nothing is, so that the tables are being made
                there = f"sqlite:///{folder / 'new.sqlite3'}"  # noqa: PLW2901
            with start(site, here, there) as moving:
                time.sleep(seconds * (number + drawn.random()) / (KILLS + 1))
                moving.kill()
            tries.append(_go_again(site, here, there))
            assert rows(site, there) == before
    assert rows(site, here) == before
    say(f"a move of {seconds:.0f} s killed at {KILLS} points: the old one as it was, then whole after {tries} tries")


def _go_again(site, here, there):
    """After how many tries the rows are there; each one that fails says why in a line."""
    for number in range(1, TRIES + 1):
        done = site.run("move_to", there, DATABASE_URL=here)
        if done.returncode == 0:
            return number
        assert done.stderr.startswith("CommandError: Nothing was moved: "), done.stderr
    raise AssertionError(done.stderr)
