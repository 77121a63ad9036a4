"""How many requests this site has answered, by kind, in memory that its processes share.

The server's first process makes the memory and lends each worker a row of it that nobody else writes, so counting asks
neither the kernel nor another process. What a worker has counted stays when it dies; the next one goes on in its row.
"""

import threading
import time
from enum import IntEnum
from mmap import mmap

ROWS = 256  # more workers than a machine has, old and new ones of a reload together


class Kind(IntEnum):
    """What a request was, or where its answer came from."""

    MEMORY = 0  # a page that was ready
    OUTLIVED = 1  # its form that says nothing of the moment, while the database is away
    MADE = 2  # by Django, for GET and HEAD
    FORM = 3  # any other method
    EDITORS = 4  # anything in the editors' house
    WATCHING = 5  # /stav/
    STATIC = 6  # a static file that no proxy in front has sent


WIDTH = 8
SINCE = time.time()  # seconds since the epoch

_cells = memoryview(mmap(-1, ROWS * WIDTH * 8)).cast("Q")
_lock = threading.Lock()  # of the threads of one process
_lent: dict[int, int] = {}
_row = 0  # where its first cell is; the row of a process that has no workers, such as runserver's


def count(kind: Kind) -> None:
    """One more request of this kind."""
    with _lock:
        _cells[_row + kind] += 1


def lend(worker: int) -> None:
    """In the first process, just before it forks a worker of that number: the child counts in a row of its own."""
    global _row  # noqa: PLW0603 - a fork takes it along
    free = set(range(1, ROWS)) - set(_lent.values())
    _lent[worker] = min(free, default=0)
    _row = _lent[worker] * WIDTH


def take_back(worker: int) -> None:
    """In the first process, when a worker is gone: another may go on in its row."""
    _lent.pop(worker, None)


def total(kind: Kind) -> int:
    """How many requests of this kind all processes have answered since the server was started; it never sinks."""
    return sum(_cells[kind::WIDTH])
