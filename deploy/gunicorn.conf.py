"""How gunicorn serves the site, under make run and in production alike; what differs is a value in the environment."""

import os
import signal
from pathlib import Path

bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"

# Threads, because a view mostly waits for the database; two processes, so that one that is busy is not the whole site.
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = 4

# Loaded once, before the workers: they share its memory, and a broken setting ends the start with one line instead of
# being tried again and again in every new worker.
preload_app = True

# Longer than a proxy keeps an idle connection (nginx: 60 s, ours 1), so that it is never we who close one just as a
# request comes down it; the reader would get a 502.
keepalive = 75
# Seconds. No page takes that long: a worker that is silent for longer hangs, and a restart need not wait longer.
timeout = 30
graceful_timeout = 30

# Nothing that a client sends is trusted here, not even on loopback or a unix socket: neither the scheme nor the path of
# the script. Django decides, by PROXY_COUNT.
forwarded_allow_ips = ""
secure_scheme_headers = {}
forwarder_headers = ""

# What is longer is refused before Django sees it: 414 for the line, 431 for the headers. A header may be long because
# cookies of the parent domain come along; a browser and its proxy together send some thirty.
limit_request_line = 4094
limit_request_field_size = 8190
limit_request_fields = 64

# Addresses of readers are personal data: no access log unless somebody decides on one. Problems go to standard error.
accesslog = None
errorlog = "-"
# One JSON line each, as the site's own. Not handed on, because the root logger is the site's and would say them again.
logconfig_dict = {
    "root": {},
    "loggers": {"gunicorn.error": {"level": "INFO", "handlers": ["error_console"], "propagate": False}},
    "formatters": {"generic": {"()": "socialnibydleni.log.JsonFormatter"}},
}

# A worker's sign of life is a file; on a busy disk it can come late, and the worker would be taken for dead.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108

# The remote control would be a socket in the user's home: a door that nobody uses and two servers would share.
control_socket_disable = True

# Until gunicorn takes the signals over, Ctrl-C would print a traceback of whatever import it meets.
signal.signal(signal.SIGINT, signal.SIG_DFL)


def without_readers(record):
    """Let a line into the log without what readers typed into the search; with the address of one, not at all."""
    if isinstance(record.args, tuple):  # the secrets in an address are masked by the site's own filter
        record.args = tuple(part.partition("?")[0] if isinstance(part, str) else part for part in record.args)
    return "request from ip" not in record.getMessage()


def on_starting(server):
    """In the master, before anything else: the log gets its filter."""
    # A malformed request would be logged with the address it came from, one that fails with its whole URL.
    server.log.error_log.addFilter(without_readers)


def when_ready(server):
    """In the master, with the application loaded and before the workers: make what they will share."""
    from pages.documents.store import disk  # noqa: PLC0415 - there only once the application is loaded
    from socialnibydleni.copies import work  # noqa: PLC0415
    from socialnibydleni.serving import process  # noqa: PLC0415

    for sentence in work.clear(disk.root()):  # is it the old site or the new one?
        server.log.warning(sentence)
    process.prepare(server.app.wsgi())


def pre_fork(server, worker):
    """In the master, before each worker: a place for what it counts."""
    from socialnibydleni.serving import counts  # noqa: PLC0415

    counts.lend(worker.age)


def child_exit(server, worker):
    """In the master, when a worker is gone."""
    from socialnibydleni.serving import counts  # noqa: PLC0415

    counts.take_back(worker.age)


def post_worker_init(worker):
    """In a worker, before its first request: begin to watch the content."""
    from socialnibydleni.serving import process  # noqa: PLC0415

    process.start(worker.wsgi)
    # Ctrl-C reaches the workers as well, and then the master tells them to stop: their handler, interrupted by itself,
    # now and then waits for its own lock until graceful_timeout is over. The master's word is enough.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
