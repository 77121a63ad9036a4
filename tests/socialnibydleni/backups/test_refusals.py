"""A backup that is not right brings back nothing and harms nothing."""

import gzip
import os
import tarfile
from datetime import UTC, datetime

import pytest

from pages.documents import stored_files
from socialnibydleni.copies import archive, uploads
from tests.socialnibydleni.backups.files import altered, members, packed


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


def with_a_turned_bit(backup, position, folder):
    """The same file with one bit turned, beside an empty folder to unpack it into."""
    whole = bytearray(backup.read_bytes())
    whole[position % len(whole)] ^= 4
    (folder / "turned").write_bytes(whole)
    (folder / "folder").mkdir()
    return folder / "turned", folder / "folder"


@pytest.mark.parametrize("position", [3, 5, -8, -2], ids=["kind", "moment", "checksum", "length"])
def test_a_turned_bit_around_what_is_packed_is_noticed(backup, tmp_path, position):
    with pytest.raises(archive.BadBackupError):
        archive.unpack(*with_a_turned_bit(backup, position, tmp_path))


@pytest.mark.parametrize("part", [0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95])
def test_a_turned_bit_in_what_is_packed_changes_nothing_that_is_restored(backup, tmp_path, part):
    """It is noticed; or it says the same otherwise, as the distance to look back does in a run of zeros."""
    turned, folder = with_a_turned_bit(backup, int(part * backup.stat().st_size), tmp_path)
    try:
        archive.unpack(turned, folder)
    except archive.BadBackupError:
        return
    found = {str(path.relative_to(folder)): path.read_bytes() for path in files_in(folder)}
    assert found == {name: content for name, content in members(backup).items() if name != archive.MANIFEST}


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


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


UNFIT = [
    ({"format": 2}, "was made by a newer version of the site; update this one first"),
    ({"migrations": ["pages.9999_later"]}, "was made by a newer version of the site, which has pages.9999_later; "),
    ({"kind": "backup of something else"}, "is no backup of this site"),
    ({"engine": "mysql"}, "was made on mysql, and this site runs on "),
    ({"made_at": "yesterday"}, "is no backup of this site: its manifest can't be understood"),
    ({"database": b"no database"}, "holds no "),
]


def test_a_backup_that_does_not_fit_is_refused_and_nothing_changes(site, backup, tmp_path):
    before = site.state()
    for changes, reason in UNFIT:
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


def test_a_folder_of_another_site_gets_nothing(site, backup):
    before = site.state()
    (site.media / "web.txt").write_text("www.example.cz\n")
    try:
        assert site.refusal("restore", backup, "--yes") == (
            f"CommandError: Nothing was changed: the uploads are those of www.example.cz, says {site.media}/web.txt; "
            "has the site moved, delete that file."
        )
    finally:
        (site.media / "web.txt").unlink()
    assert site.state() == before


def test_what_says_something_of_the_folder_itself_is_in_no_backup_and_comes_from_none(tmp_path, settings):
    for name in [
        "web.txt",
        "smazano.txt",
        ".lock",
        "odlozene/a",
        ".restore-1/database",
        "dokumenty/b.tmp",
        "dokumenty/c",
    ]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    settings.MEDIA_ROOT = tmp_path
    assert list(uploads.files()) == ["dokumenty/c"]


def test_a_file_that_differs_is_set_aside_and_none_is_written_over(tmp_path, settings):
    settings.MEDIA_ROOT, new = tmp_path / "media", tmp_path / "new"
    for folder, texts in {settings.MEDIA_ROOT: ["same", "damaged"], new: ["same", "whole"]}.items():
        (folder / "dokumenty").mkdir(parents=True)
        for name, text in zip("ab", texts, strict=True):
            (folder / "dokumenty" / name).write_text(text)
    names = uploads.missing(new)
    uploads.bring(new, names, datetime.now(UTC))
    assert names == ["dokumenty/b"]
    assert (settings.MEDIA_ROOT / "dokumenty/b").read_text() == "whole"
    assert (settings.MEDIA_ROOT / "odlozene/b").read_text() == "damaged"


def test_without_a_folder_for_uploads_a_backup_with_some_is_refused(site, backup):
    done = site.run("restore", backup, "--yes", MEDIA_ROOT="")
    assert done.stderr.endswith("this site has no folder for them (MEDIA_ROOT). Nothing was changed.\n")


def test_a_backup_without_the_uploads_is_none(site, tmp_path):
    site.python(
        "from pages.models import Document, DocumentVersion as Version; "
        "document = Document.objects.create(slug='zkouska', title='Zkouška', category='metodika', year=2020); "
        "Version.objects.create(document=document, stored_name='f' * 32, extension='pdf', size=1, digest='0' * 64)"
    )
    try:
        refusal = site.refusal("backup", tmp_path / "backup.tar.gz")
        assert refusal.startswith(f"CommandError: No backup was made: {site.media} holds none of the uploads")
        assert list(tmp_path.iterdir()) == []
    finally:
        site.python("from pages.models import Document; Document.objects.filter(slug='zkouska').delete()")


def test_a_database_without_tables_is_no_backup_and_no_trace(site, tmp_path):
    empty = {"DATABASE_URL": f"sqlite:///{tmp_path / 'empty.sqlite3'}"}
    refused = site.run("backup", tmp_path / "backup.tar.gz", **empty)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "the database has no tables" in refused.stderr
    for command in ["check_content", "load_content", "word_forms"]:
        refused = site.run(command, **empty)
        assert (refused.returncode, refused.stderr.count("\n")) == (1, 1), command
        assert refused.stderr.endswith("Was manage.py migrate run?\n"), command


def test_a_database_that_refuses_is_told_of_in_one_line_that_asks_for_no_migration(site):
    refused = site.run("migrate", DATABASE_URL="postgres://web:tajne@127.0.0.1:1/web")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert refused.stderr.startswith("The database can't be used: connection failed")
    assert "migrate" not in refused.stderr
    assert "tajne" not in refused.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_what_root_restores_belongs_to_whom_the_uploads_belonged(tmp_path, settings):
    settings.MEDIA_ROOT, new, name = tmp_path / "media", tmp_path / "new", "dokumenty/a.pdf"
    for place in [settings.MEDIA_ROOT, new / "dokumenty"]:
        place.mkdir(parents=True)
    (new / name).write_bytes(b"%PDF")
    os.chown(settings.MEDIA_ROOT, 12345, 12345)
    stored_files.claim()
    uploads.bring(new, [name], datetime.now(UTC))
    found = {path.relative_to(tmp_path).as_posix(): path.stat().st_uid for path in settings.MEDIA_ROOT.rglob("*")}
    assert found == dict.fromkeys(["media/web.txt", "media/dokumenty", "media/dokumenty/a.pdf"], 12345)
