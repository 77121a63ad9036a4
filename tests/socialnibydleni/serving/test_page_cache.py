"""Pages from memory: what is kept, for whom, and what is sent of it."""

import gzip
from io import BytesIO
from wsgiref.util import setup_testing_defaults

import brotli
import pytest
import time_machine

from pages.frame.door import WITHHELD
from pages.web.outage import AWAY
from socialnibydleni.serving.content_watch import MOST_PAGES, Store
from socialnibydleni.serving.counts import Kind, total
from socialnibydleni.serving.page_cache import LARGEST, PageCache, has_etag
from socialnibydleni.serving.shared_caches import STALE

PUBLIC = ("Cache-Control", "max-age=0, must-revalidate, public")
TEXT = b"<!doctype html><p>" + b"V\xc3\xadt\xc3\xa1me v\xc3\xa1s. " * 30


class Django:
    """Stands in for the application: counts what it is asked and answers as told."""

    def __init__(self):
        self.asked, self.status, self.headers, self.body, self.closed = [], "200 OK", [PUBLIC], TEXT, 0
        self.length = None  # that of the body

    def __call__(self, environ, start_response):
        self.asked.append((environ["REQUEST_METHOD"], environ["PATH_INFO"]))
        self.was_told = {name for name in (AWAY, WITHHELD) if name in environ}
        length = len(self.body) if self.length is None else self.length
        start_response(self.status, [*self.headers, ("Content-Length", str(length))])
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


@pytest.fixture
def django():
    return Django()


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
def cache(django, watch):
    reads = {"/": (), "/seznam/": ("strana", "druh")}
    hosts = ["127.0.0.1", "localhost"]
    return PageCache(django, watch, scheme="http", hosts=hosts, trusts_proxy=False, parameters=reads.get)


@pytest.fixture
def ask(cache):
    """Asks the cache; the answer is (status, headers, body)."""

    def ask(path="/", method="GET", query="", **headers):
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, **headers}
        setup_testing_defaults(environ)
        begun = []
        body = b"".join(cache(environ, lambda *answer: begun.append(answer)))
        (status, found) = begun[0]
        assert len({name.lower() for name, _ in found}) == len(found), "a header stands there twice"
        return status, dict(found), body

    return ask


def test_each_request_counts_once_by_what_it_was(ask, watch, withheld):
    def counted(**asked):
        before = [total(kind) for kind in Kind]
        ask(**asked)
        return [kind.name for kind in Kind for _ in range(total(kind) - before[kind])]

    assert [counted(), counted(), counted(method="HEAD")] == [["MADE"], ["MEMORY"], ["MEMORY"]]
    assert counted(method="POST") == ["FORM"]
    assert [counted(path="/sprava/", method=method) for method in ("GET", "POST")] == [["EDITORS"], ["EDITORS"]]
    assert [counted(path="/stav/"), counted(path="/static/css/site.css")] == [["WATCHING"], ["STATIC"]]
    watch.is_away = True
    assert counted() == ["OUTLIVED"]


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


@pytest.mark.parametrize("length", ["", LARGEST + 1])
def test_a_file_or_what_is_sent_piece_by_piece_is_not_kept(ask, django, watch, length):
    django.length = length
    for _ in range(2):
        assert ask()[2] == TEXT
    assert (len(django.asked), watch.store.pages) == (2, {})


def test_other_methods_and_static_files_go_straight_to_django(ask, django, watch):
    ask()
    for method in ["POST", "PUT", "OPTIONS"]:
        ask(method=method)
    ask("/static/css/site.css")
    assert django.asked[1:] == [("POST", "/"), ("PUT", "/"), ("OPTIONS", "/"), ("GET", "/static/css/site.css")]
    assert len(watch.store.pages) == 1


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_a_body_that_nobody_wanted_is_read_before_the_answer_goes_out(cache, method):
    """Else what is left of it meets the next reader whom the server in front sends down the same connection."""
    body = BytesIO(b"x" * 1_000_000)
    environ = {"REQUEST_METHOD": method, "PATH_INFO": "/", "CONTENT_LENGTH": "1000000", "wsgi.input": body}
    setup_testing_defaults(environ)
    answer = cache(environ, lambda *_begun: None)
    assert body.read() == b""
    assert b"".join(answer) == TEXT


