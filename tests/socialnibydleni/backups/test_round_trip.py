"""A backup that is made brings back everything."""

import json
import os
import pty
import stat
import subprocess
import sys
from hashlib import sha256

import pytest

from tests.running_site import ROOT
from tests.socialnibydleni.backups.files import TEXT, members
from tests.socialnibydleni.copies.kept_site import kept_site

NAMES = (
    "from contact.models import MeetingRequest as M; print(*M.objects.order_by('pk').values_list('name', flat=True))"
)
VERSION = "from pages.models import ContentVersion as V; print(V.objects.current())"
OPEN_LINKS = (
    "from django.utils import timezone; from pages.models import PreviewLink as P;"
    " print(P.objects.open_at(timezone.now()).count())"
)
VERIFIED = (
    "from contact.models import ContactCentre as C; from django.utils import timezone;"
    " C.objects.get().verify('hours_verified', None, timezone.localdate())"
)
TOLD = "from contact.models import ToldOpening as T; print(T.objects.filter(event__contains='STATUS:{}').count())"
SESSIONS = "from django.contrib.sessions.models import Session as S; print(S.objects.count())"
RAN = "from pages.models import CommandRun as C; print(C.objects.filter(name='backup').values_list('ran_at').first())"
HOLD = """
from django.db import transaction
from pages.models import Project
with transaction.atomic():
    Project.objects.update(short_name="Nikdy")
    print("held", flush=True)
    input()
    transaction.set_rollback(True)
"""


@pytest.fixture
def empty(tmp_path):
    """Another site, as after its first migration."""
    with kept_site(tmp_path / "empty") as site:
        yield site


def test_a_backup_brings_the_site_back_on_an_empty_one_and_erases_what_is_over(site, backup, empty):
    assert site.python(NAMES) == "Jana Tichá Dávno Vyřízená"
    said = empty.manage("restore", backup)
    assert said.startswith("Restored: the site as of 20")
    assert empty.python(NAMES) == "Jana Tichá"
    assert (site.python(OPEN_LINKS), empty.python(OPEN_LINKS)) == ("1", "0")
    assert empty.python(SESSIONS) == "0"
    rows, uploads = empty.state()
    rows_before, uploads_before = site.state()
    assert uploads == uploads_before
    assert len(uploads) == 2
    changing = {"contact.meetingrequest", "sessions.session", "pages.contentversion", "pages.previewlink"}
    changing |= {"pages.commandrun", "pages.erasure"}
    kept = [row for row in json.loads(rows) if row["model"] not in changing]
    assert kept == [row for row in json.loads(rows_before) if row["model"] not in changing]
    empty.python(TEXT)  # rows that are added find their numbers free
    assert empty.manage("migrate", "--plan").endswith("No planned migration operations.\n")


def test_a_restore_onto_content_asks_and_replaces_all_that_came_since(site, backup):
    (site.media / "nové.txt").write_text("přibylo")
    site.python(TEXT)
    site.python(VERIFIED)
    told = site.python(TOLD.format("CONFIRMED"))
    before, version = site.state(), int(site.python(VERSION))
    refused = site.refusal("restore", backup)
    assert refused == "CommandError: The site has content and nobody is there to ask: add --yes. Nothing was changed."
    assert site.state() == before
    site.manage("restore", backup, "--yes")
    assert "Jiný název" not in site.state()[0]
    # Calendars were told of the hours since, and the backup knows of none.
    assert site.python(TOLD.format("CANCELLED")) == told != "0"
    # What came since harms nobody: no row names it, so it waits for housekeeping.
    assert [path.name for path in site.state()[1]] == ["zpráva o obcích.pdf", "nové.txt", "prázdný.txt"]
    (site.media / "nové.txt").unlink()
    assert int(site.python(VERSION)) > version  # or workers would keep the pages of the state that is gone
    assert stat.S_IMODE(site.media.stat().st_mode) == 0o755
    assert [path.name for place in [site.folder, site.media] for path in place.glob(".*-*")] == []


