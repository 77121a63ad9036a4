"""What a reader of strange files may do at worst; run by test_apart.py in the process that is there for it."""

import os
import resource
import signal
from pathlib import Path


def take_all_memory(file):
    return len(bytes(1 << 30))


def never_end(file):
    while True:
        pass


def take_all_time(file):
    resource.setrlimit(resource.RLIMIT_CPU, (1, resource.getrlimit(resource.RLIMIT_CPU)[1]))  # not all of its twenty
    never_end(file)


def crash(file):
    os.kill(os.getpid(), signal.SIGSEGV)


def stumble(file):
    raise KeyError(file.read())


def write(file, where):
    Path(where).write_bytes(b"x")


def tell(file, more):
    return {"content": file.read().decode(), "more": more, "environment": sorted(os.environ)}