def test_hosts_and_paths_never_mix(ask, django):
    for _ in range(2):
        for path in ["/", "/obce/", "/obce"]:
            for host in ["127.0.0.1", "localhost"]:
                ask(path, HTTP_HOST=host)
    assert len(django.asked) == 6


@pytest.mark.parametrize(
    "strange",
    [
        {"HTTP_HOST": "127.0.0.1:8001"},
        {"HTTP_HOST": "LOCALHOST"},
        {"HTTP_HOST": "www.example.cz"},
        {"wsgi.url_scheme": "https"},
        {"path": "/hledat/", "query": "q=byt"},
    ],
)
def test_what_is_asked_under_another_name_or_with_a_query_of_no_page_is_never_kept(ask, django, watch, strange):
    ask()
    for _ in range(2):
        status, headers, _ = ask(HTTP_ACCEPT_ENCODING="br", **strange)
        assert (status, headers["Content-Encoding"]) == ("200 OK", "br")
    assert (len(django.asked), len(watch.store.pages)) == (3, 1)


@pytest.mark.parametrize(
    "query", ["fbclid=abc", "utm_source=mail&utm_medium=", "x=1", "x=2", "&", "strana=2", "%00=%FF"]
)
def test_what_a_page_does_not_read_is_dropped_from_its_address(ask, django, watch, query):
    ask()
    assert ask(query=query) == ask()
    assert (len(django.asked), len(watch.store.pages)) == (1, 1)


def test_what_a_page_reads_makes_a_page_of_its_own_whatever_stands_around_it(ask, django, watch):
    for query in [
        "strana=2&druh=a",
        "druh=a&x=1&strana=2",
        "strana=1&druh=b&druh=a&strana=2",
        "druh=a&strana=2&&utm=3",
    ]:
        ask("/seznam/", query=query)
    ask("/seznam/", query="strana=3")
    ask("/seznam/", query="strana=")
    ask("/seznam/")
    assert [key[2] for key in watch.store.pages] == ["/seznam/?druh=a&strana=2", "/seznam/?strana=3", "/seznam/"]
    assert len(django.asked) == 3


@pytest.mark.parametrize(("forwarded", "times"), [({"HTTP_X_FORWARDED_PROTO": "https"}, 1), ({}, 2)])
def test_behind_a_trusted_proxy_the_scheme_is_what_it_says(django, watch, forwarded, times):
    cache = PageCache(django, watch, scheme="https", hosts=["127.0.0.1"], trusts_proxy=True)
    for _ in range(2):
        environ = {"wsgi.url_scheme": "http", **forwarded}
        setup_testing_defaults(environ)
        cache(environ, lambda *_: None)
    assert len(django.asked) == times


def test_who_wants_only_what_is_in_memory_gets_nothing_made(ask, django):
    assert ask(HTTP_CACHE_CONTROL="only-if-cached") == ("504 Gateway Timeout", {"Content-Length": "0"}, b"")
    assert django.asked == []
    ask()
    assert ask(HTTP_CACHE_CONTROL="only-if-cached")[2] == TEXT


def test_nothing_is_kept_before_the_content_was_seen(ask, django, watch):
    watch.store = Store(-1, 1e12)
    ask()
    ask()
    assert (len(django.asked), watch.store.pages) == (2, {})


def test_memory_has_an_end(ask, watch):
    watch.store.pages.update({("http", "h", str(number)): {} for number in range(MOST_PAGES)})
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


def test_pages_are_made_ahead_in_both_forms(ask, cache, django, watch):
    key = ("http", "127.0.0.1", "/")
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/"}
    assert cache.fill(watch.store, key, environ, is_withheld=False)
    assert django.was_told == set()
    assert cache.fill(watch.store, key, environ, is_withheld=True)
    assert django.was_told == {WITHHELD}
    assert (len(django.asked), watch.store.pages.keys(), watch.store.withheld.keys()) == (2, {key}, {key})
    assert ask()[2] == TEXT
    assert len(django.asked) == 2


