"""Every process follows an edit within a second, and is well again within five after an outage.

make proof runs it on SQLite and on PostgreSQL and shows the figures that it prints.
"""

import contextlib
import http.client
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults import all_faults
from tests.running_site import ANEW, PATIENCE, running_site

READERS, EDITS = 16, 10
SOON, WELL_AGAIN = 1.0, 5.0  # seconds
STALE = "memory; hit; detail=stale"
# Prints the moment after each commit; the clock is the one of the readers, because the machine is the same.
EDIT = """
import time
from pages.models import Project
for number in range({}):
    project = Project.objects.get()
    project.short_name = f"Verze {{number:03}} webu"
    project.save()
    print(time.monotonic(), flush=True)
    time.sleep(2)
"""


@pytest.fixture(params=all_faults())
def fault(request):
    return all_faults()[request.param]()


@pytest.fixture
def site(tmp_path, fault):
    with running_site(tmp_path, through=fault.through, WEB_CONCURRENCY="2") as site:
        yield site


@pytest.fixture
def say(capsys):
    def say(text):
        with capsys.disabled():
            print(f"\n{text}")  # noqa: T201 - the figures are what make proof is for

    return say


class Readers:
    """People who read the home page again and again, each over a connection of his own, and what they got."""

    def __init__(self, netloc):
        self.netloc = netloc
        self.seen = []  # (when it was asked for, status, whether it said to be stale, page)
        self._is_over = threading.Event()

    @contextlib.contextmanager
    def reading(self):
        with ThreadPoolExecutor(READERS) as people:
            reading = [people.submit(self._read) for _ in range(READERS)]
            try:
                yield
            finally:
                self._is_over.set()
        for each in reading:
            each.result()

    def _read(self):
        with contextlib.closing(http.client.HTTPConnection(self.netloc, timeout=PATIENCE)) as connection:
            while not self._is_over.wait(0.02):
                asked_at = time.monotonic()
                connection.request("GET", "/")
                answer = connection.getresponse()
                page = answer.read()
                self.seen.append((asked_at, answer.status, answer.headers["Cache-Status"] == STALE, page))


def test_an_edit_is_seen_by_every_process_within_a_second(site, say):
    readers = Readers(site.netloc)
    with readers.reading():
        printed = site.command("shell", "--verbosity", "0", "-c", EDIT.format(EDITS))
    commits = [float(line) for line in printed.split()]
    late = []
    for number, committed in enumerate(commits):
        until = commits[number + 1] if number + 1 < len(commits) else committed + 2
        new = f"Verze {number:03} webu".encode()
        asked = [at for at, _, _, page in readers.seen if committed < at < until - 0.5 and new not in page]
        late.append(max(asked, default=committed) - committed)
    assert {status for _, status, _, _ in readers.seen} == {200}
    say(
        f"{EDITS} edits under {READERS} readers, {len(readers.seen)} pages: the last old one was asked for "
        f"{max(late):.2f} s after its commit at most"
    )
    assert max(late) < SOON


def test_an_outage_fails_no_page_that_was_kept_and_is_over_soon_after_its_end(site, fault, say):
    site.settle()
    while site.get("/obce/", **{"Cache-Control": "only-if-cached"})[0] != 200:
        pass
    readers = Readers(site.netloc)
    with readers.reading():
        fault.begin()
        time.sleep(8)
        fault.end()
        ended = time.monotonic()
        time.sleep(WELL_AGAIN + 2)
    assert {status for _, status, _, _ in readers.seen} == {200}
    stale = [at for at, _, is_stale, _ in readers.seen if is_stale]
    assert stale
    say(
        f"8 s of outage under {READERS} readers, {len(readers.seen)} pages, none failed; the last stale one was asked "
        f"for {max(stale) - ended:.2f} s after its end"
    )
    assert max(stale) - ended < WELL_AGAIN
    assert site.get(f"/{ANEW}")[0] == 200
