"""A page from memory is sent without asking the kernel for anything: a process that does so is ended here by seccomp.

See seccomp(2), SECCOMP_MODE_FILTER; it is Linux's own.
"""

import ctypes
import os
import platform
import struct
from math import inf
from wsgiref.util import setup_testing_defaults

import pytest

from socialnibydleni.serving.content_watch import ContentWatch
from socialnibydleni.serving.page_cache import PageCache

# The numbers of write, by which the process says that it is done, and of clock_gettime: the clock is mostly read
# without the kernel, but not on every machine.
ALLOWED = {"x86_64": (1, 228), "aarch64": (64, 113)}
SET_SECCOMP, SET_NO_NEW_PRIVILEGES, FILTER = 22, 38, 2  # prctl(2)
LOAD, JUMP_IF_EQUAL, RETURN = 0x20, 0x15, 0x06  # linux/bpf_common.h
KILL, ALLOW = 0x8000_0000, 0x7FFF_0000
TIMES = 2_000

pytestmark = pytest.mark.skipif(
    platform.system() != "Linux" or platform.machine() not in ALLOWED, reason="seccomp is there on Linux only"
)


class Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("steps", ctypes.c_char_p)]


def forbid_system_calls():
    """Have the kernel end this process at any call but the allowed ones; there is no way back."""
    write, clock = ALLOWED[platform.machine()]
    steps = [(LOAD, 0, 0, 0), (JUMP_IF_EQUAL, 2, 0, write), (JUMP_IF_EQUAL, 1, 0, clock)]
    steps += [(RETURN, 0, 0, KILL), (RETURN, 0, 0, ALLOW)]
    program = Program(len(steps), b"".join(struct.pack("=HBBI", *step) for step in steps))
    call = ctypes.CDLL(None).prctl
    assert call(SET_NO_NEW_PRIVILEGES, *map(ctypes.c_ulong, (1, 0, 0, 0))) == 0
    assert call(SET_SECCOMP, ctypes.c_ulong(FILTER), ctypes.byref(program)) == 0


def survives(call):
    """Whether a process of its own comes to the end of so many calls without asking the kernel for anything."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            for _ in range(TIMES):  # until all the memory that it takes is there
                call()
            forbid_system_calls()
            for _ in range(TIMES):
                call()
            os.write(writing, b"done")
        finally:
            os._exit(1)  # which is forbidden, too
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        done = told.read()
    os.waitpid(child, 0)
    return done == b"done"


@pytest.fixture
def ask():
    """Asks for a page that is kept, as a server would."""

    def django(_environ, start_response):
        control = ("Cache-Control", "max-age=0, must-revalidate, public")
        start_response("200 OK", [control, ("Content-Length", "5000"), ("Content-Type", "text/html; charset=utf-8")])
        return [b"x" * 5_000]

    watch = ContentWatch(lambda: 1, lambda: inf)
    watch.look()
    cache = PageCache(django, watch, scheme="http", hosts=["127.0.0.1"], trusts_proxy=False, shared_seconds=1)

    def ask(**headers):
        environ = {"HTTP_ACCEPT_ENCODING": "gzip, deflate, br", **headers}
        setup_testing_defaults(environ)
        begun = []
        assert b"".join(cache(environ, lambda *answer: begun.append(answer))) or headers
        return dict(begun[0][1])

    return ask


def test_a_page_from_memory_makes_no_system_call(ask):
    tag = ask()["ETag"]
    assert survives(ask)
    assert survives(lambda: ask(HTTP_IF_NONE_MATCH=tag))


def test_a_system_call_would_be_noticed():
    assert survives(lambda: None)
    assert not survives(os.getppid)
