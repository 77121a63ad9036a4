"""The link by which a new colleague sets a password: once, for 72 hours, and known to nobody else."""

import smtplib

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.core import mail, serializers
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from socialnibydleni.editors import turnstile
from socialnibydleni.editors.accounts import links
from tests.door import LOGIN, PASSWORD, code_of, give_code, give_password, is_in
from tests.thorough import examples

pytestmark = pytest.mark.django_db
NEW = "uplne-nove-heslo-1"
MAIL = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def manager(client_of):
    return client_of("Správce")


@pytest.fixture
def link(manager, novak):
    """The address that the administrator is shown."""
    return manager.post(f"/sprava/auth/user/{novak.pk}/odkaz/").context["address"]


def follow(address):
    return Client().get(address.removeprefix("http://127.0.0.1:8000"))


def use(address, password=NEW, client=None):
    token = address.partition("=")[2]
    typed = {"odkaz": token, "new_password1": password, "new_password2": password}
    return (client or Client()).post("/sprava/heslo/", typed)


def test_a_colleague_gets_in_with_nobody_else_knowing_the_password(client, manager):
    data = {"username": "vera", "first_name": "Věra", "last_name": "Dvořáková", "email": "", "stamp": ""}
    made = manager.post("/sprava/auth/user/add/", {**data, "groups": [Group.objects.get(name="Vydavatel").pk]})
    vera = User.objects.get(username="vera")
    assert (vera.is_staff, vera.has_usable_password()) == (True, False)
    assert made["Location"] == f"/sprava/auth/user/{vera.pk}/odkaz/"
    address = manager.post(made["Location"]).context["address"]
    assert "vera" in follow(address).content.decode()
    assert use(address, client=client)["Location"] == LOGIN
    assert "Teď se s ním přihlaste" in client.get(LOGIN).content.decode()
    give_password(client, NEW, username="vera")
    assert 'class="key"' in client.get(LOGIN).content.decode()
    give_code(client, code_of(vera))
    assert is_in(client)


def test_the_link_works_once_and_looking_at_it_uses_nothing_up(link):
    assert [follow(link).status_code for _ in range(2)] == [200, 200]
    assert use(link, "kratke").status_code == 200
    assert use(link).status_code == 302
    assert follow(link).status_code == use(link, "jeste-jine-heslo").status_code == 404
    assert User.objects.get(username="novak").check_password(NEW)


def test_of_two_who_use_it_at_once_the_second_is_refused(link, monkeypatch):
    real = links.user_of

    def overtaken(token, moment):
        user = real(token, moment)
        monkeypatch.setattr(links, "user_of", real)
        assert use(link, "heslo-toho-rychlejsiho").status_code == 302
        return user

    monkeypatch.setattr(links, "user_of", overtaken)
    assert use(link)["Location"] == "/sprava/heslo/"
    assert User.objects.get(username="novak").check_password("heslo-toho-rychlejsiho")


@pytest.mark.parametrize(("hours", "status"), [(71.99, 200), (72, 404)])
def test_it_works_for_72_hours(novak, hours, status):
    with time_machine.travel("2026-12-07T09:00+01:00", tick=False) as clock:
        address = links.new(novak, timezone.now())
        clock.shift(hours * 3600)
        assert follow(address).status_code == status


def test_a_newer_link_ends_the_older_one_and_the_old_password(manager, novak, link):
    assert not User.objects.get(pk=novak.pk).check_password(PASSWORD)
    manager.post(f"/sprava/auth/user/{novak.pk}/odkaz/")
    assert follow(link).status_code == 404


def test_the_link_of_a_switched_off_account_leads_nowhere(manager, novak, link):
    User.objects.filter(pk=novak.pk).update(is_active=False)
    assert follow(link).status_code == use(link).status_code == 404
    assert manager.post(f"/sprava/auth/user/{novak.pk}/odkaz/").status_code == 404


@pytest.mark.parametrize("how", ["forged", "of nobody", "of another", "cut off", "odd", "missing"])
def test_whatever_is_wrong_with_a_link_the_answer_is_the_same(link, editor, novak, how):
    token = link.partition("=")[2]
    key = f"{novak.pk}-"
    wrong = {
        "forged": token[:-1] + ("A" if token[-1] != "A" else "B"),
        "of nobody": token.replace(key, "999999-", 1),
        "of another": token.replace(key, f"{editor.pk}-", 1),
        "cut off": token.partition(".")[0],
        "odd": "²-1.x",
        "missing": "",
    }[how]
    answers = [Client().get("/sprava/heslo/", {"odkaz": wrong}), use(f"={wrong}"), use("=zcela-jiny")]
    bodies = {answer.content.decode().replace(wrong, "") for answer in answers}
    assert {answer.status_code for answer in answers} == {404}
    assert len({body.partition("<main")[2] or body for body in bodies}) == 1
    assert not User.objects.filter(password=NEW).exists()


