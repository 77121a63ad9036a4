"""What a process is given at the start, and what it still asks."""

import gc
from datetime import timedelta

import pytest
import time_machine
from django.core.handlers.wsgi import WSGIHandler
from django.db import InterfaceError, OperationalError, ProgrammingError, connection, connections
from django.test import Client
from django.utils import timezone

from pages.frame import memory
from pages.models import Notice, Project
from socialnibydleni.serving import error_pages, process

pytestmark = pytest.mark.django_db


@pytest.fixture
def not_ready(monkeypatch):
    """As the first process has it; it must not close the connection with the test's rows."""
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)
    monkeypatch.setattr(connections, "close_all", lambda: None)
    monkeypatch.setattr(memory, "_is_watched", False)
    yield process.application(WSGIHandler())
    gc.unfreeze()


@pytest.fixture
def cache(not_ready):
    process.prepare(not_ready)
    return not_ready


def error_page():
    return error_pages.response(503).content.decode()


def test_what_is_made_at_the_start_is_no_longer_searched_for_garbage_but_what_comes_later_is(cache):
    assert gc.isenabled()
    assert gc.get_freeze_count() > 100_000


def test_no_page_made_at_the_start_is_sent_to_a_reader(cache):
    assert cache.watch.now()[0].pages == {}


def test_a_process_is_given_the_facts_and_asks_only_whether_they_still_hold(not_ready, django_assert_num_queries):
    now = timezone.now()
    Notice.objects.create(text="Nejsme tu.", starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=1))
    process.prepare(not_ready)
    memory.rely_on_watch()
    with django_assert_num_queries(1):
        assert Client().get("/").status_code == 200
    with django_assert_num_queries(0):
        assert Client().get("/").status_code == 200


def test_facts_that_changed_since_the_start_are_read_anew_for_the_very_first_page(cache):
    Project.objects.update(short_name="Nový název")
    Project.objects.get().save()
    memory.rely_on_watch()
    assert "Nový název" in Client().get("/").content.decode()


def test_a_process_that_replaces_another_much_later_names_no_phone_before_it_has_asked(cache):
    assert "tel:" in error_page()
    process.forget_old_facts()
    assert "tel:" in error_page()
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        process.forget_old_facts()
        assert "tel:" not in error_page()
        memory.look()
        assert "tel:" in error_page()


@pytest.mark.parametrize("error", [OperationalError, InterfaceError, ProgrammingError])
def test_the_site_starts_without_its_database_or_its_tables_and_finds_them_later(not_ready, error):
    def refuse(*_query):
        raise error("not there")

    with connection.execute_wrapper(refuse):
        process.prepare(not_ready)
        memory.rely_on_watch()
    assert gc.isenabled()
    assert Client().get("/").status_code == 200
