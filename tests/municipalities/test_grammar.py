"""The names of the municipalities in the cases that sentences need, checked one by one."""

import re

import pytest

from municipalities.models import Municipality
from pages.facts.regions import Region

pytestmark = pytest.mark.django_db

# Internetová jazyková příručka ÚJČ; Vír, Velké Hamry and Křižánky also as their own web sites write them.
FORMS = """
Brno              | v Brně                | Brna
Chomutov          | v Chomutově           | Chomutova
Jindřichův Hradec | v Jindřichově Hradci  | Jindřichova Hradce
Kadaň             | v Kadani              | Kadaně
Křižánky          | v Křižánkách          | Křižánek
Most              | v Mostě               | Mostu
Ostrava           | v Ostravě             | Ostravy
Otrokovice        | v Otrokovicích        | Otrokovic
Pardubice         | v Pardubicích         | Pardubic
Plzeň             | v Plzni               | Plzně
Praha 7           | v Praze 7             | Prahy 7
Praha 14          | v Praze 14            | Prahy 14
Štětí             | ve Štětí              | Štětí
Velké Hamry       | ve Velkých Hamrech    | Velkých Hamrů
Veselíčko         | ve Veselíčku          | Veselíčka
Vír               | ve Víru               | Víru
"""
LINES = [tuple(form.strip() for form in line.split("|")) for line in FORMS.strip().splitlines()]


def words(client, municipality) -> tuple[str, str]:
    """The title of a municipality's page and its door for who looks for a home."""
    body = client.get(municipality.get_absolute_url()).content.decode().replace("\u00a0", " ")
    return re.search("<title>(.*?)</title>", body)[1], re.search("Hledáte bydlení .*?\\?", body)[0]


def test_forms_are_checked_for_every_municipality():
    assert [name for name, *_ in LINES] == [municipality.name for municipality in Municipality.objects.all()]


@pytest.mark.parametrize(("name", "locative", "genitive"), LINES)
def test_title_and_door_decline_the_name(client, name, locative, genitive):
    municipality = Municipality.objects.get(name=name)
    assert municipality.genitive == genitive  # for the search
    title, door = words(client, municipality)
    assert title == f"Sociální bydlení {locative} – Podpora sociálního bydlení"
    assert door == f"Hledáte bydlení {locative}?"


def test_every_region_has_a_locative_of_its_name():
    for region in Region:
        preposition, place = region.locative.split(" ", 1)
        assert preposition == ("ve" if place[:2] in {"St", "Zl"} else "v")
        declined = [("ký kraj", "kém kraji"), ("Kraj ", "Kraji "), ("Hlavní město Praha", "hlavním městě Praze")]
        assert [place] == [region.label.replace(*ending) for ending in declined if ending[0] in region.label]


def test_a_name_whose_cases_nobody_filled_in_stays_in_the_nominative(client):
    Municipality.objects.update(locative="", genitive="")
    title, door = words(client, Municipality.objects.get(name="Kadaň"))
    assert title == "Kadaň – Podpora sociálního bydlení"
    assert door == "Hledáte bydlení pro sebe?"
