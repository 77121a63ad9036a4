"""A request that may have killed a worker is never sent to another; one that reached nobody is."""

import re

import pytest
from gunicorn.workers import gthread

from contact.asking import posting
from tests.deploy import fake_site
from tests.deploy.fake_site import behind_nginx
from tests.running_site import ROOT

pytestmark = pytest.mark.any_database

KILLER = "/zabijak/"
DEATHS = [fake_site.dies_at_once, fake_site.hangs_up, fake_site.dies_in_its_headers]


@pytest.fixture(scope="module")
def one(tmp_path_factory):
    with behind_nginx(tmp_path_factory.mktemp("one")) as (front, [site]):
        yield front, site


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """One host that is there, and one where nobody listens."""
    with behind_nginx(tmp_path_factory.mktemp("two"), is_there=(True, False)) as (front, [site]):
        yield front, site


def ask(front, method, address, **headers):
    """The status of the answer, asked for from an address that no limit knows."""
    connection = front.from_anywhere()
    connection.request(method, address, b"x" * 10_000 if method == "POST" else None, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


@pytest.mark.parametrize("die", DEATHS)
@pytest.mark.parametrize("is_kept_open", [False, True], ids=["a new connection", "a connection that was open"])
@pytest.mark.parametrize(
    ("method", "address"),
    [("GET", KILLER), ("HEAD", KILLER), ("POST", KILLER), ("POST", f"{KILLER}?a=1"), ("GET", f"{KILLER}?anew")],
)
@pytest.mark.parametrize("hosts", ["one", "two"])
def test_what_a_worker_died_of_reaches_no_other(request, hosts, method, address, is_kept_open, die):
    front, site = request.getfixturevalue(hosts)
    site.die = die
    if is_kept_open:
        ask(front, "GET", "/obce/")
    site.asked.clear()
    status = ask(front, method, address)
    assert [asked for _, asked in site.asked] == [address]
    assert status in {502, 503}


@pytest.mark.parametrize("address", ["/sprava/pages/page/1/change/", "/hledat/?q=obec", "/obce/", "/static/neni.css"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_reached_nobody_goes_to_the_host_that_is_there_once(two, method, address):
    front, site = two
    for _ in range(6):
        site.asked.clear()
        assert ask(front, method, address) == 200
        assert len(site.asked) == 1


def test_where_nobody_is_the_snapshot_answers(tmp_path):
    with behind_nginx(tmp_path, is_there=(False,)) as (front, _):
        assert front.get("/")[::2] == (200, b"snapshot")
        assert front.ask("POST", "/", b"x")[::2] == (503, b"away")


def test_nginx_closes_an_idle_connection_before_a_leaving_worker_does():
    """So that a reload fails nothing, although what was sent is not sent again; tests/proof/test_hosts.py shows it."""
    upstream, _, _ = (ROOT / "deploy/nginx.conf").read_text().partition("\n}\n")
    (seconds,) = re.findall(r"^    keepalive_timeout (\d+)s;", upstream, re.MULTILINE)
    assert int(seconds) < gthread.STOP_KEEPALIVE_LINGER


@pytest.mark.parametrize("form", ["/kontaktni-centrum/schuzka/", "/nahlasit-chybu/"])
@pytest.mark.parametrize(("bytes_sent", "status"), [(32_768, 200), (32_769, 413)])
def test_a_body_may_be_as_long_as_the_form_needs(one, form, bytes_sent, status):
    front, site = one
    site.asked.clear()
    assert front.ask("POST", form, b"x" * bytes_sent)[0] == status
    assert posting.LARGEST == 32_768
    assert len(site.asked) == (status == 200)
