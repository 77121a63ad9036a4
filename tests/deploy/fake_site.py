"""The real nginx with the file of deploy/ in front of what only looks like the site, and dies as it is told."""

import contextlib
import socket
import struct
import threading

from tests.deploy.front import Front, free_port, make_certificate, nginx, site_file

NOT_FOUND = b"HTTP/1.1 404 Not Found\r\nContent-Length: 7\r\n\r\nmissing"
PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nCache-Control: no-store\r\n\r\nsite"
LASTING = PAGE.replace(b"no-store", b"public, s-maxage=3153600000")
RESET = struct.pack("ii", 1, 0)  # SO_LINGER with no time: close() is a RST


def dies_at_once(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)


def hangs_up(connection):
    """As a process that ends of itself: the kernel says goodbye."""


def dies_in_its_headers(connection):
    connection.sendall(PAGE[:20])
    dies_at_once(connection)


class FakeSite:
    """Counts whole requests and answers them. Nothing is below /neni/, /trvale/ may be kept, and of /zabijak/
    it dies as `die(connection)` says.

    Its connections stay open, as gunicorn's; each request is one line, its headers, and a body of the length they name.
    """

    def __init__(self, port):
        self.asked, self.die = [], hangs_up
        self._listener = socket.create_server(("127.0.0.1", port))
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with contextlib.suppress(OSError):  # closed
            while True:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=[connection], daemon=True).start()

    def _serve(self, connection):
        with connection, connection.makefile("rb") as stream:
            while line := stream.readline():
                method, address, _ = line.decode().split()
                headers = dict(each.split(": ", 1) for each in iter(lambda: stream.readline().decode().strip(), ""))
                stream.read(int(headers.get("Content-Length", 0)))
                self.asked.append((method, address))
                if address.startswith("/zabijak/"):
                    self.die(connection)
                    return
                connection.sendall({"neni": NOT_FOUND, "trvale": LASTING}.get(address.split("/")[1], PAGE))

    def close(self):
        # Or it would stay bound as long as a thread waits in accept().
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


@contextlib.contextmanager
def behind_nginx(folder, *, is_there=(True,), change=lambda text: text):
    """Gives nginx and as many fake sites as are there; of the others nobody listens at their ports.

    `change` is given the text of the file of deploy/ and returns the one that nginx reads.
    """
    ports = [free_port() for _ in is_there]
    plain, secure = free_port(), free_port()
    make_certificate(folder)
    (folder / "snapshot").mkdir()
    (folder / "snapshot/away.html").write_text("away")
    (folder / "snapshot/index.html").write_text("snapshot")
    (folder / "site.conf").write_text(change(site_file(folder, plain=plain, secure=secure, upstreams=ports)))
    sites = [FakeSite(port) for port, is_here in zip(ports, is_there, strict=True) if is_here]
    try:
        with nginx(folder):
            yield Front(None, folder, plain, secure), sites
    finally:
        for site in sites:
            site.close()
