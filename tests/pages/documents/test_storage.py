"""Disks that are full or shut, and crashes: no row without its file, and no file that stays without its row."""

import contextlib
import os
import resource
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command

from pages.documents.store import disk
from pages.documents.upload_handler import BoundedUploadHandler
from pages.models import Document, DocumentVersion
from tests.pages.documents.made_files import pdf
from tests.pages.documents.typed import ADD, TYPED, errors, files, upload

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 7, 11, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def test_of_a_file_that_is_far_too_large_only_the_beginning_is_kept(settings, tmp_path):
    settings.DOCUMENT_MAX_BYTES, settings.FILE_UPLOAD_TEMP_DIR = 1_000_000, str(tmp_path)
    handler, chunk = BoundedUploadHandler(), bytes(1 << 16)
    handler.new_file("upload", "metodika.pdf", "application/pdf", None)
    for number in range(500):
        handler.receive_data_chunk(chunk, number * len(chunk))
    file = handler.file_complete(500 * len(chunk))
    assert file.size == 500 * len(chunk)
    assert 1_000_000 < os.path.getsize(file.temporary_file_path()) < 1_000_000 + 2 * len(chunk)  # noqa: PTH202
    file.close()


def test_a_file_that_is_far_too_large_is_told_its_true_size(publisher, settings):
    settings.DOCUMENT_MAX_BYTES = 1_000_000
    response = publisher.post(ADD, {**TYPED, "upload": upload(content=pdf(b"%" * 30_000_000))})
    (sentence,) = errors(response)["upload"]
    assert sentence == "Soubor má 30 MB, nejvýš může mít 1 MB. Zmenšete ho, hlavně obrázky v něm."


@contextlib.contextmanager
def disk_for(size):
    """No file may grow beyond so many bytes, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_is_a_sentence_and_leaves_nothing_behind(publisher):
    large = pdf(b"%" * 300_000)
    upload_file = upload(content=large)
    body = {**TYPED, "upload": upload_file}
    with disk_for(100_000):
        found = errors(publisher.post(ADD, body))["upload"]
    assert found == ["Na serveru není místo, soubor se neuložil. Řekněte to správci webu; co jste napsali, tu zůstalo."]
    assert (Document.objects.count(), files()) == (0, [])


def test_a_folder_that_cannot_be_written_is_a_sentence(publisher, settings, tmp_path):
    (tmp_path / "soubor").write_text("x")
    settings.MEDIA_ROOT = tmp_path / "soubor"
    found = errors(publisher.post(ADD, {**TYPED, "upload": upload()}))["upload"]
    assert found == ["Server teď nemůže soubory ukládat. Řekněte to správci webu; co jste napsali, tu zůstalo."]
    assert Document.objects.count() == 0


def test_a_temporary_folder_that_is_not_there_is_a_sentence(publisher, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "neni")
    found = errors(publisher.post(ADD, {**TYPED, "upload": upload()}))["upload"]
    assert found == ["Server teď nemůže soubory ukládat. Řekněte to správci webu; co jste napsali, tu zůstalo."]


def test_a_crash_after_the_file_leaves_no_row_and_housekeeping_takes_the_file_after_a_day(
    publisher, monkeypatch, clock
):
    def crash(*_args, **_kwargs):
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(DocumentVersion, "save", crash)
        with pytest.raises(RuntimeError):
            publisher.post(ADD, {**TYPED, "upload": upload()})
    assert Document.objects.count() == 0
    (orphan,) = files()
    (disk.root() / "dokumenty" / "unfinished.tmp").write_bytes(b"x")
    publisher.post(ADD, {**TYPED, "upload": upload()})
    kept = DocumentVersion.objects.get().stored_name
    _touch(NOON)
    call_command("housekeeping")
    assert set(files()) == {orphan, kept, "unfinished.tmp"}
    clock.shift(DAY + HOUR)
    call_command("housekeeping")
    assert files() == [kept]


def _touch(moment):
    for path in (disk.root() / "dokumenty").iterdir():
        os.utime(path, (moment.timestamp(), moment.timestamp()))
