"""Several machines with gunicorn on one database and nginx in front, as deploy/ says; here they are processes."""

import contextlib
import os
import signal
import socket
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from tests.deploy.front import Front, find_nginx, free_port, make_certificate, nginx, site_file
from tests.prepared import WITH_CONTENT
from tests.running_site import PATIENCE, Site, gunicorn
from tests.socialnibydleni.copies.kept_site import kept_site

FORM = "/kontaktni-centrum/schuzka/"
NOT_COUNTED = "        limit_req zone=socialnibydleni_queries burst=30 nodelay;\n"
LOG = "access_log {folder}/socialnibydleni.log socialnibydleni;"
ADDRESSES = """
from django.utils import timezone
from pages import registry
from pages.frame.frame import Frame
print(*(entry.address for entry in registry.listed_addresses(Frame(timezone.now()))))
"""
# So that pages say whether somebody answers the phone.
VERIFY = """
from datetime import date
from contact.models import ContactCentre
centre = ContactCentre.objects.get()
centre.hours_verified_on = date.today()
centre.save()
"""


OPEN_TO_ALL = {"MEETING_LIMIT_PER_ADDRESS": "100000", "MEETING_LIMIT_TOTAL": "100000", "MEETING_MIN_SECONDS": "0"}


@dataclass(frozen=True)
class Host(Site):
    """One gunicorn with two workers; `pid` is its first process."""

    pid: int

    def reload(self):
        """As systemctl reload does; return when the workers of before are gone."""
        before = self.workers
        os.kill(self.pid, signal.SIGHUP)
        wait_until(lambda: len(self.workers) == len(before) + 2 and not any(map(is_alive, before)))

    def kill_worker(self):
        """As the kernel does when there is no memory left; return when another one has taken its place."""
        before = self.workers
        os.kill(next(filter(is_alive, reversed(before))), signal.SIGKILL)
        wait_until(lambda: len(self.workers) > len(before))

    def has_in_memory(self, address):
        """Whether the worker that answers has the page ready."""
        public = {"Host": urlsplit(self.environment["SITE_URL"]).netloc, "X-Forwarded-Proto": "https"}
        return self.get(address, **public, **{"Cache-Control": "only-if-cached"})[0] == 200


class Estate:
    """The hosts and the nginx in front of them; `pages` are all public pages that are the same for everybody."""

    def __init__(self, front, hosts, pages):
        self.front, self.hosts, self.pages = front, hosts, pages

    def settle(self):
        """Wait until whoever answers has the last page in memory, and so all of them."""
        for host in self.hosts:
            wait_until(lambda: all(host.has_in_memory(self.pages[-1]) for _ in range(30)))  # noqa: B023


@contextlib.contextmanager
def behind_nginx(
    folder, *, hosts, through=lambda database: database, is_logged=True, counts_queries=False, **variables
):
    """So many hosts behind nginx, with their content; `variables` are more of their environment.

    `through` is given the address of the database and returns the one at which the hosts reach it.
    """
    find_nginx()
    plain, secure = free_port(), free_port()
    ours = {"SITE_URL": f"https://localhost:{secure}", "PROXY_COUNT": "1", **variables}
    with kept_site(folder, WITH_CONTENT, **ours) as site, contextlib.ExitStack() as stack:
        pages = prepare(site)
        listeners = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(hosts)]
        ports = [listener.getsockname()[1] for listener in listeners]
        make_certificate(folder)
        text = site_file(folder, plain=plain, secure=secure, upstreams=ports)
        if not counts_queries:  # a query is how readers get past what nginx keeps
            text = text.replace(NOT_COUNTED, "")
        (folder / "site.conf").write_text(text if is_logged else text.replace(LOG.format(folder=folder), ""))
        environment = {
            **site.environment,
            "DATABASE_URL": through(site.environment["DATABASE_URL"]),
            "SHARED_CACHE_SECONDS": "1",
            "WEB_CONCURRENCY": "2",
            **OPEN_TO_ALL,
        }
        running = [stack.enter_context(host(folder, environment, each, site.manager)) for each in listeners]
        stack.enter_context(nginx(folder))
        estate = Estate(Front(site, folder, plain, secure), running, pages)
        estate.settle()
        yield estate


@contextlib.contextmanager
def host(folder, environment, listener, manager=None):
    port = listener.getsockname()[1]
    site = Site(f"http://127.0.0.1:{port}", environment, folder / f"gunicorn-{port}.log")
    with gunicorn(site, listener) as pid:
        yield Host(site.url, site.environment, site.log, pid, manager=manager)


def prepare(site):
    """Verify the hours and make a snapshot; the addresses of all pages but the form's, made for each reader."""
    site.python(VERIFY)
    site.manage("snapshot", site.folder / "snapshot")
    return [address for address in site.python(ADDRESSES).split() if address != FORM]


def wait_until(is_so):
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.05)


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
