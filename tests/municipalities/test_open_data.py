"""The municipalities as CSV, GeoJSON and JSON-LD, read back by readers of their own and held against the rows."""

import codecs
import json
import re
from datetime import date
from urllib.parse import urlsplit

import geojson
import pytest
from rdflib import Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF, XSD

from municipalities.models import LATITUDES, LONGITUDES, Municipality
from tests.open_data import ADDRESSES, LOCN, REGISTER, document, fetched, graph, table

pytestmark = pytest.mark.django_db

OURS = Namespace("http://127.0.0.1:8000/otevrena-data/#")
# What every file has to say of a row, name by name.
EXPECTED = {
    "iri": lambda row: f"https://linked.cuzk.cz/resource/ruian/{row_kind(row)}/{row.lau2_code}",
    "název": lambda row: row.name,
    "kraj": lambda row: row.get_region_display(),
    "okres": lambda row: row.district,
    "zeměpisná_šířka": lambda row: row.latitude,
    "zeměpisná_délka": lambda row: row.longitude,
    "druh": lambda row: row.get_kind_display(),
    "obec_s_rozšířenou_působností": lambda row: row.orp,
    "kód_obce": lambda row: row.lau2_code,
    "kód_okresu": lambda row: row.lau1_code,
    "kód_kraje": lambda row: row.region,
    "ičo": lambda row: row.company_number,
    "počet_obyvatel": lambda row: row.population,
    "počet_obyvatel_ke_dni": lambda row: row.population_on,
    "zdroj_počtu_obyvatel": lambda row: f"{row.register.name}, {row.register.publisher}",
    "zdroj_počtu_obyvatel_odkaz": lambda row: row.register.url,
    "zdroj_počtu_obyvatel_ke_dni": lambda row: row.register.dated_on,
    "zdroj_kódů": lambda row: row.codes_source and f"{row.codes_source.name}, {row.codes_source.publisher}",
    "zdroj_kódů_odkaz": lambda row: row.codes_source and row.codes_source.url,
    "zdroj_kódů_ke_dni": lambda row: row.codes_source and row.codes_source.dated_on,
    "web": lambda row: row.website if row.website_verified_on else None,
    "web_ověřen_dne": lambda row: row.website_verified_on,
    "koncepce": lambda row: row.concept_title,
    "koncepce_odkaz": lambda row: row.concept_url,
    "koncepce_schválena_dne": lambda row: row.concept_approved_on,
    "stránka": lambda row: f"http://127.0.0.1:8000/obce/{row.slug}/",
    "zdroj": lambda row: f"{row.source.name}, {row.source.publisher}",
    "zdroj_odkaz": lambda row: row.source.url,
    "zdroj_ke_dni": lambda row: row.source.dated_on,
    "ověřeno_dne": lambda row: row.verified_on,
}
IN_GEOMETRY = {"zeměpisná_šířka", "zeměpisná_délka"}


def row_kind(row):
    return "momc" if row.slug in {"praha-7", "praha-14"} else "obec"


def written(value):
    """A value as text in a file: a day by ISO 8601, nothing for what is not known."""
    return "" if value is None else str(value)


def of_place(place):
    """A place of the JSON-LD back in the names of the table (open formal standards Umístění and Adresy)."""
    address, point, name = place["adresa"], place["geometrie"], place["název"]["cs"]
    assert {address.get("název_obce", {}).get("cs"), address.get("název_momc", {}).get("cs")} == {name, None}
    return {
        **{key: value for key, value in place.items() if key not in {"@context", "typ", "adresa", "geometrie"}},
        "název": name,
        "kraj": address["název_vúsc"]["cs"],
        "okres": address.get("název_okresu", {}).get("cs"),
        "zeměpisná_délka": point["coordinates"][0],
        "zeměpisná_šířka": point["coordinates"][1],
    }


@pytest.fixture
def full():
    """A row in which everything is known."""
    row = Municipality.objects.get(slug="jindrichuv-hradec")
    row.website_verified_on = date(2026, 10, 5)
    row.concept_title, row.concept_url = "Koncepce, „první“", "https://www.jh.cz/koncepce"
    row.concept_approved_on = date(2018, 5, 16)
    row.save()
    return row


