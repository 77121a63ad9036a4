"""Mails against a real mail server that refuses, hangs, drops the line, is away and comes back."""

import logging
import threading
from datetime import timedelta

import pytest
from django.db import connection

from contact.meetings import mail, outbox
from contact.models import OutgoingMail
from tests.contact.meetings.rows import NOW, SECRETS, asked
from tests.contact.meetings.smtp_server import DROP, PATIENCE
from tests.own_database import apart, at_once

CENTRE, SENDER = "socialni.bydleni@mpsv.cz", SECRETS["email"]


def send(moment=NOW):
    return outbox.send_due(lambda: moment)


def ids(mails):
    return [each["Message-ID"] for each in mails]


def waiting():
    """Of the mails not sent: attempts, what went wrong, and in how many minutes they are tried again."""
    rows = OutgoingMail.objects.waiting().order_by("id")
    return [(row.attempts, row.problem, (row.not_before - NOW) / timedelta(minutes=1)) for row in rows]


@pytest.fixture
def two_mails(db):
    """To the centre and to the sender, in this order."""
    mail.notify(asked(), NOW)
    return [row.message_id for row in OutgoingMail.objects.order_by("id")]


def test_what_is_due_goes_once_over_one_line(server, two_mails):
    with server.running():
        assert (send(), send()) == (2, 0)
    assert ids(server.taken) == two_mails
    assert server.lines == 1
    assert {(row.sent_at, row.attempts, row.problem) for row in OutgoingMail.objects.all()} == {(NOW, 1, "")}


def test_where_there_is_no_server_yet_mails_wait_for_one(server, two_mails, settings, capsys):
    settings.MAILS_WAIT = True
    with server.running():
        assert send() == 0
        assert waiting() == [(0, "", 0)] * 2
        settings.MAILS_WAIT = False
        assert send() == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("takes_eight_bits", [False, True])
def test_a_mail_is_ascii_with_its_subject_and_its_invitation_whatever_the_server_takes(server, db, takes_eight_bits):
    request = asked(state="agreed", agreed_at=NOW + timedelta(days=1), topic="Žluťoučký kůň")
    mail.notify(request, NOW)
    mail.invite(request, NOW)
    server.takes_eight_bits = takes_eight_bits
    with server.running():
        assert send() == 4
    assert [raw.isascii() for raw in server.raw] == [True] * 4
    (invitation,) = (mail for mail in server.taken if "method=REQUEST" in str(mail).replace('"', ""))
    text, calendar = invitation.iter_parts()
    row = OutgoingMail.objects.get(kind="invitation")
    assert invitation["Subject"] == row.subject
    assert text.get_content().replace("\r\n", "\n").strip() == row.body.strip()
    assert calendar.get_content().split() == row.calendar.split()
    assert "ž" in text.get_content()
    assert (calendar.get_content_type(), calendar.get_param("method")) == ("text/calendar", "REQUEST")


def test_nothing_due_asks_no_server(server, db):
    assert send() == 0
    assert OutgoingMail.objects.count() == 0


def test_server_that_is_away_ends_the_round_and_gets_all_when_it_is_back(server, two_mails):
    assert send() == 0
    assert waiting() == [(1, "ConnectionRefusedError", 1), (0, "", 0)]
    with server.running():
        assert send(NOW + timedelta(minutes=1)) == 2
    assert sorted(ids(server.taken)) == sorted(two_mails)


def test_server_that_never_says_a_word_is_left_alone(server, two_mails, settings):
    settings.EMAIL_TIMEOUT = 0.2
    with server.deaf():
        assert send() == 0
    assert waiting() == [(1, "SMTPServerDisconnected", 1), (0, "", 0)]


def test_refused_recipient_is_given_up_and_the_others_are_not_kept_from_their_mail(server, two_mails):
    server.on_recipient = lambda address: "550 5.1.1 nobody here" if address == SENDER else "250 OK"
    with server.running():
        assert send() == 1
        assert send(NOW + timedelta(days=1)) == 0
    row = OutgoingMail.objects.undeliverable().get()
    assert (row.recipient, row.given_up_at, row.attempts) == (SENDER, NOW, 1)
    assert row.problem == "SMTPRecipientsRefused 550"


@pytest.mark.parametrize(
    ("address", "answer"),
    [(CENTRE, "550 5.1.1 nobody here"), (SENDER, "451 4.7.1 later"), (SENDER, "554 5.7.1 relay access denied")],
)
def test_what_time_or_an_operator_can_mend_is_tried_again(server, two_mails, address, answer):
    server.on_recipient = lambda recipient: answer if recipient == address else "250 OK"
    with server.running():
        assert send() == 1
        assert waiting() == [(1, f"SMTPRecipientsRefused {answer[:3]}", 1)]
        server.on_recipient = lambda recipient: "250 OK"
        assert send(NOW + timedelta(minutes=1)) == 1
    assert sorted(ids(server.taken)) == sorted(two_mails)


def test_server_that_closes_is_left_alone(server, two_mails):
    server.on_recipient = lambda address: "421 4.3.2 closing"
    with server.running():
        assert send() == 0
    assert waiting() == [(1, "SMTPRecipientsRefused 421", 1), (0, "", 0)]


