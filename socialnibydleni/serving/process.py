"""What a serving process is made of: Django, the pages in memory around it, and the watch over its content."""

import gc
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextvars import copy_context
from datetime import date, datetime, time, timedelta
from functools import partial
from heapq import nlargest
from io import BytesIO
from math import inf
from time import monotonic
from urllib.parse import urlsplit

from django.conf import settings
from django.db import Error, connection, connections
from django.utils import timezone

from pages import registry
from pages.content_version import ContentVersion
from pages.documents import stored_files
from pages.frame import frame, memory
from pages.frame.door import parameters_at
from pages.frame.offered import CORE
from pages.languages.languages import CZECH, czech_address, of_path
from pages.registry import PublicAddress
from socialnibydleni.serving import error_pages, metrics, outage_file, patience
from socialnibydleni.serving.content_watch import ContentWatch, Key, Store
from socialnibydleni.serving.page_cache import Application, Environ, PageCache

FRESH = timedelta(minutes=1)  # longer than any start takes
AHEAD = 30  # pages below one; whoever reads a list begins with its newest
ASKED = 200  # other pages
CONFIRMED_EVERY = 60  # seconds
PATIENCE_OF_WATCH = 1.5  # seconds; its own, because whether the database is away must soon be known


def application(django: Application) -> PageCache:
    """Django's application with the pages in memory around it; nothing is kept before `start`."""
    site = urlsplit(settings.SITE_URL)
    port = f":{site.port}" if site.port else ""
    return PageCache(
        metrics.Metrics(django, settings.METRICS_TOKEN),
        ContentWatch(read_version, next_end),
        scheme=site.scheme,
        hosts={f"{name}{port}" for name in settings.ALLOWED_HOSTS},
        trusts_proxy=bool(settings.PROXY_COUNT),
        shared_seconds=settings.SHARED_CACHE_SECONDS,
        parameters=parameters_at,
    )


def prepare(cache: PageCache) -> None:
    """Do once, in the process that forks the others, what each would do for its first page; the page is not kept.

    So they share the memory of facts, templates and the like, which the collector of garbage then leaves alone. Each
    process asks whether the facts still hold before it shows them: it may be forked long after.
    """
    gc.disable()
    patience.limit()
    stored_files.store.prepare()
    site = urlsplit(settings.SITE_URL)
    home = (site.scheme, site.netloc, "/")
    try:
        memory.look()  # facts that the page itself reads are younger than its moment, and it would share nothing
        # In a context of its own, or the number of this request would stand in every line that the process logs.
        copy_context().run(cache.fill, Store(0, inf), home, _request(home), is_withheld=False)
    except Error:
        pass  # the site starts without its database or tables too; each process sees when they are there
    finally:
        connections.close_all()  # a connection must not be shared
    gc.freeze()
    gc.enable()


def start(cache: PageCache) -> None:
    """Begin to watch and to keep pages; in a process that serves, since a fork takes no threads along."""
    forget_old_facts()
    _recall(cache)
    patience.limit()
    memory.rely_on_watch()
    registry.when_content_changes(cache.watch.look)  # who has just changed something sees it at once
    cache.watch.warm = partial(_tend, Warmer(cache))
    cache.watch.start(lambda: patience.seconds.set(PATIENCE_OF_WATCH))


def _tend(warmer: "Warmer", store: Store) -> Iterator[None]:
    memory.shows(store.version)
    metrics.look()
    yield from warmer(store)


def forget_old_facts() -> None:
    """Drop what a process was given when it is forked long after the start, to replace another.

    Should the database be away just then, what is on disk is better: nobody has changed it since.
    """
    if not timedelta(0) <= memory.facts_age() <= FRESH:  # a negative age: the clock was set back
        memory.forget()
        error_pages.forget()


def _recall(cache: PageCache) -> None:
    """Begin with what readers were told last: the database may be away."""
    site, found = urlsplit(settings.SITE_URL), outage_file.read()
    error_pages.recall(found.error_pages)
    cache.watch.recall({(site.scheme, site.netloc, address): page for address, page in found.pages.items()})


