"""What can be seen of a server from outside: its speed by wrk, its processor time and memory by /proc, its start."""

import contextlib
import http.client
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parents[1]
# Seconds; longer than gunicorn waits for a worker: one that is told to stop at its very birth does not hear it.
PATIENCE = 60
ENCODING = "gzip"  # the one that nginx can send from a file without another module
TICKS = os.sysconf("SC_CLK_TCK")
UNITS = {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}
# As the site's own, without what only the site has.
GUNICORN = """
import runpy
theirs = runpy.run_path("deploy/gunicorn.conf.py")
globals().update({name: value for name, value in theirs.items() if name not in {"when_ready", "post_worker_init"}})
workers = 2
"""
NGINX = """
{user}
worker_processes 2;
daemon off;
pid nginx.pid;
error_log error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi; scgi_temp_path scgi;
    types {{ text/html html; }}
    charset utf-8;
    keepalive_requests 1000000;
    {servers}
}}
"""
FILE = "server {{ listen 127.0.0.1:{port}; root .; gzip_static on; {headers} }}"
# As deploy/nginx.conf, without TLS, which the others have not either.
CACHE = """
    proxy_cache_path cache keys_zone=pages:1m use_temp_path=off;
    upstream site {{ server {netloc}; keepalive 16; }}
    server {{
        listen 127.0.0.1:{port};
        proxy_http_version 1.1;
        proxy_set_header Connection "";
        proxy_set_header Host {netloc};
        proxy_cache pages;
        proxy_cache_revalidate on;
        location / {{ proxy_pass http://site; }}
    }}
"""


@dataclass(frozen=True)
class Server:
    """A server to be measured: what to call it, where it is, and its first process."""

    name: str
    url: str
    pid: int


@dataclass(frozen=True)
class Slice:
    """What one run of wrk has shown: requests a second, milliseconds, microseconds of the processor a request."""

    rate: float
    p50: float
    p99: float
    processor: float


def found(program):
    """The path of a program, or None; nginx stands where only root's PATH leads."""
    return shutil.which(program) or shutil.which(program, path="/usr/sbin:/usr/local/sbin")


def needed(program, package):
    """The path of a program; where it is missing, the bench ends with one line."""
    missing = f"make bench needs {program}, and it is not here; on Debian: apt install {package}"
    return found(program) or sys.exit(missing)


def check(server, folder):
    """End the bench with one line unless the server sends the very bytes that were captured."""
    status, _, body = get(server.url)
    if (status, body) != (200, (folder / "index.html.gz").read_bytes()):
        sys.exit(f"{server.name} answers with {status} and {len(body)} other bytes; see the logs in {folder}")


def load(server, connections, seconds):
    """One slice of load on the server."""
    command = [needed("wrk", "wrk"), "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "10s"]
    before = processor_seconds(server.pid)
    told = subprocess.run(
        [*command, "-H", f"Accept-Encoding: {ENCODING}", f"{server.url}/"], capture_output=True, text=True, check=True
    ).stdout
    spent = processor_seconds(server.pid) - before
    if "Non-2xx" in told or "Socket errors" in told:
        sys.exit(f"{server.name} failed requests:\n{told}")
    percentiles = {name: float(value) * UNITS[unit] for name, value, unit in re.findall(PERCENTILE, told)}
    requests = int(re.search(r"(\d+) requests in", told)[1])
    return Slice(
        float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1]),
        percentiles["50"],
        percentiles["99"],
        1e6 * spent / requests,
    )


PERCENTILE = r"(50|99)%\s+([\d.]+)(us|ms|s|m)"


def family(pid):
    """A process and all that it has started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in children for each in family(int(child)))]


def processor_seconds(pid):
    """What the family has used of the processor so far."""
    fields = [Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split() for each in family(pid)]
    return sum(int(own[11]) + int(own[12]) for own in fields) / TICKS


def memory(pid):
    """The family's share of memory (PSS) in megabytes."""
    rollups = [Path(f"/proc/{each}/smaps_rollup").read_text() for each in family(pid)]
    return sum(int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1]) for rollup in rollups) / 1000


def parent(pid):
    """The number of the process that has started this one."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def get(url, address="/", encoding=ENCODING):
    """The status, headers and body of one answer; refused connections are tried again."""
    end = time.monotonic() + PATIENCE
    while True:
        with contextlib.closing(http.client.HTTPConnection(urlsplit(url).netloc, timeout=PATIENCE)) as connection:
            try:
                connection.request("GET", address, headers={"Accept-Encoding": encoding})
                answer = connection.getresponse()
                return answer.status, answer.getheaders(), answer.read()
            except ConnectionError:
                if time.monotonic() > end:
                    raise


def free_port():
    """A port of the loopback that nobody has just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def process(name, port, command, **options):
    """A server in a process of its own, ended by its number."""
    url = f"http://127.0.0.1:{port}"
    running = subprocess.Popen(command, **options)
    try:
        yield Server(name, url, running.pid)
    finally:
        running.terminate()
        running.wait(PATIENCE)


@contextlib.contextmanager
def gunicorn(name, application, folder, environment, config=None):
    """gunicorn as the site is served, in front of an application; the site's own needs the site's configuration."""
    port = free_port()
    if config is None:
        config = folder / "gunicorn.conf.py"
        config.write_text(GUNICORN)
    paths = f"{ROOT},{ROOT / 'scripts'}"
    command = [sys.executable, "-m", "gunicorn", "--config", str(config), "--pythonpath", paths, application]
    own = {"BIND": f"127.0.0.1:{port}", "BENCH_FOLDER": str(folder), "WEB_CONCURRENCY": "2"}
    options = {"cwd": ROOT, "env": {**environment, **own}}
    with (
        (folder / "gunicorn.log").open("ab") as log,
        process(name, port, command, stdout=log, stderr=log, **options) as server,
    ):
        yield server


def nginx_file(name, folder, headers):
    """nginx with the page as a file beside it."""
    lines = "".join(f'add_header {name} "{value}";' for name, value in headers)
    (folder / "index.html").write_bytes(b"only compressed")
    return _nginx(name, folder, FILE, headers=lines)


def nginx_cache(name, folder, netloc):
    """nginx with a cache in front of the site; the processor time is that of nginx alone."""
    own = folder / "behind"
    own.mkdir()
    return _nginx(name, own, CACHE, netloc=netloc)


def _nginx(name, folder, server, **values):
    port, user = free_port(), "user root;" if os.geteuid() == 0 else ""  # else nobody, who may not read the folder
    (folder / "nginx.conf").write_text(NGINX.format(servers=server.format(port=port, **values), user=user))
    command = [found("nginx"), "-p", str(folder), "-c", "nginx.conf", "-e", "error.log"]
    return process(name, port, command)


def seconds_to_first_page(start, address):
    """From the start of a server to its first answer."""
    began = time.monotonic()
    with start() as server:
        status, _, _ = get(server.url, address)
        took = time.monotonic() - began
    if status != 200:
        sys.exit(f"{server.name}: {address} is answered with {status}")
    return took
