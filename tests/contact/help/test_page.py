"""„Kam se obrátit“: whom people without a home are told to turn to, where they live, and in what is silent."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote

import pytest
import time_machine

from contact.help import shown
from contact.hours.clock import PRAGUE
from contact.models import ContactCentre, Help, Situation
from municipalities.models import Municipality
from pages.frame.door import WITHHELD
from tests.contact.help.conftest import PHONE, WEB

pytestmark = pytest.mark.django_db
HELP, NOW = "/kam-se-obratit/", datetime(2026, 11, 30, 12, tzinfo=UTC)
OFFICE, ANYBODY = "Úřad obce s rozšířenou působností", "Kterýkoliv poskytovatel sociálních služeb"
SILENT, UNKNOWN = "Kontakty teď znovu ověřujeme", "Tuto obec neznáme. Zkuste název úřadu, pod který patří."


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def text_of(response):
    body = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", body).replace("\u00a0", " ").replace("\u2060", "").split())


def read(client, town="", **extra):
    return text_of(client.get(HELP, {"obec": town} if town else {}, follow=True, **extra))


def rows(client, town=""):
    body = client.get(HELP, {"obec": town} if town else {}, follow=True).content.decode()
    return [name.replace("\u00a0", " ") for name in re.findall(r'id="pomoc_\d+"><h3>(.*?)</h3>', body)]


def test_what_is_loaded_says_only_whom_the_law_makes_responsible_with_its_source_and_day(client):
    assert rows(client) == [OFFICE, ANYBODY]
    assert not Help.objects.exclude(phone="", web="").exists()
    page = read(client)
    assert page.count("Zdroj: zákon č. 108/2006 Sb., o sociálních službách, § ") == 2
    assert page.count("stav k 1. 1. 2007") == 2
    for words in ["Kč", "korun", "kontaktní místo pro bydlení"]:
        assert words not in page


@pytest.mark.parametrize("town", ["", "Štětí", "Horní Dolní"])
def test_the_page_says_whom_the_contact_centre_serves_and_where_to_ask(client, town):
    page = read(client, town)
    assert "Radí obcím, jak zavést sociální bydlení." in page
    assert "Když hledáte bydlení pro sebe, zeptejte se na úřadě své obce." in page


def test_a_situation_leads_to_three_rows_at_most_and_one_without_any_is_not_there(client, helping):
    for number in range(5):
        helping(who=f"Poradna {number}", phone="", web="")
    Situation.objects.create(words="Nikdo tu nepomůže")
    body = client.get(HELP).content.decode().replace("\u00a0", " ")
    cards = dict(re.findall(r"<li class=\"card\"><h3>(.*?)</h3><ol>(.*?)</ol>", body))
    assert list(cards) == [row.words for row in Situation.objects.exclude(words="Nikdo tu nepomůže")]
    assert cards["Nemám dnes kde spát"].count("<a ") == 3


@pytest.mark.parametrize("typed", ["steti", "ŠTĚTÍ", " Štětí ", "ve Štětí", "Stetí\u200b"])
def test_a_town_is_known_however_it_was_typed_and_has_one_address(client, typed):
    response = client.get(HELP, {"obec": typed})
    assert (response.status_code, response["Location"]) == (302, f"{HELP}?obec={quote('Štětí')}")


def test_each_of_the_towns_is_told_in_whose_district_it_lies(client):
    for town in Municipality.objects.published():
        page = read(client, town.name)
        assert f"Kam se obrátit: {town.name}" in page
        if town.is_city_district:  # statistics put it into a district whose office does not serve it
            assert f"{town.name} je městská část hlavního města Prahy." in page
        elif town.name == town.orp:
            assert f"{town.name} je obec s rozšířenou působností." in page
        else:
            assert f"{town.name} patří do obvodu obce s rozšířenou působností: {town.orp}" in page
        assert UNKNOWN not in page


def test_an_office_is_known_by_its_own_name_too(client):
    assert "Kam se obrátit: Litoměřice" in read(client, "litomerice")


@pytest.mark.parametrize("typed", ["Horní Dolní", "<b>Štětí</b>", "x" * 5000, "%00", "1"])
def test_any_other_town_gets_one_sentence_help_for_all_and_is_not_kept(client, typed):
    response = client.get(HELP, {"obec": typed})
    assert (response.status_code, response["Cache-Control"]) == (200, "no-store")
    assert UNKNOWN in text_of(response)
    assert rows(client, typed) == [OFFICE, ANYBODY]


def test_the_nearest_comes_first_and_what_is_elsewhere_does_not_come(client, helping):
    law = {"phone": "", "web": ""}
    helping(who="Poradna kraje", region="CZ042", **law)
    helping(who="Odbor v Litoměřicích", orp="Litoměřice", **law)
    helping(who="Odbor v Kadani", orp="Kadaň", **law)
    helping(who="Poradna Vysočiny", region="CZ063", **law)
    assert rows(client, "Štětí") == ["Odbor v Litoměřicích", "Poradna kraje", OFFICE, ANYBODY]
    assert rows(client, "Vír") == ["Poradna Vysočiny", OFFICE, ANYBODY]
    assert rows(client) == [OFFICE, ANYBODY]


def test_a_place_is_known_by_who_helps_there(client, helping):
    helping(who="Odbor v Kladně", orp="Kladno", phone="", web="")
    assert rows(client, "kladno") == ["Odbor v Kladně", OFFICE, ANYBODY]


def test_a_contact_is_there_while_it_is_verified_and_gone_the_midnight_after(client, helping):
    helping(verified_on=date(2026, 11, 30))
    assert "+420 555 000 111" in read(client)
    assert "Ověřeno 30. 11. 2026" in read(client)
    last = datetime(2027, 5, 30, 21, 59, 59, tzinfo=UTC)
    with time_machine.travel(last, tick=False):
        assert "Poradna" in rows(client)
    with time_machine.travel(last + timedelta(seconds=1), tick=False):
        assert rows(client) == [OFFICE, ANYBODY]
        assert "Některé kontakty teď znovu ověřujeme." in read(client)


def test_with_no_row_left_the_page_says_why(client, helping):
    Help.objects.all().delete()
    row = helping()
    assert SILENT in read(client)
    assert "Co se vás týká?" not in read(client)
    assert "Kdo vám může pomoci" not in read(client)
    Help.objects.filter(pk=row.pk).update(verified_on=NOW.date())
    row.situations.add(Situation.objects.last())  # which says that the content changed
    assert SILENT not in read(client)


def test_where_help_is_only_elsewhere_the_page_asks_for_the_town(client, helping):
    Help.objects.all().delete()
    helping(who="Odbor v Litoměřicích", orp="Litoměřice", phone="", web="")
    assert "Napište, kde bydlíte." in read(client)
    assert SILENT not in read(client)


def test_what_outlives_its_moment_has_no_contact_and_no_form(client, helping):
    helping(verified_on=NOW.date())
    withheld = client.get(HELP, **{WITHHELD: True}).content.decode()
    assert "Poradna" not in withheld
    assert "<form" not in withheld.partition("<main")[2]
    assert "ověřujeme" not in withheld
    assert f'href="{HELP}"' in client.get("/obce/steti/", **{WITHHELD: True}).content.decode()
    assert f'href="{HELP}?obec=' not in client.get("/obce/steti/", **{WITHHELD: True}).content.decode()


def test_machines_are_told_of_services_as_the_page_tells_of_them(client, helping):
    helping(verified_on=NOW.date(), is_office=False, orp="Litoměřice")
    body = client.get(f"{HELP}?obec={quote('Štětí')}").content.decode()
    graph = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', body)[1])["@graph"]
    assert [node["@type"] for node in graph] == ["Service", "GovernmentService", "Service"]
    assert graph[0]["areaServed"] == {"@type": "AdministrativeArea", "name": "Litoměřice"}
    channel = graph[0]["availableChannel"]
    assert (channel["servicePhone"]["telephone"], channel["serviceUrl"]) == (PHONE, WEB)
    assert "availableChannel" not in graph[1]


DOORS = ["/", "/obce/steti/", "/kontaktni-centrum/", "/kontaktni-centrum/schuzka/", "/neni/", "/hledat/?q=xylofon"]


@pytest.mark.parametrize("address", DOORS)
def test_help_is_one_tap_away(client, address):
    main = client.get(address).content.decode().partition("<main")[2].partition("</main>")[0]
    assert re.search(rf'<a href="{HELP}(\?obec=[^"]+)?">', main)


def test_the_door_of_a_town_speaks_of_it_and_leads_there(client):
    body = client.get("/obce/steti/").content.decode().replace("\u00a0", " ")
    assert f'<a href="{HELP}?obec={quote("Štětí")}">Hledáte bydlení ve Štětí?</a>' in body
    Municipality.objects.get(slug="steti").delete()
    town = Municipality.objects.get(slug="vir")
    town.locative = ""
    town.save()
    assert "Hledáte bydlení pro sebe?" in client.get("/obce/vir/").content.decode().replace("\u00a0", " ")


def test_the_page_stands_in_the_menu_without_a_centre_and_without_rows(client):
    Help.objects.all().delete()
    ContactCentre.objects.all().delete()
    assert f'<li><a href="{HELP}">Kam se obrátit</a></li>' in client.get("/").content.decode().replace("\u00a0", " ")
    assert client.get(HELP).status_code == 200


def test_pages_are_made_anew_at_midnight_in_prague_even_without_a_centre():
    assert shown.next_change({}, NOW) == datetime(2026, 12, 1, tzinfo=PRAGUE)
    assert shown.next_change({}, datetime(2027, 5, 30, 22, tzinfo=UTC)) == datetime(2027, 6, 1, tzinfo=PRAGUE)
