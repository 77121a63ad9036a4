"""Sixteen hostile clients for half a minute, and everybody else meanwhile.

make proof runs it on SQLite and on PostgreSQL and shows the figures that it prints.
"""

import contextlib
import http.client
import itertools
import secrets
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from statistics import quantiles
from urllib.parse import urlencode

import pytest

from tests.proof.hosts import FORM, behind_nginx
from tests.proof.readers import Readers

CLIENTS, SECONDS, PEOPLE = 16, 30, 4
SOON = 0.25  # seconds, for 99 of 100 pages
FORM_TYPE = {"Content-Type": "application/x-www-form-urlencoded"}
UPLOAD_TYPE = {"Content-Type": "multipart/form-data; boundary=x"}
MARKS = "a" + "\u0300" * 2000 + "\u0316" * 2000  # what once took a minute and a half, as long as a form may be
UPLOAD = b'--x\r\nContent-Disposition: form-data; name="upload"; filename="a.pdf"\r\n\r\n%s\r\n--x--\r\n' % (
    b"%PDF" * 250_000
)
UNTAKEN = range(300, 500)  # what a hostile request may be told, besides a page


def hostile_form(_number):
    return "POST", FORM, urlencode({"topic": MARKS, "name": MARKS[:2000], "stamp": "x" * 500}), FORM_TYPE


def query(number):
    return "GET", f"/hledat/?{urlencode({'q': f'bydlení {number} ' + 'a ' * 80})}", None, {}


def unknown_query(number):
    return "GET", f"/zmeny.atom?x={number}", None, {}


def missing(_number):
    return "GET", f"/{secrets.token_hex(8)}/", None, {}


def upload(_number):
    return "POST", "/sprava/pages/document/add/", UPLOAD, UPLOAD_TYPE


def guess(number):
    return "POST", "/sprava/prihlaseni/", urlencode({"username": f"nikdo{number}", "password": "heslo"}), FORM_TYPE


KINDS = [hostile_form, query, unknown_query, missing, upload, guess]


@pytest.fixture
def estate(tmp_path):
    with behind_nginx(tmp_path, hosts=1, counts_queries=True) as estate:
        yield estate


@contextlib.contextmanager
def flood(front):
    """What each client was told, by kind; each has an address of its own, and asks as fast as it is answered."""
    told, is_over = Counter(), threading.Event()

    def ask_on(client):
        for number in itertools.count(client):
            if is_over.is_set():
                return
            kind = KINDS[number % len(KINDS)]
            try:
                with contextlib.closing(front.connection(f"127.0.3.{client + 1}")) as connection:
                    connection.request(*kind(number))
                    status = connection.getresponse().status
            except (OSError, http.client.HTTPException):
                status = 0  # cut off: a body that nobody wants is not read to its end
            told[kind.__name__, status] += 1

    with ThreadPoolExecutor(CLIENTS) as clients:
        asking = [clients.submit(ask_on, client) for client in range(CLIENTS)]
        try:
            yield told
        finally:
            is_over.set()
    for each in asking:
        each.result()


def test_a_flood_of_hostile_requests_keeps_no_reader_waiting_and_kills_no_worker(estate, say):
    workers = list(estate.hosts[0].workers)
    readers = Readers(partial(estate.front.connection, "127.0.4.1"), estate.pages, PEOPLE)
    with flood(estate.front) as told, readers.reading():
        threading.Event().wait(SECONDS)
    seconds = [each.answered_at - each.asked_at for each in readers.seen]
    shares = quantiles(seconds, n=100)
    refused = sum(number for (_, status), number in told.items() if status in UNTAKEN)
    say(
        f"{CLIENTS} hostile clients for {SECONDS} s, {told.total()} requests ({refused} refused): {len(seconds)} pages "
        f"read beside, median {shares[49] * 1000:.0f} ms, 99 % {shares[98] * 1000:.0f} ms, "
        f"longest {max(seconds) * 1000:.0f} ms"
    )
    assert {kind for kind, _ in told} == {kind.__name__ for kind in KINDS}
    assert {asked: number for asked, number in told.items() if asked[1] >= 500} == {}
    assert readers.failures == []
    assert readers.statuses() == {200}
    assert shares[98] <= SOON
    assert estate.hosts[0].living_workers == workers
