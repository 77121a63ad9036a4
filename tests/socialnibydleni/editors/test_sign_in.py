"""The one way in: password, then the second factor, and nobody is in before both were right."""

import re

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from socialnibydleni.editors import sign_in
from tests.door import LOGIN, PASSWORD, code_of, give_code, give_password, is_in

pytestmark = pytest.mark.django_db


def test_first_sign_in_enrols_a_phone_and_shows_ten_codes_once(client, novak):
    assert give_password(client).status_code == 302
    page = client.get(LOGIN)
    body = page.content.decode()
    key = re.search(r'<code class="key">([A-Z2-7 ]+)</code>', body)[1]
    assert "<svg" in body
    assert not is_in(client)

    shown = give_code(client, code_of(novak)).content.decode()
    codes = re.findall(r"<li><code>([a-z2-7]{8})</code></li>", shown)
    assert len(set(codes)) == 10
    assert is_in(client)
    assert not [code for code in codes if code in client.get("/sprava/zalozni-kody/").content.decode()]
    other = Client()
    give_password(other)
    assert key not in other.get(LOGIN).content.decode()


def test_nobody_may_keep_what_the_sign_in_shows(client, novak):
    answers = [client.get(LOGIN), give_password(client), client.get(LOGIN)]
    answers.append(give_code(client, code_of(novak)))
    answers.append(client.post("/sprava/zalozni-kody/", {"code": code_of(novak, step=1)}))
    for answer in answers:
        assert {"no-store", "private"} <= {part.strip() for part in answer["Cache-Control"].split(",")}


def test_a_key_that_somebody_else_saw_is_never_confirmed(client, novak):
    stranger = Client()
    for visitor in [stranger, client]:
        give_password(visitor)
        visitor.get(LOGIN)
    seen_by_stranger, own = TOTPDevice.objects.order_by("pk")
    assert seen_by_stranger.key != own.key
    give_code(client, f"{totp(own.bin_key):06}")
    assert is_in(client)
    assert list(TOTPDevice.objects.all()) == [own]
    give_code(stranger, f"{totp(seen_by_stranger.bin_key):06}")
    assert not is_in(stranger)
    assert "Kód z telefonu" in stranger.get(LOGIN).content.decode()


def test_guessing_is_slowed_down_and_a_right_code_too_early_is_no_failure(client, enrolled):
    with time_machine.travel("2026-11-23T12:00+01:00", tick=False) as clock:
        give_password(client)
        give_code(client, "000000")
        failures = AccessAttempt.objects.get().failures_since_start
        assert "Moc rychle za sebou." in give_code(client, code_of(enrolled)).content.decode()
        assert AccessAttempt.objects.get().failures_since_start == failures
        clock.shift(5)
        give_code(client, code_of(enrolled))
        assert is_in(client)


def test_records_of_failures_hold_neither_codes_nor_passwords(client, enrolled):
    give_password(client, "spatne-heslo")
    give_password(client)
    give_code(client, "abcdefgh")
    for attempt in AccessAttempt.objects.all():
        assert not [secret for secret in ["spatne-heslo", "abcdefgh", PASSWORD] if secret in attempt.post_data]


def test_a_session_that_came_in_by_a_backup_code_survives_new_codes(client, enrolled):
    give_password(client)
    give_code(client, sign_in.new_backup_codes(enrolled)[0].upper())
    client.post("/sprava/zalozni-kody/", {"code": code_of(enrolled)})
    assert StaticToken.objects.count() == 10
    assert is_in(client)


def test_messages_of_the_admin_set_no_cookie_for_the_whole_site(editor_client):
    response = editor_client.post("/sprava/contact/contactcentre/1/overit/verified/")
    assert {cookie["path"] for cookie in response.cookies.values()} <= {"/sprava/"}


def test_a_wrong_code_enrols_nobody(client, novak):
    give_password(client)
    client.get(LOGIN)
    assert "Kód nesedí" in give_code(client, "000000").content.decode()
    assert not TOTPDevice.objects.filter(confirmed=True).exists()
    assert not is_in(client)


