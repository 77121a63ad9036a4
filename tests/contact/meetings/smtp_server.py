"""A real mail server for tests, on a port of its own. It can refuse, hang, drop the line, be away and come back."""

import asyncio
import contextlib
import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"
PATIENCE = 60  # seconds, for what happens at once unless something is broken
DROP = "drop the line instead of answering"


def free_port() -> int:
    """A port on which nobody listens just now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


class MailServer:
    """Takes every mail, unless `on_recipient` or `on_mail` answers otherwise; `on_mail` may take its time.

    `seen` is every mail whose text arrived, `taken` those of them that were answered with 250.
    """

    def __init__(self) -> None:
        self.port = free_port()
        self.on_recipient: Callable[[str], str] = lambda address: "250 OK"
        self.on_mail: Callable[[EmailMessage], str] = lambda mail: "250 OK"
        self.takes_eight_bits = True  # 8BITMIME, RFC 6152
        self.lines = 0
        self.raw: list[bytes] = []
        self.seen: list[EmailMessage] = []
        self.taken: list[EmailMessage] = []

    @contextlib.contextmanager
    def running(self) -> Iterator["MailServer"]:
        """Be there for as long as the context."""
        controller = Controller(self, hostname=HOST, port=self.port)
        controller.start()
        self.lines = 0  # without the controller's own try
        try:
            yield self
        finally:
            controller.stop()

    @contextlib.contextmanager
    def deaf(self) -> Iterator[None]:
        """Let clients connect and never say a word to them."""
        with socket.create_server((HOST, self.port)):
            yield

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.lines += 1
        return [each for each in responses if self.takes_eight_bits or "8BITMIME" not in each]

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.on_recipient(address)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        mail = message_from_bytes(envelope.original_content, policy=policy.default)
        self.raw.append(envelope.original_content)
        self.seen.append(mail)
        answer = await asyncio.to_thread(self.on_mail, mail)  # others are served meanwhile
        if answer == DROP:
            server.transport.abort()
        elif answer.startswith("250"):
            self.taken.append(mail)
        return answer