def test_only_its_owner_may_read_a_backup_and_none_is_overwritten_unasked(site, backup):
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    content = backup.read_bytes()
    assert site.refusal("backup", backup).endswith("is there already. Choose another name, or --force.")
    assert backup.read_bytes() == content
    copy = backup.with_name("copy.tar.gz")
    copy.write_text("old")
    site.manage("backup", copy, "--force")
    assert members(copy).keys() == members(backup).keys()


def test_a_backup_names_every_file_with_its_checksum(backup):
    found = members(backup)
    manifest = json.loads(found.pop("manifest.json"))
    assert list(found) == ["media/2026/zpráva o obcích.pdf", "media/prázdný.txt", "database"]
    assert manifest["files"] == {name: sha256(content).hexdigest() for name, content in found.items()}
    assert (manifest["format"], manifest["kind"]) == (1, "backup of socialnibydleni")
    assert "pages.0001_initial" in manifest["migrations"]


def test_a_place_that_can_t_be_written_gets_one_line(site):
    missing = site.folder / "není" / "backup.tar.gz"
    assert site.refusal("backup", missing).startswith("CommandError: No backup was made: No such file or directory: ")
    assert site.refusal("backup", site.folder).endswith("is there already. Choose another name, or --force.")


@pytest.mark.parametrize(("answer", "is_restored"), [(b"yes\n", True), (b"y\n", False), (b"\n", False)])
def test_at_a_terminal_only_a_whole_yes_restores(site, backup, answer, is_restored):
    site.python(TEXT)
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "manage.py", "restore", str(backup)],
        cwd=ROOT,
        env=site.environment,
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        os.close(theirs)
        os.write(ours, answer)
        said, _ = process.communicate()
    os.close(ours)
    assert b"will be replaced with the backup of 20" in said
    assert process.returncode == (0 if is_restored else 1)
    assert ("Jiný název" in site.state()[0]) is not is_restored


def test_a_link_among_the_uploads_is_left_out(site, tmp_path):
    (tmp_path / "secret").write_text("secret")
    (site.media / "link").symlink_to(tmp_path / "secret")
    (site.media / "folder").symlink_to(tmp_path)
    site.manage("backup", tmp_path / "backup.tar.gz")
    for name in ["link", "folder"]:
        (site.media / name).unlink()
    assert not [name for name in members(tmp_path / "backup.tar.gz") if "link" in name or "secret" in name]


def test_the_operators_own_command_gets_each_backup_and_one_that_fails_is_told_and_not_noted(site, tmp_path):
    file, copy = tmp_path / "new.tar.gz", tmp_path / "kopie se zálohou"
    done = site.run("backup", file, BACKUP_COMMAND=f'cp "$1" "{copy}"')
    assert (done.returncode, copy.read_bytes()) == (0, file.read_bytes())
    noted = site.python(RAN)
    done = site.run("backup", file, "--force", BACKUP_COMMAND="exit 3")
    assert done.stderr == f"CommandError: {file} is made, but BACKUP_COMMAND failed on it (exit status 3).\n"
    assert noted == site.python(RAN) != "None"


def test_a_backup_is_made_while_others_read_and_write(site, tmp_path):
    """Somebody holds the write lock; the file neither waits nor holds what is not committed."""
    with subprocess.Popen(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", HOLD],
        cwd=ROOT,
        env=site.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout.readline() == b"held\n"
        command = [sys.executable, "manage.py", "backup", tmp_path / "backup.tar.gz"]
        with subprocess.Popen(command, cwd=ROOT, env=site.environment) as backup:
            while not (tmp_path / "backup.tar.gz").exists():
                assert backup.poll() is None
            holder.communicate(b"\n")
        assert backup.returncode == 0
    site.manage("restore", tmp_path / "backup.tar.gz", "--yes")
    assert "Nikdy" not in site.state()[0]
