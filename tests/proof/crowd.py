"""Many people who fill in the form for a meeting at the same time, as browsers do."""

import contextlib
import http.client
import itertools
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import urlencode

FORM = "/kontaktni-centrum/schuzka/"
TAKEN = f"{FORM}prijato/"
CLIENTS = 16
IMPATIENT = 10  # so many-th sends his form twice at once, as a double click does
PATIENCE = 120  # seconds; only a server that has stopped answering takes as long
SNAPSHOT = "snapshot"
TRIES = 1000  # after which a request is lost
FORM_TYPE = {"Content-Type": "application/x-www-form-urlencoded"}


class HiddenFields(HTMLParser):
    """The hidden inputs of a page, by name."""

    def __init__(self, page):
        super().__init__()
        self.found = {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "input" and attributes.get("type") == "hidden":
            self.found[attributes["name"]] = attributes["value"]


class Failure(NamedTuple):
    """What was not answered as it should be, and was sent once more."""

    at: float
    method: str
    what: int | str  # a status, or what became of the connection


class Crowd:
    """Clients who send requests until each was acknowledged, and what they saw.

    Args:
        connect: makes a connection to the site.
        pause: seconds before what failed is sent once more.
    """

    def __init__(self, connect, pause=0.0):
        self._connect, self._pause = connect, pause
        self.acknowledged = {}  # the number of a request: the reference that its sender was shown
        self.failures = []
        self.seconds = []  # how long each acknowledged POST took
        self._progress = threading.Condition()

    def send(self, numbers):
        """Send a request for each of the numbers; return how many seconds all of them took."""
        began = time.monotonic()
        with ThreadPoolExecutor(CLIENTS) as clients:
            list(clients.map(self.ask, numbers))
        return time.monotonic() - began

    @contextlib.contextmanager
    def sending(self, people=4, pause=0.0):
        """Some of them send one request after another, with so many seconds between two; none is left half-way."""
        is_over, numbers = threading.Event(), itertools.count()

        def send():
            while not is_over.wait(pause):
                self.ask(next(numbers))

        with ThreadPoolExecutor(people) as clients:
            sending = [clients.submit(send) for _ in range(people)]
            try:
                yield
            finally:
                is_over.set()
        for each in sending:
            each.result()

    def wait_for(self, number):
        """Return once so many requests were acknowledged."""
        with self._progress:
            assert self._progress.wait_for(lambda: len(self.acknowledged) >= number, timeout=PATIENCE)

    def ask(self, number):
        """Send one request, however often that takes."""
        _, page = self._until(200, "GET")
        fields = HiddenFields(page).found | {
            "sender": "person",
            "name": f"Žadatel {number}",
            "email": f"zadatel{number}@example.org",
            "topic": f"Žádost {number}: hledám byt.",
        }
        body, began = urlencode(fields), time.monotonic()
        if number % IMPATIENT == 0:
            self._send_and_hang_up(body)
        location, _ = self._until(303, "POST", body, FORM_TYPE)
        assert location.startswith(TAKEN), location
        with self._progress:
            self.seconds.append(time.monotonic() - began)
            self.acknowledged[number] = location.removeprefix(TAKEN).rstrip("/")
            self._progress.notify_all()

    def _until(self, wanted, method, body=None, headers={}):  # noqa: B006 - only read
        """Repeat the same request until the server answers it as wanted; its Location and its page."""
        for _ in range(TRIES):
            try:
                status, location, page = self._request(method, body, headers)
            except (OSError, http.client.HTTPException) as error:
                status, page = type(error).__name__, ""
            if status == wanted:
                return location, page
            self._fail(method, status)
        raise AssertionError(status, page)

    def _fail(self, method, what):
        self.failures.append(Failure(time.monotonic(), method, what))
        time.sleep(self._pause)

    def _send_and_hang_up(self, body):
        with (
            contextlib.suppress(OSError),
            contextlib.closing(self._connect()) as connection,
        ):
            connection.request("POST", FORM, body, FORM_TYPE)

    def _request(self, method, body, headers):
        with contextlib.closing(self._connect()) as connection:
            connection.request(method, FORM, body, headers)
            answer = connection.getresponse()
            # The snapshot has no form, so whoever gets it comes once more.
            is_snapshot = answer.headers.get("Cache-Status", "").startswith("snapshot")
            return SNAPSHOT if is_snapshot else answer.status, answer.headers["Location"], answer.read().decode()
