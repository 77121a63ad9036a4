"""The database is away: what readers and editors then meet, without a trace, and with what they typed."""

import html
import re

import html5lib
import pytest
from django.db import IntegrityError, OperationalError, connection
from django.test import Client

from contact.models import MeetingRequest, OutgoingMail
from pages.frame import memory
from pages.web.outage import AWAY
from tests.contact.meetings.asking import ADDRESS, ANSWERS, open_form, send, shown

pytestmark = pytest.mark.django_db

POISON = "host=db.example.cz user=web password=tajne"


@pytest.fixture
def client():
    """Gets the answer that a server would send, where the test client would raise."""
    client = Client(raise_request_exception=False)
    client.get("/")  # the facts were read before the database went away
    return client


@pytest.fixture(params=["just gone", "known to be away"])
def away(request):
    """What a request is told while no query gets an answer; where that is known, none may even be tried."""

    def refuse(*_query):
        assert request.param == "just gone", "a query in spite of everything"
        raise OperationalError(f"could not connect\n{POISON}")

    with connection.execute_wrapper(refuse):
        yield {AWAY: True} if request.param == "known to be away" else {}


@pytest.mark.parametrize("address", ["/", "/obce/brno/", ADDRESS, "/hledat/?q=obec", "/sitemap.xml", "/uk/"])
def test_what_cannot_be_made_is_a_page_with_phone_and_email(client, away, address):
    response = client.get(address, **away)
    assert response.status_code == 503
    assert ("На сайті зараз збій" if address == "/uk/" else "Web má teď poruchu") in shown(response)
    assert "tel:+420778455761" in response.content.decode()
    assert "mailto:socialni.bydleni@mpsv.cz" in response.content.decode()
    assert (response["Cache-Control"], response["Retry-After"]) == ("no-store", "10")
    assert "default-src" in response["Content-Security-Policy"]
    html5lib.HTMLParser(strict=True).parse(response.content.decode())


def test_editors_meet_the_page_too_and_no_trace(editor_client, away):
    editor_client.raise_request_exception = False
    for response in [
        editor_client.get("/sprava/", **away),
        editor_client.post("/sprava/pages/project/1/change/", {"short_name": "x"}, **away),
    ]:
        assert response.status_code == 503
        assert "Jestli jste právě něco odeslali, neuložilo se to." in shown(response)
        assert "tajne" not in response.content.decode()


@pytest.mark.parametrize("address", ["/", "/uk/"])
def test_the_log_says_what_is_wrong_in_one_line(client, caplog, address):
    with connection.execute_wrapper(fail_with(OperationalError(f"could not connect\n{POISON}"))):
        client.get(address)
    assert caplog.messages == ["The database failed: could not connect", f"Service Unavailable: {address}"]
    assert not any(record.exc_info for record in caplog.records)


def fail_with(error):
    def fail(*_query):
        raise error

    return fail


def test_a_fault_of_ours_stays_a_fault_of_ours(client):
    with connection.execute_wrapper(fail_with(IntegrityError("two rows"))):
        response = client.get("/")
    assert response.status_code == 500
    assert "Něco se nám pokazilo" in shown(response)


@pytest.mark.parametrize("address", ["/neni/tu/nic/", "/nahled/1.abc/obce/", "/sprava/neni/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_may_be_there_again_later_is_not_said_to_be_gone(client, django_assert_num_queries, method, address):
    with django_assert_num_queries(0):
        response = getattr(client, method)(address, **{AWAY: True})
    assert response.status_code == 503


def test_a_process_that_never_read_any_row_names_no_phone(client, away):
    memory.forget()
    response = client.post(ADDRESS, ANSWERS, **away)
    assert response.status_code == 503
    assert "tel:" not in response.content.decode()


def test_a_request_for_a_meeting_comes_back_with_its_text_and_says_that_nothing_was_stored(client, away, mailoutbox):
    stamp = open_form_while_there(client)
    response = send(client, stamp, extra=away)
    body = response.content.decode()
    assert response.status_code == 503
    assert "Web má poruchu a žádost neuložil." in shown(response)
    assert "tel:+420778455761" in body
    assert "no-store" in response["Cache-Control"]
    typed = dict(re.findall(r'<input [^>]*name="(\w+)"[^>]*? value="([^"]*)"', body))
    texts = dict(re.findall(r'<textarea [^>]*id="id_(\w+)"[^>]*>\s?(.*?)</textarea>', body, re.DOTALL))
    found = {name: html.unescape(value) for name, value in (typed | texts).items()}
    assert {name: found[name] for name in ANSWERS if name != "sender"} == {
        name: value for name, value in ANSWERS.items() if name != "sender"
    }
    assert re.search(r'value="person"[^>]* checked', body)
    assert f'name="stamp" value="{stamp}"' in body
    html5lib.HTMLParser(strict=True).parse(body)


def open_form_while_there(client):
    """The stamp of a form that was opened before the database went away."""
    wrappers, connection.execute_wrappers = connection.execute_wrappers, []
    try:
        return open_form(client)
    finally:
        connection.execute_wrappers = wrappers


def test_sent_again_after_the_outage_it_is_one_request(client):
    stamp = open_form(client)
    send(client, stamp, extra={AWAY: True})
    assert (MeetingRequest.objects.count(), OutgoingMail.objects.count()) == (0, 0)
    assert send(client, stamp).status_code == 303
    assert send(client, stamp).status_code == 303
    assert MeetingRequest.objects.count() == 1


def test_what_is_wrong_with_the_form_itself_is_said_in_an_outage_too(client, away):
    response = client.post(ADDRESS, {**ANSWERS, "sender": "", "email": "nesmysl"}, **away)
    assert response.status_code == 503
    assert "Vyberte, kdo žádá o schůzku." in shown(response)
