"""Safe by default: headers, cookies, hosts, and what an unknown request meets."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/", "/neni/", "/sprava/login/", "/robots.txt"])
def test_every_answer_carries_the_strict_policies(client, address):
    headers = client.get(address).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "geolocation=()" in headers["Permissions-Policy"]


def test_a_foreign_host_is_refused_with_our_page_and_the_policies(client):
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "Stránku nemůžeme zobrazit" in response.content.decode()
    assert "default-src" in response["Content-Security-Policy"]


def test_signing_in_keeps_its_cookies_to_the_admin(client, editor):
    response = client.post("/sprava/login/", {"username": "editorka", "password": "dlouhe-tajne-heslo"})
    assert response.status_code == 302
    for cookie in response.cookies.values():
        assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/sprava/", True, "Lax")


def test_a_form_without_its_token_gets_our_page():

    response = Client(enforce_csrf_checks=True).post("/sprava/login/", {"username": "x"})
    assert response.status_code == 403
    assert "K\u00a0této stránce nemáte přístup" in response.content.decode()


def test_a_view_that_breaks_answers_with_our_page_and_no_trace(client, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("pages.frame.frame.Frame.text_at", broken)
    client.raise_request_exception = False
    client.get("/robots.txt")
    response = client.get("/o-projektu/")
    body = response.content.decode()
    assert response.status_code == 500
    assert "Něco se nám pokazilo" in body
    assert "secret detail" not in body
    assert "Traceback" not in body
    assert response["Cache-Control"] == "no-store"


def test_a_vanished_table_still_gets_the_error_page(client, monkeypatch):
    monkeypatch.setattr("pages.frame.memory.facts", lambda: 1 / 0)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert "Evropská unie" in response.content.decode()


@pytest.mark.parametrize(
    "address",
    ["/obce/../sprava/", "/obce/%00/", "/obce/brno", "/obce/%F0%9F%8F%A0/", "/%ff%fe/", "/" + "a" * 3000],
)
def test_odd_addresses_are_not_found_or_led_to_the_right_one(client, address):
    response = client.get(address)
    assert response.status_code in {301, 302, 404}
    if response.status_code == 301:
        assert response["Location"].startswith("/"), response["Location"]
        assert not response["Location"].startswith("//")
