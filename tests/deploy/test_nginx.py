"""What readers meet when the site runs as deploy/ says, and what they meet when half of it is gone."""

import contextlib
import json
import re
import secrets
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.deploy.front import static_file
from tests.deploy.slow_clients import SlowClient

POLICY = "Content-Security-Policy"  # nginx needs fewer of its rights for a file
SECURITY = [
    POLICY,
    "Strict-Transport-Security",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
]
CENTRE = "/kontaktni-centrum/"
FORM = "/kontaktni-centrum/schuzka/"


@pytest.fixture
def without_gunicorn(front):
    front.stop_gunicorn()
    yield front
    front.start_gunicorn()


def security(headers):
    return {name: headers.get_all(name) for name in SECURITY}


def log(front):
    return [json.loads(line) for line in (front.folder / "socialnibydleni.log").read_text().splitlines()]


def test_a_page_comes_by_tls_only(front):
    status, headers, body = front.get("/")
    assert status == 200
    assert "Podpora sociálního bydlení" in body.decode()
    assert headers["Server"] == "nginx"
    assert headers.get_all("Vary") == ["Accept-Encoding"]
    assert front.ask_plainly("/obce/?a=1") == (301, f"https://localhost:{front.secure}/obce/?a=1")


def test_a_foreign_name_gets_nothing(front):
    with pytest.raises(OSError, match=r"."):
        front.ask_plainly("/", host="jiny.example")


def test_the_certificate_can_be_renewed_without_tls(front):
    place = front.folder / "acme/.well-known/acme-challenge"
    place.mkdir(parents=True)
    (place / "token").write_text("x")
    assert front.ask_plainly("/.well-known/acme-challenge/token") == (200, None)


def test_a_static_file_is_kept_for_ever_and_sent_precompressed(front):
    address = static_file(front)
    status, headers, body = front.get(address, **{"Accept-Encoding": "gzip"})
    assert status == 200
    assert body == (front.folder / f"staticfiles/{address.removeprefix('/static/')}.gz").read_bytes()
    assert headers.get_all("Cache-Control") == ["public, max-age=31536000, immutable"]
    assert headers["Content-Encoding"] == "gzip"
    assert headers["Content-Type"] == "text/css"
    assert "Accept-Encoding" in headers["Vary"]


def test_every_answer_has_each_header_of_security_once_and_the_same(front):
    page = security(front.get("/")[1])
    assert all(len(values) == 1 for values in page.values())
    addresses = ["/neni/", "/hledat/?q=obec", "/stav/", "/static/neni.css", "/sprava/login/", static_file(front)]
    answers = [front.get(address)[1] for address in addresses]
    status, refused, _ = front.ask("POST", FORM, body=b"x" * 300_000)
    assert status == 413
    for found in map(security, [*answers, refused]):
        assert len(found.pop(POLICY)) == 1
        assert found == {name: page[name] for name in found}


def test_error_pages_are_ours(front):
    status, headers, body = front.get("/neni/")
    assert (status, "Stránku jsme nenašli" in body.decode()) == (404, True)
    status, headers, body = front.get("/static/neni.css")
    assert (status, "Stránku jsme nenašli" in body.decode()) == (404, True)
    assert "immutable" not in str(headers.get_all("Cache-Control"))


def test_a_page_that_fails_shows_its_number(front):
    spoil = "from pages.models import ContentVersion, WordForms; "
    spoil += "WordForms.objects.update_or_create(pk=1, defaults={{'table': {}}}); ContentVersion.objects.raise_number()"
    front.site.python(spoil.format(5))
    try:
        for _ in range(2000):  # each process sees it within a second
            status, _, body = front.get("/hledat/?q=obec")
            if status != 200:
                break
    finally:
        front.site.python(spoil.format("{}"))
    assert status == 500
    number = re.search(r'Číslo chyby: <strong class="code">(.{9})</strong>', body.decode())[1]
    assert number in front.site.log.read_text()


def test_what_is_too_large_or_too_often_is_refused_with_phone_and_e_mail(front):
    status, _, body = front.ask("POST", FORM, body=b"x" * 300_000)
    assert (status, "mailto:" in body.decode()) == (413, True)
    found = [front.ask("POST", FORM, body=b"x") for _ in range(40)]
    assert {status for status, _, _ in found} == {200, 429}
    assert "tel:" in next(body for status, _, body in found if status == 429).decode()
    assert {front.get("/")[0] for _ in range(100)} == {200}  # nobody is counted for reading
    assert front.ask("POST", "/sprava/login/", body=b"x" * 27_000_000)[0] == 413


