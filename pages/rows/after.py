"""What follows from changed rows is done in the transaction of their change; once, where many change together."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_waiting: ContextVar[dict[Callable[[], Any], None] | None] = ContextVar("waiting", default=None)


@contextmanager
def together() -> Iterator[None]:
    """What is changed inside is one change: what follows from it is done at the end, unless the block failed."""
    if _waiting.get() is not None:
        yield
        return
    waiting: dict[Callable[[], Any], None] = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for work in waiting:
        work()


def once_after(work: Callable[[], Any]) -> None:
    """Do `work()` at the end of the block of changes that go together; now, outside of one."""
    waiting = _waiting.get()
    if waiting is None:
        work()
    else:
        waiting[work] = None
