"""Open data as a whole: the page, every file's headers, the words it uses, and that it follows the facts at once."""

import html
import json
import re

import pytest
from django.test import Client
from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SDO

from contact.models import ContactCentre
from municipalities.models import Municipality
from pages.models import Project, TermsOfUse
from socialnibydleni.exports.catalogue import DATA_SETS, RECORDS
from socialnibydleni.exports.open_data import FILES
from tests.open_data import CONTEXTS, FOLDER, document, fetched, graph, table

pytestmark = pytest.mark.django_db

TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",  # RFC 4180, 3
    "csv-metadata.json": "application/csvm+json",  # Metadata Vocabulary for Tabular Data
    "geojson": "application/geo+json",  # RFC 7946, 12
    "jsonld": "application/ld+json",
}
LINKED = [name for name in FILES if name.endswith(".jsonld")]


@pytest.fixture
def body(client):
    return client.get(FOLDER).content.decode()


def test_the_page_links_every_file_but_the_context_that_the_files_link(body):
    linked = set(re.findall(rf'<a href="{FOLDER}([^"]+)"', body))
    assert linked == set(FILES) - {"kontext.jsonld"}
    assert f'<link rel="alternate" type="application/ld+json" href="{FOLDER}katalog.jsonld">' in body


def test_every_page_leads_to_open_data_from_its_footer(client):
    assert f'<a href="{FOLDER}">Otevřená data</a>' in client.get("/obce/").content.decode().partition("<footer")[2]


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_its_media_type_and_is_open_to_pages_of_other_sites(client, name):
    response = client.get(FOLDER + name)
    assert response["Content-Type"] == TYPES[name.partition(".")[2]]
    assert response["Access-Control-Allow-Origin"] == "*"
    assert {part.strip() for part in response["Cache-Control"].split(",")} == {"public", "max-age=0", "must-revalidate"}
    assert not response.cookies
    assert client.head(FOLDER + name)["Content-Type"] == response["Content-Type"]


@pytest.mark.parametrize(
    "address", ["/", FOLDER, f"{FOLDER}neni.csv", f"{FOLDER}katalog/neni.jsonld", "/sprava/login/"]
)
def test_nothing_but_the_files_is_open_to_pages_of_other_sites(client, address):
    assert "Access-Control-Allow-Origin" not in client.get(address).headers


@pytest.mark.parametrize("name", FILES)
def test_other_methods_are_refused(name):
    assert Client(enforce_csrf_checks=True).post(FOLDER + name).status_code == 405


def test_what_is_no_file_is_not_found(client):
    for name in ["neni.csv", "katalog/neni.jsonld", "katalog", "obce.csv/", "../sprava/"]:
        assert client.get(FOLDER + name).status_code == 404, name


def test_every_name_in_the_files_is_explained_on_the_page_or_by_its_standard(client, body):
    explained = dict(
        re.findall(r'<tr id="(.+?)"><th scope="row">.+?</th><td>(.+?)</td></tr>', body.partition('id="nazvy"')[2])
    )
    used = {*table(client)[0], *document(client, "obce.geojson")["features"][0]["properties"]}
    used |= {*document(client, "projekt.jsonld"), *document(client, "kontaktni-centrum.jsonld")}
    used |= {*document(client, "obce.jsonld")[0], *document(client, "pomoc.jsonld")[0]}
    of_standards = {"@context", "typ", "geometrie", "adresa", "umístění", "email", "mobil", "url"}
    assert used - set(explained) == of_standards
    assert all(re.search(r"\.$", html.unescape(meaning)) for meaning in explained.values())


def test_an_address_of_our_own_in_linked_data_is_a_place_on_the_page(client, body):
    ids = set(re.findall(r'\bid="([^"]+)"', body))
    read = graph(client, "obce.jsonld") + graph(client, "kontaktni-centrum.jsonld") + graph(client, "projekt.jsonld")
    read += graph(client, "pomoc.jsonld")
    ours = {str(term).partition(f"{FOLDER}#")[2] for term in read.predicates()} - {""}
    assert {"počet_obyvatel", "osobní_schůzka", "zdroj_ke_dni", "fond"} <= ours <= ids


def test_our_context_changes_no_word_of_a_standard(client):
    ours = document(client, "kontext.jsonld")["@context"]
    theirs = {name for context in CONTEXTS.values() for name in context}
    assert ours.keys() & theirs == {"Umístění"}  # which the standard's context for places leaves out


