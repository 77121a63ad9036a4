"""What machines read of a piece of news: schema.org as RDF, and Open Graph."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, SDO

from pages.models import Page, PageVersion

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 7, 12, tzinfo=UTC)
LATE = datetime(2026, 12, 1, 23, 30, tzinfo=UTC)  # in Prague it is the next day
ADDRESS = "/aktuality/setkani/"
TITLE = "Setkání </script> v Praze"


@pytest.fixture
def body(client, settings):
    """The page of a piece of news that was mended once."""
    page = Page.objects.create(
        address=ADDRESS, kind="news", menu_title="Setkání", parent=Page.objects.get(address="/aktuality/")
    )
    for moment in [LATE, LATE + timedelta(days=3)]:
        PageVersion.objects.create(page=page, title=TITLE, summary="Sešli jsme se.", publish_at=moment)
    with time_machine.travel(NOON, tick=False):
        return client.get(ADDRESS).content.decode()


def as_rdf(body):
    [script] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', body)
    document = json.loads(script)
    assert document["@context"] == "https://schema.org"
    # Written out, because nothing is fetched here; in theirs too, dates and addresses have these types.
    ours = {"@vocab": str(SDO), "url": {"@type": "@id"}}
    return Graph().parse(data=json.dumps({**document, "@context": ours}), format="json-ld")


def test_news_is_an_article_with_the_two_days_in_prague_and_its_publisher(body, settings):
    graph = as_rdf(body)
    [article] = graph.subjects(RDF.type, SDO.NewsArticle)
    assert article == URIRef(settings.SITE_URL + ADDRESS) == graph.value(article, SDO.url)
    said = {term: graph.value(article, term) for term in [SDO.headline, SDO.datePublished, SDO.dateModified]}
    assert said == {
        SDO.headline: Literal(TITLE),
        SDO.datePublished: Literal("2026-12-02"),
        SDO.dateModified: Literal("2026-12-05"),
    }
    publisher = graph.value(article, SDO.publisher)
    assert graph.value(publisher, RDF.type) == SDO.GovernmentOrganization
    assert graph.value(publisher, SDO.name) == Literal("Ministerstvo práce a sociálních věcí")


def test_every_word_of_it_is_one_of_schema_org(body):
    graph = as_rdf(body)
    words = {*graph.predicates(), *graph.objects(predicate=RDF.type)} - {RDF.type}
    assert words
    for word in words:
        assert word in SDO  # a closed vocabulary: it knows its own words only
