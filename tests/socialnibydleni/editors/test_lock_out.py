"""Who tries too often waits, and nobody can make others wait."""

import pytest
import time_machine
from axes.models import AccessAttempt
from django.core.management import call_command
from django.test import Client

from tests.door import PASSWORD, code_of, fail, give_code, give_password, is_in

pytestmark = pytest.mark.django_db


def test_five_failures_lock_the_account_for_that_address_and_say_so(client, enrolled, settings):
    settings.EDITORS_HELP = "pana Nováka, telefon 221 000 000"
    body = fail(client).content.decode()
    assert "zamčené nejdéle na 30 minut" in body
    assert "Zavolejte pana Nováka, telefon 221 000 000." in body
    assert give_password(client).status_code == 429


def test_lock_ends_after_half_an_hour(client, enrolled):
    with time_machine.travel("2026-11-23T12:00+01:00", tick=False) as clock:
        fail(client)
        clock.move_to("2026-11-23T12:29+01:00")
        assert give_password(client).status_code == 429
        clock.move_to("2026-11-23T12:30:01+01:00")
        assert give_password(client).status_code == 302


def test_wrong_codes_count_like_wrong_passwords(client, enrolled):
    give_password(client)
    for _ in range(5):
        response = give_code(client, "nespravny")
    assert response.status_code == 429
    give_code(client, code_of(enrolled))
    assert not is_in(client)
    assert give_password(client).status_code == 429


def test_right_password_between_does_not_forgive_wrong_codes(client, enrolled):
    for _ in range(4):
        give_password(client)
        give_code(client, "nespravny")
    give_password(client)
    assert give_code(client, "nespravny").status_code == 429


def test_lock_of_one_address_does_not_shut_out_another(client, enrolled):
    fail(client, REMOTE_ADDR="192.0.2.1")
    assert give_password(Client(), REMOTE_ADDR="192.0.2.2").status_code == 302


def test_spoofed_forwarding_neither_evades_nor_spreads_a_lock(client, enrolled, settings):
    settings.PROXY_COUNT = 0
    for number in range(5):
        give_password(client, "spatne", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}", REMOTE_ADDR="192.0.2.1")
    assert give_password(client, REMOTE_ADDR="192.0.2.1").status_code == 429
    assert give_password(Client(), REMOTE_ADDR="198.51.100.1").status_code == 302


def test_behind_a_proxy_only_what_it_wrote_counts(client, enrolled, settings):
    settings.PROXY_COUNT = 1
    for number in range(5):
        chain = f"198.51.100.{number}, 192.0.2.7"
        give_password(client, "spatne", HTTP_X_FORWARDED_FOR=chain, REMOTE_ADDR="10.0.0.1")
    locked = {"HTTP_X_FORWARDED_FOR": "192.0.2.7", "REMOTE_ADDR": "10.0.0.1"}
    free = {"HTTP_X_FORWARDED_FOR": "192.0.2.7, 192.0.2.8", "REMOTE_ADDR": "10.0.0.1"}
    assert give_password(client, **locked).status_code == 429
    assert give_password(Client(), **free).status_code == 302


def test_records_of_failures_go_after_thirty_days(client, enrolled, capsys):
    with time_machine.travel("2026-10-01T12:00+02:00", tick=False):
        fail(client)
    with time_machine.travel("2026-10-31T11:00+01:00", tick=False):
        call_command("housekeeping")
        assert AccessAttempt.objects.count() == 1
    with time_machine.travel("2026-10-31T12:01+01:00", tick=False):
        call_command("housekeeping")
        assert AccessAttempt.objects.count() == 0
    assert "deleting failed sign-ins (1)" in capsys.readouterr().out


def change_password(client, old):
    typed = {"old_password": old, "new_password1": "nove-dlouhe-heslo", "new_password2": "nove-dlouhe-heslo"}
    return client.post("/sprava/password_change/", typed)


def test_wrong_old_passwords_count_like_wrong_passwords(enrolled, let_in):
    client = let_in(Client(), enrolled)
    assert [change_password(client, "spatne-heslo").status_code for _ in range(5)] == [200] * 4 + [429]
    assert change_password(client, PASSWORD).status_code == 429
    assert give_password(Client()).status_code == 429
    enrolled.refresh_from_db()
    assert enrolled.check_password(PASSWORD)
    assert not [secret for secret in ["spatne-heslo", "nove-dlouhe"] if secret in AccessAttempt.objects.get().post_data]


def test_wrong_codes_for_new_backup_codes_count_like_wrong_passwords(enrolled, let_in):
    client = let_in(Client(), enrolled)
    answers = [client.post("/sprava/zalozni-kody/", {"code": "nespravny"}).status_code for _ in range(6)]
    assert answers == [200] * 4 + [429] * 2
    assert give_password(Client()).status_code == 429


def test_a_mistake_in_the_new_password_is_no_failure(enrolled, let_in):
    client = let_in(Client(), enrolled)
    client.post("/sprava/password_change/", {"old_password": PASSWORD, "new_password1": "a", "new_password2": "b"})
    assert not AccessAttempt.objects.exists()