def read_version() -> int:
    """The content version as the database has it; when it has moved, the facts in memory are read anew too."""
    try:
        return memory.look().version
    except Exception:
        connection.close()  # a broken one would fail at the next look as well
        raise


def next_end() -> float:
    """When pages made of the facts in memory begin to be wrong, in seconds since the epoch; at the latest at midnight.

    Whatever else depends on the moment depends on the day (Expires in security.txt).
    """
    moment = timezone.now()
    tomorrow = timezone.localdate(moment) + timedelta(days=1)
    midnight = timezone.make_aware(datetime.combine(tomorrow, time.min))
    change = registry.next_change(frame.in_memory().values, moment)
    return min(change or midnight, midnight).timestamp()


class Warmer:
    """Makes what a store lacks of the public pages and of whatever else readers have asked for, in both forms.

    Of many pages below one those that changed last are made ahead of readers, and of the others those that somebody
    asked for before: an edit would cost as much as there is, and not as much as is read.
    """

    def __init__(self, cache: PageCache):
        self._cache = cache
        self._store: Store | None = None
        self._written: Store | None = None
        self._confirmed_at = -inf
        self._keys: list[Key] = []
        self._done: set[tuple[Key, bool]] = set()

    def __call__(self, store: Store) -> Iterator[None]:
        """Yields after each page, and goes on where it was at the next call."""
        if store is not self._store:
            site = urlsplit(settings.SITE_URL)
            around = frame.Frame(timezone.now(), shares=True)
            public = registry.listed_addresses(around)
            keys = {entry.address: (site.scheme, site.netloc, entry.address) for entry in public}
            # A text that was just withdrawn must not come back in an outage.
            store.before = {key: page for key, page in store.before.items() if key[2].partition("?")[0] in keys}
            first = [keys[entry.address] for entry in ahead_of_readers(public)]
            self._keys = [*first, *list(store.before.keys() - set(first))[-ASKED:]]
            self._store, self._done = store, set()
        for key in [*self._keys, *store.pages]:
            for is_withheld in (True, False):  # so that where the ordinary form is, the other one is too
                if (key, is_withheld) in self._done or key in store.form(is_withheld=is_withheld):
                    continue
                if not self._cache.fill(store, key, _request(key), is_withheld=is_withheld):
                    return
                self._done.add((key, is_withheld))
                yield
        store.before = {}
        self._leave_on_disk(store)

    def _leave_on_disk(self, store: Store) -> None:
        """Once for each store, and confirmed from time to time; never where the content has changed meanwhile."""
        if store is not self._written:
            outage_file.write(error_pages.kept(), {key[2]: page for key, page in store.withheld.copy().items()})
            self._written = store
            if ContentVersion.objects.current() != store.version:
                outage_file.forget()
        elif monotonic() - self._confirmed_at > CONFIRMED_EVERY:
            outage_file.confirm()
            self._confirmed_at = monotonic()


def ahead_of_readers(public: Sequence[PublicAddress]) -> list[PublicAddress]:
    """The pages that are made before anybody asks, in their order: below each at most AHEAD, the latest changed.

    Of another language its core alone.
    """
    below: defaultdict[str, list[PublicAddress]] = defaultdict(list)
    for entry in filter(_is_core, public):
        below[entry.address.rstrip("/").rpartition("/")[0]].append(entry)
    latest = [nlargest(AHEAD, entries, key=lambda entry: entry.changed_on or date.min) for entries in below.values()]
    chosen = {entry.address for entries in latest for entry in entries}
    return [entry for entry in public if entry.address in chosen]


def _is_core(entry: PublicAddress) -> bool:
    return of_path(entry.address) is CZECH or czech_address(entry.address) in CORE


def _request(key: Key) -> Environ:
    """A reader's request for a page, as a server would hand it to us (PEP 3333)."""
    scheme, host, address = key
    path, _, query = address.partition("?")
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": host,
        "HTTP_X_FORWARDED_PROTO": scheme,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scheme,
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
