"""Pages from memory: a WSGI application around Django's that sends again what a view declared public.

A page is kept as the bytes of each content coding, made when it is stored. All pages belong to one content version and
end at the first moment at which any of them becomes wrong. While the database is away, a second form of each page goes
on that says nothing of the moment. Cookies play no part: they have the path of the editors' door.
"""

from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import KW_ONLY, dataclass
from hashlib import blake2b
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from pages.frame.door import WITHHELD
from pages.web.outage import AWAY
from socialnibydleni.serving.codings import ENCODERS, best_coding
from socialnibydleni.serving.content_watch import ContentWatch, Key, Store
from socialnibydleni.serving.counts import Kind, count
from socialnibydleni.serving.shared_caches import OUTLIVED, ForCaches, Headers, for_caches

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

EDITORS = "/sprava/"
BELOW = {EDITORS: Kind.EDITORS, "/stav/": Kind.WATCHING}
PIECE = 65_536  # bytes that are read at once
LARGEST = 1_000_000  # bytes; what is larger is a file, and what does not say its length is sent piece by piece


class Answer(NamedTuple):
    """What Django answered."""

    status: str
    headers: Headers
    body: Iterable[bytes]

    @property
    def is_outage(self) -> bool:
        """Whether it says that the database is away."""
        return self.status.startswith("503")


class Kept(NamedTuple):
    """One page in one content coding, ready to be sent; `unchanged` are the headers of a 304.

    Neither list of headers has Cache-Control, which depends on the moment.
    """

    etag: str
    control: str
    headers: Headers
    unchanged: Headers
    body: list[bytes]


Page = dict[str, Kept]  # by content coding


@dataclass
class PageCache:
    """The WSGI application that a server calls.

    Attributes:
        application: Django's own.
        watch: knows which store of pages may be used now, and whether the database is away.
        scheme: that of the site's public address.
        hosts: the names under which pages are kept, with their ports; no others, or anybody could fill the memory.
        trusts_proxy: whether a request's scheme is what the proxy in front says.
        shared_seconds: for how long at most a cache that many readers share may send a page without asking.
        parameters: what the public page at a path reads of a query, None of any other; nothing else is kept with one.
    """

    application: Application
    watch: ContentWatch
    _: KW_ONLY
    scheme: str
    hosts: Collection[str]
    trusts_proxy: bool
    shared_seconds: int = 0
    parameters: Callable[[str], Collection[str] | None] = lambda _path: None

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request as a WSGI application does (PEP 3333): from memory, or by asking Django.

        A body that nobody wanted is read before the answer goes out. Else the server in front takes the connection for
        free, sends the next reader's request down it, and gunicorn closes it on what is left of the body.
        """
        answer = self._answer(environ, start_response)
        if environ.get("CONTENT_LENGTH"):
            with suppress(OSError):  # who sent it is gone
                while environ["wsgi.input"].read(PIECE):
                    pass
        return answer

    def _answer(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path.startswith("/static/"):
            count(Kind.STATIC)
            return self.application(environ, start_response)
        store, is_away = self.watch.now()
        if is_away:
            environ[AWAY] = True
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            count(Kind.EDITORS if path.startswith(EDITORS) else Kind.FORM)
            return self.application(environ, start_response)
        key = self._key(environ, self._query(environ))
        if is_away and (page := store.stale(key)):
            count(Kind.OUTLIVED)
            return _send(page, environ, start_response, OUTLIVED)
        if not is_away and key and (page := store.pages.get(key)):
            count(Kind.MEMORY)
            return _send(page, environ, start_response, for_caches(store, self.shared_seconds))
        if environ.get("HTTP_CACHE_CONTROL") == "only-if-cached":  # RFC 9111, 5.2.1.7
            start_response("504 Gateway Timeout", [("Content-Length", "0")])
            return []
        count(next((kind for start, kind in BELOW.items() if path.startswith(start)), Kind.MADE))
        return self._make(environ, start_response, store, key)

    def fill(self, store: Store, key: Key, environ: Environ, *, is_withheld: bool) -> bool:
        """Make a page ahead of its readers; False if it can't be made because the database is away."""
        answer = self._ask({**environ, WITHHELD: True} if is_withheld else environ)
        if _may_be_kept(answer):
            store.keep(_page(answer), key, is_withheld=is_withheld)
        else:
            _close(answer.body)
        return not answer.is_outage

    def _query(self, environ: Environ) -> str | None:
        """What the page reads of its query, all else dropped from the request too; None where any of it may count."""
        query = environ.get("QUERY_STRING", "")
        if not query:
            return ""
        names = self.parameters(environ["PATH_INFO"])
        if names is None:
            return None
        environ["QUERY_STRING"] = _only(query, names)
        return environ["QUERY_STRING"]

    def _key(self, environ: Environ, query: str | None) -> Key | None:
        """What a page that answers the request is kept under; None where it must not be."""
        scheme = environ.get("HTTP_X_FORWARDED_PROTO") if self.trusts_proxy else environ["wsgi.url_scheme"]
        host = environ.get("HTTP_HOST", "")
        if query is None or scheme != self.scheme or host not in self.hosts:
            return None
        return self.scheme, host, f"{environ['PATH_INFO']}?{query}" if query else environ["PATH_INFO"]

    def _make(self, environ: Environ, start_response: StartResponse, store: Store, key: Key | None) -> Iterable[bytes]:
        """Have Django answer and keep that if it may be; a HEAD is a GET without its body (RFC 9110, 9.3.2)."""
        asked, is_head = {**environ, "REQUEST_METHOD": "GET"}, environ["REQUEST_METHOD"] == "HEAD"
        if is_head:
            asked.pop("HTTP_RANGE", None)  # a range means nothing to any other method (RFC 9110, 14.2)
        answer = self._ask(asked)
        if _may_be_kept(answer):
            page = _page(answer)
            store.keep(page, key)
            return _send(page, environ, start_response, for_caches(store, self.shared_seconds))
        if answer.is_outage and (page := store.stale(key)):
            _close(answer.body)
            return _send(page, environ, start_response, OUTLIVED)
        start_response(answer.status, answer.headers)
        return _without_body(answer.body) if is_head else answer.body

    def _ask(self, environ: Environ) -> Answer:
        begun: list[tuple[str, Headers]] = []
        body = self.application(environ, lambda *begin: begun.append(begin[:2]))
        return Answer(*begun[0], body)