def test_second_sign_in_asks_for_the_code(client, enrolled):
    give_password(client)
    assert "Kód z telefonu" in client.get(LOGIN).content.decode()
    assert give_code(client, code_of(enrolled)).status_code == 302
    assert is_in(client)


@pytest.mark.parametrize("gap", [" ", "\u202f", "\u2011", "\u200b"])
def test_a_code_with_the_space_that_applications_show_is_right(client, enrolled, gap):
    give_password(client)
    code = code_of(enrolled)
    give_code(client, f"{code[:3]}{gap}{code[3:]}")
    assert is_in(client)


def test_a_code_opens_the_door_once(client, enrolled):
    code = code_of(enrolled)
    give_password(client)
    give_code(client, code)
    other = Client()
    give_password(other)
    give_code(other, code)
    assert not is_in(other)


def test_a_backup_code_opens_the_door_once(client, enrolled):
    code = sign_in.new_backup_codes(enrolled)[0]
    give_password(client)
    give_code(client, code)
    assert is_in(client)
    assert StaticToken.objects.count() == 9
    other = Client()
    give_password(other)
    give_code(other, code)
    assert not is_in(other)


def test_new_backup_codes_replace_the_old_ones(editor_client, editor):
    old = sign_in.new_backup_codes(editor)
    shown = editor_client.post("/sprava/zalozni-kody/", {"code": old[0]}).content.decode()
    assert len(re.findall(r"<li><code>", shown)) == 10
    assert not StaticToken.objects.filter(token__in=old).exists()


@pytest.mark.parametrize("typed", [{}, {"code": ""}, {"code": "000000"}, {"code": "nespravny"}])
def test_without_a_code_there_are_no_new_backup_codes(editor_client, editor, typed):
    old = sign_in.new_backup_codes(editor)
    shown = editor_client.post("/sprava/zalozni-kody/", typed).content.decode()
    assert "<li><code>" not in shown
    assert 'class="errorlist"' in shown
    assert set(StaticToken.objects.values_list("token", flat=True)) == set(old)


def test_password_alone_lasts_ten_minutes(client, enrolled):
    with time_machine.travel("2026-11-23T12:00+01:00", tick=False) as clock:
        give_password(client)
        clock.move_to("2026-11-23T12:10:01+01:00")
        assert "Kód z telefonu" not in client.get(LOGIN).content.decode()
        give_code(client, code_of(enrolled))
        assert not is_in(client)


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}])
def test_an_account_closed_between_the_steps_stays_out(client, enrolled, change):
    give_password(client)
    User.objects.filter(pk=enrolled.pk).update(**change)
    give_code(client, code_of(enrolled))
    assert not is_in(client)


def test_a_password_changed_between_the_steps_starts_again(client, enrolled):
    give_password(client)
    enrolled.set_password("jine-dlouhe-heslo")
    enrolled.save()
    give_code(client, code_of(enrolled))
    assert not is_in(client)


def test_who_started_as_somebody_else_can_start_again(client, enrolled):
    give_password(client)
    client.post(LOGIN, {"again": "1"})
    assert 'name="password"' in client.get(LOGIN).content.decode()


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_sign_in_leads_nowhere_else(client, enrolled, target):
    client.post(f"{LOGIN}?next={target}", {"username": "novak", "password": PASSWORD})
    response = client.post(f"{LOGIN}?next={target}", {"code": code_of(enrolled)})
    assert response["Location"] == "/sprava/"


def test_a_target_that_is_no_address_does_no_harm(client, enrolled):
    client.post(f"{LOGIN}?next=foo", {"username": "novak", "password": PASSWORD})
    assert client.post(f"{LOGIN}?next=foo", {"code": code_of(enrolled)}).status_code == 302
    assert is_in(client)


def test_sign_in_leads_where_the_editor_wanted_to_go(client, enrolled):
    target = client.get("/sprava/contact/contactcentre/1/change/")["Location"]
    client.post(target, {"username": "novak", "password": PASSWORD})
    assert client.post(target, {"code": code_of(enrolled)})["Location"] == "/sprava/contact/contactcentre/1/change/"
