"""Files that machines ask for, and the structured data in pages."""

import json
import re
from datetime import UTC, datetime

import pytest
import time_machine
from defusedxml.ElementTree import fromstring
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SDO

from contact.models import ContactCentre
from municipalities.models import Municipality
from pages.models import Project

pytestmark = pytest.mark.django_db
SCHEMA = "https://schema.org/"
LAST_UPDATE = "(?:Poslední aktualizace|Last updated|Останнє оновлення)"


def structured_data(client, address):
    body = client.get(address).content.decode()
    return [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', body)]


def as_graph(document):
    """The document as an RDF graph; schema.org's context is given by hand, since nothing is fetched."""
    context = {"@vocab": SCHEMA, "dayOfWeek": {"@type": "@id"}, "url": {"@type": "@id"}, "sameAs": {"@type": "@id"}}
    return Graph().parse(data=json.dumps({**document, "@context": context}), format="json-ld")


def test_robots_keep_out_of_the_admin_and_previews_only_and_learn_the_sitemap(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert [line for line in lines if line] == [
        "User-agent: *",
        "Disallow: /sprava/",
        "Disallow: /nahled/",
        "Sitemap: http://127.0.0.1:8000/sitemap.xml",
    ]


def test_sitemap_says_of_every_address_when_it_last_changed(client):
    body = client.get("/sitemap.xml").content.decode()
    dates = dict(re.findall(r"<loc>http://127\.0\.0\.1:8000(.*?)</loc><lastmod>(.*?)</lastmod>", body))
    assert len(dates) == 23 + 2 + 10 + 15 + 3 * 23  # all but the forms, which say nothing that lasts
    assert (dates["/"], dates["/obce/"], dates["/obce/vir/"]) == ("2020-09-16", "2020-09-16", "2020-12-31")
    assert dates["/ochrana-osobnich-udaju/"] == "2026-11-23"


def test_every_page_and_the_sitemap_agree_on_the_last_update(client):
    body = client.get("/sitemap.xml").content.decode()
    for address, day in re.findall(r"<loc>http://127\.0\.0\.1:8000(.*?)</loc><lastmod>(.*?)</lastmod>", body):
        page = client.get(address).content.decode()
        assert re.search(f'{LAST_UPDATE}: <time datetime="{day}">', page), address


def test_the_host_of_the_sitemap_is_the_sites_own_whatever_name_was_asked(client):
    body = client.get("/sitemap.xml", headers={"host": "localhost"}).content.decode()
    assert "localhost" not in body


def test_security_txt_is_absent_until_the_operator_gives_an_address(client, settings):
    settings.SECURITY_CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize("moment", ["2026-11-23T12:00Z", "2028-02-29T23:59Z", "2030-12-31T23:59Z"])
def test_security_txt_expires_within_a_year_and_not_before_thirty_days(client, settings, moment):
    settings.SECURITY_CONTACT = "mailto:security@example.cz"
    now = datetime.fromisoformat(moment)
    with time_machine.travel(now, tick=False):
        response = client.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == "mailto:security@example.cz"
    assert fields["Preferred-Languages"] == "cs, en"
    assert fields["Canonical"] == "http://127.0.0.1:8000/.well-known/security.txt"
    left = datetime.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) - now
    assert 30 < left.days < 365


@pytest.mark.parametrize(
    ("page", "called", "found"),
    [("/obce/", "Sociální bydlení", "Kontaktní centrum"), ("/uk/obce/", "Соціальне житло", "Контактний центр")],
)
def test_a_browser_learns_on_any_page_how_to_search_the_site_in_its_language(client, page, called, found):
    [address] = re.findall(r'<link rel="search" .*?href="(.*?)">', client.get(page).content.decode())
    answer = client.get(address)
    assert answer["Content-Type"] == "application/opensearchdescription+xml; charset=utf-8"
    said = fromstring(answer.content)
    name = said.findtext("{http://a9.com/-/spec/opensearch/1.1/}ShortName")
    assert name == called
    assert len(name) <= 16  # the most that the specification allows
    [url] = said.iter("{http://a9.com/-/spec/opensearch/1.1/}Url")
    template = url.get("template").removeprefix("http://127.0.0.1:8000")
    results = client.get(template.replace("{searchTerms}", "telefon")).content.decode().partition('class="found"')[2]
    assert found in results.partition("</ol>")[0]


def test_the_feeds_are_czech_and_pages_of_other_languages_say_so(client):
    def feeds(page):
        return re.findall('<link rel="alternate" type="application/atom.xml".*?>', client.get(page).content.decode())

    assert [' hreflang="cs">' in feed for feed in feeds("/uk/obce/")] == [True]
    assert not [feed for feed in feeds("/obce/") if "hreflang" in feed]
    assert not re.search("/(uk|en|snadne)/", client.get("/zmeny.atom").content.decode())


def test_icons_at_the_root_lead_to_their_hashed_files(client):
    assert re.fullmatch(r"/static/favicon\.[0-9a-f]{12}\.svg", client.get("/favicon.ico")["Location"])
    named = client.get("/apple-touch-icon.png")["Location"]
    assert re.fullmatch(r"/static/apple-touch-icon\.[0-9a-f]{12}\.png", named)


@pytest.mark.parametrize("address", ["/", "/o-projektu/", "/kontaktni-centrum/", "/obce/vir/"])
def test_structured_data_uses_only_words_of_schema_org(client, address):
    documents = structured_data(client, address)
    assert documents
    for document in documents:
        assert document["@context"] == "https://schema.org"
        for _, predicate, value in as_graph(document):
            terms = [predicate] if predicate != RDF.type else [value]
            for term in terms:
                assert str(term).startswith(SCHEMA), term
                assert str(term).removeprefix(SCHEMA) in SDO, term


def test_structured_data_names_the_project_its_ministry_and_its_money(client):
    graph = as_graph(structured_data(client, "/")[0])
    project = URIRef("http://127.0.0.1:8000/#projekt")
    assert str(graph.value(project, SDO.name)) == "Podpora sociálního bydlení"
    assert str(graph.value(project, SDO.identifier)) == "CZ.03.2.63/0.0/0.0/15_017/0003539"
    ministry = graph.value(project, SDO.parentOrganization)
    assert graph.value(ministry, RDF.type) == SDO.GovernmentOrganization
    assert str(graph.value(ministry, SDO.name)) == "Ministerstvo práce a sociálních věcí"
    fund = graph.value(project, SDO.funder)
    assert str(graph.value(fund, SDO.name)) == "Evropský sociální fond"


def test_structured_data_of_a_municipality_say_for_when_they_hold_and_not_that_the_project_goes_on(client):
    def told():
        graph = as_graph(structured_data(client, "/obce/steti/")[0])
        page = URIRef("http://127.0.0.1:8000/obce/steti/")
        return graph, graph.value(page, SDO.about), str(graph.value(page, SDO.temporalCoverage))

    graph, place, day = told()
    assert str(graph.value(place, SDO.name)) == "Štětí"
    assert str(graph.value(graph.value(place, SDO.containedInPlace), SDO.name)) == "Ústecký kraj"
    assert day == "2020-09-16"
    project = URIRef("http://127.0.0.1:8000/#projekt")
    ends_on = Project.objects.get().ends_on.isoformat()
    assert str(graph.value(project, SDO.dissolutionDate)) == ends_on
    municipality = Municipality.objects.get(slug="steti")
    municipality.verified_on = "2026-11-23"  # that it took part is still true, the project is over all the same
    municipality.save()
    assert told()[2] == ends_on


@pytest.mark.parametrize("address", ["/obce/", "/hledat/?q=obec"])
def test_lists_have_no_structured_data(client, address):
    assert structured_data(client, address) == []


def test_the_home_page_lists_no_municipalities_for_machines(client):
    assert "Štětí" not in json.dumps(structured_data(client, "/"), ensure_ascii=False)


def test_structured_hours_belong_to_the_phone_and_never_to_the_email(client):
    ContactCentre.objects.update(hours_verified_on="2026-11-02")
    with time_machine.travel("2026-11-24T12:00+01:00", tick=False):
        graph = as_graph(structured_data(client, "/kontaktni-centrum/")[0])
    points = list(graph.objects(URIRef("http://127.0.0.1:8000/#projekt"), SDO.contactPoint))
    phone = next(point for point in points if graph.value(point, SDO.telephone))
    email = next(point for point in points if graph.value(point, SDO.email))
    hours = {
        (str(graph.value(row, SDO.dayOfWeek)), str(graph.value(row, SDO.opens)), str(graph.value(row, SDO.closes)))
        for row in graph.objects(phone, SDO.hoursAvailable)
        if graph.value(row, SDO.dayOfWeek)
    }
    assert str(graph.value(phone, SDO.telephone)) == "+420778455761"
    assert hours == {
        (f"{SCHEMA}Monday", "12:00", "16:00"),
        (f"{SCHEMA}Wednesday", "09:00", "13:00"),
        (f"{SCHEMA}Friday", "09:00", "13:00"),
    }
    assert not list(graph.objects(email, SDO.hoursAvailable))


def test_structured_data_name_no_hours_once_their_verification_has_run_out(client):
    assert "+420778455761" in json.dumps(structured_data(client, "/kontaktni-centrum/"))
    assert "hoursAvailable" not in json.dumps(structured_data(client, "/kontaktni-centrum/"))


def test_a_value_cannot_end_the_script_it_stands_in(client):
    Project.objects.update(aim="</script><script>alert(1)</script>")
    body = client.get("/o-projektu/").content.decode()
    assert "<script>alert" not in body
    assert structured_data(client, "/o-projektu/")[0]["@graph"][0]["description"].startswith("</script>")
