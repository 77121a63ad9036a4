"""The site behind its memory of pages, as a server calls it, without the server."""

import contextlib
from wsgiref.util import setup_testing_defaults

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from socialnibydleni.serving import process


@contextlib.contextmanager
def _one_connection():
    """Keep the test's transaction open across requests, as Django's own test client does."""
    signals = [request_started, request_finished]
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


class CachedSite:
    """What a serving process is made of. Its watch looks before each question instead of twice a second."""

    def __init__(self):
        self._cache = process.application(WSGIHandler())
        self._warmer = process.Warmer(self._cache)

    def ask(self, address):
        """The body of the answer as text."""
        self._cache.watch.look()
        path, _, query = address.partition("?")
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "127.0.0.1:8000"}
        setup_testing_defaults(environ)
        with _one_connection():
            result = self._cache(environ, lambda *_answer: None)
            body = b"".join(result)
            if hasattr(result, "close"):
                result.close()
        return body.decode()

    def warm(self, addresses):
        """Ask for each address, and let the watch make the other form of each and whatever else is public."""
        for address in addresses:
            self.ask(address)
        store, _ = self._cache.watch.now()
        with _one_connection():
            for _page in self._warmer(store):
                pass

    def kept(self):
        """What is in memory now, for whatever occasion: (path, text)."""
        self._cache.watch.look()
        store, _ = self._cache.watch.now()
        forms = [*store.pages.items(), *store.withheld.items(), *store.before.items()]
        return [(key[2], page["identity"].body[0].decode()) for key, page in forms]