@pytest.fixture
def bare():
    """A row of which only what must be is known, and that nobody at all lives there."""
    row = Municipality.objects.get(slug="vir")
    for name in ["district", "company_number", "website"]:
        setattr(row, name, "")
    row.latitude = row.longitude = row.register = row.verified_on = None
    row.population, row.population_on = 0, date(2026, 1, 1)
    row.save()
    return row


def test_table_points_and_linked_data_say_what_the_rows_say_value_by_value(client, full):
    rows = list(Municipality.objects.all())
    tabled, features = table(client), document(client, "obce.geojson")["features"]
    places = [of_place(place) for place in document(client, "obce.jsonld")]
    assert len(rows) == len(tabled) == len(features) == len(places) == 16
    for row, cells, feature, place in zip(rows, tabled, features, places, strict=True):
        expected = {name: written(read(row)) for name, read in EXPECTED.items()}
        assert cells == expected
        assert feature["id"] == expected["iri"]
        assert {name: written(value) for name, value in feature["properties"].items()} == expected
        assert feature["geometry"]["coordinates"] == [row.longitude, row.latitude]
        assert {name: written(place.get(name)) for name in expected} == expected
        assert set(place) <= set(expected)


def test_what_is_not_known_is_empty_and_nought_is_nought(client, bare):
    unknown = {"okres", "ičo", "web", "zdroj_kódů", "zdroj_kódů_odkaz", "zdroj_kódů_ke_dni", "ověřeno_dne"}
    unknown |= {"zdroj_počtu_obyvatel", "zdroj_počtu_obyvatel_odkaz", "zdroj_počtu_obyvatel_ke_dni"}
    unknown |= {"web_ověřen_dne", "koncepce", "koncepce_odkaz", "koncepce_schválena_dne", *IN_GEOMETRY}
    cells, place = table(client)[-1], document(client, "obce.jsonld")[-1]
    feature = document(client, "obce.geojson")["features"][-1]
    assert {name for name, cell in cells.items() if cell == ""} == unknown
    assert {name for name, value in feature["properties"].items() if value is None} == unknown
    assert feature["geometry"] is None  # RFC 7946, 3.2
    assert not {"geometrie", *unknown} & set(place)
    assert "název_okresu" not in place["adresa"]
    assert (cells["počet_obyvatel"], feature["properties"]["počet_obyvatel"], place["počet_obyvatel"]) == ("0", 0, 0)


@pytest.mark.parametrize("name", ["obce.csv", "obce.geojson", "obce.jsonld"])
def test_a_hidden_municipality_and_an_unverified_web_are_in_no_file(client, name):
    assert "Brno" in fetched(client, name)
    assert "www." not in fetched(client, name).replace("www.mpsv.cz", "")
    hidden = Municipality.objects.get(slug="brno")
    hidden.is_published = False
    hidden.save()
    assert "Brno" not in fetched(client, name)
    assert "582786" not in fetched(client, name)


def test_table_keeps_to_rfc_4180_whatever_stands_in_a_cell(client, full):
    full.orp = 'Nové "Město", část\n2;=1+1'
    full.save()
    text = fetched(client, "obce.csv")
    lines = re.sub(r'"(?:[^"]|"")*"', "", text).split("\r\n")
    assert text.startswith("iri,název,")
    assert lines[-1] == ""
    assert {line.count(",") for line in lines[:-1]} == {len(EXPECTED) - 1}
    read = {row["název"]: row["obec_s_rozšířenou_působností"] for row in table(client)}
    assert read["Jindřichův Hradec"] == full.orp


