"""Clients that hold a connection for as long as they can: slow in their headers, in a body, or in reading."""

import contextlib
import socket
import ssl

from tests.deploy.front import static_file

ADDRESSES = 250


class SlowClient:
    """One of them, by TLS. Each number up to 250 has an address of its own; from one the limits would end most."""

    def __init__(self, front, number):
        self.front, self.number, self.dropped = front, number, 0
        self.reads = number % 3 == 2
        self._beginning = [
            b"GET /obce/ HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
            b"POST /kontaktni-centrum/schuzka/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\nx",
            f"GET {static_file(front)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() * 50,
        ][number % 3]

    def __enter__(self):
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        connection.bind((f"127.0.1.{self.number % ADDRESSES + 1}", 0))
        connection.connect(("127.0.0.1", self.front.secure))
        self._connection = self.front.trust.wrap_socket(connection, server_hostname="localhost")
        self._connection.sendall(self._beginning)
        self._connection.setblocking(False)  # from now on nobody waits for it
        return self

    def __exit__(self, *_error):
        self._connection.close()

    def go_on(self):
        """A little more, a byte out or a record in; where the server has had enough, from the beginning."""
        try:
            with contextlib.suppress(ssl.SSLWantReadError):
                if self.reads and self._connection.recv(16384) == b"":
                    raise ConnectionResetError
                if not self.reads:
                    self._connection.sendall(b"x")
        except OSError:
            self.dropped += 1
            self._connection.close()
            self.__enter__()
