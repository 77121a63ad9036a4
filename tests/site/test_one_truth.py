"""A fact is written once: changed in the admin, it is new on every page at once and nowhere old."""

import json
import re

import pytest
import time_machine
from django.urls import reverse

from contact.models import ContactCentre
from municipalities.models import Municipality
from pages.models import Project
from socialnibydleni.serving import error_pages
from tests.admin_forms import change
from tests.listed import in_time

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

OLD = ["+420778455761", "778\u00a0455\u00a0761", "778 455 761"]
NEW_SHOWN, NEW_DIALLED = "+420\u00a0601\u00a0234\u00a0567", "+420601234567"


def verify(editor_client, row, what, day):
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_verify", args=[row.pk, what])
    with time_machine.travel(f"{day}T12:00+02:00", tick=False):
        assert editor_client.post(address).status_code == 302


def page(client, address):
    return client.get(address).content.decode()


@pytest.fixture
def addresses(client):
    return in_time(client)


def test_a_new_phone_number_is_everywhere_at_once_and_the_old_one_nowhere(client, editor_client, addresses):
    before = [client.get(address).content.decode() for address in addresses]
    assert all("tel:+420778455761" in body for body in before)

    change(editor_client, ContactCentre.objects.get(), phone="601 234 567")

    for address in [*addresses, "/neni/"]:
        body = client.get(address).content.decode()
        assert f'href="tel:{NEW_DIALLED}"' in body, address
        assert NEW_SHOWN in body.partition("<footer")[2], address
        assert not [old for old in OLD if old in body], address
    for status in error_pages.MESSAGES:
        assert f"tel:{NEW_DIALLED}" in error_pages.response(status).content.decode()
    scripts = re.findall(r"<script[^>]*>(.*?)</script>", client.get("/kontaktni-centrum/").content.decode() + body)
    assert NEW_DIALLED in json.dumps([json.loads(script) for script in scripts])


def test_a_new_name_of_the_project_is_in_the_header_and_the_title(client, editor_client):
    change(editor_client, Project.objects.get(), short_name="Bydlení pro všechny")
    body = client.get("/obce/").content.decode()
    assert "<b>Bydlení pro všechny</b>" in body
    assert "<title>Spolupracující obce – Bydlení pro všechny</title>" in body
    assert "Podpora sociálního bydlení –" not in body


def test_the_number_of_municipalities_is_counted_never_typed(client, editor_client):
    change(editor_client, Municipality.objects.get(slug="vir"), is_published="", reason="Odešla.")
    home = client.get("/").content.decode()
    assert "15&nbsp;spolupracujících obcí" in home
    assert (
        "/obce/vir/" not in home + client.get("/obce/").content.decode() + client.get("/sitemap.xml").content.decode()
    )
    assert client.get("/obce/vir/").status_code == 410
    assert "Jedna z\u00a015\u00a0obcí" in client.get("/obce/brno/").content.decode()


def test_hidden_municipalities_take_their_entry_out_of_the_menu(client):
    for municipality in Municipality.objects.all():
        municipality.is_published = False
        municipality.save()
    assert "/obce/" not in client.get("/").content.decode()
    assert "Zatím jsme tu žádné obce nezveřejnili." in client.get("/obce/").content.decode()


def test_a_verified_web_address_is_shown_and_an_unverified_one_is_not(client, editor_client):
    assert "www.brno.cz" not in client.get("/obce/brno/").content.decode()
    verify(editor_client, Municipality.objects.get(slug="brno"), "website_verified", "2026-10-05")
    body = client.get("/obce/brno/").content.decode()
    assert '<a href="https://www.brno.cz/">www.brno.cz</a>' in body
    assert '<time datetime="2026-10-05">' in body.partition("Poslední aktualizace")[2]


