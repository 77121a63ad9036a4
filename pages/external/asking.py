"""Asking an address of the web whether it is there: as little as that takes, and never inside our own network."""

import errno
import io
import socket
import ssl
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException
from typing import Any, NamedTuple

from pages.external.addresses import Target, is_public, led_to, target
from pages.external.verdict import PERMANENT, Fault, Look, of_status

BETWEEN = 1.0  # seconds between two requests to one host
PATIENCE = 10.0  # seconds for one request, from the first packet to the head of the answer
LONGEST_LOOK = 30.0  # seconds for an address with all its redirects
MOST_REDIRECTS = 5
MOST_PLACES = 4  # addresses of one host that are tried

# No way there from here: of an address of IPv6 on a machine without it, say.
NO_WAY = {errno.ENETUNREACH, errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}
# X509_V_ERR_… of OpenSSL: has expired, is signed by itself, is of another host or number. Browsers warn of each. A
# chain with a gap or an unknown authority is no fault: browsers fill the gap, and know authorities that we may not.
WARNED_OF = {10, 18, 62, 64}
# A server that speaks no TLS, or one so old that no browser speaks it either.
NO_TLS = {"WRONG_VERSION_NUMBER", "UNSUPPORTED_PROTOCOL", "TLSV1_ALERT_PROTOCOL_VERSION", "HTTP_REQUEST"}

Place = tuple[Any, ...]  # as `getaddrinfo` gives it: family, type, protocol, name, numeric address


class NotOutsideError(OSError):
    """The name leads to an address that is not everybody's."""


class Reply(NamedTuple):
    """The head of an answer."""

    status: int
    location: str


class Outside:
    """The web as one run asks it: each host at most once a second, each name looked up once and gone to right there.

    Args:
        agent: who we say we are.
        resolve: what `getaddrinfo` does; what it gives is what is connected to, so a name that changes changes nothing.
        allows: whether a numeric address may be connected to.
        tls: which certificates hold.
        clock, pause: seconds, and how to wait some.
        patience: seconds for one request.
    """

    def __init__(  # noqa: PLR0913 - what a test puts in the place of the web
        self,
        agent: str,
        *,
        resolve: Callable[[str, int], list[Place]] | None = None,
        allows: Callable[[str], bool] = is_public,
        tls: ssl.SSLContext | None = None,
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[float], None] = time.sleep,
        patience: float = PATIENCE,
    ) -> None:
        self.agent, self.resolve, self.allows = agent, resolve or _resolve, allows
        self.tls = tls or ssl.create_default_context()
        self.clock, self.pause, self.patience = clock, pause, patience
        self._asked: dict[str, float] = {}

    def look(self, address: str) -> Look:
        """What a canonical address says just now, where its redirects lead; whatever goes wrong is a look too."""
        at, moved_to, is_permanent = address, "", True
        ends, reached = self.clock() + LONGEST_LOOK, False
        for _ in range(MOST_REDIRECTS + 1):
            try:
                reply = self._ask(target(at), ends)
            except Exception as error:  # whatever a stranger's answer makes the reader stumble over, the others wait
                return Look(fault=_fault(error), reached=reached)
            reached, secured = True, at.startswith("https:")
            if not (reply.location and 300 <= reply.status < 400):
                return of_status(reply.status, moved_to=moved_to, secured=secured)
            at = led_to(at, reply.location)
            is_permanent = is_permanent and reply.status in PERMANENT
            if is_permanent:
                moved_to = at
            if not at:
                break
        return Look(reached=reached)

    def _ask(self, there: Target, ends: float) -> Reply:
        """By HEAD; by GET where that is refused or not understood."""
        places = self.resolve(there.host, there.port)
        if not places or not all(self.allows(place[4][0]) for place in places):
            raise NotOutsideError
        try:
            reply = self._exchange("HEAD", there, places, ends)
        except (ConnectionResetError, TimeoutError, HTTPException):
            reply = None
        if reply is None or reply.status >= 400:
            reply = self._exchange("GET", there, places, ends)
        return reply

    def _exchange(self, method: str, there: Target, places: list[Place], ends: float) -> Reply:
        """One request, and the head of its answer; no body is read."""
        self._wait_for(there.host)
        ends = min(ends, self.clock() + self.patience)

        def left() -> float:
            seconds = ends - self.clock()
            if seconds <= 0:
                raise TimeoutError
            return seconds

        line = _connected(places, left)
        try:
            if there.scheme == "https":
                line.settimeout(left())
                line = self.tls.wrap_socket(line, server_hostname=there.host)
            connection = HTTPConnection(there.host, there.port)
            connection.sock = _Line(line, left)  # all of a socket that is asked of it
            heads = {"Host": there.netloc, "User-Agent": self.agent, "Accept": "*/*", "Connection": "close"}
            connection.request(method, there.path, headers=heads)
            answer = connection.getresponse()
            return Reply(answer.status, answer.headers.get("Location") or "")
        finally:
            line.close()

    def _wait_for(self, host: str) -> None:
        since = self.clock() - self._asked.get(host, -BETWEEN)
        if host in self._asked and since < BETWEEN:
            self.pause(BETWEEN - since)
        self._asked[host] = self.clock()


class _Line(io.RawIOBase):
    """A connection that ends at its moment, however slowly the other side speaks."""

    def __init__(self, line: socket.socket, left: Callable[[], float]) -> None:
        self._line, self._left = line, left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._line.settimeout(self._left())
        return self._line.recv_into(buffer)

    def sendall(self, data: bytes) -> None:
        self._line.settimeout(self._left())
        self._line.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Line(self._line, self._left))  # closed apart from the line, as a socket's file is


def _resolve(host: str, port: int) -> list[Place]:
    """The addresses of a host; its name ends with a dot, so that no search list of ours completes it."""
    is_number = ":" in host or host.replace(".", "").isdigit()
    return list(socket.getaddrinfo(host if is_number else f"{host}.", port, type=socket.SOCK_STREAM))


def _connected(places: list[Place], left: Callable[[], float]) -> socket.socket:
    """A connection to the first place that takes one.

    Raises:
        OSError: none does; of a refusal and of something less certain the latter.
    """
    errors: list[OSError] = []
    for family, kind, protocol, _, address in places[:MOST_PLACES]:
        line = socket.socket(family, kind, protocol)
        try:
            line.settimeout(left() / (MOST_PLACES if len(places) > 1 else 1))
            line.connect(address)
        except OSError as error:
            line.close()
            errors.append(error)
        else:
            return line
    raise max(errors, key=_uncertainty)


def _uncertainty(error: OSError) -> int:
    """That there is no way from here says nothing of the host, a refusal all, and anything else leaves it in doubt."""
    if error.errno in NO_WAY:
        return 0
    return 1 if isinstance(error, ConnectionRefusedError) else 2


def _fault(error: Exception) -> str:
    """Why a reader would not get there either; empty where he might."""
    if isinstance(error, socket.gaierror):
        return Fault.NO_HOST
    if isinstance(error, ConnectionRefusedError):
        return Fault.REFUSED
    if isinstance(error, ssl.SSLCertVerificationError):
        return Fault.CERTIFICATE if error.verify_code in WARNED_OF else ""
    return Fault.CERTIFICATE if isinstance(error, ssl.SSLError) and error.reason in NO_TLS else ""
