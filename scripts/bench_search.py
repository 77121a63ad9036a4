"""What the search costs, as ratios inside one run: `make bench`. Machines differ and are shared; figures alone lie.

Over HTTP it is held against a cold page of the same server in the same minute, in process against a loop that counts,
and words that stand in files against the same words in the descriptions of as many documents.
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
DOCUMENTS, PAGES, SENTENCES = 200, 50, 40  # of each document, of each page
EVERY = 35  # a word that is asked for stands in one of so many sentences


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


def in_files() -> None:
    """A search whose words stand in files, held against one whose words stand in the descriptions of the documents."""
    from django.test import Client  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from pages.documents.document import Category  # noqa: PLC0415
    from pages.documents.text_rows import keys_of, packed  # noqa: PLC0415
    from pages.models import (  # noqa: PLC0415
        ContentVersion,
        Document,
        DocumentPage,
        DocumentText,
        DocumentVersion,
        DocumentWord,
    )
    from pages.words.stems import words  # noqa: PLC0415

    asked = [word for query in QUERIES for word in query.split()]
    keys = {key for text in asked for word in words(text) for key in keys_of(word)}
    client, now = Client(headers={"host": "127.0.0.1"}), timezone.now()

    def put(description: str) -> list[int]:
        """As many documents with the description; gives the keys of their versions."""
        Document.objects.all().delete()
        about = {"year": 2020, "category": Category.values[0], "publish_at": now}
        documents = Document.objects.bulk_create(
            Document(title=f"Soubor {n}", slug=f"soubor-{n}", description=description, **about)
            for n in range(DOCUMENTS)
        )
        file = {"original_name": "a.pdf", "extension": "pdf", "size": 1, "digest": "0" * 64, "valid_from": now}
        versions = DocumentVersion.objects.bulk_create(
            DocumentVersion(document=each, stored_name=f"{n:032x}", **file) for n, each in enumerate(documents)
        )
        return [version.pk for version in versions]

    def write(version: int) -> None:
        """What reading a file leaves."""
        text = "\n".join(" ".join(random.choices(asked, k=12)) for _ in range(SENTENCES))
        pages = [DocumentPage(version=version, number=n + 1, first=SENTENCES * n, text=text) for n in range(PAGES)]
        count = PAGES * SENTENCES
        stands = {key: sum(1 << n for n in random.sample(range(count), count // EVERY)) for key in keys}
        DocumentText.objects.create(version=version, is_read=True)
        DocumentPage.objects.bulk_create(pages)
        DocumentWord.objects.bulk_create(
            DocumentWord(version=version, key=key, sentences=packed(bits)) for key, bits in stands.items()
        )

    def answers() -> tuple[float, float]:
        """Seconds of processor of all queries asked for the first time, and of all asked again."""
        ContentVersion.objects.raise_number()
        client.get("/hledat/", {"q": "index"})
        took = [spent(lambda: [client.get("/hledat/", {"q": query}) for query in QUERIES]) for _ in range(ROUNDS + 1)]
        return took[0], min(took[1:])

    put(" ".join(QUERIES))
    described = answers()
    for version in put("Soubor"):
        write(version)
    filed = answers()
    first, again = (one / other for one, other in zip(filed, described, strict=True))
    print(f"{DOCUMENTS} files of {PAGES} pages: word in file / in description {again:.2f}, first time {first:.2f}")


def spent(call) -> float:
    """Seconds of processor."""
    began = time.process_time()
    call()
    return time.process_time() - began


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
        in_files()
