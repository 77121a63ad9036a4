"""Pages from memory: a WSGI application around Django's that sends again what a view declared public.

A page is kept as the bytes of each content coding, made when it is stored. All pages belong to one content version and
end at the first moment at which any of them becomes wrong. While the database is away, a second form of each page goes
on that says nothing of the moment. Cookies play no part: they have the path of the editors' door.
"""

import gzip
from collections.abc import Callable, Iterable
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

import brotli

from pages.frame import WITHHELD
from socialnibydleni.content_watch import ContentWatch, Store

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

ENCODERS: dict[str, Callable[[bytes], bytes]] = {  # in the order in which we prefer them
    "br": lambda body: brotli.compress(body, mode=brotli.MODE_TEXT, quality=9),
    "gzip": lambda body: gzip.compress(body, 9, mtime=0),
    "identity": bytes,
}


class Kept(NamedTuple):
    """One page in one content coding, ready to be sent."""

    etag: str
    headers: Headers
    body: list[bytes]


class PageCache:
    """The WSGI application that a server calls.

    Args:
        application: Django's own.
        watch: knows which store of pages may be used now, and whether the database is away.
        unavailable: answers what is not in memory while the database is away.
        trusts_proxy: whether a request's scheme is what the proxy in front says.
    """

    def __init__(self, application: Application, watch: ContentWatch, unavailable: Application, *, trusts_proxy: bool):
        self.application, self.watch, self.unavailable = application, watch, unavailable
        self.trusts_proxy = trusts_proxy

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or environ["PATH_INFO"].startswith("/static/"):
            return self.application(environ, start_response)
        store, is_away = self.watch.now()
        key = self._key(environ)
        page = store.form(is_withheld=is_away or WITHHELD in environ).get(key)
        if page is None:
            if is_away:
                return self.unavailable(environ, start_response)
            return self._make(environ, start_response, store, key)
        return _send(page, environ, start_response)

    def _key(self, environ: Environ) -> tuple[str, ...]:
        scheme = environ.get("HTTP_X_FORWARDED_PROTO", "") if self.trusts_proxy else environ["wsgi.url_scheme"]
        return scheme, environ.get("HTTP_HOST", ""), environ["PATH_INFO"], environ.get("QUERY_STRING", "")

    def _make(self, environ: Environ, start_response: Callable[..., Any], store: Store, key: tuple) -> Iterable[bytes]:
        """Ask Django and keep the answer if it may be kept; a HEAD is a GET without its body (RFC 9110, 9.3.2)."""
        is_head = environ["REQUEST_METHOD"] == "HEAD"
        answers: list[tuple[str, Headers]] = []
        asked = {**environ, "REQUEST_METHOD": "GET"}
        if is_head:
            asked.pop("HTTP_RANGE", None)  # a range means nothing to any other method (RFC 9110, 14.2)
        result = self.application(asked, lambda *answer: answers.append(answer[:2]))
        status, headers = answers[0]
        if not _may_be_kept(status, headers):
            start_response(status, headers)
            return _without_body(result) if is_head else result
        page = _page(headers, _body(result))
        store.keep(page, key, is_withheld=WITHHELD in environ)
        return _send(page, environ, start_response)


def _may_be_kept(status: str, headers: Headers) -> bool:
    """Whether the view declared the page public, to be asked for again; and nothing in it belongs to one reader."""
    found = {name.lower(): value for name, value in headers}
    control = found.get("cache-control", "")
    return (
        status.startswith("200")
        and "public" in control
        and "must-revalidate" in control
        and "set-cookie" not in found
        and found.get("vary", "").lower() in ("", "accept-encoding")
    )


def _page(headers: Headers, body: bytes) -> dict[str, Kept]:
    """The page in every coding, each with a strong ETag of its own (RFC 9110, 8.8.3)."""
    shared = [(name, value) for name, value in headers if name.lower() not in {"content-length", "etag", "vary"}]
    digest = blake2b(body, digest_size=12).hexdigest()
    page = {}
    for coding, encode in ENCODERS.items():
        coded, etag = encode(body), f'"{digest}-{coding}"'
        own = [("Content-Length", str(len(coded))), ("ETag", etag), ("Vary", "Accept-Encoding")]
        if coding != "identity":
            own.append(("Content-Encoding", coding))
        page[coding] = Kept(etag, shared + own, [coded])
    return page


def _send(page: dict[str, Kept], environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
    kept = page[best_coding(environ.get("HTTP_ACCEPT_ENCODING", ""))]
    if "HTTP_IF_NONE_MATCH" in environ and has_etag(environ["HTTP_IF_NONE_MATCH"], kept.etag):
        start_response("304 Not Modified", [header for header in kept.headers if not header[0].startswith("Content-")])
        return []
    start_response("200 OK", kept.headers)
    return kept.body if environ["REQUEST_METHOD"] == "GET" else []


@lru_cache(maxsize=256)
def best_coding(accepted: str) -> str:
    """The coding to send by an Accept-Encoding header (RFC 9110, 12.5.3): of those not refused, ours in order."""
    weights = {}
    for part in accepted.lower().split(","):
        name, _, parameter = part.partition(";")
        weights[name.strip()] = _weight(parameter)
    return next((coding for coding in ENCODERS if weights.get(coding, weights.get("*", 0.0)) > 0), "identity")


def _weight(parameter: str) -> float:
    name, _, value = parameter.partition("=")
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0


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
