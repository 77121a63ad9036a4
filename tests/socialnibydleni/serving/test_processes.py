"""The pages in memory of processes that really serve: all of them follow an edit, and go on without the database."""

import os
import re
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest

from pages.frame.offered import CORE
from pages.languages.languages import CZECH, czech_address, of_path
from socialnibydleni.serving.outage_file import FILE
from tests.faults import all_faults, locked, only
from tests.running_site import ANEW, PATIENCE, running_site

pytestmark = pytest.mark.slow

CENTRE = "/kontaktni-centrum/"
FORM = f"{CENTRE}schuzka/"
TOPIC = "Hledám byt pro rodinu."
THREADS = 8  # of both processes
STALE = "memory; hit; detail=stale"
RENAME = """
from pages.models import Project
project = Project.objects.get()
project.short_name = "{}"
project.save()
"""
VERIFY = """
from datetime import date
from contact.models import ContactCentre
centre = ContactCentre.objects.get()
centre.hours_verified_on = date.today()
centre.save()
"""
SAY_MORE = """
from django.utils import timezone
from pages.models import Page, PageVersion
from pages.prose import publishing
version = PageVersion(page=Page.objects.get(address="/o-projektu/"), title="O projektu", body="<p>Něco nového.</p>")
version.save()
publishing.publish(version, timezone.now())
"""
IS_STALE = "Це переклад".encode()


@pytest.fixture(scope="module", params=all_faults())
def fault(request):
    return all_faults()[request.param]()


@pytest.fixture(scope="module")
def site(tmp_path_factory, fault):
    """The site with two processes, and pages that say whether somebody answers the phone."""
    limits = {"MEETING_MIN_SECONDS": "0", "MEETING_LIMIT_PER_ADDRESS": "1000", "WEB_CONCURRENCY": "2"}
    with running_site(tmp_path_factory.mktemp("site"), through=fault.through, **limits) as site:
        until(lambda: len(site.workers) == 2)
        site.manage("shell", "-c", VERIFY)
        yield site


@pytest.fixture
def kept(site):
    """Every public page that is made ahead of readers."""
    found = re.findall(rf"<loc>{re.escape(site.url)}(/.*?)</loc>", site.get("/sitemap.xml", **ANEW)[2].decode())
    ahead = [address for address in found if of_path(address) is CZECH or czech_address(address) in CORE]
    return [address for address in ahead if address != FORM]