def test_a_verification_of_the_contacts_dates_their_page_and_themselves_on_every_page_and_no_other_page(
    client, editor_client
):
    client.get("/")  # the facts are held from here on, and must be read anew
    verify(editor_client, ContactCentre.objects.get(), "verified", "2026-10-01")
    told = 'Kontakty jsme naposledy ověřili <time datetime="2026-10-01">'
    for address in ["/", "/o-projektu/", "/obce/vir/", "/kontaktni-centrum/", "/neni/", "/hledat/"]:
        assert told in client.get(address).content.decode(), address
    moved = 'Poslední aktualizace: <time datetime="2026-10-01">'
    pages = {address: page(client, address) for address in ["/", "/o-projektu/", "/obce/vir/", "/kontaktni-centrum/"]}
    assert [address for address, body in pages.items() if moved in body] == ["/kontaktni-centrum/"]
    assert client.get("/sitemap.xml").content.decode().count("<lastmod>2026-10-01</lastmod>") == 4  # in each language


def test_pages_that_say_nothing_lasting_have_no_day(client):
    for address in ["/neni/", "/hledat/", "/hledat/?q=bydlen%C3%AD", "/kontaktni-centrum/schuzka/"]:
        assert "Poslední aktualizace" not in page(client, address), address


def test_facebook_stands_among_the_links_once_its_address_is_known(client, editor_client):
    assert "Facebook" not in client.get("/").content.decode()
    change(editor_client, Project.objects.get(), facebook_url="https://www.facebook.com/priklad")
    assert '<a href="https://www.facebook.com/priklad">Facebook: Soc' in client.get("/").content.decode()


def test_another_ministry_programme_and_publisher_are_everywhere_at_once(client, editor_client, addresses):
    values = {
        "implementer": "Ministerstvo příkladů",
        "implementer_genitive": "Ministerstva příkladů",
        "implementer_short": "MPŘ",
        "implementer_ico": "00006947",
        "operational_programme": "Operační program Příklad",
        "programme_short": "OPP",
        "fund": "Příkladný fond",
        "in_short": "zkoušíme příklady",
        "municipalities_help": "Příklady jim pomáhají.",
        "taking_part_many": "zkoušejí příklady",
        "other_municipalities": "Napište si o příklad.",
        "lawful_basis": "Máme k tomu souhlas.",
    }
    change(editor_client, Project.objects.get(), **values)

    for address in [*addresses, "/neni/"]:
        top = page(client, address).replace("\u00a0", " ").partition("<main")[0]
        assert "Evropská unie<br>Příkladný fond<br>Operační program Příklad</span>" in top, address
        assert "Ministerstva příkladů" in top, address
        assert "Zaměstnanost</span>" not in top, address
    home, places = (page(client, address).replace("\u00a0", " ") for address in ["/", "/obce/"])
    assert '<meta name="description" content="Projekt Ministerstva příkladů: zkoušíme příklady. ' in home
    assert "Příklady jim pomáhají." in home
    assert "Napište si o příklad." in places
    assert "které zkoušejí příklady." in page(client, "/obce/vir/").replace("\u00a0", " ")
    assert "Máme k tomu souhlas." in page(client, "/ochrana-osobnich-udaju/").replace("\u00a0", " ")
    catalogue = json.loads(client.get("/otevrena-data/katalog.jsonld").content)
    assert catalogue["poskytovatel"].endswith("/00006947")
    signed_in = editor_client.get("/sprava/").content.decode()
    assert f"Správa webu {Project.objects.get().short_name}</title>" in signed_in


def test_an_abbreviation_of_the_project_finds_what_it_stands_for(client, editor_client):
    assert "jsme nic nenašli" in page(client, "/hledat/?q=XQP").replace("\u00a0", " ")
    change(editor_client, Project.objects.get(), operational_programme="Program Příklad", programme_short="XQP")
    found = page(client, "/hledat/?q=XQP").partition("<main")[2]
    assert "jsme nic nenašli" not in found.replace("\u00a0", " ")
    assert 'href="/o-projektu/"' in found
