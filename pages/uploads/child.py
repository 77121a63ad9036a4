"""A process of its own to read strange files in: `python -m pages.uploads.child` runs one pure function on one file.

Such a file may take all memory, never end, or bring the reader of its format down; here that harms nobody. The order
comes as JSON on standard input: the function ("package.module:name"), the path of the file, and its other arguments;
the answer goes as JSON to standard output. Nothing of Django is loaded, so it starts in a fifth of a second.
"""

import json
import logging
import os
import resource
import sys
from importlib import import_module
from typing import Any

from pages.uploads.kinds import RefusedError

MEMORY = 256 << 20  # bytes of address space
SECONDS = 20  # of processor


def main() -> None:
    """Answer with what the function returned, with its refusal, or with the name of what it failed of."""
    logging.disable()  # pypdf has much to say about a forged file
    os.nice(5)  # readers of the site come first
    order = json.load(sys.stdin)
    _limit(order.get("memory", MEMORY))
    json.dump(_answer(order), sys.stdout)


def _limit(memory: int) -> None:
    for what, most in [
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),  # it has nothing to write
        (resource.RLIMIT_CORE, 0),
    ]:
        resource.setrlimit(what, (most, most))


def _answer(order: dict[str, Any]) -> dict[str, Any]:
    module, _, name = order["function"].partition(":")
    try:
        with open(order["path"], "rb") as file:  # noqa: PTH123 - pathlib takes a while to load
            return {"answer": getattr(import_module(module), name)(file=file, **order["arguments"])}
    except RefusedError as refusal:
        return {"refused": str(refusal)}
    except Exception as failure:  # also MemoryError; the parent says it in Czech
        return {"failed": type(failure).__name__}


if __name__ == "__main__":
    main()
