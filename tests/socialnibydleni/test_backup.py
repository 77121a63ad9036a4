"""A backup that is made brings back everything; one that is not right brings back nothing and harms nothing."""

import gzip
import io
import json
import os
import pty
import stat
import subprocess
import sys
import tarfile
from hashlib import sha256

import pytest

from socialnibydleni.backup import archive
from tests.running_site import ROOT
from tests.socialnibydleni.kept_site import kept_site

FILL = """
from datetime import timedelta
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from contact.models import MeetingRequest
User.objects.create_user("novak", password="dlouhe-tajne-heslo")
store = SessionStore(); store["x"] = 1; store.save()
def ask(name, closed_at, key):
    state = "closed" if closed_at else "new"
    MeetingRequest.objects.create(sender="person", name=name, email="a@example.org", topic="x\\\\restrict y %s",
        created_at=timezone.now(), closed_at=closed_at, state=state, key=key * 64)
ask("Jana Tichá", None, "a")
ask("Dávno Vyřízená", timezone.now() - timedelta(days=91), "b")
"""
NAMES = (
    "from contact.models import MeetingRequest as M; print(*M.objects.order_by('pk').values_list('name', flat=True))"
)
VERSION = "from pages.models import ContentVersion as V; print(V.objects.current())"
SESSIONS = "from django.contrib.sessions.models import Session as S; print(S.objects.count())"
TEXT = "from pages.models import Project as P; p = P.objects.get(); p.short_name = 'Jiný název'; p.save()"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site with its content, a request for a meeting, one whose time is over, a session and two uploads."""
    with kept_site(tmp_path_factory.mktemp("full")) as site:
        site.manage("load_content")
        site.python(FILL)
        (site.media / "2026").mkdir(parents=True)
        (site.media / "2026/zpráva o obcích.pdf").write_bytes(b"%PDF-1.7" + bytes(100_000))
        (site.media / "prázdný.txt").touch()
        yield site


@pytest.fixture(scope="module")
def backup(site):
    """The site's backup, made once."""
    file = site.folder / "backup.tar.gz"
    said = site.manage("backup", file)
    assert said.startswith(f"Backup: {file}, ")
    assert said.endswith(" MB, the database and 2 uploads.\n")
    return file


@pytest.fixture
def empty(tmp_path):
    """Another site, as after its first migration."""
    with kept_site(tmp_path / "empty") as site:
        yield site


def members(file):
    with tarfile.open(file) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}


def packed(path, *files, kinds=()):
    """A file of the given members (name, content); `kinds` are members that are no files."""
    with path.open("wb") as file, gzip.GzipFile("", "wb", 6, file, 0) as gz, tarfile.open(fileobj=gz, mode="w") as tar:
        for name, content in files:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
        for name, kind in kinds:
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            tar.addfile(member)
    return path


def test_a_backup_brings_the_site_back_on_an_empty_one_and_erases_what_is_over(site, backup, empty):
    assert site.python(NAMES) == "Jana Tichá Dávno Vyřízená"
    said = empty.manage("restore", backup)
    assert said.startswith("Restored: the site as of 20")
    assert empty.python(NAMES) == "Jana Tichá"
    assert empty.python(SESSIONS) == "0"
    rows, uploads = empty.state()
    rows_before, uploads_before = site.state()
    assert uploads == uploads_before
    assert len(uploads) == 2
    changing = {"contact.meetingrequest", "sessions.session", "pages.contentversion"}
    kept = [row for row in json.loads(rows) if row["model"] not in changing]
    assert kept == [row for row in json.loads(rows_before) if row["model"] not in changing]
    empty.python(TEXT)  # rows that are added find their numbers free
    assert empty.manage("migrate", "--plan").endswith("No planned migration operations.\n")


def test_a_restore_onto_content_asks_and_replaces_all_that_came_since(site, backup):
    (site.media / "nové.txt").write_text("přibylo")
    site.python(TEXT)
    before, version = site.state(), int(site.python(VERSION))
    refused = site.refusal("restore", backup)
    assert refused == "CommandError: The site has content and nobody is there to ask: add --yes. Nothing was changed."
    assert site.state() == before
    site.manage("restore", backup, "--yes")
    assert "Jiný název" not in site.state()[0]
    assert [path.name for path in site.state()[1]] == ["zpráva o obcích.pdf", "prázdný.txt"]
    assert int(site.python(VERSION)) > version  # or workers would keep the pages of the state that is gone
    assert stat.S_IMODE(site.media.stat().st_mode) == 0o755
    assert sorted(path.name for path in site.folder.iterdir() if path.name.startswith(".")) == []


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