def test_the_project_is_linked_data_with_days_and_addresses(client):
    read = graph(client, "projekt.jsonld")
    project = URIRef("http://127.0.0.1:8000/#projekt")  # the same thing as in the structured data of pages
    ours = f"http://127.0.0.1:8000{FOLDER}#"
    assert read.value(project, RDF.type) == SDO.Project
    assert read.value(project, DCTERMS.title) == Literal(Project.objects.get().full_name, lang="cs")
    assert read.value(project, URIRef(f"{ours}začátek_realizace")).toPython().isoformat() == "2016-01-01"
    assert len(list(read.objects(project, URIRef(f"{ours}prostředky")))) == 4
    assert read.value(project, URIRef(f"{ours}zdroj_ke_dni")).toPython().isoformat() == "2020-09-16"


def test_files_and_pages_say_the_same_of_a_municipality(client):
    for row in table(client):
        page = html.unescape(client.get(row["stránka"]).content.decode()).replace("\u00a0", " ")
        assert f"<h1>{row['název']}</h1>" in page
        for name in ["druh", "kraj", "okres"]:
            assert f"<dd>{row[name]}</dd>" in page or (name, row["okres"]) == ("okres", "")
        assert f"<dd>{int(row['počet_obyvatel']):,}</dd>".replace(",", " ") in page
        assert row["zdroj"].replace(", ", "</a>, ") in page


def test_a_changed_fact_is_in_every_file_at_the_next_request(client):
    files = ["obce.csv", "obce.geojson", "obce.jsonld"]
    assert all("382405" in fetched(client, name) for name in files)
    brno, centre, project = Municipality.objects.get(slug="brno"), ContactCentre.objects.get(), Project.objects.get()
    brno.population, centre.email, project.short_name = 382406, "nova@mpsv.cz", "Bydlení pro všechny"
    for row in [brno, centre, project]:
        row.save()
    assert all("382406" in fetched(client, name) and "382405" not in fetched(client, name) for name in files)
    assert "mailto:nova@mpsv.cz" in fetched(client, "kontaktni-centrum.jsonld")
    for name in ["katalog.jsonld", "katalog/obce.jsonld", "katalog/projekt.jsonld"]:
        assert "mailto:nova@mpsv.cz" in fetched(client, name)
        assert "projektu Bydlení pro všechny" in fetched(client, name)
    assert document(client, "projekt.jsonld")["zkrácený_název"] == "Bydlení pro všechny"


def test_no_file_holds_spaces_or_joiners_that_are_for_the_eye(client):
    for model, field in [(Municipality, "orp"), (ContactCentre, "meeting_note"), (Project, "short_name")]:
        row = model.objects.first()
        setattr(row, field, "s\u00a0pevnou\u00a0mezerou 9\u2060–\u206013")
        row.save()
    texts = {name: fetched(client, name) for name in FILES}
    assert "s pevnou mezerou 9–13" in texts["obce.csv"]
    assert [name for name, text in texts.items() if re.search("[\u00a0\u202f\u2060\ufeff]", text)] == []


def test_without_rows_a_file_is_empty_or_not_there(client):
    Municipality.objects.all().delete()
    Project.objects.all().delete()
    ContactCentre.objects.all().delete()
    assert table(client) == []
    assert (document(client, "obce.geojson")["features"], document(client, "obce.jsonld")) == ([], [])
    assert client.get(f"{FOLDER}projekt.jsonld").status_code == 404
    assert client.get(f"{FOLDER}kontaktni-centrum.jsonld").status_code == 404
    assert json.loads(fetched(client, "katalog.jsonld"))["název"] == {"cs": "Otevřená data projektu"}


def test_terms_of_use_stand_before_the_files_or_that_there_are_none_yet(client, body):
    head = body.partition('id="obce"')[0]
    assert "Podmínky užití zatím nejsou určené." in head
    assert 'href="mailto:socialni.bydleni@mpsv.cz"' in head.partition("<main")[2]
    terms = TermsOfUse.objects.get()
    terms.works, terms.database = TermsOfUse.Works.CC_BY, TermsOfUse.Database.NONE
    terms.special_right, terms.personal_data = TermsOfUse.SpecialRight.NONE, TermsOfUse.PersonalData.NONE
    terms.save()
    head = client.get(FOLDER).content.decode().partition('id="obce"')[0]
    assert "obsahují autorská díla pod licencí CC" in html.unescape(head).replace("\u00a0", " ")
    assert "zatím nejsou" not in head


def test_each_data_set_has_one_table_that_says_what_each_file_is_for(body):
    tables = {
        caption: re.findall(r'<th scope="row"><a href="(.+?)">', rows)
        for caption, rows in re.findall(r"<caption>Soubory: (.+?)</caption>(.+?)</table>", body, re.DOTALL)
    }
    assert list(tables) == [data_set.title for data_set in DATA_SETS]
    for data_set in DATA_SETS:
        files = [*data_set.files, *data_set.descriptions, RECORDS[data_set.key]]
        assert tables[data_set.title] == [file.address for file in files]
    assert "<td>Otevřete v\u00a0Excelu.</td><td>Tabulka</td>" in body
