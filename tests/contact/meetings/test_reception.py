"""A request is taken once, whole, and answered with a page that soon says nothing personal any more."""

import logging
import re
from datetime import timedelta

import pytest

from contact.asking.reception import MEETINGS
from contact.models import MeetingRequest, OutgoingMail, SenderCount
from tests.contact.meetings.asking import (
    A_WHILE,
    ADDRESS,
    ANSWERS,
    ask,
    at_the_moment,
    open_form,
    send,
    shown,
    stamp_in,
)
from tests.contact.meetings.rows import NOW, SECRETS

pytestmark = pytest.mark.django_db

RECEIVED = re.compile(rf"{ADDRESS}prijato/([2-9A-HJKMNP-Z]{{8}})/")


def counted():
    return sorted(SenderCount.objects.values_list("number", flat=True))


def test_request_becomes_a_row_its_mails_and_a_way_to_its_number(client):
    response = ask(client)
    row = MeetingRequest.objects.get()
    assert response.status_code == 303
    assert RECEIVED.fullmatch(response["Location"])[1] == row.reference
    assert {name: getattr(row, name) for name in ANSWERS} == ANSWERS
    assert (row.created_at, row.state) == (NOW + A_WHILE, "new")
    assert sorted(row.mails.values_list("kind", flat=True)) == ["acknowledgement", "notice"]
    assert counted() == [1, 1]


def test_page_after_it_names_the_number_and_says_that_nothing_is_agreed_yet(client):
    response = client.get(ask(client)["Location"])
    body = response.content.decode()
    assert f"Číslo vaší žádosti: {MeetingRequest.objects.get().reference}" in shown(response)
    assert "Schůzka ještě není domluvená." in shown(response)
    assert "Že žádost přišla, vám potvrdíme i e-mailem." in shown(response)
    assert "no-store" in response["Cache-Control"]
    assert '<meta name="robots" content="noindex">' in body
    assert not response.cookies


def test_what_was_sent_stands_there_for_half_an_hour_and_for_nobody_who_finds_the_address_later(client):
    asked = ask(client)["Location"]
    said = {**SECRETS, "phone": "+420 601 222 333"}

    def told(after):
        with at_the_moment(NOW + A_WHILE + after):
            return [name for name, secret in said.items() if secret in shown(client.get(asked))]

    assert told(timedelta(minutes=29)) == [*said]
    assert told(timedelta(minutes=30)) == []


def test_no_mail_is_announced_to_who_gave_no_address(client):
    response = client.get(ask(client, email="")["Location"])
    assert "potvrdíme i e-mailem" not in shown(response)
    assert "Číslo si opište, e-mailem ho neposíláme." in shown(response)
    assert [mail.kind for mail in OutgoingMail.objects.all()] == ["notice"]


@pytest.mark.parametrize("reference", ["22222222", "neni", "a" * 500])
def test_unknown_number_is_not_found(client, reference):
    assert client.get(f"{ADDRESS}prijato/{reference}/").status_code == 404


def test_the_same_form_sent_again_leads_to_the_same_number_and_counts_once(client):
    stamp = open_form(client)
    first = send(client, stamp)
    assert send(client, stamp)["Location"] == first["Location"]
    assert MeetingRequest.objects.count() == 1
    assert OutgoingMail.objects.count() == 2
    assert counted() == [1, 1]


def test_the_same_form_is_known_after_days_too(client):
    stamp = open_form(client)
    first = send(client, stamp)
    assert send(client, stamp, moment=NOW + 2000 * A_WHILE)["Location"] == first["Location"]


def test_a_changed_text_under_the_same_stamp_is_a_request_of_its_own(client):
    stamp = open_form(client)
    locations = {send(client, stamp, **changes)["Location"] for changes in [{}, {"topic": "A ještě něco."}]}
    assert len(locations) == 2
    assert MeetingRequest.objects.count() == 2


def test_the_same_text_in_a_form_opened_anew_is_a_request_of_its_own(client):
    assert ask(client)["Location"] != ask(client)["Location"]


def test_of_two_at_the_same_time_the_slower_one_meets_the_row_of_the_faster(client, monkeypatch):
    stamp = open_form(client)
    first = send(client, stamp)
    # The slower one looked before the row was there: only the constraint can stop it.
    monkeypatch.setattr(MeetingRequest.objects, "filter", lambda **_: MeetingRequest.objects.none())
    assert send(client, stamp)["Location"] == first["Location"]
    assert MeetingRequest.objects.count() == 1
    assert counted() == [1, 1]


def test_a_request_without_its_mails_is_no_request(client, monkeypatch):
    def broken(*_):
        raise RuntimeError

    monkeypatch.setattr("contact.views.MEETINGS", MEETINGS._replace(told=broken))
    client.raise_request_exception = False
    assert ask(client).status_code == 500
    assert MeetingRequest.objects.count() == SenderCount.objects.count() == 0


def test_a_form_mended_after_a_mistake_keeps_its_stamp_and_is_taken(client):
    stamp = open_form(client)
    response = send(client, stamp, topic="")
    assert stamp_in(response) == stamp
    assert send(client, stamp).status_code == 303


def test_log_says_nothing_of_a_request_taken_or_refused(client, caplog):
    with caplog.at_level(logging.DEBUG, logger="django.request"), at_the_moment(NOW):
        for response in [ask(client), ask(client, web="x"), ask(client, email="x", phone="y")]:
            client.get(response.get("Location", ADDRESS))
    assert [secret for secret in SECRETS.values() if secret in caplog.text] == []
