"""A second site from the same code: the next project, of the folder tests/second_site and of no line more.

Its money is of 2021–2027, so the words beside the emblem are those of Regulation (EU) 2021/1060, Annex IX.
"""

import json
import re

import pytest

from tests.browser.account import Account
from tests.browser.test_eu_publicity import MEASURE, REFLEX_BLUE, WINDOWS, faults

pytestmark = [pytest.mark.browser, pytest.mark.any_database, pytest.mark.thorough]

LINES = ["Spolufinancováno", "Evropskou unií"]
OFF = ["/obce/", "/obce/brno/", "/kontaktni-centrum/", "/kam-se-obratit/", "/nahlasit-chybu/", "/otazky/", "/slovnik/"]


def test_every_page_says_that_the_union_pays_its_part_in_the_first_view(new_tab, kinds):
    page = new_tab(*WINDOWS[0])
    found = []
    for address in kinds:
        page.goto(address)
        for width, height in WINDOWS:
            page.set_viewport_size({"width": width, "height": height})
            # A long name takes four lines on a phone.
            measured = faults(page.evaluate(MEASURE), LINES, lowest=200)
            found += [f"{address} at {width} px: the block {fault}" for fault in measured]
    assert found == []


def test_own_colours_leave_the_words_beside_the_emblem_as_the_regulation_says(new_tab):
    page = new_tab(360)
    page.goto("/")
    colour = "element => getComputedStyle(element).color"
    assert page.locator(".eu span").evaluate(colour) == f"rgb({', '.join(map(str, REFLEX_BLUE))})"
    assert page.locator("h1").evaluate(colour) == "rgb(20, 69, 42)"


def test_every_link_of_the_second_site_leads_somewhere_and_none_to_a_part_that_is_off(site, every_address):
    assert [address for address in OFF if site.get(address)[0] != 404] == []
    assert [address for address in every_address if address in OFF] == []
    found, known = set(), {}
    for address in [*every_address, "/neni/", "/hledat/?q=obec", "/hledat/?q=nesmysl"]:
        body = site.get(address)[2].decode()
        for link in re.findall(r'(?:href|src)="(/[^"#?]*)', body):
            known.setdefault(link, site.get(link)[0])
            if known[link] not in {200, 302}:
                found.add((address, link))
    assert found == set()


def test_the_second_site_says_nothing_of_the_first_project(site, every_address):
    said = "".join(site.get(address)[2].decode().replace("\u00a0", " ") for address in [*every_address, "/neni/"])
    assert "Operační program Zaměstnanost plus" in said
    assert re.findall(r"Zaměstnanost(?! plus)|0003539|Evropský sociální fond(?! plus)", said) == []
    catalogue = json.loads(site.get("/otevrena-data/katalog.jsonld")[2])
    assert len(catalogue["datová_sada"]) == 2  # documents, the project
    assert "Spolufinancováno" not in site.get("/otevrena-data/projekt.jsonld")[2].decode()


def test_editors_of_the_second_site_meet_nothing_of_parts_that_are_off(site, new_tab):
    account = Account("nasledovnice")
    site.manage("create_editor", account.name, "--password", account.password, "--group", "Vydavatel")
    page = new_tab(1440, 900)
    account.sign_in(page)
    seen = page.content()
    assert page.title().endswith("Správa webu Podpora sociálního bydlení a jeho systémové zavádění v ČR")
    page.goto("/sprava/prirucka/")
    seen += page.content()
    assert "/sprava/pages/document/" in seen
    assert re.findall(r"/sprava/(?:municipalities|contact|pages/(?:term|question)page)/|/prirucka/obec/", seen) == []
    assert page.goto("/sprava/municipalities/municipality/").status == 404
