"""What serving the site costs, as ratios inside one run: `make bench`. Machines differ; figures alone lie.

The site as production runs it, beside the least that gunicorn can serve, Django's own cache and nginx, all with the
same bytes; then what no load shows: pages made anew, memory, the start. --rounds 1 --seconds 2 is a short run.
"""

import argparse
import gzip
import json
import os
import re
import statistics
import sys
import tempfile
from contextlib import ExitStack
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import bench_in_process
import bench_measures as measures
import brotli
from bench_measures import Server

from tests.running_site import running_site

SITE, BARE, DJANGO, NGINX = "the site", "bare gunicorn", "Django's own cache", "nginx, the same file"
BEHIND = "the site behind nginx's cache"
PLAIN = "a plain Django with the same packages"
# Headers that each server writes itself, or that a file has of its own.
OWN_HEADERS = {"server", "date", "connection", "keep-alive"}
OF_FILES = {"content-type", "content-length", "content-encoding", "etag", "vary", "x-accel-expires"}
OF_BROWSERS = "gzip, br"  # by TLS
DECODERS = {"gzip": gzip.decompress, "br": brotli.decompress}
DISTURBED = 1.3
LARGEST_FIRST_VIEW = 14_000  # bytes; what fits the first round trip
GOALS = {  # of the ratio of one server to another: (which, to which, connections, measure): limit
    (SITE, BARE, 64, "processor"): "at most 1.25",
    (SITE, BARE, 64, "rate"): "at least 0.85",
    (SITE, BARE, 16, "rate"): "at least 0.75",
    (SITE, DJANGO, 64, "rate"): "at least 1.7",
    (BEHIND, NGINX, 16, "rate"): "at least 0.7",
    (BEHIND, NGINX, 64, "rate"): "at least 0.7",
}


def options():
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=8, help="of one slice of load (8)")
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 16, 64])
    parser.add_argument("--starts", type=int, default=5, help="how often each server is started (5)")
    return parser.parse_args()


def capture(site, folder):
    """Keep the page as the site sends it, for the others to send; returns the headers that a file lacks."""
    status, headers, body = measures.get(site.url)
    if status != 200:
        sys.exit(f"The site answers with {status}; see {site.log}")
    same = [(name, value) for name, value in headers if name.lower() not in OWN_HEADERS]
    (folder / "headers.json").write_text(json.dumps(same))
    (folder / "index.html.gz").write_bytes(body)
    return [(name, value) for name, value in same if name.lower() not in OF_FILES]


def load_all(servers, chosen):
    """{connections: {server: [Slice, one a round]}}; all servers are up, one is loaded at a time, by turns."""
    found = {connections: {server.name: [] for server in servers} for connections in chosen.connections}
    for number in range(chosen.rounds):
        for connections in chosen.connections:
            turn = number % len(servers)
            for server in [*servers[turn:], *servers[:turn]]:
                piece = measures.load(server, connections, chosen.seconds)
                found[connections][server.name].append(piece)
                print(
                    f"round {number + 1}, {connections:2} connections, {server.name}: {piece.rate:.0f}/s, "
                    f"p50 {piece.p50:.1f} ms, p99 {piece.p99:.1f} ms, {piece.processor:.0f} us"
                )
    return found


def print_load(found):
    """Print the medians of the rounds, the ratios beside their goals, and whether anything disturbed the run."""
    print(f"\nMachine: {machine()}. Medians of the rounds; the ratios are medians of those inside each round.\n")
    columns = ["connections", "server", "requests/s", "p50 ms", "p99 ms", "processor us a request"]
    print(f"| {' | '.join(columns)} | the site: × requests/s | × processor |")
    print("|---|---|---|---|---|---|---|---|")
    for connections, slices in found.items():
        for name, pieces in slices.items():
            print(
                f"| {connections} | {name} | {median_of(pieces, 'rate'):.0f} | {median_of(pieces, 'p50'):.2f} "
                f"| {median_of(pieces, 'p99'):.1f} | {median_of(pieces, 'processor'):.0f} "
                f"| {ratio(slices, SITE, name, 'rate'):.2f} | {ratio(slices, SITE, name, 'processor'):.2f} |"
            )
    print()
    for (which, other, connections, measure), limit in GOALS.items():
        slices = found.get(connections, {})
        if {which, other} <= slices.keys():
            print(
                f"{measure} of {which} × {other} at {connections}: {ratio(slices, which, other, measure):.2f} ({limit})"
            )
    for connections, slices in found.items():
        rates = [piece.rate for piece in slices[BARE]]
        spread = max(rates) / min(rates)
        if spread > DISTURBED:
            print(
                f"!!! A disturbed run: {BARE} at {connections} connections spread by {spread:.2f} ×. "
                "Believe the processor time, not the throughput."
            )


