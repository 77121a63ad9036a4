"""The thread that sends right after a commit, off the time of whoever asked."""

import threading
from types import SimpleNamespace

import pytest
from django.db import OperationalError, transaction

from contact.meetings import mail, outbox
from contact.meetings.outbox import send_due, wake
from contact.models import OutgoingMail
from tests.contact.meetings.rows import NOW, asked
from tests.contact.meetings.smtp_server import PATIENCE
from tests.own_database import apart


class Rounds:
    """Stands for `send_due`: the test sees each round begin and lets it end."""

    def __init__(self):
        self.work = lambda now: 0
        self.threads = []
        self._begun, self._may_end, self._ended = (threading.Semaphore(0) for _ in range(3))

    def __call__(self, now):
        self.threads.append(threading.current_thread())
        self._begun.release()
        assert self._may_end.acquire(timeout=PATIENCE)
        try:
            return self.work(now)
        finally:
            self._ended.release()

    def begins(self):
        assert self._begun.acquire(timeout=PATIENCE)

    def ends(self):
        self._may_end.release()
        assert self._ended.acquire(timeout=PATIENCE)


@pytest.fixture
def rounds(monkeypatch):
    rounds = Rounds()
    monkeypatch.setattr(outbox, "send_due", rounds)
    return rounds


def test_many_calls_during_a_round_make_one_more_in_the_same_thread(rounds):
    wake()
    rounds.begins()
    for _ in range(20):
        wake()
    rounds.ends()
    rounds.begins()
    assert not outbox._woken.is_set()  # nobody asked for a third one
    rounds.ends()
    first, second = rounds.threads
    assert first is second
    assert first.daemon


def test_database_in_trouble_costs_one_line_and_not_the_thread(rounds, caplog):
    def fail(now):
        raise OperationalError("no connection while writing to jana.ticha@example.org")

    rounds.work = fail
    for _ in range(3):  # the line of a round is there when the next one begins
        wake()
        rounds.begins()
        said = [record.getMessage() for record in caplog.records]
        rounds.ends()
    assert said == ["The mails that are due could not be sent: OperationalError"] * 2
    assert len(set(rounds.threads)) == 1


def test_database_is_let_go_after_each_round(rounds, monkeypatch):
    let_go = []
    monkeypatch.setattr(
        outbox, "connections", SimpleNamespace(close_all=lambda: let_go.append(threading.current_thread()))
    )
    wake()
    rounds.begins()
    let_go.clear()  # the round of an earlier test may have ended only just now
    for number in (1, 2):
        rounds.ends()
        wake()
        rounds.begins()
        assert let_go == rounds.threads[:number]
    rounds.ends()


def test_mail_of_a_request_goes_out_by_itself_once_that_is_committed(server, monkeypatch, rounds, committed):
    @transaction.atomic
    def ask():
        mail.notify(asked(email=""), NOW)
        assert not outbox._woken.is_set()

    monkeypatch.setattr(outbox, "wake", wake)
    rounds.work = send_due
    with server.running():
        apart(ask)
        rounds.begins()
        rounds.ends()
    assert len(server.taken) == 1
    assert apart(OutgoingMail.objects.waiting().count) == 0


def test_thread_that_cannot_start_is_no_failure_of_the_request(monkeypatch, committed):
    def fail():
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(outbox, "wake", fail)
    apart(transaction.atomic(lambda: mail.notify(asked(email=""), NOW)))
    assert apart(OutgoingMail.objects.waiting().count) == 1
