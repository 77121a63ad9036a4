"""Which bytes of a file a request asks for (RFC 9110, 14). Pure: headers in, a range out."""

import re

_ONE_RANGE = re.compile(r"bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*", re.ASCII | re.IGNORECASE)


class UnsatisfiableError(Exception):
    """The range begins past the end of the file."""


def chosen(header: str, size: int) -> range | None:
    """The one range that a Range header asks of a file of `size` bytes; None means the whole file.

    Several ranges at once and what is no range are answered with the whole file, as the standard allows.

    Raises:
        UnsatisfiableError: no byte of the file is in the range.
    """
    found = _ONE_RANGE.fullmatch(header)
    if not found or found.groups() == ("", "") or max(map(len, found.groups())) > 18:
        return None
    first, last = found.groups()
    if not first:  # the last so many bytes
        start, stop = max(0, size - int(last)), size
        is_empty = int(last) == 0
    else:
        start, stop = int(first), min(size, int(last) + 1 if last else size)
        if last and int(last) < start:
            return None
        is_empty = start >= size
    if is_empty:
        raise UnsatisfiableError
    return range(start, stop)


def is_unchanged(condition: str, etag: str, last_modified: str) -> bool:
    """Whether an If-Range header still means this file, by its strong tag or exact date; without one it does."""
    return condition in ("", etag, last_modified)
