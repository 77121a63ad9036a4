"""Pages from memory: what is kept, for whom, and what is sent of it."""

import gzip
from wsgiref.util import setup_testing_defaults

import brotli
import pytest

from pages.frame import WITHHELD
from socialnibydleni.content_watch import MOST_PAGES, Store
from socialnibydleni.page_cache import PageCache, best_coding, has_etag

PUBLIC = ("Cache-Control", "max-age=0, must-revalidate, public")
TEXT = b"<!doctype html><p>" + b"V\xc3\xadt\xc3\xa1me v\xc3\xa1s. " * 30


class Django:
    """Stands in for the application: counts what it is asked and answers as told."""

    def __init__(self):
        self.asked, self.status, self.headers, self.body, self.closed = [], "200 OK", [PUBLIC], TEXT, 0

    def __call__(self, environ, start_response):
        self.asked.append((environ["REQUEST_METHOD"], environ["PATH_INFO"]))
        start_response(self.status, [*self.headers, ("Content-Length", str(len(self.body)))])
        return self

    def __iter__(self):
        return iter([self.body])

    def close(self):
        self.closed += 1


class Watch:
    """Stands in for the watch: a store, and a database that is there or away."""

    def __init__(self):
        self.store, self.is_away = Store(1, 1e12), False

    def now(self):
        return self.store, self.is_away


def unavailable(_environ, start_response):
    start_response("503 Service Unavailable", [])
    return [b"unavailable"]


@pytest.fixture
def django():
    return Django()


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def ask(django, watch):
    """Asks the cache; the answer is (status, headers, body)."""
    cache = PageCache(django, watch, unavailable, trusts_proxy=True)

    def ask(path="/", method="GET", query="", **headers):
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, **headers}
        setup_testing_defaults(environ)
        begun = []
        body = b"".join(cache(environ, lambda *answer: begun.append(answer)))
        (status, found) = begun[0]
        assert len({name.lower() for name, _ in found}) == len(found), "a header stands there twice"
        return status, dict(found), body

    return ask


def test_second_reader_gets_the_same_bytes_without_asking_django(ask, django):
    assert ask() == ask()
    assert django.asked == [("GET", "/")]
    assert django.closed == 1


@pytest.mark.parametrize(
    ("accepted", "coding", "decode"),
    [("gzip, deflate, br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("", None, bytes)],
)
def test_every_coding_is_the_same_page_under_a_tag_of_its_own(ask, accepted, coding, decode):
    status, headers, body = ask(HTTP_ACCEPT_ENCODING=accepted)
    assert (status, headers.get("Content-Encoding"), decode(body)) == ("200 OK", coding, TEXT)
    assert headers["Content-Length"] == str(len(body))
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["ETag"].startswith('"')
    assert headers["ETag"] != ask(HTTP_ACCEPT_ENCODING="gzip;q=0.1, br;q=0")[1]["ETag"] or coding == "gzip"


def test_what_the_reader_has_is_not_sent_again(ask):
    tag = ask()[1]["ETag"]
    status, headers, body = ask(HTTP_IF_NONE_MATCH=f'"other", W/{tag}')
    assert (status, body, headers["ETag"]) == ("304 Not Modified", b"", tag)
    assert not {name for name in headers if name.startswith("Content-")}
    assert headers["Cache-Control"] == PUBLIC[1]
    assert ask(HTTP_IF_NONE_MATCH='"other"')[0] == "200 OK"


def test_the_first_reader_may_have_it_already(ask, watch):
    tag = ask()[1]["ETag"]
    watch.store = Store(2, 1e12)
    assert ask(HTTP_IF_NONE_MATCH=tag)[0] == "304 Not Modified"


def test_head_is_get_without_a_body_whether_kept_or_not(ask, django):
    for _ in range(2):
        status, headers, body = ask(method="HEAD")
        assert (status, body, headers) == ("200 OK", b"", ask()[1])
    django.headers = []
    assert ask("/jinde/", method="HEAD") == ("200 OK", {"Content-Length": str(len(TEXT))}, b"")


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("200 OK", []),
        ("200 OK", [("Cache-Control", "no-store")]),
        ("200 OK", [("Cache-Control", "max-age=315360000, public, immutable")]),
        ("200 OK", [PUBLIC, ("Set-Cookie", "a=b")]),
        ("200 OK", [PUBLIC, ("Vary", "Cookie")]),
        ("200 OK", [PUBLIC, ("Vary", "Accept-Language, Accept-Encoding")]),
        ("302 Found", [PUBLIC, ("Location", "/")]),
        ("404 Not Found", [PUBLIC]),
        ("503 Service Unavailable", [PUBLIC]),
    ],
)
def test_what_is_not_public_goes_through_untouched_and_is_never_kept(ask, django, watch, status, headers):
    django.status, django.headers = status, headers
    for _ in range(2):
        assert ask() == (status, {**dict(headers), "Content-Length": str(len(TEXT))}, TEXT)
    assert len(django.asked) == 2
    assert not watch.store.pages


