"""What caches between us and many readers are told: a proxy in front, or a network that delivers pages."""

import time
from typing import NamedTuple

from socialnibydleni.serving.content_watch import Store

Headers = list[tuple[str, str]]

STALE = ("Cache-Status", "memory; hit; detail=stale")  # RFC 9211


class ForCaches(NamedTuple):
    """What is said to caches beside the page: more for its Cache-Control, and headers."""

    control: str
    headers: Headers


ASK_EACH_TIME, OUTLIVED = ForCaches("", []), ForCaches("", [STALE])


def for_caches(store: Store, most: int) -> ForCaches:
    """For how long a cache between us and many readers may send the pages of the store without asking.

    It is `most` seconds at most (RFC 9111, 5.2.2.10), and never past the store's end: a cache that counts in whole
    seconds may be one late. nginx is; so it is told the last second itself, by a header that it keeps to itself.
    """
    if not most or store.version < 0:
        return ASK_EACH_TIME
    now = time.time()
    seconds = int(min(most, store.ends_at - now - 1))
    if seconds <= 0:
        return ASK_EACH_TIME
    return ForCaches(f", s-maxage={seconds}", [("X-Accel-Expires", f"@{int(now) + seconds - 1}")])
