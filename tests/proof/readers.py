"""People who read pages again and again, each over a connection of his own, and what they got."""

import contextlib
import http.client
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from typing import NamedTuple

PEOPLE = 16
STALE = "memory; hit; detail=stale"
VERSION = re.compile(rb"Verze (\d+) webu")  # what edits.py writes on every page
NONE = -1  # the version of a page made before the first edit


class Seen(NamedTuple):
    """One answer: between which moments it came, and what of it matters."""

    asked_at: float
    answered_at: float
    address: str
    status: int
    cache_status: str
    version: int
    says_moment: bool

    @property
    def is_stale(self):
        return self.cache_status == STALE


class Failure(NamedTuple):
    """A request that got no whole answer."""

    asked_at: float
    address: str
    error: str


class Readers:
    """Readers of the addresses, each beginning with another one.

    Args:
        connect: makes a connection to the site.
        addresses: what is read in turn.
        people: how many read at the same time.
        pause: seconds between two pages of one reader.
    """

    def __init__(self, connect, addresses=("/",), people=PEOPLE, pause=0.02):
        self._connect, self._addresses, self._people, self._pause = connect, addresses, people, pause
        self.seen, self.failures = [], []
        self._is_over = threading.Event()

    @contextlib.contextmanager
    def reading(self):
        with ThreadPoolExecutor(self._people) as people:
            reading = [people.submit(self._read, number) for number in range(self._people)]
            try:
                yield
            finally:
                self._is_over.set()
        for each in reading:
            each.result()

    def statuses(self):
        return {each.status for each in self.seen}

    def _read(self, number):
        connection = self._connect()
        with contextlib.closing(connection):
            for address in islice(cycle(self._addresses), number, None):
                if self._is_over.wait(self._pause):
                    return
                asked_at = time.monotonic()
                try:
                    self.seen.append(_ask(connection, address, asked_at))
                except (OSError, http.client.HTTPException) as error:
                    self.failures.append(Failure(asked_at, address, type(error).__name__))
                    connection.close()  # the next request opens it anew


def _ask(connection, address, asked_at):
    connection.request("GET", address)
    answer = connection.getresponse()
    page = answer.read()
    version = VERSION.search(page)
    return Seen(
        asked_at,
        time.monotonic(),
        address,
        answer.status,
        answer.headers.get("Cache-Status", ""),
        int(version[1]) if version else NONE,
        b'class="status' in page,
    )


def seconds_of_old_pages(seen, edits):
    """How long after its commit each edit was still missing from a page that was asked for then."""
    return [
        max((each.asked_at for each in seen if each.version < number), default=committed) - committed
        for number, _, committed in edits
    ]
