"""No request for a meeting and no mail is lost: under load, without a mail server, with killed workers.

make proof runs it on SQLite and on PostgreSQL and shows the figures that it prints.
"""

import json
import os
import signal
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http.client import HTTPConnection
from statistics import quantiles

import pytest

from tests.contact.meetings.smtp_server import MailServer
from tests.proof.crowd import IMPATIENT, PATIENCE, Crowd
from tests.proof.mails import HOUSEKEEPING_LATER, rows, shell
from tests.running_site import running_site

REQUESTS = 1000
KILLED = 3


@pytest.fixture
def mail_server():
    return MailServer()


@pytest.fixture
def site(tmp_path, mail_server):
    """The site with two workers of four threads, open to everybody, and its mail server not there yet."""
    limits = {"MEETING_LIMIT_PER_ADDRESS": "100000", "MEETING_LIMIT_TOTAL": "100000", "MEETING_MIN_SECONDS": "0"}
    mail = {"EMAIL_URL": f"smtp://127.0.0.1:{mail_server.port}"}
    with running_site(tmp_path, WEB_CONCURRENCY="2", **limits, **mail) as site:
        yield site
    complaints = [line for line in site.log.read_text().splitlines() if json.loads(line)["level"] != "info"]
    assert [line for line in complaints if "was sent SIGKILL!" not in line] == []


@pytest.fixture
def crowd(site):
    return Crowd(partial(HTTPConnection, site.netloc, timeout=PATIENCE))


def names(mails):
    return Counter(mail["Message-ID"] for mail in mails)


def test_a_thousand_requests_and_their_mails_survive_a_mail_server_that_is_away(site, mail_server, crowd, say):
    took = crowd.send(range(REQUESTS))
    stored = rows(site)
    assert crowd.failures == []
    assert {reference for reference, _ in stored["requests"]} == set(crowd.acknowledged.values())
    assert len(stored["requests"]) == len({topic for _, topic in stored["requests"]}) == REQUESTS
    assert len(stored["mails"]) == stored["waiting"] == 2 * REQUESTS

    with mail_server.running(), ThreadPoolExecutor() as two:
        list(two.map(shell, [site, site], [HOUSEKEEPING_LATER] * 2))
    assert names(mail_server.taken) == Counter(stored["mails"])
    assert rows(site)["waiting"] == 0
    shares = quantiles([seconds * 1000 for seconds in crowd.seconds], n=100)
    say(
        f"{REQUESTS} requests, every {IMPATIENT}th twice at once, in {took:.1f} s, {REQUESTS / took:.0f}/s; "
        f"a POST took {shares[49]:.0f} ms (median), {shares[98]:.0f} ms (99 %); no failure; "
        f"then {len(mail_server.taken)} mails by two housekeepings at once, each once"
    )


def test_killed_workers_lose_no_acknowledged_request_and_double_none(site, mail_server, crowd, say):
    with mail_server.running():
        killed = threading.Thread(target=kill_workers, args=(site, crowd))
        killed.start()
        crowd.send(range(REQUESTS))
        killed.join(PATIENCE)
        while rows(site)["waiting"] > KILLED:  # one of a worker that died waits until its lease is over
            site.command("housekeeping")
        shell(site, HOUSEKEEPING_LATER)
    stored = rows(site)
    assert {reference for reference, _ in stored["requests"]} == set(crowd.acknowledged.values())
    assert len(stored["requests"]) == len({topic for _, topic in stored["requests"]}) == REQUESTS
    assert len(site.workers) == 2 + KILLED
    assert stored["waiting"] == 0
    assert set(names(mail_server.taken)) == set(stored["mails"])
    repeated = len(mail_server.taken) - len(stored["mails"])
    assert repeated <= KILLED  # taken by the server, and not noted any more
    say(
        f"{REQUESTS} requests while {KILLED} workers were killed: {len(crowd.failures)} failures seen and sent again, "
        f"none lost, none doubled; {2 * REQUESTS} mails out, {repeated} of them again under the same Message-ID"
    )


def test_mails_go_out_by_themselves_while_the_mail_server_is_there(mail_server, crowd):
    both = threading.Semaphore(0)

    def take(mail):
        both.release()
        return "250 OK"

    mail_server.on_mail = take
    with mail_server.running():
        crowd.send([1])
        assert all(both.acquire(timeout=PATIENCE) for _ in range(2))


def kill_workers(site, crowd):
    """Kill workers one after the other while the crowd is at it."""
    for number in range(KILLED):
        crowd.wait_for((number + 1) * REQUESTS // 5)
        os.kill(site.workers[number], signal.SIGKILL)
