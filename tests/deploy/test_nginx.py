"""What readers meet when the site runs as deploy/ says, and what they meet when half of it is gone."""

import contextlib
import http.client
import re

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


@pytest.fixture(scope="module", autouse=True)
def _snapshot(front):
    front.site.manage("snapshot", front.folder / "snapshot")


@pytest.fixture
def without_gunicorn(front):
    front.stop_gunicorn()
    yield front
    front.start_gunicorn()


def security(headers):
    return {name: headers.get_all(name) for name in SECURITY}


def test_a_page_comes_by_tls_only(front):
    status, headers, body = front.get("/")
    assert status == 200
    assert "Podpora sociálního bydlení" in body.decode()
    assert headers["Server"] == "nginx"
    assert headers.get_all("Vary") == ["Accept-Encoding"]
    assert front.ask_plainly("/obce/?a=1") == (301, f"https://localhost:{front.secure}/obce/?a=1")


def test_a_former_name_leads_to_the_same_page_here(front):
    to = f"https://localhost:{front.secure}/obce/?a=1"
    assert front.ask_plainly("/obce/?a=1", host="former.example.cz") == (301, to)
    status, headers, _ = front.get("/obce/?a=1", Host="former.example.cz")
    assert (status, headers["Location"], headers["Server"]) == (301, to, "nginx")


def test_no_version_of_nginx_is_told_without_tls_either(front):
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", front.plain)) as connection:
        connection.request("GET", "/", headers={"Host": "localhost"})
        assert connection.getresponse().headers["Server"] == "nginx"


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
        assert (status, "Tato část webu teď nefunguje" in body.decode()) == (503, True), address
        assert "mailto:" in body.decode()
        assert all(len(values) == 1 for values in security(headers).values())
    assert front.get("/stav/pripraveno/")[0] == 502


def test_figures_are_for_this_machine_past_nginx(front):
    status, headers, body = front.get("/stav/metriky")
    assert (status, b"requests" in body) == (404, False)
    assert all(len(values) == 1 for values in security(headers).values())
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", front.upstream)) as connection:
        connection.request("GET", "/stav/metriky")
        assert connection.getresponse().read().endswith(b"# EOF\n")


def test_after_a_restart_of_gunicorn_the_next_request_is_answered_by_it(front):
    front.stop_gunicorn()
    assert "Cache-Status" in front.get("/")[1]
    front.start_gunicorn()
    assert front.get("/neni/")[0] == 404


def test_three_hundred_slow_clients_keep_nobody_waiting(front):
    """A hundred never end their headers, a hundred their bodies, a hundred never read: far more than there are threads.

    Each has an address of its own; from one address the limits would end most of them.
    """
    with contextlib.ExitStack() as slow:
        for number in range(300):
            slow.enter_context(SlowClient(front, number))
        assert {front.get("/")[0] for _ in range(50)} == {200}