@pytest.fixture
def withheld(cache, django, watch):
    """The page at / in the form that says nothing of the moment, kept beside the ordinary one."""
    django.body = b"withheld"
    cache.fill(watch.store, ("http", "127.0.0.1", "/"), {"REQUEST_METHOD": "GET", "PATH_INFO": "/"}, is_withheld=True)
    django.body = TEXT
    return b"withheld"


def test_while_the_database_is_away_the_withheld_form_goes_out_and_says_that_it_is_stale(ask, django, watch, withheld):
    assert ask()[2] == TEXT
    watch.is_away = True
    status, headers, body = ask()
    assert (status, body, headers["Cache-Status"]) == ("200 OK", withheld, STALE[1])
    status, unchanged, _ = ask(HTTP_IF_NONE_MATCH=headers["ETag"])
    assert (status, unchanged["Cache-Status"]) == ("304 Not Modified", STALE[1])
    assert ask("/static/css/site.css")[2] == TEXT
    watch.is_away = False
    _, headers, body = ask()
    assert (body, headers.get("Cache-Status")) == (TEXT, None)


@pytest.mark.parametrize(("path", "method"), [("/nikdy-nevidena/", "GET"), ("/", "POST"), ("/sprava/", "GET")])
def test_what_is_not_in_memory_is_answered_by_django_which_is_told_not_to_ask_the_database(
    ask, django, watch, path, method
):
    watch.is_away = True
    django.status, django.headers = "503 Service Unavailable", []
    assert ask(path, method)[0] == "503 Service Unavailable"
    assert django.was_told == {AWAY}


def test_a_page_that_cannot_be_made_because_the_database_has_just_gone_is_the_stale_one(ask, django, watch, withheld):
    django.status, django.headers = "503 Service Unavailable", []
    status, headers, body = ask()
    assert (status, body, headers["Cache-Status"]) == ("200 OK", withheld, STALE[1])
    assert ask("/hledat/", query="q=byt")[0] == "503 Service Unavailable"
    watch.store = watch.store.renewed(2, 1e12)
    assert ask()[2] == withheld
    watch.store.before = {}
    assert ask()[0] == "503 Service Unavailable"
    assert django.closed == len(django.asked) - 2  # the server closes what it was given


def test_a_shared_cache_is_told_the_same_with_the_page_and_with_304_and_nothing_with_a_stale_one(
    ask, cache, django, watch, withheld
):
    with time_machine.travel(1_800_000_000, tick=False):
        told = {"Cache-Control": f"{PUBLIC[1]}, s-maxage=30", "X-Accel-Expires": "@1800000029"}
        assert not told.keys() - {"Cache-Control"} & ask()[1].keys()
        cache.shared_seconds = 30
        _, headers, _ = ask("/jinde/")
        status, unchanged, _ = ask("/jinde/", HTTP_IF_NONE_MATCH=headers["ETag"])
        assert (status, headers | told, unchanged | told) == ("304 Not Modified", headers, unchanged)
        watch.is_away = True
        _, headers, _ = ask()
        assert (headers["Cache-Control"], "X-Accel-Expires" in headers) == (PUBLIC[1], False)
        django.headers = [("Cache-Control", "no-store")]
        assert ask("/jinde/", "POST")[1]["Cache-Control"] == "no-store"


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

    cache = PageCache(application, watch, scheme="http", hosts=["127.0.0.1"], trusts_proxy=False)
    for method in ["HEAD", "GET"]:
        environ = {"REQUEST_METHOD": method, "PATH_INFO": f"/{method}", "QUERY_STRING": "", "HTTP_RANGE": "bytes=0-1"}
        setup_testing_defaults(environ)
        cache(environ, lambda *_answer: None)
    assert ranges == [None, "bytes=0-1"]
