"""What an interrupted backup or restore leaves: found by whoever comes next, named, and deleted."""

import logging
import os
import socket
import stat
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from pages.models import CommandRun
from socialnibydleni.copies import work
from tests.running_site import gunicorn

BEGUN = datetime(2026, 11, 23, 10, 0, 0, 123456, tzinfo=UTC)
LEFT = ".restore-20261123T100000.123456Z"
OLD = "The restore that was begun on 2026-11-23 at 11:00 was cut short: this is the old site, whole."
NEW = "The restore that was begun on 2026-11-23 at 11:00 was cut short after the new site was whole: it is in place."


def left_in(folder, name=LEFT):
    (folder / name / "media").mkdir(parents=True)
    (folder / name / "database").write_text("Jana Tichá")
    return folder / name


@pytest.mark.django_db
def test_what_a_dead_restore_left_is_deleted_and_told_by_the_moment_that_the_database_notes(tmp_path):
    left_in(tmp_path)
    CommandRun.objects.create(name="restore", ran_at=BEGUN - timedelta(microseconds=1))
    assert work.clear(tmp_path) == [f"{OLD} What it left was deleted."]
    left_in(tmp_path)
    CommandRun.objects.update(ran_at=BEGUN)
    assert work.clear(tmp_path) == [f"{NEW} What it left was deleted."]
    left_in(tmp_path, ".backup-20261123T100000.123456Z")
    left_in(tmp_path, ".restore-1234")
    assert work.clear(tmp_path) == [
        "The backup that was begun on 2026-11-23 at 11:00 was cut short; there is no file of it."
        " What it left was deleted.",
        "An earlier restore was cut short. What it left was deleted.",
    ]
    assert (list(tmp_path.iterdir()), work.clear(tmp_path)) == ([], [])


def test_a_folder_in_which_somebody_works_is_left_alone_and_nobody_else_may_enter(tmp_path):
    before = os.umask(0)
    try:
        with work.folder(tmp_path, work.RESTORE, BEGUN) as folder:
            assert (folder.name, stat.S_IMODE(folder.stat().st_mode)) == (LEFT, 0o700)
            assert work.clear(tmp_path) == []
            assert folder.exists()
    finally:
        os.umask(before)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_housekeeping_clears_up_and_says_so_in_the_log(settings, caplog):
    left = left_in(settings.MEDIA_ROOT)
    with caplog.at_level(logging.WARNING):
        call_command("housekeeping")
    assert [record.getMessage() for record in caplog.records] == [f"{OLD} What it left was deleted."]
    assert not left.exists()


def test_the_web_processes_say_at_their_start_which_site_they_serve(site):
    site.manage("collectstatic", "--noinput", "--verbosity", "0")
    left = left_in(site.media)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = listener.getsockname()
        with gunicorn(site, listener), socket.create_connection(address) as reader:
            reader.sendall(b"GET /stav/ HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n\r\n")
            assert reader.recv(12) == b"HTTP/1.1 200"
    assert OLD in site.log.read_text()
    assert not left.exists()
