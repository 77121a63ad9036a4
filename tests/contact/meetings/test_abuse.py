"""Robots are kept away from the form; a person taken for one loses no text and gets through the second time."""

import html
from datetime import timedelta

import pytest
from django.core.signing import Signer
from django.test import Client

from contact.models import MeetingRequest, SenderCount
from tests.contact.hours.schedules import at
from tests.contact.meetings.asking import A_WHILE, ANSWERS, ask, at_the_moment, open_form, send, shown, stamp_in
from tests.contact.meetings.rows import NOW

QUARTER = timedelta(minutes=15)
pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
FOREIGN = ["null", "https://example.org", "http://127.0.0.1", "http://127.0.0.1:8000.example.org", ""]


@pytest.fixture
def client():
    return Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1:8000"})


def is_polite(response, sentence):
    """Whether the page says why, whom to call or write instead, and gives everything typed back."""
    body = html.unescape(response.content.decode())
    main = body.partition("<main")[2].partition("</main")[0]
    kept = [answer for answer in ANSWERS.values() if answer in main]
    ways = ["tel:+420778455761", "mailto:socialni.bydleni@mpsv.cz"]
    return sentence in shown(response) and len(kept) == len(ANSWERS) and all(way in main for way in ways)


def nothing_kept():
    return MeetingRequest.objects.count() == SenderCount.objects.count() == 0


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"web": "https://example.org"}, "Ve formuláři bylo vyplněné i pole, které lidé nevidí."),
        ({"moment": NOW + timedelta(seconds=2.9)}, "Formulář přišel neobvykle rychle."),
        ({"moment": NOW - timedelta(seconds=1)}, "Formulář přišel neobvykle rychle."),
        ({"moment": NOW + DAY + timedelta(seconds=1)}, "Stránka s formulářem už neplatí."),
        ({"stamp": ""}, "Stránka s formulářem už neplatí."),
        ({"stamp": "WyJhIiwxLjBd:podpis"}, "Stránka s formulářem už neplatí."),
        ({"stamp": Signer(salt="another").sign_object(["nonce", NOW.timestamp()])}, "Stránka s formulářem už neplatí."),
    ],
)
def test_what_a_robot_would_send_is_refused_politely_and_taken_when_sent_again(client, sent, sentence):
    response = send(client, **{"stamp": open_form(client), **sent})
    assert response.status_code == 200
    assert is_polite(response, sentence)
    assert nothing_kept()
    again = send(client, stamp_in(response), moment=sent.get("moment", NOW + A_WHILE) + A_WHILE)
    assert again.status_code == 303


@pytest.mark.parametrize("moment", [NOW + timedelta(seconds=3), NOW + DAY])
def test_form_is_taken_from_the_third_second_to_the_last_hour(client, moment):
    assert send(client, open_form(client), moment=moment).status_code == 303


def test_too_fast_a_form_keeps_its_stamp_so_that_the_time_goes_on(client):
    stamp = open_form(client)
    assert stamp_in(send(client, stamp, moment=NOW)) == stamp


def test_the_trap_is_empty_again_for_somebody_whose_browser_filled_it(client):
    body = ask(client, web="https://example.org").content.decode()
    assert '<input id="id_web" name="web" tabindex="-1" autocomplete="off">' in body


@pytest.mark.parametrize("origin", FOREIGN)
def test_a_form_from_elsewhere_is_refused_and_works_from_here(client, origin):
    response = ask(client, extra={"headers": {"Origin": origin}})
    assert response.status_code == 403
    assert is_polite(response, "Formulář nepřišel z našich stránek.")
    assert nothing_kept()
    assert send(client, stamp_in(response)).status_code == 303


def test_a_form_from_here_is_taken_with_an_origin_or_without(client):
    assert ask(client).status_code == 303
    assert ask(client, extra={"headers": {"Origin": "http://127.0.0.1:8000"}}).status_code == 303


