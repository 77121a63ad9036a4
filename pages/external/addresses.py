"""Which addresses of the web may be asked, and how they are spelt there."""

import re
from ipaddress import IPv4Address, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

LONGEST = 2000  # signs; longer ones are not looked at
PORTS = {"http": 80, "https": 443}
LOWEST_FREE_PORT = 1024  # those below belong to mail, shells and the like (RFC 6335)

# What IANA's registries of special-purpose addresses do not call globally reachable, and multicast. Written out, since
# what `ipaddress` calls global differs from one release of Python to the next.
NOT_PUBLIC = [
    ip_network(network)
    for network in [
        *["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"],
        *["192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24"],
        *["203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"],
    ]
]
GLOBAL_V6 = ip_network("2000::/3")  # RFC 4291, 2.4: all that is given out; so no mapped, local or multicast ones
NOT_PUBLIC_V6 = [ip_network(network) for network in ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]]
HOST = re.compile(r"[a-z0-9._-]+|\[[0-9a-f:.]+\]")


class Target(NamedTuple):
    """An address taken apart for a request: `path` with the query, `netloc` with an unusual port."""

    scheme: str
    host: str
    port: int
    netloc: str
    path: str


def is_public(address: str) -> bool:
    """Whether a numeric address, IPv4 or IPv6, is one that everybody can reach; tunnels and mapped forms are not."""
    try:
        number = ip_address(address)
    except ValueError:
        return False
    if isinstance(number, IPv4Address):
        return not any(number in network for network in NOT_PUBLIC)
    return number in GLOBAL_V6 and not any(number in network for network in NOT_PUBLIC_V6)


def canonical(href: str) -> str:
    """The address as it is asked for, in ASCII and without its fragment; empty if it is none of the web to be asked.

    Not asked are other schemes, names and passwords, and ports below 1024 that are not the web's.
    """
    try:
        parts = urlsplit(href.strip())
        host, port = parts.hostname or "", parts.port
        ascii_host = f"[{host}]" if ":" in host else host.rstrip(".").encode("idna").decode().lower()
        path, query = _quoted(parts.path or "/"), _quoted(parts.query)
    except ValueError:  # also what IDNA or UTF-8 can't say
        return ""
    if parts.scheme not in PORTS or not HOST.fullmatch(ascii_host) or parts.username is not None:
        return ""
    usual = PORTS[parts.scheme]
    if port not in {None, *PORTS.values()} and (port or 0) < LOWEST_FREE_PORT:
        return ""
    netloc = ascii_host if port in {None, usual} else f"{ascii_host}:{port}"
    address = f"{parts.scheme}://{netloc}{path}{f'?{query}' if query else ''}"
    return address if len(address) <= LONGEST else ""


def led_to(address: str, location: str) -> str:
    """Where a redirect from one canonical address leads, as another; empty where it leads nowhere that is asked."""
    try:
        # The head of an answer is read as Latin-1, whatever it was written in.
        location = location.encode("latin-1").decode("utf-8", "replace")
        return canonical(urljoin(address, location))
    except ValueError:
        return ""


def target(address: str) -> Target:
    """A canonical address taken apart."""
    parts = urlsplit(address)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return Target(parts.scheme, parts.hostname or "", parts.port or PORTS[parts.scheme], parts.netloc, path)


def _quoted(part: str) -> str:
    """What stands there percent-encoded stays so."""
    return quote(part, safe="/%:@!$&'()*+,;=~?")
