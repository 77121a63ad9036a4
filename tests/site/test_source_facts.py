"""Every fact of the source document, one a line, stands on its page."""

import html
import re

import pytest
from django.utils.html import strip_tags

FACTS = """
/                    | Sociální bydlení – metodická a informační podpora v oblasti sociálních agend
/                    | Podpora sociálního bydlení
/                    | CZ.03.2.63/0.0/0.0/15_017/0003539
/                    | Operační program Zaměstnanost
/                    | 1. 1. 2016 – 31. 12. 2020
/                    | Ministerstvo práce a sociálních věcí
/                    | rozvoj systému sociálního bydlení v České republice
/                    | mezinárodní spolupráce
/                    | vzdělávání
/                    | výzkumné aktivity
/                    | metodické podklady
/                    | 16 spolupracujících obcí
/                    | +420 778 455 761
/                    | socialni.bydleni@mpsv.cz
/                    | pondělí 12–16, středa a pátek 9–13 hodin
/                    | E-mail: kdykoliv
/                    | stav k 16. 9. 2020
/                    | Poslední aktualizace: 16. 9. 2020
/o-projektu/         | Sociální bydlení – metodická a informační podpora v oblasti sociálních agend
/o-projektu/         | Podpora sociálního bydlení
/o-projektu/         | CZ.03.2.63/0.0/0.0/15_017/0003539
/o-projektu/         | Operační program Zaměstnanost
/o-projektu/         | Evropský sociální fond
/o-projektu/         | 1. 1. 2016 – 31. 12. 2020
/o-projektu/         | Ministerstvo práce a sociálních věcí (MPSV)
/o-projektu/         | Projekt má jeden hlavní cíl: rozvoj systému sociálního bydlení v České republice
/o-projektu/         | mezinárodní spolupráce
/o-projektu/         | vzdělávání
/o-projektu/         | výzkumné aktivity
/o-projektu/         | metodické podklady
/o-projektu/         | V rámci projektu vzniká Kontaktní centrum
/o-projektu/         | pracovníci už teď pomáhají připravit pilotáž
/o-projektu/         | Koncepce sociálního bydlení České republiky 2015–2025
/o-projektu/         | Po celou dobu pilotáže budou obcím radit, jak postupovat, a dávat jim informace
/o-projektu/         | V pozdější fázi projektu se služby Kontaktního centra rozšíří. Budou i pro další obce a aktéry
/o-projektu/         | Projekt posílí kompetence
/o-projektu/         | sociálního bydlení i doprovodných služeb, především sociální práce
/o-projektu/         | úzce spolupracuje s vybranými obcemi
/o-projektu/         | Pomáhá jim vytvořit lokální koncepci sociálního bydlení a uvést ji do praxe
/o-projektu/         | www.socialnibydleni.mpsv.cz
/o-projektu/         | Sociální bydlení v ČR
/o-projektu/         | stav k 16. 9. 2020
/obce/               | lokální koncepci sociálního bydlení
/obce/               | Brno
/obce/               | Chomutov
/obce/               | Jindřichův Hradec
/obce/               | Kadaň
/obce/               | Křižánky
/obce/               | Most
/obce/               | Ostrava
/obce/               | Otrokovice
/obce/               | Pardubice
/obce/               | Plzeň
/obce/               | Praha 7
/obce/               | Praha 14
/obce/               | Štětí
/obce/               | Velké Hamry
/obce/               | Veselíčko
/obce/               | Vír
/kontaktni-centrum/  | socialni.bydleni@mpsv.cz
/kontaktni-centrum/  | Na e-mail můžete napsat kdykoliv
/kontaktni-centrum/  | +420 778 455 761
/kontaktni-centrum/  | pondělí 12–16 hodin
/kontaktni-centrum/  | středa 9–13 hodin
/kontaktni-centrum/  | pátek 9–13 hodin
/kontaktni-centrum/  | Na individuální konzultaci se objednejte předem
/kontaktni-centrum/  | Domluvte si termín
/kontaktni-centrum/  | Na Maninách 876/7
/kontaktni-centrum/  | Praha-Holešovice
/kontaktni-centrum/  | Už teď pomáháme připravit pilotáž systému sociálního bydlení ve spolupracujících obcích
/kontaktni-centrum/  | Po celou dobu pilotáže jim radíme, jak postupovat, a dáváme jim informace
/kontaktni-centrum/  | své služby rozšíříme. Budou i pro další obce a aktéry sociálního bydlení
/kontaktni-centrum/  | stav k 16. 9. 2020
"""
LINES = [tuple(part.strip() for part in line.split("|")) for line in FACTS.strip().splitlines()]


def visible_text(response) -> str:
    """What a reader reads: markup away, every kind of space one space, joiners away."""
    body = response.content.decode().partition("<body>")[2]
    text = strip_tags(re.sub(r"<(?!wbr|/?a\b|/?strong|/?span)", " <", body))
    return " ".join(html.unescape(text).replace("\u2060", "").split())


@pytest.mark.django_db
def test_every_municipality_of_the_list_is_linked_to_its_own_page(client):
    listed = re.findall(r'<li><a href="(/obce/[a-z0-9-]+/)"><span>(.*?)</span>', client.get("/obce/").content.decode())
    names = [fact for address, fact in LINES if address == "/obce/"][1:]
    assert [html.unescape(name).replace("\u00a0", " ") for _, name in listed] == names
    for address, name in listed:
        assert f"<h1>{name}</h1>" in client.get(address).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/o-projektu/", "/obce/", "/kontaktni-centrum/", "/obce/brno/"])
def test_no_page_says_that_the_project_has_ended_or_that_somebody_answers_now(client, address):
    text = visible_text(client.get(address)).lower()
    assert not [
        word for word in ["projekt skončil", "ukončen", "teď můžete volat", "otevřeno", "zavřeno"] if word in text
    ]
