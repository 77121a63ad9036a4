"""Files that no row names: aside first, deleted later, and neither where database or folder are the wrong ones."""

import os
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command

from pages.documents import orphans, stored_files
from pages.documents.store import disk
from pages.documents.stored_files import ForeignFolderError, UntouchedError
from pages.models import CommandRun, Document, DocumentVersion, PreviewLink
from tests.pages.documents.typed import ADD, TYPED, errors, files, upload

NOON = datetime(2026, 12, 7, 11, tzinfo=UTC)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
LONG_AGO = NOON - 2 * DAY


def kept(number, at=LONG_AGO):
    """The names of so many stored files of that age."""
    names = [stored_files.keep([b"x"]).name for _ in range(number)]
    for name in names:
        os.utime(disk.root() / "dokumenty" / name, (at.timestamp(), at.timestamp()))
    return names


def aside():
    folder = disk.root() / orphans.ASIDE
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def tidy(named, moment=NOON, **how):
    return orphans.tidy(lambda: set(named), moment, **how)


def test_an_orphan_lies_aside_for_a_month_and_is_then_deleted():
    named, young, (old,) = kept(1), kept(1, NOON - DAY), kept(1)
    assert tidy(named) == 1
    assert (files(), aside()) == (sorted(named + young), [old])
    assert tidy(named + young, NOON + 30 * DAY) == 0
    assert aside() == [old]
    assert tidy(named + young, NOON + 30 * DAY + SECOND) == 0
    assert (files(), aside()) == (sorted(named + young), [])


def test_what_a_row_names_again_is_put_back():
    """The database was another one for a while."""
    named, lost = kept(1), kept(3)
    tidy(named)
    assert aside() == sorted(lost)
    assert tidy(named + lost, NOON + 40 * DAY) == 0
    assert (files(), aside()) == (sorted(named + lost), [])


def test_nothing_moves_when_no_row_names_any_file():
    (only,) = kept(1)
    with pytest.raises(UntouchedError, match=r"no row names 1 of the 1 files in .*; is it the right database\?"):
        tidy([])
    assert (files(), aside()) == ([only], [])
    assert tidy([], however_many=True) == 1
    assert tidy([], NOON + DAY) == 0  # and the month goes on


def test_what_was_never_finished_is_no_reason_to_refuse():
    stored_files.keep([b"x"])  # the folder is there
    for path in (disk.root() / "dokumenty").iterdir():
        path.rename(path.with_suffix(".tmp"))
    assert tidy([], datetime.now(UTC) + 2 * DAY) == 1
    assert files() == []


@pytest.mark.parametrize(("named", "orphaned", "moves"), [(5, 20, True), (5, 21, False), (189, 21, True)])
def test_nothing_moves_when_more_than_a_small_share_would(named, orphaned, moves):
    names, _ = kept(named), kept(orphaned)
    if moves:
        assert tidy(names) == orphaned
    else:
        with pytest.raises(UntouchedError, match="no row names 21 of the 26 files"):
            tidy(names)
        assert (len(files()), aside()) == (26, [])


def test_a_folder_belongs_to_the_site_that_first_kept_a_file_in_it(settings):
    names, _ = kept(1), kept(1)
    assert (disk.root() / "web.txt").read_text() == "127.0.0.1\n"
    settings.SITE_URL = "http://127.0.0.1:8123"  # the same site on another port
    kept(1, NOON)
    settings.SITE_URL = "https://zkouska.example.cz"
    before = files()
    with pytest.raises(ForeignFolderError):
        stored_files.keep([b"x"])
    with pytest.raises(ForeignFolderError, match=r"are those of 127\.0\.0\.1, says .*; has the site moved, delete"):
        tidy(names)
    assert (files(), aside()) == (before, [])
    (disk.root() / "web.txt").unlink()
    assert tidy(names) == 1
    assert (disk.root() / "web.txt").read_text() == "zkouska.example.cz\n"


def test_a_database_without_documents_claims_no_folder(settings):
    """A staging copy that comes first must not lock the site out."""
    kept(1)
    (disk.root() / "web.txt").unlink()
    with pytest.raises(UntouchedError):
        tidy([])
    assert not (disk.root() / "web.txt").exists()


def test_whoever_comes_second_moves_nothing():
    names, _ = kept(1), kept(1)
    with stored_files.locked(waits=True):
        assert tidy(names) == 0
    assert tidy(names) == 1


@pytest.mark.django_db
def test_an_upload_into_a_foreign_folder_is_a_sentence(publisher, settings):
    kept(1)
    settings.SITE_URL = "http://localhost:8000"
    found = errors(publisher.post(ADD, {**TYPED, "upload": upload()}))["upload"]
    sentence = "Složka na soubory patří webu 127.0.0.1, soubor se neuložil. "
    assert found == [sentence + "Řekněte to správci webu; co jste napsali, tu zůstalo."]
    assert (Document.objects.count(), len(files())) == (0, 1)


@pytest.mark.django_db
def test_housekeeping_refuses_loudly_and_does_the_rest():
    """An empty database, by a typing error in DATABASE_URL, must cost no file."""
    kept(2)
    over = datetime(2020, 1, 1, tzinfo=UTC)
    PreviewLink.objects.create(created_at=over, expires_at=over + DAY)
    with time_machine.travel(NOON), pytest.raises(CommandError) as stopped:
        call_command("housekeeping")
    assert stopped.value.returncode == 1
    assert str(stopped.value) == (
        f"Housekeeping failed at setting orphaned files aside (no row names 2 of the 2 files in "
        f"{disk.root()}/dokumenty; is it the right database? If so: manage.py housekeeping --set-aside). "
        "The rest was done."
    )
    assert (len(files()), PreviewLink.objects.count(), CommandRun.objects.count()) == (2, 0, 0)
    with time_machine.travel(NOON):
        call_command("housekeeping", "--set-aside")
    assert (files(), len(aside()), DocumentVersion.objects.count()) == ([], 2, 0)