def _only(query: str, names: Collection[str]) -> str:
    """What the query says of the names, each once and in one order; of two values the last counts, as in Django."""
    return urlencode(sorted((name, value) for name, value in dict(parse_qsl(query)).items() if name in names))


def _may_be_kept(answer: Answer) -> bool:
    """Whether the view declared the page public, to be asked for again; and nothing in it belongs to one reader."""
    found = {name.lower(): value for name, value in answer.headers}
    control, length = found.get("cache-control", ""), found.get("content-length", "")
    return (
        answer.status.startswith("200")
        and "public" in control
        and "must-revalidate" in control
        and "set-cookie" not in found
        and length.isdecimal()
        and int(length) <= LARGEST
        and found.get("vary", "").lower() in ("", "accept-encoding")
    )


def _page(answer: Answer) -> Page:
    """The page in every coding, each with a strong ETag of its own (RFC 9110, 8.8.3)."""
    body = _body(answer.body)
    own = {"cache-control", "content-length", "etag", "vary"}
    same = [(name, value) for name, value in answer.headers if name.lower() not in own]
    control = next(value for name, value in answer.headers if name.lower() == "cache-control")
    digest = blake2b(body, digest_size=12).hexdigest()
    page = {}
    for coding, encode in ENCODERS.items():
        coded, etag = encode(body), f'"{digest}-{coding}"'
        headers = [*same, ("Content-Length", str(len(coded))), ("ETag", etag), ("Vary", "Accept-Encoding")]
        if coding != "identity":
            headers.append(("Content-Encoding", coding))
        unchanged = [header for header in headers if not header[0].startswith("Content-")]
        page[coding] = Kept(etag, control, headers, unchanged, [coded])
    return page


def _send(page: Page, environ: Environ, start_response: StartResponse, caches: ForCaches) -> Iterable[bytes]:
    """The page as the request wants it. The lists of headers are copies, because a server may add its own to them."""
    kept = page[best_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))]
    more = [("Cache-Control", kept.control + caches.control), *caches.headers]
    if "HTTP_IF_NONE_MATCH" in environ and has_etag(environ["HTTP_IF_NONE_MATCH"], kept.etag):
        start_response("304 Not Modified", [*kept.unchanged, *more])
        return []
    start_response("200 OK", [*kept.headers, *more])
    return kept.body if environ["REQUEST_METHOD"] == "GET" else []


def has_etag(wanted: str, etag: str) -> bool:
    """Whether an If-None-Match header names the tag; compared weakly, as its section asks (RFC 9110, 13.1.2)."""
    return wanted.strip() == "*" or etag in (tag.strip().removeprefix("W/") for tag in wanted.split(","))


def _body(result: Iterable[bytes]) -> bytes:
    try:
        return b"".join(result)
    finally:
        _close(result)


def _without_body(result: Iterable[bytes]) -> list[bytes]:
    _close(result)
    return []


def _close(result: Iterable[bytes]) -> None:
    if hasattr(result, "close"):
        result.close()
