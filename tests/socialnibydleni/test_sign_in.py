"""The one way in: password, second factor, lock-out, and nothing behind the door without both."""

import json
import re

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from pages.models import Page
from socialnibydleni import sign_in

pytestmark = pytest.mark.django_db
LOGIN = "/sprava/login/"
PASSWORD = "dlouhe-tajne-heslo"


@pytest.fixture
def novak():
    """An editor who has an account and no second factor yet."""
    user = User.objects.create_user("novak", "novak@example.cz", PASSWORD, is_staff=True)
    user.groups.set([Group.objects.get(name="Vydavatel")])
    return user


@pytest.fixture
def enrolled(novak):
    """The same with a phone; its codes come from `code_of`."""
    TOTPDevice.objects.create(user=novak, confirmed=True)
    return novak


def code_of(user, step=0):
    """What the application in the user's phone shows now, or `step` half minutes later."""
    device = TOTPDevice.objects.get(user=user)
    return f"{totp(device.bin_key, drift=step):06}"


def give_password(client, password=PASSWORD, username="novak", **extra):
    return client.post(LOGIN, {"username": username, "password": password}, **extra)


def give_code(client, code, **extra):
    return client.post(LOGIN, {"code": code}, **extra)


def is_in(client):
    return client.get("/sprava/").status_code == 200


def test_first_sign_in_enrols_a_phone_and_shows_ten_codes_once(client, novak):
    assert give_password(client).status_code == 302
    page = client.get(LOGIN)
    body = page.content.decode()
    key = re.search(r'<code class="key">([A-Z2-7]+)</code>', body)[1]
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
    answers.append(client.post("/sprava/zalozni-kody/"))
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
    assert "Ověření v telefonu" in stranger.get(LOGIN).content.decode()


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
    assert client.post("/sprava/zalozni-kody/").status_code == 200
    assert is_in(client)


def test_a_session_ends_after_eight_hours_however_busy(client, enrolled):
    with time_machine.travel("2026-11-23T08:00+01:00", tick=False) as clock:
        give_password(client)
        give_code(client, code_of(enrolled))
        for hour in range(9, 16):
            clock.move_to(f"2026-11-23T{hour:02}:00+01:00")
            client.post("/sprava/contact/contactcentre/1/overit/verified/")
            assert is_in(client)
        clock.move_to("2026-11-23T16:00:01+01:00")
        assert not is_in(client)


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
    assert "Ověření v telefonu" in client.get(LOGIN).content.decode()
    assert give_code(client, code_of(enrolled)).status_code == 302
    assert is_in(client)


def test_a_code_with_the_space_that_applications_show_is_right(client, enrolled):
    give_password(client)
    code = code_of(enrolled)
    give_code(client, f"{code[:3]} {code[3:]}")
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


def test_new_backup_codes_replace_the_old_ones(client, editor_client, editor):
    old = sign_in.new_backup_codes(editor)
    shown = editor_client.post("/sprava/zalozni-kody/").content.decode()
    assert len(re.findall(r"<li><code>", shown)) == 10
    assert not StaticToken.objects.filter(token__in=old).exists()


def test_password_alone_lasts_ten_minutes(client, enrolled):
    with time_machine.travel("2026-11-23T12:00+01:00", tick=False) as clock:
        give_password(client)
        clock.move_to("2026-11-23T12:10:01+01:00")
        assert "Ověření v telefonu" not in client.get(LOGIN).content.decode()
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


# The lock-out


def fail(client, times=5, **extra):
    for _ in range(times):
        response = give_password(client, "spatne-heslo", **extra)
    return response


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
    assert "1 records of failed sign-ins deleted" in capsys.readouterr().out


# Behind the door


def admin_addresses():
    """Every address under /sprava/, with something in place of its parameters."""

    def walk(patterns, prefix):
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                yield route
            else:
                yield from walk(pattern.url_patterns, route)

    for route in walk(get_resolver().url_patterns, "/"):
        if route.startswith("/sprava/"):
            plain = re.sub(r"\(\[\^/\]\+\)|\(\?P<\w+>[^)]*\)|<(?:\w+:)?\w+>", "1", route)
            yield re.sub(r"\^|\$|\\Z", "", plain)


@pytest.mark.parametrize("signed_in", [False, True], ids=["a stranger", "a session without the second factor"])
def test_every_admin_address_answers_with_the_sign_in(signed_in, editor):
    client = Client()
    if signed_in:
        client.force_login(editor)
    addresses = [address for address in admin_addresses() if address != LOGIN]
    named = get_resolver().namespace_dict["admin"][1].reverse_dict
    reached = {resolve(address).url_name for address in addresses}
    assert {name for name in named if isinstance(name, str)} - reached <= {"login", "app_list"}
    for address in addresses:
        for method in ["get", "head", "post", "put", "patch", "delete", "options"]:
            response = getattr(client, method)(address)
            if address == "/sprava/logout/":
                assert response.status_code in {302, 405}
                continue
            assert response.status_code == 302, (method, address, response.status_code)
            assert response["Location"].startswith(LOGIN), (method, address)
        if signed_in:
            client.force_login(editor)


