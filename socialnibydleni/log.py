"""What the operator reads: one JSON line for each problem, with the number that the reader of the error page sees.

No line says what an exception says of itself: a database repeats in it what somebody wrote into a form. Its type and
the places it came through are there. Addresses of readers, queries and texts are in no line either.
"""

import json
import logging
import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from traceback import extract_tb
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse

from socialnibydleni.environment import BASE_DIR

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's Base32: no letter that is taken for another on the phone
# Who has the address of a preview can read it, and who has the number of a request or of a report can speak for it; so
# both are secrets, however their address is spelt. The last form is that of a token wherever it stands.
_SECRET = re.compile(
    r"(?i)(nahled[^/\s\\\"']*/[./]*)[^/\s?#\\\"']+"  # a line of JSON writes \" where an address ends
    r"|(prijato)[^\s?#\\\"']+"
    r"|\d+-\d+-\d+\.[\w-]+"
)
_FOLDERS = re.compile(rf"^(.*/site-packages/|.*/lib/python3\.\d+/|{re.escape(str(BASE_DIR))}/)")

_request_id: ContextVar[str] = ContextVar("request_id", default="")


def request_id() -> str:
    """The number of the request that is being answered, such as K7QM-2XD9; empty outside of one."""
    return _request_id.get()


class RequestIdMiddleware:
    """Gives each request a number of our own; one that the client sends is nobody's proof of anything."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Draw the number, then answer; what is logged about the request has it."""
        number = "".join(secrets.choice(ALPHABET) for _ in range(8))
        # Not taken back at the end, because Django logs an answer after the outermost middleware has returned it.
        _request_id.set(f"{number[:4]}-{number[4:]}")
        return self.get_response(request)


def masked(text: str) -> str:
    """The text without tokens of previews and numbers of requests; where one was, %XX is decoded."""
    plain = unquote(text)
    hidden = _SECRET.sub(r"\1\2…", plain)
    return text if hidden == plain else hidden


class MaskTokens(logging.Filter):
    """Lets every line through, without the secrets in an address."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Masks the token in the record itself; always True."""
        message = record.getMessage()
        if (hidden := masked(message)) != message:
            record.msg, record.args = hidden, None
        return True


class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """A record in, one line out; its moment in UTC, to the millisecond."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if request_id():
            line["request"] = request_id()
        if record.exc_info and record.exc_info[1]:
            line["exceptions"] = _exceptions(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def _exceptions(error: BaseException | None) -> list[dict[str, str | list[str]]]:
    """The exception and those it arose from: their types and the lines of code they came through."""
    found: list[dict[str, str | list[str]]] = []
    while error is not None and len(found) < 5:
        steps = [
            f"{_FOLDERS.sub('', step.filename)}:{step.lineno} {step.name}" for step in extract_tb(error.__traceback__)
        ]
        found.append({"type": f"{type(error).__module__}.{type(error).__qualname__}", "trace": steps})
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found
