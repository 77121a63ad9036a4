"""What readers type into the search stands in no log, whatever goes wrong."""

import io
import json
import logging
import re
import runpy
from datetime import datetime
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client

from socialnibydleni import log, views


@pytest.fixture
def server_log(caplog):
    """The log of the server, as its configuration sets it up."""
    configuration = runpy.run_path(str(settings.BASE_DIR / "deploy/gunicorn.conf.py"))
    logger = logging.getLogger("test.gunicorn.error")
    configuration["on_starting"](SimpleNamespace(log=SimpleNamespace(error_log=logger)))
    logger.addFilter(log.MaskTokens())  # as SiteConfig.ready() does
    return logger


@pytest.mark.django_db
def test_a_search_that_fails_is_logged_without_its_query(monkeypatch, caplog):
    monkeypatch.setattr(views, "find", lambda _query, _frame: {}["missing"])
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
        "Error handling request /nahled/…/o-projektu/",
        "Worker (pid:7) was sent SIGKILL!",
    ]


@pytest.fixture
def lines(monkeypatch):
    """Everything that the handlers of the settings write from now on, as they write it."""
    out = io.StringIO()
    configured = logging.getLogger().handlers + logging.getLogger("audit").handlers
    ours = [handler for handler in configured if handler.__class__ is logging.StreamHandler]
    assert len(ours) == 2
    for handler in ours:
        monkeypatch.setattr(handler, "stream", out)
    return lambda: [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.fixture
def broken(monkeypatch):
    """A page that fails, and says in its exceptions what nobody may read."""

    def text_at(*_args):
        try:
            raise KeyError("jana.ticha@example.org")
        except KeyError as error:
            raise RuntimeError("tajemstvi") from error

    monkeypatch.setattr("pages.frame.frame.Frame.text_at", text_at)
    return Client(raise_request_exception=False)


@pytest.mark.django_db
def test_a_failure_is_one_line_of_json_with_the_number_that_the_page_shows(broken, lines):
    response = broken.get("/o-projektu/?q=tajemstvi", REMOTE_ADDR="192.0.2.1", headers={"x-request-id": "moje"})
    number = re.search(r'Číslo chyby: <strong class="code">(.*?)</strong>', response.content.decode())[1]
    assert re.fullmatch("[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", number)
    (line,) = lines()
    last, first = line.pop("exceptions")
    assert datetime.fromisoformat(line.pop("at")).tzinfo
    assert line == {
        "level": "error",
        "logger": "django.request",
        "message": "Internal Server Error: /o-projektu/",
        "request": number,
    }
    assert (last["type"], first["type"]) == ("builtins.RuntimeError", "builtins.KeyError")
    assert any(re.fullmatch(r"pages/reading/views\.py:\d+ about", step) for step in last["trace"])
    assert "tajemstvi" not in str(lines())


@pytest.mark.django_db
def test_every_failure_has_a_number_of_its_own_and_other_error_pages_have_none(broken):
    bodies = {broken.get("/o-projektu/").content for _ in range(3)}
    assert len(bodies) == 3
    assert "Číslo chyby" not in broken.get("/neni/").content.decode()
    assert "ERRORNUMBER" not in broken.get("/", headers={"host": "jiny.example"}).content.decode()


@pytest.mark.django_db
def test_events_of_security_carry_the_number_of_their_request(client, audit_lines):
    client.post("/sprava/login/", {"username": "nikdo", "password": "spatne-heslo"})
    (line,) = audit_lines()
    assert (line["event"], line["request"]) == ("sign_in_failed", log.request_id())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("Not found: %s", "/nahled/AbC-123_x/obce/"), "Not found: /nahled/…/obce/"),
        (("Not found: /nahled/AbC-123_x/ and %s", "/nahled/AbC-123_x"), "Not found: /nahled/…/ and /nahled/…"),
        (('"/nahled/AbC-123_x?q=1"',), '"/nahled/…?q=1"'),
        (("100 % of /obce/%C4%8D/",), "100 % of /obce/%C4%8D/"),
        (("Error at %s", "//nahled//AbC-123_x/"), "Error at //nahled//…/"),
        (("Error at %s", "/./Nahled/./AbC-123_x"), "Error at /./Nahled/./…"),
        (("Error at %s", "/%6Eahled%2FAbC-123_x/obce/"), "Error at /nahled/…/obce/"),
        (("Error at %s", "/nahled/../jinam/12-1790000000-123456.AbC-123_x/"), "Error at /nahled/../…/…/"),
        (
            ("Error at %s", "/Kontaktni-centrum/schuzka//prijato/./2345ABCD/"),
            "Error at /Kontaktni-centrum/schuzka//prijato…",
        ),
        (("Error at %s", "/nahlasit-chybu/prijato/2345ABCD/"), "Error at /nahlasit-chybu/prijato…"),
        (
            ("Error at %s", "/kontaktni-centrum/schuzka/pri%6Aato/2345abcd"),
            "Error at /kontaktni-centrum/schuzka/prijato…",
        ),
    ],
)
def test_no_line_holds_the_token_of_a_preview_or_the_number_of_a_request(lines, arguments, message):
    logging.getLogger("anything").warning(*arguments)
    logging.getLogger("audit").info(json.dumps({"message": arguments[0] % arguments[1:] if arguments[1:] else message}))
    assert [line["message"] for line in lines()] == [message, message]


def test_the_server_masks_the_token_of_a_preview_too():
    """Its handlers are its own, so the mask is on its logger."""
    logger = logging.getLogger("gunicorn.error")
    record = logger.makeRecord(logger.name, logging.ERROR, "", 0, "Error at %s", ("/nahled/AbC-123_x/",), None)
    assert logger.filter(record)
    assert record.getMessage() == "Error at /nahled/…/"
