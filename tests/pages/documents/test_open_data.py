"""Documents as open data: what readers see of them, and nothing else, in a table and as linked data."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, RDF

from pages.documents.readable import judging
from tests.open_data import document, fetched, graph, table
from tests.pages.documents.made_files import pdf

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 7, 11, tzinfo=UTC)
HOUR = timedelta(hours=1)
SITE = "http://127.0.0.1:8000"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def test_a_document_is_a_digital_object_with_its_file_and_what_it_replaces(client, make, add_file, clock):
    old = make("Stará", url="https://www.mpsv.cz/stara")
    new = make("Guidelines", language="en", replaces=old, content=pdf(), author="Jana Nováková")
    judging.judge_due()
    clock.shift(HOUR)
    add_file(new, pdf(), note="Doplněná kapitola.")
    judging.judge_due()
    guidelines = next(one for one in document(client, "dokumenty.jsonld") if "en" in one["název"])
    assert guidelines["typ"] == "Digitální objekt"
    assert guidelines["název"] == {"en": "Guidelines"}
    assert guidelines["url"] == f"{SITE}/dokumenty/guidelines.pdf"
    assert guidelines["typ_média"] == "http://www.iana.org/assignments/media-types/application/pdf"
    assert guidelines["aktualizováno"] == {"typ": "Časový okamžik", "datum_a_čas": "2026-12-07T13:00:00+01:00"}
    assert (guidelines["počet_stran"], guidelines["verze"], guidelines["co_je_nového"]) == (1, 2, "Doplněná kapitola.")
    read, here = graph(client, "dokumenty.jsonld"), URIRef(f"{SITE}/dokumenty/guidelines/")
    assert (here, RDF.type, URIRef("http://schema.org/CreativeWork")) in read
    assert read.value(here, DCTERMS.title) == Literal("Guidelines", lang="en")
    assert read.value(here, URIRef(f"{SITE}/otevrena-data/#nahrazuje")) == URIRef(f"{SITE}/dokumenty/stara/")
    rows = {row["název"]: row for row in table(client, "dokumenty.csv")}
    assert rows["Guidelines"]["nahrazuje"] == f"{SITE}/dokumenty/stara/"
    assert rows["Stará"]["nahradil_ho"] == f"{SITE}/dokumenty/guidelines/"
    assert (rows["Stará"]["soubor"], rows["Stará"]["typ_souboru"]) == ("https://www.mpsv.cz/stara", "")


def test_what_readers_do_not_see_is_in_no_file(client, make, clock):
    make("Kanárek koncept", publish_at=None)
    make("Kanárek plán", publish_at=NOON + 2 * HOUR)
    make("Kanárek pryč", withdrawn_at=NOON + HOUR)
    clock.shift(HOUR)
    make("Metodika", replaces_id=1)
    for name in ["dokumenty.csv", "dokumenty.jsonld"]:
        assert "Kanárek" not in fetched(client, name)
        assert "kanarek" not in fetched(client, name)
        assert "Metodika" in fetched(client, name)


def test_without_documents_the_files_are_empty(client):
    assert (table(client, "dokumenty.csv"), document(client, "dokumenty.jsonld")) == ([], [])


def test_the_files_take_as_few_queries_for_forty_documents_as_for_one(client, make, django_assert_num_queries):
    make("První")
    for added in range(2):
        for name in ["dokumenty.csv", "dokumenty.jsonld"] * 2:
            client.get(f"/otevrena-data/{name}")
        for name in ["dokumenty.csv", "dokumenty.jsonld"]:
            with django_assert_num_queries(3):
                client.get(f"/otevrena-data/{name}")
        for number in range(0 if added else 40):
            make(f"Metodika {number}")