def until(is_so):
    """Wait for what must come."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end, "it did not come"


def in_memory(site, address):
    """The answer that the site has ready, if any."""
    status, _, body = site.get(address, **{"Cache-Control": "only-if-cached"})
    return body if status == 200 else None


def test_an_edit_is_seen_by_every_process_and_all_pages_are_soon_in_memory_again(site, kept):
    for name in ["Bydlení pro všechny", "Podpora sociálního bydlení"]:
        site.command("shell", "-c", RENAME.format(name))
        shown = f"<b>{name}</b>".encode()
        for worker in site.living_workers:
            with only(site, worker):
                until(lambda: shown in site.get("/")[2])  # noqa: B023 - over before the next name
                until(lambda: in_memory(site, kept[-1]))
                for address in kept:
                    assert in_memory(site, address) == site.get(address, **ANEW)[2], address
    assert IS_STALE not in site.get("/uk/o-projektu/")[2]
    site.command("shell", "-c", SAY_MORE)
    for worker in site.living_workers:
        with only(site, worker):
            until(lambda: IS_STALE in site.get("/uk/o-projektu/")[2])
            assert IS_STALE in in_memory(site, "/uk/o-projektu/")


def test_a_process_that_takes_the_place_of_a_killed_one_knows_nothing_older_than_itself(site):
    site.manage("shell", "-c", RENAME.format("Nový název"))
    site.settle()
    started = len(site.workers)
    os.kill(site.workers[-1], signal.SIGKILL)
    until(lambda: len(site.workers) > started)
    with only(site, site.workers[-1]):
        assert "<b>Nový název</b>" in site.get("/")[2].decode()


def send(site, address, **fields):
    """A form as a browser sends it; the answer is (status, headers, page)."""
    sent = urlencode(fields).encode()
    head = f"POST {address} HTTP/1.1\r\nHost: {site.netloc}\r\nConnection: close\r\nContent-Length: {len(sent)}\r\n"
    head += "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    answer, _, page = site.send(head.encode() + sent).decode().partition("\r\n\r\n")
    return int(answer.split()[1]), answer, page


def ask_for_meeting(site, stamp):
    return send(site, FORM, sender="person", email="zadatel@example.org", topic=TOPIC, stamp=stamp)


def test_an_outage_leaves_the_pages_without_the_moment_and_everything_heals(site, fault, kept):
    stamp = re.search(rb'name="stamp" value="([^"]+)"', site.get(FORM)[2])[1].decode()
    for worker in site.living_workers:
        with only(site, worker):
            until(lambda: in_memory(site, kept[-1]))
    until((Path(site.environment["MEDIA_ROOT"]) / FILE).exists)  # for who starts in the outage; any change deletes it

    fault.begin()
    try:
        assert send_from_everywhere(site, stamp) == {(503, True)}  # before the outage is known
        for worker in site.living_workers:
            with only(site, worker):
                until(lambda: answers_200(site, CENTRE)["Cache-Status"] == STALE)
                for address in kept:
                    assert answers_200(site, address)["Cache-Status"] == STALE, address
                assert b'class="status' not in site.get(CENTRE)[2]
                for address in ["/sprava/", "/hledat/?q=obec", FORM, "/neni/"]:
                    status, headers, page = site.get(address)
                    assert (status, headers["Cache-Control"]) == (503, "no-store"), address
                    assert b"tel:+420778455761" in page, address
                status, _, page = ask_for_meeting(site, stamp)
                assert status == 503
                assert TOPIC in page
                assert send(site, "/sprava/login/", username="x", password="y")[0] == 503
        started = len(site.workers)
        os.kill(site.living_workers[0], signal.SIGKILL)
        until(lambda: len(site.workers) > started)
        with only(site, site.workers[-1]):  # it has never seen the database
            until(lambda: site.get(CENTRE)[0] == 200)
            for address in kept:
                assert answers_200(site, address)["Cache-Status"] == STALE, address
            assert b"tel:+420778455761" in site.get("/neni/")[2]
    finally:
        fault.end()

    for worker in site.living_workers:
        with only(site, worker):
            until(lambda: answers_200(site, CENTRE)["Cache-Status"] is None)
            assert b'class="status' in site.get(CENTRE)[2]
            assert site.get("/hledat/?q=obec")[0] == 200
            assert ask_for_meeting(site, stamp)[0] == 303
    log = site.log.read_text()
    assert "The database failed" in log
    assert "Traceback" not in log
    assert "Hled" not in log


def send_from_everywhere(site, stamp):
    """As many forms as the site has threads, all sent at once: their statuses, and whether the text is back."""
    with ThreadPoolExecutor(THREADS) as people:
        answers = people.map(lambda _: ask_for_meeting(site, stamp), range(THREADS))
        return {(status, TOPIC in page) for status, _, page in answers}


def test_who_waits_for_a_lock_in_vain_keeps_the_text_and_no_thread(site, kept):
    stamp = re.search(rb'name="stamp" value="([^"]+)"', site.get(FORM)[2])[1].decode()
    with locked(site.environment["DATABASE_URL"], "contact_meetingrequest"):
        assert send_from_everywhere(site, stamp) == {(503, True)}
        assert {answers_200(site, address)["Cache-Status"] for address in kept} == {None}
    assert ask_for_meeting(site, stamp)[0] == 303


def answers_200(site, address):
    """The headers of an answer; a page that was kept fails at no moment."""
    status, headers, _ = site.get(address)
    assert status == 200, address
    return headers
