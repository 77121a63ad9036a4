"""Two at once: backups while files are uploaded, and housekeepings beside one another."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from socialnibydleni.copies import archive
from tests.prepared import WITH_CONTENT
from tests.running_site import ROOT
from tests.socialnibydleni.backups.kills import DOCUMENTS
from tests.socialnibydleni.copies.kept_site import kept_site

HOUSEKEEPINGS, REQUESTS, ORPHANS = 4, 200, 15
UPLOAD_ALL_THE_TIME = f"""{DOCUMENTS}
import itertools, select, sys
for number in itertools.count():
    add(f"dokument-{{number}}", bytes([number % 256]) * 200_000)
    sys.stdout.flush()
    if select.select([sys.stdin], [], [], 0)[0]:
        break
"""
IN_THE_MIDDLE = f"""{DOCUMENTS}
from django.core.management import call_command
def chunks():
    yield b"a" * 200_000
    call_command("backup", "{{}}")
    yield b"b"
stored = stored_files.keep(chunks())
"""
BAD = """
from hashlib import sha256
from pages.documents import stored_files
from pages.models import DocumentVersion
print(DocumentVersion.objects.count())
for version in DocumentVersion.objects.all():
    if sha256(stored_files.opened(version.stored_name).read()).hexdigest() != version.digest:
        print(version.stored_name)
"""
MUCH_TO_DO = f"""
import os
from datetime import timedelta
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from contact.models import MeetingRequest, OutgoingMail
from pages.documents import orphans, stored_files
from pages.documents.store import disk
from pages.models import PreviewLink
over = timezone.now() - timedelta(days=100)
for number in range({REQUESTS}):
    request = MeetingRequest.objects.create(sender="person", name="Jana Tichá", email="a@example.org", topic="x",
        created_at=over, closed_at=over, state="closed", key=f"{{number:064}}")
    OutgoingMail.objects.create(kind="notice", request=request, message_id=f"<{{number}}@example.org>", subject="x",
        recipient="a@example.org", body="x", created_at=over, not_before=over, sent_at=over)
    PreviewLink.objects.create(created_at=over, expires_at=over + timedelta(days=1))
    store = SessionStore(); store["x"] = 1; store.set_expiry(-1); store.save()
for number in range({ORPHANS} + 10):
    name = stored_files.keep([b"x"]).name
    path = disk.root() / "dokumenty" / name
    os.utime(path, (over.timestamp(), over.timestamp()))
    if number >= {ORPHANS}:
        (disk.root() / "odlozene").mkdir(exist_ok=True)
        path.rename(disk.root() / "odlozene" / name)
"""
ONE_NAMED = f"{DOCUMENTS}add('jeden', b'x')"
KEEP_HOUSE = """
from django.core.management import call_command
print("ready", flush=True)
input()
call_command("housekeeping")
"""
LEFT = """
from django.contrib.sessions.models import Session
from contact.models import MeetingRequest, OutgoingMail
from pages.models import CommandRun, Erasure, PreviewLink
print(*[model.objects.count() for model in [MeetingRequest, OutgoingMail, PreviewLink, Session, Erasure, CommandRun]])
"""


@pytest.fixture
def site(tmp_path):
    with kept_site(tmp_path / "site", WITH_CONTENT) as site:
        yield site


def shell(site, code):
    """A process of the site that runs the code."""
    return subprocess.Popen(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", code],
        cwd=ROOT,
        env=site.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.proof
def test_backups_while_files_are_uploaded_hold_every_file_that_their_rows_name(site, tmp_path):
    backups = [tmp_path / "first.tar.gz", tmp_path / "second.tar.gz"]
    with shell(site, UPLOAD_ALL_THE_TIME) as uploading:
        for backup in backups:
            uploading.stdout.readline()  # at least one more is there
            site.manage("backup", backup)
        uploading.communicate("\n")
    site.python(IN_THE_MIDDLE.format(tmp_path / "third.tar.gz"))
    for backup in [*backups, tmp_path / "third.tar.gz"]:
        shutil.rmtree(site.media)
        site.manage("restore", backup, "--yes")
        assert re.fullmatch(r"[1-9]\d*", site.python(BAD))
        assert [path.name for path in site.media.rglob("*.tmp")] == []


def test_a_file_that_grows_while_it_is_read_does_not_spoil_the_backup(tmp_path, monkeypatch):
    growing = tmp_path / "growing"

    def grow(number, look=os.fstat):
        with growing.open("ab") as file:
            file.write(b"y" * 1000)
            file.flush()
            found = look(number)
            file.write(b"y" * 1000)
        return found

    growing.write_bytes(b"x" * 1000)
    for folder in ["work", "unpacked"]:
        (tmp_path / folder).mkdir()
    with archive.writing(tmp_path / "backup.tar.gz", tmp_path / "work") as writer:
        with monkeypatch.context() as patched:
            patched.setattr(archive.os, "fstat", grow)
            writer.add_media(["growing"], lambda name: (tmp_path / name).open("rb"))
        writer.add_database(Path(__file__))
        writer.finish(datetime.now(UTC), "sqlite", [])
    archive.unpack(tmp_path / "backup.tar.gz", tmp_path / "unpacked")


@pytest.mark.proof
def test_housekeepings_at_once_do_everything_once_and_none_fails(site):
    site.python(MUCH_TO_DO)
    site.python(ONE_NAMED)
    with contextlib.ExitStack() as stack:
        processes = [stack.enter_context(shell(site, KEEP_HOUSE)) for _ in range(HOUSEKEEPINGS)]
        for process in processes:
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            process.stdin.write("\n")
            process.stdin.flush()
        said = [process.communicate()[0] for process in processes]
    assert [process.returncode for process in processes] == [0] * HOUSEKEEPINGS, said
    counts = [[int(number) for number in re.findall(r"(?:meeting|links|aside) \((\d+)\)", text)] for text in said]
    assert [sum(each) for each in zip(*counts, strict=True)] == [REQUESTS, REQUESTS, ORPHANS]
    assert site.python(LEFT) == f"0 0 0 0 {REQUESTS} 1"
    assert [len(list((site.media / name).iterdir())) for name in ["odlozene", "dokumenty"]] == [ORPHANS, 1]
    lines = (site.media / "smazano.txt").read_text().split()
    assert len(set(lines)) == REQUESTS
    assert all(re.fullmatch("-[0-9a-f]{64}", line) for line in lines)
