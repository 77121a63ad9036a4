"""What readers are told in an outage is on the disk, and is never older than what was public last."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError, connection
from django.utils import timezone

from pages.frame import memory
from pages.models import Project
from socialnibydleni.serving import error_pages, outage_file, process

pytestmark = pytest.mark.django_db

SITE, HOME = "http://127.0.0.1:8000", ("http", "127.0.0.1:8000", "/")


@pytest.fixture
def served(monkeypatch):
    """A process has made all pages; what it has left on the disk."""
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)
    served = process.application(WSGIHandler())
    served.watch.look()
    warmer = process.Warmer(served)
    for _page in warmer(served.watch.now()[0]):
        pass
    return served.watch.now()[0]


@pytest.fixture
def file(settings):
    return Path(settings.MEDIA_ROOT) / outage_file.FILE


def start_in_an_outage(monkeypatch):
    """Another process, which finds no database: the pages that it goes on with, and its page for a 503."""

    def refuse(*_query):
        raise OperationalError("not there")

    monkeypatch.setattr("socialnibydleni.serving.content_watch.ContentWatch.start", lambda *_: None)
    memory.forget()
    error_pages.forget()
    starting = process.application(WSGIHandler())
    with connection.execute_wrapper(refuse):
        process.start(starting)
    return starting.watch.now()[0].before, error_pages.response(503).content.decode()


def test_a_process_that_starts_in_an_outage_goes_on_with_the_pages_of_the_one_before(served, monkeypatch):
    pages, error_page = start_in_an_outage(monkeypatch)
    assert pages == served.withheld
    assert len(pages) > 20
    assert "tel:" in error_page


def test_a_change_of_content_deletes_them_with_its_transaction(served, file, django_capture_on_commit_callbacks):
    assert file.exists()
    with django_capture_on_commit_callbacks(execute=True):
        Project.objects.get().save()
    assert not file.exists()


def test_a_process_that_missed_a_change_leaves_none(served, file):
    Project.objects.get().save()
    process.Warmer(None)._leave_on_disk(served)
    assert not file.exists()


@pytest.mark.parametrize("damage", [b"", b"{", b'{"site": 1}\n', b'{"site": "%b", "error_pages": {}}\n["/"]\n', None])
def test_what_is_damaged_too_old_or_of_another_site_is_not_believed(served, file, monkeypatch, settings, damage):
    if damage is None:
        settings.SITE_URL = "https://jiny.example"
    else:
        file.write_bytes(damage.replace(b"%b", SITE.encode()))
    pages, error_page = start_in_an_outage(monkeypatch)
    assert pages == {}
    assert "tel:" not in error_page


@pytest.mark.parametrize(("age", "is_believed"), [(-60, False), (3600, True), (86_460, False)])
def test_a_day_after_nobody_confirmed_them_they_are_believed_no_more(served, file, monkeypatch, age, is_believed):
    with time_machine.travel(timezone.now() + timedelta(seconds=age), tick=False):
        assert (HOME in start_in_an_outage(monkeypatch)[0]) is is_believed


def test_a_process_that_serves_confirms_them(served, file):
    os.utime(file, (1, 1))
    warmer = process.Warmer(None)
    warmer._written = served
    warmer._leave_on_disk(served)
    assert time.time() - file.stat().st_mtime < 3600


def test_a_disk_that_takes_nothing_stops_nobody(served, settings, tmp_path, caplog):
    (tmp_path / "full").write_text("")
    settings.MEDIA_ROOT = str(tmp_path / "full" / "media")
    outage_file.write({503: b""}, {})
    outage_file.confirm()
    outage_file.forget()
    assert "can't be kept on disk" in caplog.text
