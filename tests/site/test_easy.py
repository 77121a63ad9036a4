"""Pages in easy Czech: where the whole text is, the ways to reach us one by one, and looks of their own."""

import re

import pytest
import time_machine

from contact.models import ContactCentre
from pages.frame.door import WITHHELD

pytestmark = pytest.mark.django_db
CENTRE, SHEET = "/snadne/kontaktni-centrum/", "css/easy"
OPEN, HOLIDAY = "2026-11-25T10:00+01:00", "2026-12-20T10:00+01:00"


def main(client, address, **environ):
    page = client.get(address, **environ).content.decode().replace("\u00a0", " ")
    return re.sub(r"\s+", " ", page.partition("<main")[2].partition("</main>")[0])


def test_each_page_says_that_it_is_easy_and_leads_to_the_whole_text(client):
    for address in ["/", "/kontaktni-centrum/", "/o-projektu/", "/obce/", "/kam-se-obratit/", "/pristupnost/"]:
        assert f'Text ve snadném čtení. <a href="{address}">Běžný text</a>' in main(client, f"/snadne{address}")
        assert "snadném čtení" not in main(client, address) + main(client, f"/uk{address}")


def test_only_pages_in_easy_czech_carry_its_looks(client):
    assert SHEET in client.get("/snadne/o-projektu/").content.decode()
    assert SHEET not in client.get("/o-projektu/").content.decode() + client.get("/uk/").content.decode()


def test_each_way_to_reach_us_stands_under_a_sign_of_its_own_and_each_day_on_a_line(client):
    page = main(client, CENTRE)
    headings = re.findall(r'<h2(?: id="\w+")?><svg[^>]*><path d="[^"]+"/></svg> ?([^<]*)</h2>', page)
    assert headings == ["Napište nám e-mail", "Zavolejte nám", "Kdy můžete volat", "Přijďte za námi", "S čím poradíme"]
    assert re.findall(r"<li>(v[e]? .*?)</li>", page) == [
        "v pondělí od 12 do 16 hodin",
        "ve středu od 9 do 13 hodin",
        "v pátek od 9 do 13 hodin",
    ]
    assert "Tyto hodiny jsme ověřili <time" in page
    assert "Proto nám raději napište." in page


def test_it_says_of_the_moment_what_the_whole_page_says(client):
    ContactCentre.objects.update(hours_verified_on="2026-11-24")
    with time_machine.travel(OPEN, tick=False):
        assert "<strong>Teď můžete volat</strong> do 13 hodin" in main(client, CENTRE)
        assert "Teď můžete volat" not in main(client, CENTRE, **{WITHHELD: True})
    with time_machine.travel(HOLIDAY, tick=False):
        assert re.findall(r"<li>(\w+) <time[^>]*>([^<]*)</time>: ([^<]*)</li>", main(client, CENTRE))[0] == (
            "pátek",
            "25. prosince 2026",
            "bez telefonu",
        )


def test_before_the_contacts_are_there_it_says_so_in_easy_words(client):
    ContactCentre.objects.all().delete()
    assert "Kontakty teď doplňujeme.<br>Zkuste to prosím později." in main(client, CENTRE)
