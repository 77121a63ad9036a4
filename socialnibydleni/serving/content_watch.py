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

Key = tuple[str, str, str]  # scheme, host, path with its query


@dataclass
class Store:
    """The pages made of one content version, right from `made_at` up to `ends_at` (seconds since the epoch).

    Each page has two forms; the withheld one says nothing of the moment and goes on while the database is away.
    `before` holds those of the store before, until this one has its own.
    """

    version: int
    ends_at: float
    made_at: float = field(default_factory=lambda: time.time(), compare=False)  # noqa: PLW0108 - tests change the clock
    before: dict[Key, Any] = field(default_factory=dict)
    pages: dict[Key, Any] = field(default_factory=dict)
    withheld: dict[Key, Any] = field(default_factory=dict)

    def keep(self, page: Any, key: Key | None, *, is_withheld: bool = False) -> None:
        """Keep a page under its key, unless it has none or nobody yet knows for how long it is right."""
        pages = self.form(is_withheld=is_withheld)
        if self.version >= 0 and key and len(pages) < MOST_PAGES:
            pages[key] = page

    def form(self, *, is_withheld: bool) -> dict[Key, Any]:
        """The pages in one of their two forms."""
        return self.withheld if is_withheld else self.pages

    def stale(self, key: Key | None) -> Any:
        """The form of a page that outlives its moment, or None."""
        return (self.withheld.get(key) or self.before.get(key)) if key else None

    def holds(self) -> bool:
        """Whether its pages are right now; before it was made, too, they are not: the clock was set back."""
        return self.made_at <= time.time() < self.ends_at

    def renewed(self, version: int, ends_at: float) -> "Store":
        """An empty store for another version or another stretch of time."""
        return Store(version, ends_at, before=self.before | self.withheld)


class ContentWatch:
    """The store of this process and the thread that renews it.

    Args:
        read_version: asks the database for the content version; raises whatever the database raises.
        next_end: when the pages of the facts in memory become wrong, in seconds since the epoch.
        warm: called in the thread after each look; makes what the store lacks and yields after each page, so that
            looks go on.
    """

    def __init__(
        self,
        read_version: Callable[[], int],
        next_end: Callable[[], float],
        warm: Callable[[Store], Iterator[None]] = lambda _store: iter(()),
    ):
        self._read_version, self._next_end, self.warm = read_version, next_end, warm
        self._store = Store(-1, inf)
        self._seen_at = inf  # where nobody watches, the database counts as there and is asked each time
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._wake = threading.Event()

    def now(self) -> tuple[Store, bool]:
        """The store as of now, and whether the database is away. Reads two attributes and two clocks, no more."""
        store, is_away = self._store, time.monotonic() - self._seen_at > PATIENCE
        if not store.holds() and not is_away:
            store = self._store = store.renewed(store.version, self._next_end())
        return store, is_away

    def look(self) -> None:
        """Ask the database; a new version gets a new, empty store, as does a clock that was set back."""
        version = self._read_version()
        if version != self._store.version or time.time() < self._store.made_at:
            self._store = self._store.renewed(version, self._next_end())
        self._seen_at = time.monotonic()

    def recall(self, pages: dict[Key, Any]) -> None:
        """Let pages that another process has made go on, should the database be away from the start."""
        self._store = Store(-1, inf, before=pages)

    def wake(self) -> None:
        """Look at once."""
        self._wake.set()

    def start(self, prepare: Callable[[], Any] = lambda: None) -> None:
        """Begin to watch, after `prepare()` in the thread; where pages are served, since a fork takes none along."""
        with self._starting:
            if self._thread is None:
                self._seen_at = time.monotonic()
                self._thread = threading.Thread(target=self._run, args=[prepare], name="content-watch", daemon=True)
                self._thread.start()

    def _run(self, prepare: Callable[[], Any]) -> None:
        prepare()
        is_away = False
        while True:
            until = time.monotonic() + EVERY
            try:
                self.look()
                if is_away:
                    logger.warning("The content can be read again.")
                is_away = False
                for _page in self.warm(self._store):
                    if time.monotonic() > until:
                        break
            except Exception as error:
                if not is_away:
                    logger.warning("The content can't be read: %s", type(error).__name__)
                is_away = True
            self._wake.wait(max(0.0, until - time.monotonic()))
            self._wake.clear()
