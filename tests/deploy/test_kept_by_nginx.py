"""What nginx may send without asking, and for how long: what the site says and not a second more."""

import secrets
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.deploy.fake_site import behind_nginx
from tests.deploy.front import log


class Upstream(BaseHTTPRequestHandler):
    """Says what it is told to say, and how often it was asked."""

    control, asked, more = "", 0, []

    def do_GET(self):
        type(self).asked += 1
        body = f"{self.path} {self.asked}".encode()
        self.send_response(200)
        for name, value in [("Cache-Control", self.control), ("Vary", "Accept-Encoding"), ("ETag", '"a"'), *self.more]:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        pass


@pytest.fixture
def upstream(front):
    """Stands in for gunicorn, to say headers that no page of today has."""
    front.stop_gunicorn()
    with ThreadingHTTPServer(("127.0.0.1", front.upstream), Upstream) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield Upstream
        Upstream.more = []
        server.shutdown()
        thread.join()
    front.start_gunicorn()


def is_kept(upstream, answers):
    """Whether nginx answered from what it keeps, of some requests for one page.

    It may ask more often than once: the first answer leaves before it is kept, and a new minute is another page.
    """
    assert len({body for _, _, body in answers}) == upstream.asked
    return upstream.asked < len(answers)


@pytest.mark.parametrize(
    ("control", "may_keep"),
    [
        ("public, max-age=0, must-revalidate, s-maxage=3600", True),
        ("public, max-age=0, must-revalidate", False),
        ("no-store", False),
        ("private, s-maxage=3600", False),
    ],
)
def test_nginx_keeps_a_page_only_as_the_site_allows(front, upstream, control, may_keep):
    upstream.control, upstream.asked = control, 0
    address = f"/{secrets.token_hex(8)}/"
    answers = [front.get(address) for _ in range(10)]
    assert is_kept(upstream, answers) is may_keep
    asked = upstream.asked
    front.get(f"{address}?jine")
    assert upstream.asked == asked + 1  # a query is another page


@pytest.mark.parametrize(("last_second", "may_keep"), [(1, False), (4_000_000_000, True)])
def test_nginx_keeps_a_page_until_the_second_that_the_site_names(front, upstream, last_second, may_keep):
    upstream.control, upstream.asked = "public, s-maxage=60", 0
    upstream.more = [("X-Accel-Expires", f"@{last_second}")]
    address = f"/{secrets.token_hex(8)}/"
    answers = [front.get(address) for _ in range(10)]
    assert is_kept(upstream, answers) is may_keep
    assert not [headers for _, headers, _ in answers if "X-Accel-Expires" in headers]


@pytest.fixture
def sharing(front):
    """The site that lets nginx keep its pages, as docs/operation.md has it."""
    front.stop_gunicorn()
    front.site.environment["SHARED_CACHE_SECONDS"] = "1"
    front.start_gunicorn()
    yield front
    front.stop_gunicorn()
    del front.site.environment["SHARED_CACHE_SECONDS"]
    front.start_gunicorn()


def test_nginx_keeps_pages_and_asks_whether_they_are_still_right(sharing):
    """How often depends on the clock; that both happen does not."""
    wanted = {"MISS", "HIT", "REVALIDATED"}
    address = f"/obce/?gclid={secrets.token_hex(8)}"
    bodies, before = set(), len(log(sharing))
    for _ in range(20_000):
        status, headers, body = sharing.get(address)
        assert (status, headers.get_all("Cache-Control")[1:]) == (200, [])
        bodies.add(body)
        seen = {line["cache"] for line in log(sharing)[before:]}
        assert seen <= wanted  # EXPIRED: it was sent whole again
        if seen == wanted:
            break
    assert seen == wanted
    assert len(bodies) == 1


def test_nginx_keeps_nothing_for_when_the_clock_has_caught_up(tmp_path):
    """With a clock that each request sets, and pages that may be kept for a hundred years."""

    def by_request(text):
        return text.replace("map $time_iso8601 $minute", "map $http_x_time $minute")

    with behind_nginx(tmp_path, change=by_request) as (front, [site]):
        for moment in ["2026-11-30T12:00:01", "2026-11-30T12:00:59", "2026-11-29T23:00:59", "2026-11-30T11:00:59"]:
            assert front.get("/trvale/", **{"X-Time": f"{moment}+01:00"})[0] == 200
        assert len(site.asked) == 3


def test_nginx_keeps_nothing_of_the_editors(front, upstream):
    upstream.control, upstream.asked = "public, s-maxage=3600", 0
    assert len({front.get("/sprava/neco/")[2] for _ in range(3)}) == 3
