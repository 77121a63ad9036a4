"""Editors write down who helps, verify it, and see what readers do not."""

import re
from datetime import UTC, date, datetime

import pytest
import time_machine

from contact.models import Help, Situation
from pages.models import Source
from pages.web.admin_address import admin_address
from tests.admin_forms import change

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def text_of(response):
    return response.content.decode().replace("\u00a0", " ").replace("\u2060", "")


def add(browser, **values):
    row = {"who": "Poradna", "what": "Poradí vám.", "for_whom": "Každý", "position": "5", "phone": "", "web": ""}
    row |= {"source": Source.objects.get(key="social-services-act").pk, "situations": [Situation.objects.first().pk]}
    row |= {"hours": "", "region": "", "orp": "", "provision": ""}
    return browser.post(admin_address(Help, "add"), {**row, **values})


@pytest.mark.parametrize("group", ["Vydavatel", "Kontaktní centrum"])
def test_a_contact_is_written_down_silent_and_verified_in_place(client_of, client, group):
    desk = client_of(group)
    assert add(desk, phone="555 000 111", web="www.example.cz").status_code == 302
    row = Help.objects.get(who="Poradna")
    assert (row.phone, row.web, row.verified_on) == ("+420555000111", "https://www.example.cz", None)
    assert "mlčí, dokud ho někdo neověří" in text_of(desk.get(admin_address(Help, "changelist")))
    assert "Poradna" not in text_of(client.get("/kam-se-obratit/"))
    question = text_of(desk.get(admin_address(row, "verify", "verified")))
    assert "+420 555 000 111" in question.replace("\N{NO-BREAK SPACE}", " ")
    assert desk.post(admin_address(row, "verify", "verified")).status_code == 302
    assert 'Ověřeno <time datetime="2026-11-30">30. 11. 2026</time>' in text_of(client.get("/kam-se-obratit/"))
    row.refresh_from_db()
    assert row.verified_on == date(2026, 11, 30)


def test_a_change_of_a_verified_contact_takes_the_verification_and_says_so(editor_client, helping):
    row = helping(verified_on=date(2026, 11, 30))
    change(editor_client, row, hours="pondělí 8–17 hodin")
    row.refresh_from_db()
    assert row.verified_on is None
    assert "ověření z 30. 11. 2026 už pro ně neplatí" in text_of(editor_client.get("/sprava/"))
    assert row.history.count() == 2


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"region": "CZ042", "orp": "Litoměřice"}, "Vyplňte kraj, nebo obec s rozšířenou působností, ne obojí."),
        ({"hours": "pondělí"}, "Hodiny patří k telefonu nebo webu."),
        ({"phone": "123"}, "Telefon napište i s předvolbou"),
        ({"web": "ftp://example.cz"}, "Adresa webu začíná https:// nebo http://."),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(editor_client, values, sentence):
    response = add(editor_client, **values)
    assert response.status_code == 200
    assert sentence in text_of(response)


def test_what_waits_for_verification_stands_on_the_start_page_of_who_may_verify(client_of, helping):
    helping(who="Poradna v Kladně")
    assert "Poradna v Kladně: údaje o pomoci" in text_of(client_of("Kontaktní centrum").get("/sprava/"))
    assert "Poradna v Kladně" not in text_of(client_of("Autor").get("/sprava/"))


def test_several_are_verified_at_once(editor_client, helping):
    rows = [helping(who=f"Poradna {number}") for number in range(2)]
    body = text_of(editor_client.get(admin_address(Help, "changelist")))
    seen = re.findall(r'name="seen" value="(\d+:\d*)"', body)
    chosen = {"action": "verify_chosen", "_selected_action": [row.pk for row in rows], "seen": seen}
    editor_client.post(admin_address(Help, "changelist"), chosen)
    assert [row.verified_on for row in Help.objects.filter(who__startswith="Poradna ")] == [NOW.date()] * 2


def test_the_menu_leads_there_and_the_search_of_the_admin_finds_it(client_of, helping):
    helping(who="Poradna v Kladně")
    desk = client_of("Kontaktní centrum")
    menu = text_of(desk.get("/sprava/")).partition('id="menu"')[2]
    assert re.search(r"Žádosti.*Kam se obrátit.*Obce a projekt", menu, re.DOTALL)
    assert "Poradna v Kladně" in text_of(desk.get("/sprava/hledat/", {"q": "kladně"}))


def test_the_feed_tells_of_a_change_and_of_nothing_that_was_loaded(editor_client, client):
    assert "kdo pomáhá" not in text_of(client.get("/zmeny.atom"))
    assert add(editor_client).status_code == 302
    assert "Změnilo se, kdo pomáhá lidem bez bydlení." in text_of(client.get("/zmeny.atom"))
