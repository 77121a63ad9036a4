"""What one request costs without a socket, in loops that count: `make bench`. A figure alone says nothing elsewhere."""

import os
import time
from functools import partial
from math import inf

STEPS = 100_000  # of the loop that the costs are multiples of; some milliseconds
BEST_OF = 5
LIMIT = 20  # of a page made anew, in hello views


class Still:
    """A watch whose store neither moves nor ends."""

    def __init__(self, store):
        self._now = store, False

    def now(self):
        """The store, and that the database is there."""
        return self._now


def run(site):
    """Print the costs; the site's database is read in this process."""
    os.environ.update(site.environment, DJANGO_SETTINGS_MODULE="socialnibydleni.settings")
    import django  # noqa: PLC0415 - the settings are there only now

    django.setup()
    import bench_peers  # noqa: PLC0415
    from django.core.handlers.wsgi import WSGIHandler  # noqa: PLC0415
    from django.test.utils import override_settings  # noqa: PLC0415

    from pages.frame import memory  # noqa: PLC0415
    from socialnibydleni.serving import process  # noqa: PLC0415
    from socialnibydleni.serving.content_watch import Store  # noqa: PLC0415
    from socialnibydleni.serving.page_cache import PageCache  # noqa: PLC0415

    process.read_version()
    memory.rely_on_watch()  # as in a process that serves
    store = Store(1, inf)
    cache = PageCache(WSGIHandler(), Still(store), scheme="http", hosts=[site.netloc], trusts_proxy=False)
    page = process._request(("http", site.netloc, "/"))
    tag = dict(ask(cache, page))["ETag"]
    loop = best(lambda: sum(1 for _ in range(STEPS)), 1)
    costs = {
        "from memory": best(partial(ask, cache, page), 2000),
        "from memory, 304": best(partial(ask, cache, {**page, "HTTP_IF_NONE_MATCH": tag}), 2000),
        "made anew": best(partial(ask, cache.application, page), 20),
        "made anew and kept in three codings": best(lambda: (store.pages.clear(), ask(cache, page)), 20),
    }
    with override_settings(MIDDLEWARE=bench_peers.SEVEN, ROOT_URLCONF="bench_peers"):
        costs["hello, seven middlewares"] = best(partial(ask, WSGIHandler(), {**page, "PATH_INFO": "/hello/"}), 200)
    print(f"\nIn process, best of {BEST_OF}, in loops of {STEPS} steps ({1000 * loop:.1f} ms here):")
    for name, seconds in costs.items():
        print(f"  {name}: {seconds / loop:.4f} ({1e6 * seconds:.0f} us)")
    ratio = costs["made anew"] / costs["hello, seven middlewares"]
    print(f"A page made anew / hello: {ratio:.1f} (at most {LIMIT})")
    print_questions(site)


def ask(application, environ):
    """The headers of the answer; its body is read and closed."""
    begun = []
    result = application(dict(environ), lambda _status, headers, *_: begun.extend(headers))
    b"".join(result)
    if hasattr(result, "close"):
        result.close()
    return begun


def best(call, times):
    """Seconds of the processor for one call, in the cheapest of some runs of so many calls."""
    took = []
    for _ in range(BEST_OF):
        began = time.process_time()
        for _ in range(times):
            call()
        took.append((time.process_time() - began) / times)
    return min(took)


def print_questions(site):
    """How many questions to the database the home page asks, first and then."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    from pages.frame import memory  # noqa: PLC0415

    memory.forget()
    counts = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as asked:
            Client(headers={"host": site.netloc}).get("/")
        counts.append(len(asked))
    print(f"Questions of / to the database: {counts[0]} in a new process (at most 8), then {counts[-1]} (at most 4)")