@pytest.mark.slow
@pytest.mark.thorough
def test_no_text_that_is_not_the_link_opens_anything(novak):
    """Whatever stands in the query, even beside the key and a moment of a link that holds."""
    moment = timezone.now()
    token = links.new(novak, moment).partition("=")[2]
    signed, _, signature = token.partition(".")

    @settings(max_examples=examples(100), deadline=None)
    @given(st.text() | st.builds("{}.{}".format, st.just(signed), st.text()) | st.just(f"{signed}1.{signature}"))
    def holds(text):
        assert text == token or links.user_of(text, moment) is None

    holds()
    assert links.user_of(token, moment) == novak


def test_nothing_that_is_stored_opens_it(manager, link):
    token = link.partition("=")[2]
    rows = [*User.objects.all(), *Session.objects.all()]
    sessions = [str(session.get_decoded()) for session in Session.objects.all()]
    stored = serializers.serialize("json", [*rows, *LogEntry.objects.all()]) + "".join(sessions)
    assert token not in stored
    assert token.partition(".")[2] not in stored
    assert token not in manager.get("/sprava/auth/user/").content.decode()


def test_nobody_may_keep_or_hand_on_what_these_pages_show(manager, novak, link):
    shown = manager.post(f"/sprava/auth/user/{novak.pk}/odkaz/")
    for answer in [follow(link), shown, follow(shown.context["address"]), use(link)]:
        assert "no-store" in answer["Cache-Control"]
    for answer in [follow(link), use(link), follow(shown.context["address"]), use(shown.context["address"])]:
        assert answer["Referrer-Policy"] == "strict-origin"


def test_who_sets_a_password_is_signed_out_of_another_account(manager, link):
    use(link, client=manager)
    assert not is_in(manager)


def test_while_the_door_is_crowded_the_link_waits(link, monkeypatch):
    def crowded(_request):
        raise turnstile.CrowdedError

    monkeypatch.setattr(turnstile, "place", crowded)
    assert use(link).status_code == 429
    monkeypatch.undo()
    assert use(link).status_code == 302


def test_with_a_mail_server_it_is_sent_and_shown_to_nobody(manager, novak, settings):
    settings.EMAIL_BACKEND = MAIL
    page = f"/sprava/auth/user/{novak.pk}/odkaz/"
    assert "Poslat odkaz na novak@example.cz" in manager.get(page).content.decode()
    answer = manager.post(page, {"mail": "1"}, follow=True)
    (message,) = mail.outbox
    address = message.body.partition("http")[2].split()[0]
    assert message.to == ["novak@example.cz"]
    assert address.partition("=")[2] not in answer.content.decode()
    assert use(address).status_code == 302


@pytest.mark.parametrize("fault", [smtplib.SMTPServerDisconnected(), ConnectionRefusedError()])
def test_where_the_server_takes_no_mail_the_link_is_shown(manager, novak, settings, monkeypatch, fault):
    settings.EMAIL_BACKEND = MAIL

    def refuse(*_arguments, **_options):
        raise fault

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", refuse)
    shown = manager.post(f"/sprava/auth/user/{novak.pk}/odkaz/", {"mail": "1"})
    assert "nepodařilo odeslat" in shown.content.decode()
    assert use(shown.context["address"]).status_code == 302


def test_without_mail_the_administrator_reads_that_whoever_has_it_can_use_it(manager, novak, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    page = f"/sprava/auth/user/{novak.pk}/odkaz/"
    assert "Poslat odkaz" not in manager.get(page).content.decode()
    body = manager.post(page).content.decode().replace("\u00a0", " ")
    assert "Kdo má tento odkaz, může si k účtu nastavit heslo" in body
    assert "podruhé ho neukážeme" in body


def test_only_who_manages_accounts_makes_links_and_never_for_a_superuser_or_oneself(client_of, manager, editor, novak):
    assert client_of("Vydavatel").post(f"/sprava/auth/user/{novak.pk}/odkaz/").status_code == 403
    assert manager.post(f"/sprava/auth/user/{editor.pk}/odkaz/").status_code == 404
    own = User.objects.get(username="Správce")
    for act in ["odkaz", "vypnout", "druhy-krok"]:
        assert manager.post(f"/sprava/auth/user/{own.pk}/{act}/").status_code == 403
    assert is_in(manager)