def median_of(pieces, measure):
    """The median over the slices of one of their measures, by its name."""
    return statistics.median(getattr(piece, measure) for piece in pieces)


def ratio(slices, which, other, measure):
    """One server to another, the median of the ratios inside each round."""
    pairs = zip(slices[which], slices[other], strict=True)
    return statistics.median(getattr(one, measure) / getattr(another, measure) for one, another in pairs)


def machine():
    """How many processors of which kind, and who else uses them."""
    kind = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    return f"{os.cpu_count()} × {kind[1] if kind else 'unknown processor'}, load {os.getloadavg()[0]:.1f}"


def print_weight(site):
    """How many bytes a first view takes: the page with its headers, and the stylesheet with its own."""
    _, _, sitemap = measures.get(site.url, "/sitemap.xml")
    addresses = re.findall(rf"<loc>{re.escape(site.url)}(/.*?)</loc>", gzip.decompress(sitemap).decode())
    weights = {address: weight(site, address) for address in addresses}
    heaviest = max(weights, key=weights.get)
    print(
        f"First view with headers, {OF_BROWSERS}: / {weights['/']} bytes, at most {weights[heaviest]} "
        f"({heaviest}); the limit is {LARGEST_FIRST_VIEW}"
    )


def weight(site, address):
    """Bytes of one address at a first view: page and stylesheet as browsers get them, each with its headers."""
    _, headers, page = measures.get(site.url, address, OF_BROWSERS)
    decode = DECODERS[dict(headers)["Content-Encoding"]]  # the form is not kept, and so never in the dearer coding
    style = re.search(rb'<link rel="stylesheet" href="([^"]+)">', decode(page))[1].decode()
    _, style_headers, stylesheet = measures.get(site.url, style, OF_BROWSERS)
    lines = sum(len(name) + len(value) + 4 for name, value in [*headers, *style_headers])
    return lines + len(page) + len(stylesheet)


def print_memory_and_start(site, servers, folder, chosen):
    """Print memory after a load and seconds to the first page, beside those of a plain Django."""
    ours = partial(measures.gunicorn, SITE, "socialnibydleni.wsgi", folder, site.environment, "deploy/gunicorn.conf.py")
    plain = partial(measures.gunicorn, PLAIN, "bench_peers:plain_django()", folder, site.environment)
    with plain() as server:
        measures.get(server.url)
        measures.load(server, 16, chosen.seconds)
        compare("Memory of two workers, PSS in MB", measures.memory(servers[0].pid), measures.memory(server.pid), 1.4)
    pairs = [[measures.seconds_to_first_page(start, "/") for start in (ours, plain)] for _ in range(chosen.starts)]
    compare("Start to first 200 in s, median", *map(statistics.median, zip(*pairs, strict=True)), 1.5)


def compare(what, site, plain, limit):
    """Print two figures, their ratio and what it may be at most."""
    print(f"{what}: the site {site:.2f}, {PLAIN} {plain:.2f}, ratio {site / plain:.2f} (at most {limit})")


def main():
    """Run everything; ends with one line where a program is missing or a server fails."""
    chosen = options()
    measures.needed("wrk", "wrk")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        site = stack.enter_context(running_site(folder, WEB_CONCURRENCY="2", SHARED_CACHE_SECONDS="1"))
        headers = capture(site, folder)
        servers = [
            Server(SITE, site.url, measures.parent(site.workers[0])),
            stack.enter_context(measures.gunicorn(BARE, "bench_peers:bare()", folder, site.environment)),
            stack.enter_context(measures.gunicorn(DJANGO, "bench_peers:django_cache()", folder, site.environment)),
        ]
        if measures.found("nginx"):
            servers.append(stack.enter_context(measures.nginx_file(NGINX, folder, headers)))
            servers.append(stack.enter_context(measures.nginx_cache(BEHIND, folder, site.netloc)))
        else:
            print("nginx is not here, so the same file from nginx is not measured; on Debian: apt install nginx-light")
        for server in servers:
            measures.check(server, folder)
        print_load(load_all(servers, chosen))
        print_weight(site)
        print_memory_and_start(site, servers, folder, chosen)
        bench_in_process.run(site)


if __name__ == "__main__":
    main()
