"""Who is asking, behind the declared number of proxies and no other."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of the client as the outermost declared proxy saw it; empty where there is none (a unix socket).

    Each proxy appends the address of its peer to X-Forwarded-For, so only the last PROXY_COUNT entries were written by
    ours; what stands before them came from the client and may say anything. Of an IPv6 address only the network counts:
    a client has a whole /64 to choose from (RFC 6177).
    """
    chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    ours = chain[-settings.PROXY_COUNT] if 0 < settings.PROXY_COUNT <= len(chain) else ""
    return _normal(ours) or _normal(request.META.get("REMOTE_ADDR", ""))


def _normal(written: str) -> str:
    """The address without a port, as one spelling; empty when it is none."""
    bare = written.partition("]")[0].removeprefix("[") if written.startswith("[") else written
    if bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        address = ip_address(bare)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, 64), strict=False).network_address)
    return str(address)
