"""What readers are told in an outage, on disk: a process that starts in one goes on with what was public last.

Processes that serve write the file once they have made all pages of a content version, whoever changes content deletes
it: so it names no former phone. Where nobody has confirmed it for a day, another machine may have changed what this one
has not heard of, and it is believed no more.
"""

import json
import logging
import os
import time
from base64 import b64decode, b64encode
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

from pages.documents.store import disk
from socialnibydleni.serving.page_cache import Kept, Page

FILE = ".porucha"  # in MEDIA_ROOT, the one folder that a site surely may write to
BELIEVED = 86_400  # seconds

logger = logging.getLogger(__name__)


class Recalled(NamedTuple):
    """The error pages by status, and the withheld forms of public pages by address."""

    error_pages: dict[int, bytes]
    pages: dict[str, Page]


def write(error_pages: Mapping[int, bytes], pages: Mapping[str, Page]) -> None:
    """Write both, whole or not at all; a disk that can't take them is told of in the log."""
    path = _path()
    unfinished = path.with_name(f"{FILE}-{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("w", encoding="utf-8") as file:
            errors = {status: page.decode() for status, page in error_pages.items()}
            file.write(f"{json.dumps({'site': settings.SITE_URL, 'error_pages': errors})}\n")
            for address, page in pages.items():  # a line each, for thousands at once would hold up readers
                file.write(f"{json.dumps([address, {coding: _packed(kept) for coding, kept in page.items()}])}\n")
        unfinished.rename(path)
    except OSError as error:
        logger.warning("The pages for an outage can't be kept on disk: %s", type(error).__name__)
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def confirm() -> None:
    """Say that nothing has changed since it was written."""
    with suppress(OSError):
        os.utime(_path())


def forget() -> None:
    """Delete it: the content has changed."""
    with suppress(FileNotFoundError, NotADirectoryError):
        _path().unlink()


def read() -> Recalled:
    """What was written last; nothing where that is damaged, of another site, or was not confirmed for a day."""
    try:
        if not 0 <= time.time() - _path().stat().st_mtime <= BELIEVED:
            return Recalled({}, {})
        with _path().open(encoding="utf-8") as file:
            head = json.loads(next(file))
            if head["site"] != settings.SITE_URL:
                return Recalled({}, {})
            pages = dict(map(json.loads, file))
        errors = {int(status): page.encode() for status, page in head["error_pages"].items()}
        return Recalled(errors, {address: _unpacked(page) for address, page in pages.items()})
    except (OSError, ArithmeticError, AttributeError, LookupError, StopIteration, TypeError, ValueError):
        return Recalled({}, {})


def _path() -> Path:
    return disk.root() / FILE


def _packed(kept: Kept) -> list[Any]:
    return [*kept[:-1], b64encode(b"".join(kept.body)).decode()]


def _unpacked(page: Mapping[str, list[Any]]) -> Page:
    return {
        coding: Kept(etag, control, [*map(tuple, headers)], [*map(tuple, unchanged)], [b64decode(body)])
        for coding, (etag, control, headers, unchanged, body) in page.items()
    }
