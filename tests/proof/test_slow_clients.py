"""Three hundred slow clients for as long as nginx bears them, and everybody else meanwhile.

make proof runs it on SQLite and on PostgreSQL and shows the figures that it prints.
"""

import contextlib
import itertools
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from statistics import quantiles

import pytest

from tests.deploy.slow_clients import SlowClient
from tests.proof.hosts import FORM, behind_nginx

SLOW, PEOPLE, SECONDS = 300, 4, 30
ENOUGH, SOON = 0.95, 1.0  # so many of the answers within so many seconds


@pytest.fixture
def front(tmp_path):
    with behind_nginx(tmp_path, hosts=1) as estate:
        yield estate.front


@contextlib.contextmanager
def slow_clients(front):
    """All of them at once, each with a byte more every two seconds or so; who is dropped begins anew."""
    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(SlowClient(front, number)) for number in range(SLOW)]
        is_over = threading.Event()

        def go_on():
            while not is_over.wait(2):
                for client in clients:
                    client.go_on()

        thread = threading.Thread(target=go_on)
        thread.start()
        try:
            yield clients
        finally:
            is_over.set()
            thread.join()


def read(front, until):
    """Pages and the form, each over a connection of its own; for each the seconds it took and its status."""
    taken, addresses = [], itertools.cycle(["/", "/obce/", FORM, "/kontaktni-centrum/"])
    while (began := time.monotonic()) < until:
        status, _, _ = front.get(next(addresses))
        taken.append((time.monotonic() - began, status))
        time.sleep(0.05)
    return taken


def test_three_hundred_slow_clients_keep_hardly_anybody_waiting(front, say):
    with slow_clients(front) as clients, ThreadPoolExecutor(PEOPLE) as people:
        until = time.monotonic() + SECONDS
        taken = [each for mine in people.map(read, [front] * PEOPLE, [until] * PEOPLE) for each in mine]
    seconds = [each for each, _ in taken]
    soon = sum(each <= SOON for each in seconds) / len(seconds)
    shares = quantiles(seconds, n=100)
    say(
        f"{SLOW} slow clients for {SECONDS} s ({sum(client.dropped for client in clients)} times one was dropped and "
        f"began anew), {len(taken)} requests of others by new connections: {soon:.1%} within {SOON:.0f} s; "
        f"median {shares[49] * 1000:.0f} ms, 99 % {shares[98] * 1000:.0f} ms, longest {max(seconds) * 1000:.0f} ms"
    )
    assert {status for _, status in taken} == {200}
    assert soon >= ENOUGH
    assert all(client.dropped for client in clients if client.number % 3 == 0)  # headers get ten seconds, not sixty
