"""The watch over the content version: when a store is new, and when the database counts as away."""

import threading
from math import inf

import pytest

from socialnibydleni.serving import content_watch
from socialnibydleni.serving.content_watch import PATIENCE, ContentWatch, Store

KEY = ("http", "h", "/")
PATIENT = 30  # seconds; an event that has not come by then will not come


class Database:
    """Stands in for the database: a version, or a fault."""

    def __init__(self):
        self.version, self.fault, self.end = 1, None, inf

    def read(self):
        if self.fault:
            raise self.fault
        return self.version


@pytest.fixture
def database():
    return Database()


@pytest.fixture
def watch(database):
    return ContentWatch(database.read, lambda: database.end)


class Clock:
    """Both clocks of the module `time`, standing still until somebody shifts them."""

    seconds = 1000.0

    def time(self):
        return self.seconds

    monotonic = time

    def shift(self, seconds):
        self.seconds += seconds


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(content_watch, "time", clock)
    return clock


def test_before_the_first_look_nothing_is_kept_and_nothing_is_away(watch):
    store, is_away = watch.now()
    assert (store.version, is_away) == (-1, False)


def test_a_new_version_brings_an_empty_store_and_the_same_version_keeps_its_own(watch, database):
    watch.look()
    first, _ = watch.now()
    first.keep("page", KEY)
    watch.look()
    assert watch.now()[0] is first
    database.version = 2
    watch.look()
    assert (watch.now()[0].version, watch.now()[0].pages) == (2, {})


def test_pages_end_at_the_very_moment_at_which_one_of_them_becomes_wrong(watch, database, clock):
    database.end = clock.time() + 3
    watch.look()
    first, _ = watch.now()
    database.end = inf
    clock.shift(2.999)
    assert watch.now()[0] is first
    clock.shift(0.001)
    assert watch.now()[0] is not first
    assert watch.now()[0].version == first.version


def test_a_database_that_does_not_answer_is_away_after_a_while_and_back_at_once(watch, clock):
    watch.look()
    clock.shift(PATIENCE)
    assert not watch.now()[1]
    clock.shift(0.1)
    assert watch.now()[1]
    watch.look()
    assert not watch.now()[1]


def test_while_the_database_is_away_the_store_stays_though_its_moment_is_over(watch, database, clock):
    database.end = clock.time() + 1
    watch.look()
    store, _ = watch.now()
    clock.shift(PATIENCE + 1)
    assert watch.now() == (store, True)


def test_a_watch_that_never_reached_the_database_says_that_it_is_away(database, clock):
    watch, asked = ContentWatch(database.read, lambda: inf), threading.Event()
    database.fault = OSError()
    watch.start(asked.set)
    assert asked.wait(PATIENT)
    clock.shift(PATIENCE + 0.1)
    assert watch.now() == (Store(-1, inf), True)


def test_a_new_store_has_the_withheld_pages_of_the_old_one_to_fall_back_on():
    store = Store(1, inf)
    store.keep("page", KEY)
    store.keep("old", KEY, is_withheld=True)
    fresh = store.renewed(2, inf).renewed(3, inf)
    assert (fresh.pages, fresh.stale(KEY)) == ({}, "old")
    fresh.keep("new", KEY, is_withheld=True)
    assert fresh.stale(KEY) == "new"


def test_the_thread_sees_a_change_as_soon_as_it_is_woken_and_warms_the_new_store(database):
    warmed, seen = [], threading.Event()

    def warm(store):
        warmed.append(store.version)
        seen.set()
        yield

    watch = ContentWatch(database.read, lambda: inf, warm)
    watch.start()
    watch.start()
    assert seen.wait(PATIENT)
    seen.clear()
    database.version = 2
    watch.wake()
    assert seen.wait(PATIENT)
    assert warmed == [1, 2]


def test_the_thread_outlives_a_fault_of_the_database_and_says_nothing_personal(database, caplog):
    read, tried = database.read, threading.Semaphore(0)

    def counted():
        tried.release()
        return read()

    watch = ContentWatch(counted, lambda: inf)
    database.fault = OSError("server at 10.0.0.1, user anna")
    watch.start()
    for _ in range(2):
        assert tried.acquire(timeout=PATIENT)
        watch.wake()
    database.fault = None
    for _ in range(2):
        assert tried.acquire(timeout=PATIENT)
        watch.wake()
    assert watch.now()[0].version == 1
    assert caplog.messages == ["The content can't be read: OSError", "The content can be read again."]


@pytest.mark.parametrize("hours", [1, 13, 24])
def test_a_store_made_later_than_now_is_used_no_more(watch, database, clock, hours):
    watch.look()
    later, _ = watch.now()
    clock.shift(-hours * 3600)
    assert watch.now()[0] is not later
    assert not later.holds()


def test_a_store_made_later_than_now_is_made_anew_even_where_nobody_asks(watch, database, clock):
    """Or it would be taken for right again once the clock has caught up, with pages of before."""
    watch.look()
    later, _ = watch.now()
    clock.shift(-3600)
    watch.look()
    clock.shift(3600)
    assert watch.now()[0] is not later
