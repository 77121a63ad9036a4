"""What programs that gather figures are told, of all processes together, and who else is told nothing."""

import os
import signal
from datetime import timedelta
from pathlib import Path
from wsgiref.util import setup_testing_defaults

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from contact.models import OutgoingMail
from pages.models import CommandRun
from socialnibydleni.serving import counts, metrics
from socialnibydleni.serving.counts import Kind
from tests.faults import only
from tests.running_site import running_site

TOKEN = "v5Qk2Xw9Lr7Vn4Bt1Hs8Dp3Jf6Gc0YaZ"
ADDRESS = "/stav/metriky"


def django(_environ, start_response):
    start_response("404 Not Found", [("Content-Length", "5")])
    return [b"nikde"]


def ask(token="", address=ADDRESS, **environ):
    """The status and the body."""
    environ = {"PATH_INFO": address, "REMOTE_ADDR": "127.0.0.1", **environ}
    setup_testing_defaults(environ)
    begun = []
    body = b"".join(metrics.Metrics(django, token)(environ, lambda *answer: begun.append(answer)))
    return begun[0][0], body.decode()


def samples(text):
    """What the text says, as the Prometheus project's own reader finds it."""
    families = list(text_string_to_metric_families(text))
    return {(sample.name, *sample.labels.values()): sample.value for each in families for sample in each.samples}


@pytest.mark.parametrize(
    "environ",
    [
        {"REMOTE_ADDR": "203.0.113.9"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"REMOTE_ADDR": "203.0.113.9", "HTTP_AUTHORIZATION": f"Bearer {TOKEN}x"},
        {"REMOTE_ADDR": "203.0.113.9", "HTTP_AUTHORIZATION": TOKEN},
        {"REQUEST_METHOD": "POST"},
        {"address": f"{ADDRESS}/"},
    ],
)
def test_for_others_nothing_is_there(environ):
    assert ask(TOKEN, **environ) == ("404 Not Found", "nikde")
    assert ask("", REMOTE_ADDR="203.0.113.9", HTTP_AUTHORIZATION="Bearer ") == ("404 Not Found", "nikde")


def test_who_has_the_token_may_ask_from_anywhere():
    assert ask(TOKEN, REMOTE_ADDR="203.0.113.9", HTTP_AUTHORIZATION=f"Bearer {TOKEN}")[0] == "200 OK"


def test_the_watch_finds_what_waits_and_the_answer_asks_no_database(db, monkeypatch):
    monkeypatch.setattr(metrics, "_known", metrics.Known())
    assert "mails_waiting " not in ask()[1].partition("# HELP socialnibydleni_mails_waiting")[2].partition("\n")[2]
    CommandRun.objects.note("backup", timezone.now() - timedelta(hours=1))
    mail = {"kind": OutgoingMail.Kind.NOTICE, "recipient": "jana.tajna@example.org", "not_before": timezone.now()}
    OutgoingMail.objects.create(message_id="<1@example.org>", created_at=timezone.now(), **mail)
    metrics.look()
    with CaptureQueriesContext(connection) as asked:
        status, text = ask()
        metrics.look()  # within the minute
    assert (status, len(asked)) == ("200 OK", 0)
    found = samples(text)
    assert found.pop(("socialnibydleni_last_run_age_seconds", "backup")) in range(3600, 3660)
    assert found.pop(("socialnibydleni_mails_waiting",)) == 1
    kinds = [kind.name.lower() for kind in Kind]
    assert found.keys() == {(f"socialnibydleni_requests_{end}", kind) for end in ("total", "created") for kind in kinds}
    assert "tajna" not in text


def test_more_workers_than_there_are_rows_only_count_less_well(monkeypatch):
    monkeypatch.setattr(counts, "_lent", {})
    monkeypatch.setattr(counts, "_row", 0)
    rows = set()
    for worker in range(counts.ROWS - 1):
        counts.lend(worker)
        rows.add(counts._row)
    assert len(rows) == counts.ROWS - 1
    assert 0 not in rows
    counts.lend(-1)
    assert counts._row == 0
    counts.take_back(7)
    counts.lend(-2)
    assert counts._row in rows


def parent(pid):
    """The number of the process that has started this one."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])


def pages_told(site):
    """How many pages were sent, from memory or made anew."""
    status, headers, text = site.get(ADDRESS)
    assert (status, headers["Content-Type"]) == (200, metrics.CONTENT_TYPE)
    found = samples(text.decode())
    return sum(found["socialnibydleni_requests_total", kind] for kind in ("memory", "made"))


@pytest.mark.slow
@pytest.mark.process
def test_all_processes_are_counted_and_nothing_is_lost_when_one_dies_or_all_are_replaced(tmp_path):
    with running_site(tmp_path, WEB_CONCURRENCY="2") as site:
        while len(site.workers) < 2:
            site.get("/stav/")
        sent = pages_told(site)
        for worker in site.living_workers:
            with only(site, worker):
                for _ in range(10):
                    site.get("/")
        sent += 20
        assert pages_told(site) == sent
        os.kill(site.workers[0], signal.SIGKILL)
        while len(site.workers) < 3:
            assert pages_told(site) == sent
        os.kill(parent(site.workers[-1]), signal.SIGHUP)
        while len(site.workers) < 5:
            assert pages_told(site) == sent
        for _ in range(10):
            site.get("/")
        assert pages_told(site) == sent + 10
