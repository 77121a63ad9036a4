"""The content codings in which pages are kept, and which of them a reader gets."""

import gzip
from collections.abc import Callable
from functools import lru_cache

import brotli

ENCODERS: dict[str, Callable[[bytes], bytes]] = {  # in the order in which we prefer them
    "br": lambda body: brotli.compress(body, mode=brotli.MODE_TEXT, quality=5),
    "gzip": lambda body: gzip.compress(body, 9, mtime=0),
    "identity": bytes,
}


@lru_cache(maxsize=256)
def best_coding(accepted: str) -> str:
    """The coding to send by an Accept-Encoding header (RFC 9110, 12.5.3): of those not refused, ours in order."""
    weights = {}
    for part in accepted.lower().split(","):
        name, _, parameter = part.partition(";")
        weights[name.strip()] = _weight(parameter)
    return next((coding for coding in ENCODERS if weights.get(coding, weights.get("*", 0.0)) > 0), "identity")


def _weight(parameter: str) -> float:
    name, _, value = parameter.partition("=")
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0