def test_the_scheme_of_the_origin_counts_as_the_proxy_tells_it(client, settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    over_https = {"X-Forwarded-Proto": "https"}
    assert ask(client, extra={"headers": {**over_https, "Origin": "https://127.0.0.1:8000"}}).status_code == 303
    assert ask(client, extra={"headers": {**over_https, "Origin": "http://127.0.0.1:8000"}}).status_code == 403


def test_an_address_may_ask_so_many_times_a_day_and_no_more(client, settings):
    settings.MEETING_LIMIT_PER_ADDRESS = 2
    assert [ask(client).status_code for _ in range(3)] == [303, 303, 429]
    assert ask(client, extra={"REMOTE_ADDR": "192.0.2.7"}).status_code == 303
    tomorrow = {"stamp": open_form(client, NOW + DAY), "moment": NOW + DAY + A_WHILE}
    assert send(client, **tomorrow).status_code == 303
    assert MeetingRequest.objects.count() == 4


def test_a_day_begins_at_midnight_in_prague(client, settings):
    settings.MEETING_LIMIT_PER_ADDRESS = 1
    midnight = at("2026-11-23 00:00")
    moments = [midnight - timedelta(seconds=1), midnight - timedelta(seconds=1), midnight]
    statuses = [send(client, open_form(client, each - A_WHILE), moment=each).status_code for each in moments]
    assert statuses == [303, 429, 303]


def statuses(client, addresses, moment=NOW):
    stamps = [open_form(client, moment) for _ in addresses]
    return [
        send(client, stamp, moment + A_WHILE, extra={"REMOTE_ADDR": each}).status_code
        for stamp, each in zip(stamps, addresses, strict=True)
    ]


def test_all_together_may_ask_so_many_times_a_day_and_then_a_network_once_in_a_quarter_of_an_hour(client, settings):
    settings.MEETING_LIMIT_TOTAL = 40
    flood = [f"2001:db8:0:{number:x}::1" for number in range(42)]
    assert statuses(client, flood) == [303] * 41 + [429]
    # Who shares nothing with the flood is taken, two networks more while the quarter lasts, and then all slowly on.
    others = ["192.0.2.1", "192.0.2.2", "198.51.100.1", "2001:db8:1::1", "203.0.113.1"]
    assert statuses(client, others) == [303, 429, 303, 303, 429]
    assert statuses(client, [*flood[-1:], *flood[-1:], "203.0.113.1"], NOW + QUARTER) == [303, 429, 303]
    assert MeetingRequest.objects.count() == 40 + 4 + 2


def test_who_comes_while_all_is_slow_is_told_when_to_come_back_and_keeps_the_text(client, settings):
    settings.MEETING_LIMIT_TOTAL = 1
    answers = [ask(client) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert is_polite(answers[-1], "Teď přichází moc žádostí najednou. Zkuste to prosím za čtvrt hodiny")


def test_the_start_page_says_that_the_form_is_slow(client, editor_client, settings):
    settings.MEETING_LIMIT_TOTAL = 1
    slow = "Formulář přijímá žádosti už jen pomalu"
    for is_slow in [False, True]:
        with at_the_moment(NOW):
            assert (slow in editor_client.get("/sprava/").content.decode()) is is_slow
        ask(client)
    with at_the_moment(NOW + DAY):
        assert slow not in editor_client.get("/sprava/").content.decode()


def test_over_the_limit_the_text_stays_and_what_was_taken_is_still_known(client, settings):
    settings.MEETING_LIMIT_PER_ADDRESS = 1
    stamp = open_form(client)
    taken = send(client, stamp)
    response = ask(client)
    assert response.status_code == 429
    assert is_polite(response, "Dnes už další žádosti nepřijmeme")
    assert send(client, stamp)["Location"] == taken["Location"]
    assert sorted(SenderCount.objects.values_list("number", flat=True)) == [1, 1]


def test_of_an_address_only_a_hash_is_kept_and_another_one_each_day(client):
    ask(client)
    send(client, open_form(client, NOW + DAY), moment=NOW + DAY + A_WHILE)
    hashes = set(SenderCount.objects.exclude(address_hash="").values_list("address_hash", flat=True))
    assert {len(each) for each in hashes} == {64}
    assert len(hashes) == 2
    assert not [each for each in hashes if "127" in bytes.fromhex(each).decode("latin-1")]


def test_people_behind_our_proxy_are_counted_one_by_one(client, settings):
    settings.MEETING_LIMIT_PER_ADDRESS, settings.PROXY_COUNT = 1, 1
    for address in ["192.0.2.1", "192.0.2.2"]:
        assert ask(client, extra={"headers": {"X-Forwarded-For": address}}).status_code == 303
    forged = {"X-Forwarded-For": "198.51.100.9, 192.0.2.1"}
    assert ask(client, extra={"headers": forged}).status_code == 429
