"""Watches the content version, so that a request need not: one thread a process, asking twice a second."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import inf
from typing import Any

logger = logging.getLogger(__name__)

EVERY = 0.5  # seconds between two looks
MOST_PAGES = 2000
PATIENCE = 4.0  # seconds without a successful look after which the database counts as away


@dataclass
class Store:
    """The pages made of one content version; from `ends_at` (seconds since the epoch) on some of them is wrong."""

    version: int
    ends_at: float
    pages: dict[tuple[str, ...], Any] = field(default_factory=dict)
    withheld: dict[tuple[str, ...], Any] = field(default_factory=dict)

    def form(self, *, is_withheld: bool) -> dict[tuple[str, ...], Any]:
        """The pages in one of their two forms."""
        return self.withheld if is_withheld else self.pages

    def keep(self, page: Any, key: tuple[str, ...], *, is_withheld: bool) -> None:
        """Keep a page under (scheme, host, path, query), unless nobody yet knows for how long it is right.

        A query makes no page of ours, so none is kept: whoever invents queries must not fill the memory.
        """
        pages = self.form(is_withheld=is_withheld)
        if self.version >= 0 and not key[-1] and len(pages) < MOST_PAGES:
            pages[key] = page


class ContentWatch:
    """The store of this process and the thread that renews it.

    Args:
        read_version: asks the database for the content version; raises whatever the database raises.
        next_end: when the pages of the facts in memory become wrong, in seconds since the epoch.
        warm: called in the thread with a new store; yields after each page it made, so that looks go on.
    """

    def __init__(
        self,
        read_version: Callable[[], int],
        next_end: Callable[[], float],
        warm: Callable[[Store], Iterator[None]] = lambda _store: iter(()),
    ):
        self._read_version, self._next_end, self.warm = read_version, next_end, warm
        self._store = Store(-1, inf)
        self._seen_at = inf  # until the first look nobody can tell, and the database is asked
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._wake = threading.Event()

    def now(self) -> tuple[Store, bool]:
        """The store as of now, and whether the database is away. Reads two attributes and two clocks, no more."""
        store, is_away = self._store, time.monotonic() - self._seen_at > PATIENCE
        if time.time() >= store.ends_at and not is_away:
            store = self._store = Store(store.version, self._next_end())
        return store, is_away

    def look(self) -> None:
        """Ask the database; a new version gets a new, empty store."""
        version = self._read_version()
        if version != self._store.version:
            self._store = Store(version, self._next_end())
        self._seen_at = time.monotonic()

    def wake(self) -> None:
        """Look at once, because this process has just changed something."""
        self._wake.set()

    def start(self) -> None:
        """Begin to watch; in the process that serves, since a fork takes no threads along."""
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="content-watch", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        store, work = None, iter(())
        while True:
            until = time.monotonic() + EVERY
            try:
                self.look()
                if self._store is not store or len(store.withheld) < len(store.pages):
                    store, work = self._store, self.warm(self._store)
                for _page in work:
                    if time.monotonic() > until:
                        break
            except Exception as error:
                logger.warning("The content can't be read: %s", type(error).__name__)
            self._wake.wait(max(0.0, until - time.monotonic()))
            self._wake.clear()