def test_other_methods_and_static_files_go_straight_to_django(ask, django, watch):
    ask()
    for method in ["POST", "PUT", "OPTIONS"]:
        ask(method=method)
    ask("/static/css/site.css")
    assert django.asked[1:] == [("POST", "/"), ("PUT", "/"), ("OPTIONS", "/"), ("GET", "/static/css/site.css")]
    assert len(watch.store.pages) == 1


def test_scheme_host_and_path_never_mix(ask, django):
    for path in ["/", "/obce/", "/obce"]:
        for scheme in ["http", "https"]:
            for host in ["www.example.cz", "localhost"]:
                ask(path, HTTP_X_FORWARDED_PROTO=scheme, HTTP_HOST=host)
    assert len(django.asked) == 12


def test_a_page_asked_with_a_query_is_made_anew_and_sent_compressed_but_never_kept(ask, django, watch):
    ask()
    status, headers, _ = ask(query="x=1", HTTP_ACCEPT_ENCODING="br")
    assert (status, headers["Content-Encoding"], len(django.asked), len(watch.store.pages)) == ("200 OK", "br", 2, 1)


def test_nothing_is_kept_before_the_content_was_seen(ask, django, watch):
    watch.store = Store(-1, 1e12)
    ask()
    ask()
    assert (len(django.asked), watch.store.pages) == (2, {})


def test_memory_has_an_end(ask, watch):
    watch.store.pages.update({("http", "h", str(number), ""): {} for number in range(MOST_PAGES)})
    ask()
    assert len(watch.store.pages) == MOST_PAGES


def test_a_page_made_for_content_that_has_gone_meanwhile_is_not_kept_for_the_new_one(ask, django, watch):
    fresh = Store(2, 1e12)

    def change_meanwhile():
        watch.store = fresh
        return iter([TEXT])

    type(django).__iter__ = lambda _self: change_meanwhile()
    try:
        ask()
    finally:
        type(django).__iter__ = lambda self: iter([self.body])
    assert fresh.pages == {}


def test_while_the_database_is_away_only_the_form_that_says_nothing_of_the_moment_goes_out(ask, django, watch):
    ask()
    django.body = b"withheld"
    ask(**{WITHHELD: True})
    watch.is_away = True
    assert ask()[2] == b"withheld"
    assert ask("/nikdy-nevidena/")[0] == "503 Service Unavailable"
    assert ask("/static/css/site.css")[0] == "200 OK"
    watch.is_away = False
    assert ask()[2] == TEXT


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", "identity"),
        ("br", "br"),
        ("gzip, br;q=0.1", "br"),
        ("BR ; Q=0, GZIP", "gzip"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("br;q=0, *", "gzip"),
        ("deflate, zstd", "identity"),
        ("br;q=nonsense", "identity"),
        (",,;;=", "identity"),
    ],
)
def test_codings_follow_the_weights_of_the_reader(accepted, coding):
    assert best_coding(accepted) == coding


@pytest.mark.parametrize(
    ("wanted", "names_it"),
    [('"a"', True), ('W/"a"', True), ('"b", "a"', True), ("*", True), ('"b"', False), ("", False), ('"ab"', False)],
)
def test_tags_are_compared_weakly(wanted, names_it):
    assert has_etag(wanted, '"a"') is names_it


def test_a_range_means_nothing_to_a_request_for_headers_alone(django, watch):
    ranges = []

    def application(environ, start_response):
        ranges.append(environ.get("HTTP_RANGE"))
        return django(environ, start_response)

    cache = PageCache(application, watch, unavailable, trusts_proxy=True)
    for method in ["HEAD", "GET"]:
        environ = {"REQUEST_METHOD": method, "PATH_INFO": f"/{method}", "QUERY_STRING": "", "HTTP_RANGE": "bytes=0-1"}
        setup_testing_defaults(environ)
        cache(environ, lambda *_answer: None)
    assert ranges == [None, "bytes=0-1"]
