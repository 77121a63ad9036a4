"""Nothing behind the door without both steps, and help for the day on which the phone is lost."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve
from django_otp.plugins.otp_totp.models import TOTPDevice

from pages.editing.preview.views import SIGNED_OUT
from socialnibydleni.editors import sign_in
from tests.door import LOGIN, PASSWORD, code_of, give_code, give_password, is_in

pytestmark = pytest.mark.django_db
# The door, where the link for a password leads, and where a page of an outage brings back what it carried.
OPEN = {LOGIN, "/sprava/heslo/", "/sprava/rozepsane/"}
# There a door would be a form within a form: a sentence says that it is shut.
IN_A_FRAME = {"/sprava/pages/page/nahled/", "/sprava/pages/page/1/nahled/"}


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
    addresses = [address for address in admin_addresses() if address not in OPEN]
    named = get_resolver().namespace_dict["admin"][1].reverse_dict
    reached = {resolve(address).url_name for address in addresses}
    assert {name for name in named if isinstance(name, str)} - reached <= {"login", "set_password", "app_list", "kept"}
    for address in addresses:
        for method in ["get", "head", "post", "put", "patch", "delete", "options"]:
            response = getattr(client, method)(address)
            if address == "/sprava/logout/":
                assert response.status_code in {302, 405}
                continue
            if address in IN_A_FRAME:
                assert response.status_code == (403 if method in {"get", "post"} else 405), (method, address)
                assert method == "head" or SIGNED_OUT in response.content.decode() or response.status_code == 405
                continue
            assert response.status_code == 302, (method, address, response.status_code)
            assert response["Location"].startswith(LOGIN), (method, address)
        if signed_in:
            client.force_login(editor)


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
    assert "Nastavte si druhý krok přihlášení" in other.get(LOGIN).content.decode()


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
    assert "Nastavte si druhý krok přihlášení" in client.get(LOGIN).content.decode()
    assert not User.objects.get(username="novy").is_superuser


@pytest.mark.parametrize("password", ["kratke", "123456789012", "novyeditor12"])
def test_command_refuses_a_weak_password(password):
    with pytest.raises(CommandError, match="password"):
        call_command("create_editor", "novyeditor", "--group", "Autor", "--password", password)
    assert not User.objects.filter(username="novyeditor").exists()


def test_command_refuses_a_name_that_is_taken(novak):
    with pytest.raises(CommandError, match="already exists"):
        call_command("create_editor", "novak", "--group", "Autor", "--password", PASSWORD)