def test_excel_reads_the_table_as_utf_8_and_the_page_says_how_to_import_it(client):
    """Excel tells UTF-8 by its byte order mark alone; a comma parts columns in no Czech Excel unless it is told so."""
    content = client.get("/otevrena-data/obce.csv").content
    assert content.startswith(codecs.BOM_UTF8 + "iri,název,".encode())
    assert content.count(codecs.BOM_UTF8) == 1
    page = client.get("/otevrena-data/").content.decode().replace("\u00a0", " ")
    assert page.count("V Excelu zvolte na kartě „Data“ příkaz „Z textu/CSV“, jako oddělovač čárku") == 4  # at each
    assert codecs.BOM_UTF8 not in client.get("/otevrena-data/obce.csv-metadata.json").content


def test_description_of_the_table_fits_it_column_by_column(client, full):
    """Metadata Vocabulary for Tabular Data, 5.3 (url), 5.5 (schema), 5.6 (columns); RFC 6570, 2.3 (names)."""
    described = document(client, "obce.csv-metadata.json")
    columns, rows = described["tableSchema"]["columns"], table(client)
    valid = {
        "anyURI": lambda cell: urlsplit(cell).scheme == "https" or cell.startswith("http://127.0.0.1:8000/"),
        "date": date.fromisoformat,
        "double": float,
        "integer": lambda cell: re.fullmatch(r"\d+", cell),
        "string": str,
    }
    assert described["@context"] == ["http://www.w3.org/ns/csvw", {"@language": "cs"}]
    assert described["url"] == "obce.csv"
    assert [column["titles"] for column in columns] == list(rows[0])
    assert len({column["name"] for column in columns}) == len(columns)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", column["name"]) for column in columns)
    for column in columns:
        assert all(valid[column["datatype"]](row[column["titles"]]) for row in rows if row[column["titles"]]), column
    assert len({row[described["tableSchema"]["primaryKey"]] for row in rows}) == len(rows)


def test_points_keep_to_rfc_7946(client):
    """Also that there is no other reference system (4) and that longitude comes first (3.1.1)."""
    collection = geojson.loads(fetched(client, "obce.geojson"))
    assert collection.errors() == []
    assert set(collection) == {"type", "features"}
    for feature in collection.features:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert isinstance(feature.geometry, geojson.Point)
        longitude, latitude = feature.geometry.coordinates
        assert LONGITUDES[0] <= longitude <= LONGITUDES[1]
        assert LATITUDES[0] <= latitude <= LATITUDES[1]


def test_linked_data_mean_places_of_the_register_with_our_facts(client, full):
    read = graph(client, "obce.jsonld")
    place = URIRef("https://linked.cuzk.cz/resource/ruian/obec/545881")
    address = read.value(place, LOCN.address)
    assert len(set(read.subjects(RDF.type, DCTERMS.Location))) == 16
    assert read.value(place, DCTERMS.title) == Literal("Jindřichův Hradec", lang="cs")
    assert read.value(address, RDF.type) == LOCN.Address
    assert read.value(address, REGISTER["má-název-okresu"]) == Literal("Jindřichův Hradec", lang="cs")
    assert read.value(address, ADDRESSES["název-vyššího-územního-samosprávního-celku"]) == Literal(
        "Jihočeský kraj", lang="cs"
    )
    assert json.loads(read.value(place, LOCN.geometry)) == {"type": "Point", "coordinates": [15.00624, 49.14458]}
    assert read.value(place, OURS.počet_obyvatel) == Literal(21169)
    assert read.value(place, OURS.počet_obyvatel_ke_dni) == Literal("2020-12-31", datatype=XSD.date)
    assert read.value(place, OURS.web) == URIRef("https://www.jh.cz/")
    assert read.value(place, OURS.stránka) == URIRef("http://127.0.0.1:8000/obce/jindrichuv-hradec/")


def test_a_district_of_prague_is_a_district_in_the_register_too(client):
    read = graph(client, "obce.jsonld")
    address = read.value(URIRef("https://linked.cuzk.cz/resource/ruian/momc/500186"), LOCN.address)
    assert read.value(address, ADDRESSES["název-městského-obvodu-městské-části"]) == Literal("Praha 7", lang="cs")
    assert read.value(address, REGISTER["má-název-okresu"]) is None