# Help for the day on which the phone is lost


def test_administrator_resets_a_second_factor_but_never_that_of_a_superuser(client, let_in, editor, enrolled):
    sign_in.new_backup_codes(enrolled)
    TOTPDevice.objects.create(user=editor, confirmed=True)
    manager = User.objects.create_user("spravce", is_staff=True)
    manager.groups.set([Group.objects.get(name="Správce")])
    data = {"action": "reset_second_factor", "_selected_action": [enrolled.pk, editor.pk]}
    let_in(client, manager).post("/sprava/auth/user/", data)
    assert not TOTPDevice.objects.filter(user=enrolled).exists()
    assert TOTPDevice.objects.filter(user=editor).exists()
    other = Client()
    give_password(other)
    assert "Druhý krok přihlášení" in other.get(LOGIN).content.decode()


def test_a_reset_ends_what_the_lost_phone_had_opened(client, enrolled):
    give_password(client)
    give_code(client, code_of(enrolled))
    assert is_in(client)
    call_command("reset_second_factor", "novak")
    assert not is_in(client)


def test_command_names_an_account_that_is_not_there():
    with pytest.raises(CommandError, match="There is no account 'nikdo'"):
        call_command("reset_second_factor", "nikdo")


def test_command_makes_an_account_that_can_sign_in(client, capsys):
    call_command("create_editor", "novy", "--group", "Autor", "--password", PASSWORD)
    assert "novy may sign in" in capsys.readouterr().out
    give_password(client, username="novy")
    assert "Druhý krok přihlášení" in client.get(LOGIN).content.decode()
    assert not User.objects.get(username="novy").is_superuser


@pytest.mark.parametrize("password", ["kratke", "123456789012", "novyeditor12"])
def test_command_refuses_a_weak_password(password):
    with pytest.raises(CommandError, match="password"):
        call_command("create_editor", "novyeditor", "--group", "Autor", "--password", password)
    assert not User.objects.filter(username="novyeditor").exists()


def test_command_refuses_a_name_that_is_taken(novak):
    with pytest.raises(CommandError, match="already exists"):
        call_command("create_editor", "novak", "--group", "Autor", "--password", PASSWORD)


# What the security officer reads


@pytest.fixture
def lines(monkeypatch):
    """The audit log as it is written from now on."""
    written = []
    monkeypatch.setattr("socialnibydleni.audit.logger.info", written.append)
    return lambda: [json.loads(line) for line in written]


def test_sign_ins_and_failures_are_logged_without_secrets(client, enrolled, lines):
    give_password(client, "spatne-heslo")
    give_password(client, PASSWORD, username=PASSWORD)
    give_password(client)
    code = code_of(enrolled)
    give_code(client, code)
    events = [(line["event"], line.get("user"), line.get("step")) for line in lines()]
    assert events == [
        ("sign_in_failed", "novak", "password"),
        ("sign_in_failed", None, "password"),
        ("signed_in", "novak", None),
    ]
    assert not [secret for secret in [PASSWORD, "spatne-heslo", code] if secret in json.dumps(lines())]


def test_publications_are_logged_without_their_text(editor_client, lines):
    page = Page.objects.get(address="/o-projektu/")
    data = {"menu_title": "O projektu", "versions-INITIAL_FORMS": "0", "versions-TOTAL_FORMS": "1"}
    data |= {"versions-0-title": "Tajné", "versions-0-publish_at_0": "1. 10. 2026", "versions-0-publish_at_1": "8:00"}
    assert editor_client.post(f"/sprava/pages/page/{page.pk}/change/", data).status_code == 302
    (line,) = lines()
    assert (line["event"], line["user"], line["address"]) == ("published", "editorka", "/o-projektu/")
    assert "Tajné" not in json.dumps(line, ensure_ascii=False)


def test_every_change_of_an_account_and_of_a_password_is_logged(editor_client, enrolled, lines):
    page = f"/sprava/auth/user/{enrolled.pk}"
    new = "uplne-nove-heslo-1"
    editor_client.post(f"{page}/password/", {"password1": new, "password2": new, "usable_password": "true"})
    own = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert editor_client.post("/sprava/password_change/", own).status_code == 302
    events = [(line["event"], line.get("account"), line.get("user")) for line in lines()]
    assert ("account_changed", "novak", "editorka") in events
    assert ("password_changed", None, "editorka") in events
    assert new not in json.dumps(lines())


def test_lock_outs_and_resets_are_logged(client, editor_client, enrolled, lines):
    fail(Client())
    editor_client.post("/sprava/auth/user/", {"action": "reset_second_factor", "_selected_action": [enrolled.pk]})
    assert {"locked_out", "second_factor_reset"} <= {line["event"] for line in lines()}
    assert lines()[-1]["account"] == "novak"