def test_a_restore_of_what_is_damaged_or_foreign_changes_nothing(site, backup):
    """Cut short, one bit turned, something added, not ours: each is refused in one line."""
    whole, trial = backup.read_bytes(), backup.with_name("trial.tar.gz")
    before = site.state()
    turned = bytearray(whole)
    turned[len(whole) // 2] ^= 1
    longer = [whole + whole, whole + gzip.compress(b"more")]
    for content in [b"", b"hello", whole[:1000], whole[:-1], whole[: len(whole) // 2], bytes(turned), *longer]:
        trial.write_bytes(content)
        assert site.refusal("restore", trial, "--yes").startswith(f"CommandError: {trial} is ")
    assert site.refusal("restore", site.folder / "není", "--yes").endswith("Nothing was changed.")
    assert site.state() == before


@pytest.mark.parametrize("place", ["kind", "moment", "first file", "middle", "checksum", "length"])
def test_no_turned_bit_goes_unnoticed(backup, tmp_path, place):
    whole = bytearray(backup.read_bytes())
    at = {
        "kind": 3,
        "moment": 5,
        "first file": 200,
        "middle": len(whole) // 3,
        "checksum": len(whole) - 8,
        "length": len(whole) - 2,
    }
    whole[at[place]] ^= 4
    (tmp_path / "turned").write_bytes(whole)
    (tmp_path / "folder").mkdir()
    with pytest.raises(archive.BadBackupError):
        archive.unpack(tmp_path / "turned", tmp_path / "folder")


def test_what_no_backup_holds_is_refused_before_it_is_written(tmp_path, backup):
    folder = tmp_path / "folder"
    folder.mkdir()
    names = [
        "../evil",
        "/tmp/evil",
        "media/../../evil",
        "media/./x",
        "media",
        "media/",
        "evil",
        "media\\x",
        "database/x",
    ]
    for name in names:
        file = packed(tmp_path / "hostile.tar.gz", (name, b"evil"))
        with pytest.raises(archive.BadBackupError):
            archive.unpack(file, folder)
    for kind in [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE]:
        file = packed(tmp_path / "hostile.tar.gz", kinds=[("media/link", kind)])
        with pytest.raises(archive.BadBackupError, match="something that no backup holds"):
            archive.unpack(file, folder)
    assert list(tmp_path.rglob("*evil*")) == []
    assert list(folder.iterdir()) == []


def altered(backup, target, database=None, more=(), **changes):
    """The backup with something else in it, and checksums that fit."""
    found = members(backup)
    manifest = json.loads(found.pop("manifest.json")) | changes
    found |= dict(more) | ({"database": database} if database is not None else {})
    manifest["files"] = {name: sha256(content).hexdigest() for name, content in found.items()}
    return packed(target, *found.items(), ("manifest.json", json.dumps(manifest).encode()))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"format": 2}, "was made by a newer version of the site; update this one first"),
        ({"migrations": ["pages.9999_later"]}, "was made by a newer version of the site, which has pages.9999_later; "),
        ({"kind": "backup of something else"}, "is no backup of this site"),
        ({"engine": "mysql"}, "was made on mysql, and this site runs on "),
        ({"made_at": "yesterday"}, "is no backup of this site: its manifest can't be understood"),
        ({"database": b"no database"}, "holds no "),
    ],
)
def test_a_backup_that_does_not_fit_is_refused_and_nothing_changes(site, backup, tmp_path, changes, reason):
    before = site.state()
    file = altered(backup, tmp_path / "altered.tar.gz", **changes)
    assert site.refusal("restore", file, "--yes").startswith(f"CommandError: {file} {reason}")
    assert site.state() == before


def test_a_file_must_be_in_the_manifest_and_hold_a_database(backup, tmp_path):
    found = members(backup)
    for number, files in enumerate([{**found, "media/x": b""}, {"manifest.json": found["manifest.json"]}]):
        manifest = files.pop("manifest.json")
        file = packed(tmp_path / "trial.tar.gz", *files.items(), ("manifest.json", manifest))
        (tmp_path / str(number)).mkdir()
        with pytest.raises(archive.BadBackupError, match="its files are not those of its manifest"):
            archive.unpack(file, tmp_path / str(number))


def test_a_restore_that_breaks_half_way_changes_nothing(site, backup, tmp_path):
    """The database is sound and its tables are not ours: the uploads were already in their place."""
    made = members(backup)["database"]
    broken = made.replace(b"pages_contentversion", b"pages_contentversiom")
    assert broken != made
    before = site.state()
    file = altered(backup, tmp_path / "altered.tar.gz", database=broken, more={"media/new.txt": b"new"})
    assert site.refusal("restore", file, "--yes").endswith("Nothing was changed.")
    assert site.state() == before


def test_without_a_folder_for_uploads_a_backup_with_some_is_refused(site, backup):
    done = site.run("restore", backup, "--yes", MEDIA_ROOT="")
    assert done.stderr.endswith("this site has no folder for them (MEDIA_ROOT). Nothing was changed.\n")


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


def test_a_backup_is_made_while_others_read_and_write(site, tmp_path):
    """Somebody holds the write lock; the backup neither waits nor sees what is not committed."""
    with subprocess.Popen(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", HOLD],
        cwd=ROOT,
        env=site.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout.readline() == b"held\n"
        site.manage("backup", tmp_path / "backup.tar.gz")
        holder.communicate(b"\n")
    site.manage("restore", tmp_path / "backup.tar.gz", "--yes")
    assert "Nikdy" not in site.state()[0]


HOLD = """
from django.db import transaction
from pages.models import Project
with transaction.atomic():
    Project.objects.update(short_name="Nikdy")
    print("held", flush=True)
    input()
    transaction.set_rollback(True)
"""
