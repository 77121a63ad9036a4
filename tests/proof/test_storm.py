"""Everything at once: a crowd, edits, a mail server that hangs, a database that comes and goes, killed workers.

make proof runs it on SQLite and on PostgreSQL and shows the figures that it prints. It takes half an hour on each;
PROOF_MINUTES says how many minutes instead.
"""

import os
import time
from collections import Counter
from itertools import cycle

import pytest

from tests.contact.meetings.smtp_server import MailServer
from tests.faults import Unreadable
from tests.proof.cluster import Stopped
from tests.proof.crowd import Crowd
from tests.proof.edits import editing
from tests.proof.hosts import behind_nginx
from tests.proof.load import Wrk
from tests.proof.mails import HOUSEKEEPING_LATER, rows, shell
from tests.proof.readers import Readers
from tests.proof.truth import Outage, Truth

SECONDS = 60 * int(os.environ.get("PROOF_MINUTES") or 30)
BETWEEN_EDITS, BETWEEN_TURNS = 30, 15  # seconds
OUTAGE = 12  # seconds
PEOPLE, SENDERS = 8, 2
THREADS = 4  # of a worker, and so the most answers that can be half sent when it is killed


@pytest.fixture
def fault():
    server = os.environ.get("DATABASE_URL", "")
    return Stopped(server) if server.startswith("postgres") else Unreadable()


@pytest.fixture
def mail_server():
    return MailServer()


@pytest.fixture
def wrk():
    return Wrk()


@pytest.fixture
def estate(tmp_path, wrk, fault, mail_server):
    """Two hosts; without nginx's log, which would have some gigabytes at the end."""
    mail = {"EMAIL_URL": f"smtp://127.0.0.1:{mail_server.port}"}
    with behind_nginx(tmp_path, hosts=2, through=fault.through, is_logged=False, **mail) as estate:
        yield estate


class Storm:
    """The turns that the database and the workers take, and what came of each."""

    def __init__(self, estate, fault):
        self._estate, self._fault = estate, fault
        self.outages, self.killed = [], []

    def rage(self, seconds):
        end = time.monotonic() + seconds
        for turn in cycle([self._stop_database, self._kill_workers]):
            time.sleep(BETWEEN_TURNS)
            if time.monotonic() + OUTAGE + BETWEEN_TURNS > end:
                time.sleep(max(0, end - time.monotonic()))
                return
            turn()

    def _stop_database(self):
        began = time.monotonic()
        self._fault.begin()
        time.sleep(OUTAGE)
        returns = time.monotonic()
        self._fault.end()
        self.outages.append(Outage(began, returns, time.monotonic()))

    def _kill_workers(self):
        for host in self._estate.hosts:
            self.killed.append(time.monotonic())
            host.kill_worker()
        self._estate.settle()  # who knows nothing yet has no page for an outage


@pytest.fixture
def storm(estate, fault):
    return Storm(estate, fault)


def test_a_storm_shows_nobody_anything_wrong_and_loses_nothing(estate, storm, wrk, mail_server, say):
    named = [address for address in estate.pages if shows_name(estate, address)]
    people = Readers(estate.front.connection, named, people=PEOPLE, pause=0.05)
    senders = Crowd(estate.front.from_anywhere, pause=0.5)
    with (
        mail_server.deaf(),
        editing(estate.hosts[0], SECONDS // BETWEEN_EDITS, BETWEEN_EDITS) as edits,
        people.reading(),
        senders.sending(people=SENDERS, pause=1),
        wrk.loading(f"https://localhost:{estate.front.secure}", estate.pages, SECONDS),
    ):
        storm.rage(SECONDS)
    truth = Truth(edits, storm.outages, storm.killed)
    faults, stale = truth.faults(people.seen), [each for each in people.seen if each.is_stale]
    strays = [each for each in senders.failures if truth.is_calm(each.at)]
    lost = [each for each in people.seen if truth.was_lost(each)]
    stored = rows(estate.hosts[0])
    say(f"{SECONDS} s of storm: {len(storm.outages)} outages of {OUTAGE} s, {len(storm.killed)} workers killed")
    say(f"wrk: {wrk.counted}")
    say(
        f"{len(edits)} edits, {len(truth.caught())} of them caught by an outage; {len(people.seen)} pages read beside, "
        f"{len(stale)} of them withheld; wrong: {dict(Counter(name for name, _ in faults))}, "
        f"broken off: {len(people.failures)}, from the snapshot: {len(lost)}"
    )
    say(
        f"{len(senders.acknowledged)} requests for a meeting, {len(stored['requests'])} stored; sent again: "
        f"{dict(Counter((each.method, each.what) for each in senders.failures))}, without an outage: {strays}"
    )
    assert faults[:5] == []
    assert stale
    assert any(each.says_moment for each in people.seen)
    assert wrk.statuses() == {"200"}
    # What a killed worker had in its hands goes to no other: each loses one request a kill at most. wrk only sees an
    # answer of which a part had left already.
    assert wrk.broken() <= THREADS * len(storm.killed)
    assert len(people.failures) + len(strays) + len(lost) <= (PEOPLE + SENDERS) * len(storm.killed)
    assert {reference for reference, _ in stored["requests"]} == set(senders.acknowledged.values())
    assert len(stored["requests"]) == len({topic for _, topic in stored["requests"]}) == len(senders.acknowledged)
    assert len(stored["mails"]) == stored["waiting"] == 2 * len(stored["requests"])

    with mail_server.running():
        shell(estate.hosts[0], HOUSEKEEPING_LATER)
    times = Counter(mail["Message-ID"] for mail in mail_server.taken)
    say(
        f"the mail server is back: {len(times)} of {len(stored['mails'])} mails out, {times.total() - len(times)} twice"
    )
    assert set(times) == set(stored["mails"])
    assert rows(estate.hosts[0])["waiting"] == 0


def shows_name(estate, address):
    """Whether the edits can be seen on a page: on all but files such as the calendar."""
    return b"<b>" in estate.front.get(address)[2]
