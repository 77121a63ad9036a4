"""The site behind its memory of pages, as a server calls it, without the server."""

from math import inf
from wsgiref.util import setup_testing_defaults

from django.core.handlers.wsgi import WSGIHandler
from django.utils import timezone

from pages import frame, registry
from pages.frame import WITHHELD
from pages.models import ContentVersion
from socialnibydleni.content_watch import ContentWatch
from socialnibydleni.page_cache import PageCache


def _next_end():
    end = registry.next_change(frame.facts().values, timezone.now())
    return end.timestamp() if end else inf


class CachedSite:
    """Django with its pages kept. The watch looks before each question instead of twice a second."""

    def __init__(self):
        self.watch = ContentWatch(ContentVersion.objects.current, _next_end)
        self._cache = PageCache(WSGIHandler(), self.watch, WSGIHandler(), trusts_proxy=False)

    def ask(self, address, **environ):
        """The body of the answer as text."""
        self.watch.look()
        path, _, query = address.partition("?")
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, **environ}
        setup_testing_defaults(environ)
        result = self._cache(environ, lambda *_answer: None)
        body = b"".join(result)
        if hasattr(result, "close"):
            result.close()
        return body.decode()

    def warm(self, addresses):
        """Ask for each address in both of its forms, as readers and the watch do."""
        for address in addresses:
            self.ask(address)
            self.ask(address, **{WITHHELD: True})

    def kept(self):
        """What is in memory now: (path, text)."""
        self.watch.look()
        store, _ = self.watch.now()
        forms = [*store.pages.items(), *store.withheld.items()]
        return [(key[2], page["identity"].body[0].decode()) for key, page in forms]
