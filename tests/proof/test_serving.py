"""Every process follows an edit within a second, and is well again within five after an outage.

make proof runs it on SQLite and on PostgreSQL and shows the figures that it prints.
"""

import time
from functools import partial
from http.client import HTTPConnection

import pytest

from tests.faults import all_faults
from tests.proof.edits import edit
from tests.proof.readers import PEOPLE, Readers, seconds_of_old_pages
from tests.running_site import ANEW, PATIENCE, running_site

EDITS = 10
SOON, WELL_AGAIN = 1.0, 5.0  # seconds


@pytest.fixture(params=all_faults())
def fault(request):
    return all_faults()[request.param]()


@pytest.fixture
def site(tmp_path, fault):
    with running_site(tmp_path, through=fault.through, WEB_CONCURRENCY="2") as site:
        yield site


@pytest.fixture
def readers(site):
    return Readers(partial(HTTPConnection, site.netloc, timeout=PATIENCE))


def test_an_edit_is_seen_by_every_process_within_a_second(site, readers, say):
    with readers.reading():
        edits = edit(site, EDITS, pause=2)
    late = seconds_of_old_pages(readers.seen, edits)
    assert readers.failures == []
    assert readers.statuses() == {200}
    say(
        f"{EDITS} edits under {PEOPLE} readers, {len(readers.seen)} pages: the last old one was asked for "
        f"{max(late):.2f} s after its commit at most"
    )
    assert max(late) < SOON


def test_an_outage_fails_no_page_that_was_kept_and_is_over_soon_after_its_end(site, fault, readers, say):
    site.settle()
    while site.get("/obce/", **{"Cache-Control": "only-if-cached"})[0] != 200:
        pass
    with readers.reading():
        fault.begin()
        time.sleep(8)
        fault.end()
        ended = time.monotonic()
        time.sleep(WELL_AGAIN + 2)
    assert readers.failures == []
    assert readers.statuses() == {200}
    stale = [each.asked_at for each in readers.seen if each.is_stale]
    assert stale
    say(
        f"8 s of outage under {PEOPLE} readers, {len(readers.seen)} pages, none failed; the last stale one was asked "
        f"for {max(stale) - ended:.2f} s after its end"
    )
    assert max(stale) - ended < WELL_AGAIN
    assert site.get("/", **ANEW)[0] == 200
