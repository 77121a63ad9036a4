"""Many who send the form at the same moment, against the real stack and its real database."""

import contextlib
import http.client
import re
import secrets
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from urllib.parse import urlencode

import pytest

from tests.running_site import PATIENCE, gunicorn

ADDRESS = "/kontaktni-centrum/schuzka/"
CLIENTS, LIMIT = 16, 5


@pytest.fixture(scope="module")
def strict(site):
    """A second server on the same database, with a lower limit; its own key makes every address a new one."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        ours = {"SITE_URL": url, "SECRET_KEY": secrets.token_urlsafe(50), "MEETING_LIMIT_PER_ADDRESS": str(LIMIT)}
        server = replace(site, url=url, environment={**site.environment, **ours}, log=site.log.with_suffix(".strict"))
        with gunicorn(server, listener):
            yield server


def answers(site, topic):
    _, _, body = site.get(ADDRESS)
    stamp = re.search(r'name="stamp" value="([^"]+)"', body.decode())[1]
    return urlencode({"sender": "person", "phone": "601222333", "topic": topic, "stamp": stamp})


def post(site, body):
    with contextlib.closing(http.client.HTTPConnection(site.netloc, timeout=PATIENCE)) as connection:
        connection.request("POST", ADDRESS, body, {"Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers["Location"]


def post_at_once(site, bodies):
    with ThreadPoolExecutor(len(bodies)) as clients:
        return list(clients.map(lambda body: post(site, body), bodies))


def test_one_form_sent_by_sixteen_at_once_is_one_request(site):
    found = post_at_once(site, [answers(site, "jedna žádost")] * CLIENTS)
    assert [status for status, _ in found] == [303] * CLIENTS
    assert len({location for _, location in found}) == 1


def test_of_sixteen_forms_at_once_no_more_are_taken_than_the_limit_says(strict):
    found = post_at_once(strict, [answers(strict, f"žádost {number}") for number in range(CLIENTS)])
    assert sorted(status for status, _ in found) == [303] * LIMIT + [429] * (CLIENTS - LIMIT)
    assert len({location for _, location in found}) == LIMIT + 1
