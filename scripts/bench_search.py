"""What the search costs, as ratios inside one run: `make bench`. Machines differ and are shared; figures alone lie.

Over HTTP it is held against a cold page of the same server in the same minute, in process against a loop that counts.
"""

import http.client
import os
import random
import statistics
import sys
import tempfile
import time
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.running_site import ANEW, running_site

CLIENTS, ROUNDS, REQUESTS = 16, 5, 40  # requests of one client in one round, of each of the two kinds
QUERIES = ["obec", "bydleni", "konzultační hodiny", "Stetí", "praze", "telefon", "xyzzy"]
ENTRIES, STEPS = 2000, 100_000
COLD = "/obce/"


def seconds_of(netloc: str, addresses: list[str]) -> list[float]:
    """How long each of the addresses took one client, one after another over one connection."""
    connection, took = http.client.HTTPConnection(netloc, timeout=60), []
    for address in addresses:
        began = time.perf_counter()
        connection.request("GET", address, headers=ANEW)  # a page from memory is no cold one
        answer = connection.getresponse()
        answer.read()
        took.append(time.perf_counter() - began)
        if answer.status != 200:
            raise SystemExit(f"{address}: {answer.status}")
    connection.close()
    return took


def round_of(netloc: str, addresses: list[str]) -> tuple[float, float]:
    """The median and the 99th percentile, in milliseconds, with all clients asking at once."""
    with ThreadPoolExecutor(CLIENTS) as clients:
        took = [
            second for part in clients.map(seconds_of, [netloc] * CLIENTS, [addresses] * CLIENTS) for second in part
        ]
    percentiles = statistics.quantiles(took, n=100)
    return 1000 * percentiles[49], 1000 * percentiles[98]


def over_http(netloc: str) -> None:
    """Rounds of searches and of a cold page by turns, and the ratio of their 99th percentiles inside each round."""
    searches = [f"/hledat/?q={quote(random.choice(QUERIES))}" for _ in range(REQUESTS)]
    ratios = []
    for number in range(ROUNDS):
        kinds = {"search": searches, "cold page": [COLD] * REQUESTS}
        order = list(kinds) if number % 2 else list(kinds)[::-1]
        found = {kind: round_of(netloc, kinds[kind]) for kind in order}
        ratios.append(found["search"][1] / found["cold page"][1])
        told = ", ".join(f"{kind} p50 {p50:.1f} p99 {p99:.1f} ms" for kind, (p50, p99) in found.items())
        print(f"round {number + 1}: {told}; p99 search / cold page {ratios[-1]:.2f}")
    print(f"p99 search / cold page, median of {ROUNDS} rounds at {CLIENTS} clients: {statistics.median(ratios):.2f}")


def in_process() -> None:
    """The index of the real site, and of many generated entries."""
    from django.utils import timezone  # noqa: PLC0415 - the settings are there only now

    from pages import registry  # noqa: PLC0415
    from pages.models import WordForms  # noqa: PLC0415
    from socialnibydleni.search.index import Index  # noqa: PLC0415

    real, table = list(registry.entries(timezone.now())), WordForms.objects.table()
    tracemalloc.start()
    Index(real, table)
    print(f"index of the real site: {tracemalloc.get_traced_memory()[1] / 1e6:.1f} MB at most")
    tracemalloc.stop()
    words = " ".join(entry.body for entry in real).split()
    many = [
        registry.Entry(
            f"/{n}/", " ".join(random.choices(words, k=4)), "Stránka", "", " ".join(random.choices(words, k=150))
        )
        for n in range(ENTRIES)
    ]
    loop, build = best_of(lambda: sum(1 for _ in range(STEPS))), best_of(lambda: Index(many, table), 2)
    index = Index(many, table)
    worst = max(best_of(lambda query=query: index.find(query)) for query in QUERIES)
    print(f"{ENTRIES} entries, in loops of {STEPS} steps: query {worst / loop:.2f} at most, index {build / loop:.0f}")


def best_of(call, times: int = 5) -> float:
    """The shortest of some runs, in seconds."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        took.append(time.perf_counter() - began)
    return min(took)


if __name__ == "__main__":
    random.seed(1)
    with tempfile.TemporaryDirectory() as folder, running_site(Path(folder)) as site:
        os.environ.update(site.environment, DJANGO_SETTINGS_MODULE="socialnibydleni.settings")
        import django

        django.setup()
        over_http(site.netloc)
        in_process()
