"""What readers type into the search stands in no log, whatever goes wrong."""

import logging
import runpy
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client

from socialnibydleni import views


@pytest.fixture
def server_log(caplog):
    """The log of the server, as its configuration sets it up."""
    configuration = runpy.run_path(str(settings.BASE_DIR / "deploy/gunicorn.conf.py"))
    logger = logging.getLogger("test.gunicorn.error")
    configuration["on_starting"](SimpleNamespace(log=SimpleNamespace(error_log=logger)))
    return logger


@pytest.mark.django_db
def test_a_search_that_fails_is_logged_without_its_query(monkeypatch, caplog):
    monkeypatch.setattr(views, "index_at", lambda _moment: {}["missing"])
    response = Client(raise_request_exception=False).get("/hledat/?q=tajemstvi")
    assert response.status_code == 500
    assert "Internal Server Error: /hledat/" in caplog.text
    assert "tajemstvi" not in caplog.text


def test_the_server_logs_a_failed_request_without_its_query_and_the_token_of_a_preview(server_log, caplog):
    server_log.error("Error handling request %s %s", "GET", "/hledat/?q=tajemstvi")
    server_log.error("Error handling request %s", "/hledat/?q=tajemstvi")
    server_log.error("Error handling request %s", "/nahled/1.tajemstvi/o-projektu/?q=tajemstvi")
    server_log.error("Worker (pid:%s) was sent %s!", 7, "SIGKILL")
    server_log.warning("Invalid request from ip=%s: %s", "192.0.2.1", "tajemstvi")
    assert caplog.messages == [
        "Error handling request GET /hledat/",
        "Error handling request /hledat/",
        "Error handling request /nahled/-/o-projektu/",
        "Worker (pid:7) was sent SIGKILL!",
    ]
