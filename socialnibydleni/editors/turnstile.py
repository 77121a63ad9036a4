"""The turnstile at the editors' door: passwords are hashed one at a time, and few may wait for it.

A hash takes a core for a quarter of a second, for whoever asks for one under any name; so guesses get one core at most,
and two threads of a process (NIST SP 800-63B, 5.2.2, wants their rate limited). Who guessed how often axes counts.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from threading import BoundedSemaphore, Lock
from typing import Any

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.http import HttpRequest, HttpResponse

CROWDED = "Teď se sem přihlašuje moc lidí najednou. Zkuste to prosím za chvíli znovu."
PLACES = 2  # in a process: one at work or waiting its turn, and one behind
COOKIE = "znamy-prohlizec"  # set for who was once let in; it says nothing of who that was
COOKIE_AGE = 90 * 24 * 3600

_in_this_process = Lock()
with TemporaryFile() as _file:
    _in_all_of_them = os.dup(_file.fileno())  # forked processes inherit it, and a lock on it ends with its process
_places = {is_known: BoundedSemaphore(PLACES) for is_known in (True, False)}


class CrowdedError(Exception):
    """All places are taken."""


class OneAtATime(PBKDF2PasswordHasher):
    """Django's own, by one thread of one process at a time."""

    def encode(self, *args: Any, **kwargs: Any) -> str:
        """As Django's, once it is this thread's turn."""
        with _in_this_process:
            fcntl.lockf(_in_all_of_them, fcntl.LOCK_EX)
            try:
                return super().encode(*args, **kwargs)
            finally:
                fcntl.lockf(_in_all_of_them, fcntl.LOCK_UN)


@contextmanager
def place(request: HttpRequest) -> Iterator[None]:
    """A place at the turnstile while a password is looked at.

    Browsers that were let in before have places of their own, so that strangers who guess from many addresses do not
    keep editors out (OWASP, device cookies).

    Raises:
        CrowdedError: there is none; nobody waits for one, because that would take a thread.
    """
    places = _places[request.get_signed_cookie(COOKIE, default=None, salt=COOKIE, max_age=COOKIE_AGE) is not None]
    if not places.acquire(blocking=False):
        raise CrowdedError
    try:
        yield
    finally:
        places.release()


def remember(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The answer with what makes its browser a known one."""
    answer.set_signed_cookie(
        COOKIE,
        "1",
        salt=COOKIE,
        max_age=COOKIE_AGE,
        path="/sprava/",
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return answer