def test_without_gunicorn_the_snapshot_answers(without_gunicorn):
    front = without_gunicorn
    status, headers, body = front.get(CENTRE)
    assert status == 200
    assert headers["Cache-Status"] == "snapshot; hit; detail=stale"
    assert headers.get_all("Cache-Control") == ["no-store"]
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert body == (front.folder / "snapshot/kontaktni-centrum/index.html").read_bytes()
    assert all(len(values) == 1 for values in security(headers).values())
    assert front.get(f"{CENTRE}hodiny.ics")[1]["Content-Type"] == "text/calendar; charset=utf-8"
    assert front.get("/otevrena-data/katalog.jsonld")[1]["Content-Type"].startswith("application/ld+json")
    assert front.get(static_file(front))[0] == 200


def test_without_gunicorn_what_the_snapshot_has_not_says_whom_to_call(without_gunicorn):
    front = without_gunicorn
    for method, address in [("GET", "/neni/"), ("POST", FORM), ("GET", "/sprava/"), ("GET", "/nahled/tajny/")]:
        status, headers, body = front.ask(method, address)
        assert (status, "Tahle část webu teď nefunguje" in body.decode()) == (503, True), address
        assert "mailto:" in body.decode()
        assert all(len(values) == 1 for values in security(headers).values())
    assert front.get("/stav/pripraveno/")[0] == 502


def test_after_a_restart_of_gunicorn_the_next_request_is_answered_by_it(front):
    front.stop_gunicorn()
    assert "Cache-Status" in front.get("/")[1]
    front.start_gunicorn()
    assert front.get("/neni/")[0] == 404


def test_the_log_names_no_reader_no_query_and_no_token(front):
    for address in ["/hledat/?q=tajemstvi", "/nahled/tajny-token/obce/?x=1", "/%6Eahled/tajny-token/", "/obce/?tajne"]:
        front.get(address)
    text = (front.folder / "socialnibydleni.log").read_text()
    assert [line["path"] for line in log(front)[-4:]] == ["/hledat/", "/nahled/…", "/", "/obce/"]
    assert not [word for word in ["tajemstvi", "tajny", "tajne", "127.0.0.1"] if word in text]


def test_three_hundred_slow_clients_keep_nobody_waiting(front):
    """A hundred never end their headers, a hundred their bodies, a hundred never read: far more than there are threads.

    Each has an address of its own; from one address the limits would end most of them.
    """
    with contextlib.ExitStack() as slow:
        for number in range(300):
            slow.enter_context(SlowClient(front, number))
        assert {front.get("/")[0] for _ in range(50)} == {200}


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


@pytest.mark.parametrize(
    ("control", "times"),
    [
        ("public, max-age=0, must-revalidate, s-maxage=3600", 1),
        ("public, max-age=0, must-revalidate", 3),
        ("no-store", 3),
        ("private, s-maxage=3600", 3),
    ],
)
def test_nginx_keeps_a_page_only_as_the_site_allows(front, upstream, control, times):
    upstream.control, upstream.asked = control, 0
    address = f"/{secrets.token_hex(8)}/"
    bodies = [front.get(address)[2] for _ in range(3)]
    assert upstream.asked == times
    assert len(set(bodies)) == times
    assert front.get(f"{address}?jine")[2] not in bodies  # a query is another page


@pytest.mark.parametrize(("last_second", "times"), [(1, 3), (4_000_000_000, 1)])
def test_nginx_keeps_a_page_until_the_second_that_the_site_names(front, upstream, last_second, times):
    upstream.control, upstream.asked = "public, s-maxage=60", 0
    upstream.more = [("X-Accel-Expires", f"@{last_second}")]
    address = f"/{secrets.token_hex(8)}/"
    answers = [front.get(address) for _ in range(3)]
    assert upstream.asked == times
    assert not [headers for _, headers, _ in answers if "X-Accel-Expires" in headers]


@pytest.fixture
def sharing(front):
    """The site that lets nginx keep its pages, as the README has it."""
    front.stop_gunicorn()
    front.site.environment["SHARED_CACHE_SECONDS"] = "1"
    front.start_gunicorn()
    yield front
    front.stop_gunicorn()
    del front.site.environment["SHARED_CACHE_SECONDS"]
    front.start_gunicorn()


def test_nginx_keeps_pages_and_asks_whether_they_are_still_right(sharing):
    """How often depends on the clock; that both happen does not."""
    kinds = {"MISS", "HIT", "REVALIDATED"}
    address = "/obce/?gclid=x"
    bodies = set()
    for _ in range(20_000):
        status, headers, body = sharing.get(address)
        assert (status, headers.get_all("Cache-Control")[1:]) == (200, [])
        bodies.add(body)
        kinds -= {line["cache"] for line in log(sharing)[-3:]}
        if not kinds:
            break
    assert kinds == set()
    assert len(bodies) == 1


def test_nginx_keeps_nothing_of_the_editors(front, upstream):
    upstream.control, upstream.asked = "public, s-maxage=3600", 0
    assert len({front.get("/sprava/neco/")[2] for _ in range(3)}) == 3