def test_it_waits_longer_after_each_failure_and_never_for_ever(server, two_mails):
    OutgoingMail.objects.filter(recipient=SENDER).delete()
    moment, waits = NOW, []
    for _ in range(7):
        send(moment)
        then = OutgoingMail.objects.get().not_before
        waits.append((then - moment) / timedelta(minutes=1))
        moment = then
    assert waits == [1, 5, 15, 60, 360, 360, 360]


@pytest.mark.parametrize(
    ("answer", "problem"), [("452 disk full", "SMTPDataError 452"), ("554 no", "SMTPDataError 554")]
)
def test_refused_text_does_not_end_the_round(server, two_mails, answer, problem):
    server.on_mail = lambda message: answer if message["To"] == CENTRE else "250 OK"
    with server.running():
        assert send() == 1
    assert waiting() == [(1, problem, 1)]


def test_dropped_line_repeats_the_mail_under_the_same_name(server, two_mails):
    server.on_mail = lambda message: DROP
    with server.running():
        assert send() == 0
        assert waiting() == [(1, "SMTPServerDisconnected", 1), (0, "", 0)]
        server.on_mail = lambda message: "250 OK"
        assert send(NOW + timedelta(minutes=1)) == 2
    assert ids(server.seen).count(two_mails[0]) == 2
    assert sorted(ids(server.taken)) == sorted(two_mails)


def test_line_that_ends_after_some_mails_is_opened_again(server, two_mails):
    mail.notify(asked(email=""), NOW)
    server.on_mail = lambda message: DROP if message["To"] == SENDER else "250 OK"
    with server.running():
        assert send() == 2
    assert server.lines == 2
    assert waiting() == [(1, "SMTPServerDisconnected", 1)]


def test_server_that_hangs_after_the_text_gets_it_again_later(server, two_mails, settings):
    settings.EMAIL_TIMEOUT = 0.2
    answers = threading.Event()
    server.on_mail = lambda message: "250 OK" if answers.wait(PATIENCE) else "451 too late"
    with server.running():
        assert send() == 0
        assert waiting() == [(1, "SMTPServerDisconnected", 1), (0, "", 0)]
        answers.set()
        settings.EMAIL_TIMEOUT = PATIENCE
        assert send(NOW + timedelta(minutes=1)) == 2
    assert set(ids(server.taken)) == set(two_mails)


def test_mail_that_cannot_be_written_keeps_no_other_waiting(server, two_mails):
    OutgoingMail.objects.filter(recipient=CENTRE).update(subject="two\nlines")
    with server.running():
        assert send() == 1
    assert waiting() == [(1, "BadHeaderError", 1)]


def test_no_log_and_no_row_names_anybody(server, two_mails, caplog):
    caplog.set_level(logging.DEBUG)
    server.on_recipient = lambda address: (
        f"550 5.1.1 no {address} here" if address == SENDER else f"451 {address} later"
    )
    with server.running():
        send()
    assert [row.problem for row in OutgoingMail.objects.order_by("id")] == [
        "SMTPRecipientsRefused 451",
        "SMTPRecipientsRefused 550",
    ]
    assert [record for record in caplog.records if record.name.startswith(("contact", "django"))] == []


def test_two_senders_at_once_send_each_mail_once(server, committed):
    apart(lambda: mail.notify(asked(), NOW))
    arrived, goes_on = threading.Event(), threading.Event()

    def hold_the_first(message):
        if message["To"] == CENTRE:
            arrived.set()
            goes_on.wait(PATIENCE)
        return "250 OK"

    server.on_mail = hold_the_first

    def send_meanwhile():
        assert arrived.wait(PATIENCE)
        try:
            return send()  # the sender's; the centre's is on its way
        finally:
            goes_on.set()

    with server.running():
        assert at_once(send, send_meanwhile) == [1, 1]
    assert sorted(ids(server.taken)) == sorted(
        apart(lambda: list(OutgoingMail.objects.values_list("message_id", flat=True)))
    )


def test_who_comes_second_to_a_mail_takes_the_next_one(two_mails):
    minute = timedelta(minutes=1)
    others = []

    def overtake(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and not others:
            others.append(None)
            others[0] = OutgoingMail.objects.claim(NOW, minute).message_id
        return execute(sql, params, many, context)

    with connection.execute_wrapper(overtake):
        ours = OutgoingMail.objects.claim(NOW, minute)
    assert [*others, ours.message_id] == two_mails
    assert OutgoingMail.objects.claim(NOW, minute) is None


def test_mail_of_a_sender_that_died_is_taken_over_when_its_lease_is_over(server, db, settings, monkeypatch):
    mail.notify(asked(email=""), NOW)
    settings.EMAIL_TIMEOUT = 10
    with monkeypatch.context() as dying:
        dying.setattr(outbox, "_send", dies)
        with pytest.raises(KeyboardInterrupt):
            send()
    with server.running():
        assert (send(NOW + timedelta(seconds=299)), send(NOW + timedelta(minutes=5))) == (0, 1)


def dies(*_arguments):
    raise KeyboardInterrupt
