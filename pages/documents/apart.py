"""Starts the process in which uploaded files are read (`pages.uploads.child`), and waits for its answer."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Any

from django.conf import settings

from pages.uploads import RefusedError
from pages.uploads.child import MEMORY, SECONDS

_log = logging.getLogger(__name__)
_ONE_AT_A_TIME = BoundedSemaphore()  # a process that serves readers lends them one core and 300 MB, never more
_TOO_HARD = (
    "Soubor se nepodařilo zkontrolovat: je příliš složitý, nebo poškozený. Otevřete ho v původním programu a uložte"
    " znovu, jednodušší nebo rozdělený na víc souborů."
)
_BUSY = "Server má právě moc práce a soubor nestihl zkontrolovat. Zkuste to prosím za minutu znovu."
# Seconds to wait: for a turn, and for the answer (the process ends itself before). Together less than nginx waits.
_FOR_A_TURN, _FOR_THE_ANSWER = 5, SECONDS + 5


def run(function: str, path: str, *, memory: int = MEMORY, too_hard: str = _TOO_HARD, **arguments: Any) -> Any:
    """What the pure function ("package.module:name") makes of the file; arguments and answer are what JSON knows.

    Args:
        memory: bytes of address space that it may take.
        too_hard: the Czech sentence for a file at which it failed.

    Raises:
        RefusedError: by the function, or because it crashed or took too much time or memory.
        OSError: the process could not be started.
    """
    order = json.dumps({"function": function, "path": path, "memory": memory, "arguments": arguments})
    with _turn():
        try:
            done = subprocess.run(
                [sys.executable, "-m", "pages.uploads.child"],
                input=order.encode(),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=_FOR_THE_ANSWER,
                cwd=settings.BASE_DIR,
                env={},  # no secrets where strange files are read
                check=True,
            )
            answer = json.loads(done.stdout)
        except subprocess.TimeoutExpired:
            raise RefusedError(_BUSY) from None
        except (subprocess.SubprocessError, ValueError) as error:
            answer = {"failed": str(error)}
    if "answer" in answer:
        return answer["answer"]
    if "failed" in answer:
        _log.warning("An upload could not be checked: %s", answer["failed"])
    raise RefusedError(answer.get("refused", too_hard))


@contextmanager
def _turn() -> Iterator[None]:
    if not _ONE_AT_A_TIME.acquire(timeout=_FOR_A_TURN):
        raise RefusedError(_BUSY)
    try:
        yield
    finally:
        _ONE_AT_A_TIME.release()
