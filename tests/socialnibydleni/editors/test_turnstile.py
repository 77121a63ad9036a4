"""Guesses at the door get one core, and do not keep editors out."""

import contextlib
import subprocess
import sys
import threading

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.hashers import PBKDF2PasswordHasher, identify_hasher, make_password
from django.test import Client, RequestFactory

from socialnibydleni.editors import turnstile
from tests.door import LOGIN, PASSWORD, code_of, give_code, give_password, is_in

TRIES_TO_LOCK = "import fcntl, sys; fcntl.lockf(int(sys.argv[1]), fcntl.LOCK_EX | fcntl.LOCK_NB)"


@pytest.fixture
def crowded():
    """Strangers have taken all places that there are for them."""
    with contextlib.ExitStack() as places:
        for _ in range(turnstile.PLACES):
            places.enter_context(turnstile.place(RequestFactory().get(LOGIN)))
        yield


@pytest.mark.django_db
@pytest.mark.usefixtures("crowded")
def test_who_finds_no_place_is_told_so_at_once_and_nothing_counts(client, enrolled):
    answer = give_password(client)
    assert answer.status_code == 429
    body = answer.content.decode()
    assert "Teď se sem přihlašuje moc lidí najednou. Zkuste to prosím za chvíli znovu." in body
    assert 'value="novak"' in body
    assert PASSWORD not in body
    assert not AccessAttempt.objects.exists()
    assert client.get(LOGIN).status_code == 200


@pytest.mark.django_db
def test_a_browser_that_was_let_in_before_has_a_place_of_its_own(client, enrolled, request):
    give_password(client)
    cookie = give_code(client, code_of(enrolled)).cookies[turnstile.COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/sprava/", True, "Lax")
    client.post("/sprava/logout/")
    assert not is_in(client)
    request.getfixturevalue("crowded")
    assert give_password(client).status_code == 302
    assert give_password(Client()).status_code == 429


@pytest.mark.django_db
@pytest.mark.usefixtures("crowded")
def test_a_made_up_cookie_gives_no_place(enrolled):
    stranger = Client()
    stranger.cookies[turnstile.COOKIE] = "1:1abcde:podvrh"
    assert give_password(stranger).status_code == 429


@pytest.mark.django_db
def test_a_place_is_free_again_after_every_kind_of_answer(client, enrolled):
    answers = [give_password(Client(), password).status_code for password in ["spatne", PASSWORD, ""] * 2]
    assert answers == [200, 302, 200] * 2


@pytest.fixture
def real_hashes(settings):
    settings.PASSWORD_HASHERS = ["socialnibydleni.editors.turnstile.OneAtATime"]


def test_passwords_of_before_are_still_right(real_hashes):
    encoded = PBKDF2PasswordHasher().encode(PASSWORD, "sul", iterations=2)
    assert identify_hasher(encoded).algorithm == "pbkdf2_sha256"
    assert PBKDF2PasswordHasher().verify(PASSWORD, turnstile.OneAtATime().encode(PASSWORD, "sul", iterations=2))
    assert turnstile.OneAtATime().verify(PASSWORD, encoded)


@pytest.mark.process
def test_one_password_is_hashed_at_a_time_in_all_processes(real_hashes, monkeypatch):
    """While one is hashed, another thread waits before it, and another process finds the lock taken."""
    begun, may_end, hashed = threading.Event(), threading.Event(), []

    def encode(_self, password, *_args, **_more):
        begun.set()
        assert may_end.wait(60)
        hashed.append(password)
        return "pbkdf2_sha256$1$sul$hash"

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", encode)
    threads = [threading.Thread(target=make_password, args=[name]) for name in ["první", "druhé"]]
    threads[0].start()
    assert begun.wait(60)
    begun.clear()
    threads[1].start()
    assert locked_elsewhere()
    assert not begun.is_set()
    may_end.set()
    for thread in threads:
        thread.join()
    assert hashed == ["první", "druhé"]
    assert not locked_elsewhere()


def locked_elsewhere():
    """Whether another process that shares the lock could not take it now."""
    number = turnstile._in_all_of_them
    tried = subprocess.run(
        [sys.executable, "-c", TRIES_TO_LOCK, str(number)], pass_fds=[number], capture_output=True, check=False
    )
    return b"BlockingIOError" in tried.stderr
