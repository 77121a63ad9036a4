"""What the site tells Prometheus and its like: OpenMetrics text 1.0, https://prometheus.io/docs/specs/om/open_metrics_spec/

No content and nothing of anybody; the database is not asked for an answer. It stands in front of Django, because a
program on this machine asks for it by the machine's address, without TLS.
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from hmac import compare_digest
from math import inf

from django.db import Error
from django.utils import timezone

from contact.models import OutgoingMail
from pages.models import CommandRun
from socialnibydleni.environment import is_loopback
from socialnibydleni.serving.counts import SINCE, Kind, total
from socialnibydleni.serving.page_cache import Application, Environ, StartResponse

ADDRESS = "/stav/metriky"
CONTENT_TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8"
EVERY = 60  # seconds between two looks
BELIEVED = 300  # seconds after which nobody knows how many mails wait
# Whoever passes a request on says so by one of these, nginx and the proxy that ends TLS among them.
PASSED_ON = {"HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_FORWARDED", "HTTP_VIA"}


@dataclass(frozen=True)
class Known:
    """What the watch of this process has seen of the upkeep, and when (monotonic)."""

    at: float = -inf
    ages: Mapping[str, timedelta] = field(default_factory=dict)
    mails_waiting: int = 0


_known = Known()


def look() -> None:
    """Ask the database, unless somebody did within a minute; in the thread that watches, never for a request."""
    global _known  # noqa: PLW0603 - replaced whole, so a request sees the old one or the new one
    if time.monotonic() - _known.at > EVERY:
        with suppress(Error):  # it is away, or has no tables yet
            ages, waiting = CommandRun.objects.ages(timezone.now()), OutgoingMail.objects.waiting().count()
            _known = Known(time.monotonic(), ages, waiting)


@dataclass(frozen=True)
class Metrics:
    """A WSGI application that answers programs which may know, and hands all else to Django, as if it were not there.

    Attributes:
        application: Django's own.
        token: who says it may ask from other machines too; empty: nobody may.
    """

    application: Application
    token: str

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request as a WSGI application does (PEP 3333)."""
        is_asked = environ["PATH_INFO"] == ADDRESS and environ["REQUEST_METHOD"] == "GET"
        if not (is_asked and (_is_from_this_machine(environ) or self._has_token(environ))):
            return self.application(environ, start_response)
        body = "".join(f"{line}\n" for line in lines()).encode()
        headers = [("Content-Type", CONTENT_TYPE), ("Content-Length", str(len(body))), ("Cache-Control", "no-store")]
        start_response("200 OK", headers)
        return [body]

    def _has_token(self, environ: Environ) -> bool:
        said = environ.get("HTTP_AUTHORIZATION", "")  # RFC 6750, 2.1
        return bool(self.token) and compare_digest(said.encode(), f"Bearer {self.token}".encode())


def _is_from_this_machine(environ: Environ) -> bool:
    return is_loopback(environ.get("REMOTE_ADDR", "")) and not PASSED_ON & environ.keys()


def lines() -> Iterator[str]:
    """The lines of the text, for all processes of this server and for what this one knows of the upkeep."""
    known, requests, age = _known, "socialnibydleni_requests", "socialnibydleni_last_run_age_seconds"
    yield f"# TYPE {requests} counter"
    yield f"# HELP {requests} Requests answered since the server was started, by what they were."
    for kind in Kind:
        yield f'{requests}_total{{kind="{kind.name.lower()}"}} {total(kind)}'
        yield f'{requests}_created{{kind="{kind.name.lower()}"}} {SINCE:.3f}'
    yield f"# TYPE {age} gauge"
    yield f"# UNIT {age} seconds"
    yield f"# HELP {age} How long ago a command last ran to its end; none where it never did."
    since = time.monotonic() - known.at
    for command, then in known.ages.items():
        yield f'{age}{{command="{command}"}} {then.total_seconds() + since:.0f}'
    yield "# TYPE socialnibydleni_mails_waiting gauge"
    yield "# HELP socialnibydleni_mails_waiting Mails that no server has taken yet; none while the database is away."
    if since < BELIEVED:
        yield f"socialnibydleni_mails_waiting {known.mails_waiting}"
    yield "# EOF"
