"""Accounts as who makes them sees them: roles and states in words, and a leaving colleague off in one step."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from pages.models import PreviewLink
from socialnibydleni.editors import sign_in
from tests.admin_forms import change
from tests.door import code_of, give_code, give_password, is_in

pytestmark = pytest.mark.django_db
LIST = "/sprava/auth/user/"


def shown(client, address):
    return client.get(address).content.decode().replace("\u00a0", " ")


@pytest.fixture
def manager(client_of):
    return client_of("Správce")


def test_list_and_form_say_in_words_who_may_what_and_how_one_gets_in(manager, enrolled):
    sign_in.new_backup_codes(enrolled)
    enrolled.staticdevice_set.get().token_set.first().delete()
    User.objects.create_user("nova")
    for page in [shown(manager, LIST), shown(manager, f"{LIST}{enrolled.pk}/change/")]:
        assert "Vydavatel" in page
        assert "nastavený" in page
        assert "ještě nikdy" in page
    assert "čeká na nastavení hesla" in shown(manager, LIST)
    assert "zbývá 9" in shown(manager, f"{LIST}{enrolled.pk}/change/")


def test_no_page_of_accounts_speaks_of_hashes_or_of_other_ways_in(editor_client, enrolled, editor):
    pages = ["", "add/", f"{enrolled.pk}/change/", f"{editor.pk}/change/", f"{enrolled.pk}/history/"]
    for page in [shown(editor_client, f"{LIST}{page}") for page in pages]:
        for word in ["pbkdf2", "md5", "sůl", "SSO", "LDAP", enrolled.password, "superuživatel", "Oprávnění"]:
            assert word.lower() not in page.lower(), word


def test_the_role_is_all_that_lets_somebody_in(editor_client, novak):
    assert "is_staff" not in shown(editor_client, f"{LIST}{novak.pk}/change/")
    User.objects.filter(pk=novak.pk).update(is_staff=False)
    change(editor_client, novak, groups=[str(Group.objects.get(name="Autor").pk)])
    assert User.objects.get(pk=novak.pk).is_staff
    answer = editor_client.post(f"{LIST}{novak.pk}/change/", {"username": "novak"})
    assert answer.context["adminform"].form.has_error("groups")


def test_no_two_names_differ_in_capitals_alone(editor_client, novak):
    data = {"username": "Novak", "groups": [Group.objects.get(name="Autor").pk]}
    assert "už má jiný účet" in editor_client.post(f"{LIST}add/", data).content.decode().replace("\u00a0", " ")


def test_a_leaving_colleague_is_switched_off_in_one_step_that_ends_sessions_and_links(client, manager, enrolled):
    give_password(client)
    give_code(client, code_of(enrolled))
    assert is_in(client)
    moment = timezone.now()
    preview = PreviewLink.objects.create(created_at=moment, created_by=enrolled, expires_at=moment + timedelta(days=7))
    page = f"{LIST}{enrolled.pk}"
    assert "odhlášený" in shown(manager, f"{page}/vypnout/")
    manager.post(f"{page}/vypnout/")
    assert not is_in(client)
    assert not User.objects.get(pk=enrolled.pk).has_usable_password()
    assert not TOTPDevice.objects.filter(user=enrolled).exists()
    assert PreviewLink.objects.by_token(preview.token, timezone.now()) is None
    give_password(client)
    assert "Zadejte správné" in give_password(client).content.decode()

    assert manager.post(f"{page}/zapnout/")["Location"] == f"{page}/odkaz/"
    assert not is_in(client)
    assert "Zadejte správné" in give_password(Client()).content.decode()


def test_a_question_that_makes_no_sense_is_not_there(manager, novak):
    assert manager.get(f"{LIST}{novak.pk}/zapnout/").status_code == 404
    User.objects.filter(pk=novak.pk).update(is_active=False)
    assert manager.post(f"{LIST}{novak.pk}/vypnout/").status_code == 404


def test_nobody_sets_anothers_password(editor_client, novak):
    new = {"password1": "cizi-heslo-1234", "password2": "cizi-heslo-1234", "usable_password": "true"}
    editor_client.post(f"{LIST}{novak.pk}/password/", new)
    assert not User.objects.get(pk=novak.pk).check_password("cizi-heslo-1234")


def test_the_list_takes_as_many_queries_for_thirty_accounts_as_for_one(manager, django_assert_max_num_queries):
    group = Group.objects.get(name="Autor")
    for number in range(30):
        User.objects.create_user(f"autor{number}", is_staff=True).groups.set([group])
    manager.get(LIST)
    with django_assert_max_num_queries(20):
        manager.get(LIST)


def test_a_new_phone_replaces_the_old_one_after_a_code_of_each(client, enrolled):
    give_password(client)
    give_code(client, code_of(enrolled))
    elsewhere = Client()
    elsewhere.cookies = client.cookies.copy()
    old = TOTPDevice.objects.get()
    TOTPDevice.objects.update(last_t=-1)  # a code opens once, and the next half-minute is not here yet
    page = "/sprava/telefon/"
    assert 'class="key"' not in shown(client, page)
    assert 'class="key"' not in client.post(page, {"code": "000000"}).content.decode()
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    client.post(page, {"code": code_of(enrolled)})
    assert 'class="key"' in shown(client, page)
    assert not is_in(elsewhere)  # the session has a new name: a copy of the old one shows no key
    assert is_in(client)
    new = TOTPDevice.objects.exclude(pk=old.pk).get()
    assert "Kód nesedí" in client.post(page, {"code": "000000"}).content.decode().replace("\u00a0", " ")
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    assert client.post(page, {"code": f"{totp(new.bin_key):06}"}).status_code == 302
    assert list(TOTPDevice.objects.values_list("pk", "confirmed")) == [(new.pk, True)]
    assert is_in(client)


def test_wrong_codes_for_a_new_phone_count_like_wrong_passwords(enrolled, let_in):
    client = let_in(Client(), enrolled)
    answers = [client.post("/sprava/telefon/", {"code": "nespravny"}).status_code for _ in range(6)]
    assert answers[-1] == 429
