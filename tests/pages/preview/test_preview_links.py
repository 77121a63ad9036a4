"""How a link to the preview ends, and what it takes to have one: its token can't be guessed, and no log names it."""

import json
import logging
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.signing import Signer

from pages.models import PreviewLink
from pages.preview import links
from tests.free_pages import new_page, preview_link

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def links_of(response):
    return re.findall(r'(?:href|action)="([^"]*)"', response.content.decode())


@pytest.mark.parametrize(
    ("after", "status"),
    [
        (timedelta(days=7) - timedelta(seconds=1), 200),
        (timedelta(days=7) - timedelta(microseconds=1), 200),
        (timedelta(days=7), 404),
        (timedelta(days=70), 404),
    ],
)
def test_a_link_holds_for_seven_days_to_the_second(desk, client, after, status):
    token = preview_link(desk).token
    with time_machine.travel(NOW + after, tick=False):
        assert client.get(f"/nahled/{token}/").status_code == status


def test_a_cancelled_link_leads_nowhere_at_once_and_others_go_on(desk, client, link, inside):
    other = preview_link(desk)
    desk.post(f"/sprava/pages/previewlink/{link.pk}/zrusit/")
    response = client.get(f"{inside}/o-projektu/")
    assert response.status_code == 404
    assert "Odkaz na náhled neplatí" in response.content.decode()
    assert client.get(f"/nahled/{other.token}/").status_code == 200


def test_a_dead_link_says_the_same_whether_expired_cancelled_or_invented(desk, client, link, inside):
    PreviewLink.objects.filter(pk=link.pk).update(expires_at=NOW)
    expired = client.get(f"{inside}/")
    PreviewLink.objects.filter(pk=link.pk).update(expires_at=NOW + timedelta(days=1), withdrawn_at=NOW)
    cancelled = client.get(f"{inside}/")
    invented = client.get("/nahled/abc/")
    assert expired.content == cancelled.content == invented.content
    assert (expired.status_code, expired["Cache-Control"]) == (404, "no-store")
    assert [href for href in links_of(expired) if "nahled" in href] == []


def test_a_link_opens_the_page_that_it_was_made_for(desk, client):
    page = new_page(desk, "Chystaná stránka", above="/o-projektu/")
    form = f"/sprava/pages/previewlink/add/?stranka={page.pk}"
    assert f"?stranka={page.pk}" in desk.get(f"/sprava/pages/page/{page.pk}/change/").content.decode()
    assert "Odkaz otevře stránku „Chystaná stránka“." in desk.get(form).content.decode()
    shown = desk.post(form, {"for_whom": "právní oddělení"}, follow=True).content.decode()
    address = re.search(r'value="http://127.0.0.1:8000(/nahled/[^"]+)"', shown)[1]
    assert address.endswith("/chystana-stranka/")
    assert "<h1>Chystaná stránka</h1>" in client.get(address).content.decode().replace("\u00a0", " ")


@pytest.mark.parametrize("asked", ["", "0", "x", "²", "9" * 9, "-1"])
def test_a_link_for_no_page_opens_the_start_of_the_site(desk, asked):
    desk.post(f"/sprava/pages/previewlink/add/?stranka={asked}", {"for_whom": "právní oddělení"})
    assert PreviewLink.objects.get().address.endswith(f"{PreviewLink.objects.get().token}/")


def test_a_link_outlives_its_page_whatever_code_has_deleted_it(desk):
    page = new_page(desk, "Chystaná stránka", above="/o-projektu/")
    desk.post(f"/sprava/pages/previewlink/add/?stranka={page.pk}", {"for_whom": "právní oddělení"})
    link = PreviewLink.objects.get()
    PreviewLink.objects.update(page=page.pk + 1000)  # as the code of version 1.0 would leave it
    assert f'{link.token}/"' in desk.get(f"/sprava/pages/previewlink/{link.pk}/change/").content.decode()
    assert desk.get("/sprava/pages/previewlink/").status_code == 200


def _flipped(token, place):
    return token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]


def test_forged_tokens_open_nothing(client, link):
    number, _, signature = link.token.partition(".")
    other = Signer(sep=".", salt="another salt")
    forged = {
        *(_flipped(link.token, place) for place in range(len(number) + 1, len(link.token))),
        Signer(key="another key of more than fifty characters, as a real one", sep=".", salt="preview link").sign(
            number
        ),
        other.sign(number),
        Signer(sep=".").sign(number),
        f"9{number}.{signature}",
        f"0{number}.{signature}",
        f"{number}.",
        f".{signature}",
        number,
        signature,
        f"{number}:{signature}",
        f"{link.token}.",
        f"{link.token}=",
        f"%20{link.token}",
        link.token.swapcase(),
        link.token[:-1],
        links._signer.sign("999999"),
        links._signer.sign("1e0"),
        links._signer.sign("9" * 30),
        links._signer.sign(str(link.pk)),
        links._signer.sign(f"{number}0"),
        "%F0%9F%8F%A0.%ff",
        "-",
        "",
    }
    assert {token: client.get(f"/nahled/{token}/").status_code for token in forged} == dict.fromkeys(forged, 404)
    assert client.get(f"/nahled/{link.token}/").status_code == 200


def test_a_row_alone_does_not_hold_the_token(link):
    stored = json.dumps(list(PreviewLink.objects.values()), default=str)
    assert link.token.partition(".")[2] not in stored


def test_the_token_is_in_no_log_line_whatever_goes_wrong(client, inside, link, caplog, monkeypatch):
    for logger in ["", "django.request"]:
        caplog.set_level(logging.DEBUG, logger)
    client.raise_request_exception = False
    secret = link.token.partition(".")[2]
    client.get(f"{inside}/neni/")
    client.post(f"{inside}/")
    client.get(f"{inside}{inside}/")
    client.get(f"{inside}/sprava/")
    with monkeypatch.context() as broken:
        broken.setattr("pages.models.Page.objects.text_at", lambda *_: 1 / 0)
        response = client.get(f"{inside}/o-projektu/")
        assert (response.status_code, response["Cache-Control"]) == (500, "no-store")
        assert [href for href in links_of(response) if href.startswith("/o-")] == []
    with monkeypatch.context() as broken:
        broken.setattr("pages.preview.links.PreviewLinkQuerySet.open_at", lambda *_: 1 / 0)
        assert client.get(f"{inside}/o-projektu/").status_code == 500
    with monkeypatch.context() as broken:
        broken.setattr("pages.preview.showing.render", lambda *_, **__: 1 / 0)
        assert client.get(f"/nahled/x{link.token}/").status_code == 500
    assert "Internal Server Error: /o-projektu/" in caplog.text
    assert "Not Found: /neni/" in caplog.text
    assert secret not in caplog.text
