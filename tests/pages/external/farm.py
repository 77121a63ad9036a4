"""A web of its own on loopback, with every fault that addresses have out there, and an inside that nobody may touch.

What an address does is the first word of its host: `gone-3.farma.test`. Names are known to the farm alone.
"""

import contextlib
import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from pages.external.asking import Outside

HERE, INSIDE = "127.0.0.2", "127.0.0.1"
DOMAIN = "farma.test"
STATUSES = {
    "ok": 200, "nothing": 204, "gone": 404, "removed": 410, "forbidden": 403, "members": 401, "busy": 429,
    "broken": 500, "away": 503, "teapot": 418, "unchanged": 304,
}  # fmt: skip
LEADS = {
    "moved": (301, "ok"), "once-moved": (302, "ok"), "moved-for-good": (308, "moved"), "see": (303, "ok"),
    "moved-away": (301, "gone"), "moved-inside": (302, "inside"), "round": (302, "round"), "moved-ill": (301, "away"),
    "moved-then-once": (301, "once-moved"), "lure": (302, "inside"),
}  # fmt: skip
NONSENSE = {
    "mute": b"", "babble": b"\x00\xff nonsense\r\n" * 9, "endless": b"HTTP/1.1 200 OK\r\nX: " + b"x" * 100_000,
}  # fmt: skip
WITHOUT_HEAD = {"no-head": 405, "blind-head": 404, "shut-head": 403, "ill-head": 500}
# On which of the days, from 0, it is not there.
AWAY_ON = {"first": {0}, "twice": {0, 1}, "between": {0, 2}}


class Farm:
    """What runs, what day it is, where `lure` leads, and who asked whom when: method, host, agent, moment."""

    def __init__(self, folder):
        self.day, self.asked, self.lure, self.clock = 0, [], "", lambda: 0
        self.tls, self.contexts = _certificates(folder)
        self.plain, self.secure = self._serve(is_tls=False), self._serve(is_tls=True)
        with socket.create_server((HERE, 0)) as closed:
            self.nobody = closed.getsockname()[1]

    def _serve(self, *, is_tls):
        server = ThreadingTCPServer((HERE, 0), _Visit)
        server.daemon_threads, server.farm, server.is_tls = True, self, is_tls
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return server

    def stop(self):
        for server in [self.plain, self.secure]:
            server.shutdown()
            server.server_close()

    def resolve(self, host, port):
        kind = kind_of(host)
        if not host.endswith(DOMAIN):
            place = (host, port)
        elif kind == "inside":
            place = (INSIDE, port)
        elif kind == "nameless":
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        else:
            is_secure = port == 443 and kind != "no-tls"
            place = (
                HERE,
                self.nobody if kind == "refused" else (self.secure if is_secure else self.plain).server_address[1],
            )
        family = socket.AF_INET6 if ":" in place[0] else socket.AF_INET
        return [(family, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", place)]

    def outside(self, **more):
        given = {"resolve": self.resolve, "allows": lambda number: number == HERE, "tls": self.tls}
        return Outside(**{"agent": "kontrola (+https://www.example.cz/)", "pause": lambda _: None, **given, **more})


def kind_of(host):
    name = host.partition(".")[0]
    return name.rstrip("0123456789").rstrip("-")


@contextlib.contextmanager
def running(folder):
    farm = Farm(folder)
    try:
        yield farm
    finally:
        farm.stop()


class _Visit(BaseHTTPRequestHandler):
    """One request; the farm closes after each."""

    protocol_version = "HTTP/1.1"

    def setup(self):
        if self.server.is_tls:
            with contextlib.suppress(OSError):
                self.request = self.server.farm.contexts["ok"].wrap_socket(self.request, server_side=True)
        super().setup()

    def handle(self):
        with contextlib.suppress(OSError):
            self.handle_one_request()

    def finish(self):
        with contextlib.suppress(OSError):
            super().finish()
        self.request.close()

    def do_HEAD(self):  # the name is Python's
        host = self.headers["Host"]
        kind = kind_of(host)
        self.server.farm.asked.append((self.command, host, self.headers["User-Agent"], self.server.farm.clock()))
        if kind == "silent":
            self.rfile.read()  # until the other side gives up
        elif kind in NONSENSE or (kind == "mute-head" and self.command == "HEAD"):
            self.wfile.write(NONSENSE.get(kind, b""))
        else:
            self._answer(kind)

    def _answer(self, kind):
        farm = self.server.farm
        status, leads = LEADS.get(kind, (STATUSES.get(kind, 200), ""))
        if farm.day in AWAY_ON.get(kind, ()):
            status = 404
        if self.command == "HEAD":
            status = WITHOUT_HEAD.get(kind, status)
        self.send_response(status)
        for number in range(7 if kind == "long-winded" else 0):
            self.send_header(f"X-{number}", "x" * 8000)
        if leads:
            self.send_header("Location", farm.lure if kind == "lure" else f"https://{leads}-1.{DOMAIN}/")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD  # noqa: N815 - so is this one

    def log_message(self, *_):
        pass


def _certificates(folder):
    """What a visitor trusts, and what the server shows to whom; each kind that has a fault of its own is named so."""
    now, day = datetime.now(UTC), timedelta(days=1)
    root, stranger = _key(), _key()
    between = _key()
    signed = {
        "ok": _certificate(f"*.{DOMAIN}", root, "Root", now + day),
        "expired": _certificate(f"*.{DOMAIN}", root, "Root", now - day),
        "other-host": _certificate("jinde.test", root, "Root", now + day),
        "self-signed": _certificate(f"*.{DOMAIN}", None, f"*.{DOMAIN}", now + day),
        "gap": _certificate(f"*.{DOMAIN}", between, "Between", now + day),
        "stranger": _certificate(f"*.{DOMAIN}", stranger, "Nobody knows", now + day),
    }
    contexts = {}
    for kind, pem in signed.items():
        (folder / kind).write_bytes(pem)
        contexts[kind] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        contexts[kind].load_cert_chain(folder / kind)

    def show(line, name, _):
        line.context = contexts.get(kind_of(name or ""), contexts["ok"])

    contexts["ok"].sni_callback = show
    trusted = _signed("Root", root.public_key(), root, "Root", now + day, is_authority=True)
    tls = ssl.create_default_context(cadata=trusted.public_bytes(serialization.Encoding.PEM).decode())
    return tls, contexts


def _key():
    return ec.generate_private_key(ec.SECP256R1())


def _certificate(host, authority, issuer, until):
    key = _key()
    signed = _signed(host, key.public_key(), authority or key, issuer, until)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return secret + signed.public_bytes(serialization.Encoding.PEM)


def _signed(host, public, authority, issuer, until, *, is_authority=False):
    name = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)]) for words in [host, issuer]]
    built = x509.CertificateBuilder().subject_name(name[0]).issuer_name(name[1]).public_key(public)
    built = built.serial_number(x509.random_serial_number()).not_valid_after(until)
    built = built.not_valid_before(until - timedelta(days=90))
    built = built.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    built = built.add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    return built.sign(authority, hashes.SHA256())
