"""Readers of open data that know the files and the standards, and nothing of our rows."""

import csv
import io
import json

from rdflib import Graph, Namespace

FOLDER = "/otevrena-data/"
LOCN = Namespace("http://www.w3.org/ns/locn#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
ADDRESSES = Namespace("https://slovník.gov.cz/generický/adresy/pojem/")
REGISTER = Namespace("https://slovník.gov.cz/legislativní/sbírka/111/2009/pojem/")

_TEXT = {"@container": "@language"}
_ADDRESS = {
    "Adresa": str(LOCN.Address),
    "název_obce": {"@id": str(REGISTER["má-název-obce-nebo-vojenského-újezdu"]), **_TEXT},
    "název_okresu": {"@id": str(REGISTER["má-název-okresu"]), **_TEXT},
    "název_momc": {"@id": str(ADDRESSES["název-městského-obvodu-městské-části"]), **_TEXT},
    "název_vúsc": {"@id": str(ADDRESSES["název-vyššího-územního-samosprávního-celku"]), **_TEXT},
    "název_části_obce": {"@id": str(LOCN.addressArea), **_TEXT},
    "název_ulice": {"@id": str(LOCN.thoroughfare), **_TEXT},
    **dict.fromkeys(["číslo_domovní", "typ_čísla_domovního", "číslo_orientační"], str(LOCN.locatorDesignator)),
    "text": {"@id": str(LOCN.fullAddress), **_TEXT},
}
# What the standards' contexts say of the names that we use, written out: nothing is fetched, and they carry no licence.
CONTEXTS = {
    "https://ofn.gov.cz/umístění/2020-07-01/kontexty/umístění.jsonld": {
        "adresa": {"@id": str(LOCN.address), "@context": _ADDRESS},
        "geometrie": {"@id": str(LOCN.geometry), "@type": "@json"},
    },
    "https://ofn.gov.cz/kontakty/2020-07-01/kontexty/kontakt.jsonld": {
        "Kontakt": str(VCARD.VCard),
        "email": {"@id": str(VCARD.hasEmail), "@type": "@id"},
        "mobil": {"@id": str(VCARD.hasTelephone), "@type": "@id"},
        "telefon": {"@id": str(VCARD.hasTelephone), "@type": "@id"},
        "url": {"@id": str(VCARD.hasURL), "@type": "http://www.w3.org/2001/XMLSchema#anyURI"},
        "umístění": "@nest",
        "Umístění": "http://purl.org/dc/terms/Location",
        "adresa": {"@id": str(LOCN.address), "@context": _ADDRESS},
    },
    "https://ofn.gov.cz/digitální-objekty/2020-07-01/kontexty/digitální-objekt.jsonld": {
        "Digitální objekt": "http://schema.org/CreativeWork",
        "popis": {"@id": "http://purl.org/dc/terms/description", **_TEXT},
        "aktualizováno": "http://purl.org/dc/terms/modified",
        "url": {"@id": "http://schema.org/downloadUrl", "@type": "http://www.w3.org/2001/XMLSchema#anyURI"},
        "typ_média": {"@id": "http://schema.org/encodingFormat", "@type": "@id"},
    },
    "https://ofn.gov.cz/časová-specifikace/2020-07-01/kontexty/časová-specifikace.jsonld": {
        "Časová specifikace": "http://schema.org/Schedule",
    },
}


def fetched(client, name):
    """The text of a file."""
    response = client.get(FOLDER + name)
    assert response.status_code == 200, name
    return response.content.decode("utf-8-sig")


def table(client, name="obce.csv"):
    """A CSV file as rows by column; strict, so that a broken quotation mark is no row."""
    return list(csv.DictReader(io.StringIO(fetched(client, name), newline=""), strict=True))


def document(client, name):
    """A JSON file."""
    return json.loads(fetched(client, name))


def graph(client, name):
    """A JSON-LD file as RDF; our own context comes from the site, those of the standards from above."""
    return Graph().parse(data=json.dumps(_resolved(client, document(client, name))), format="json-ld")


def _resolved(client, value):
    if isinstance(value, list):
        return [_resolved(client, item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _context(client, part) if key == "@context" else _resolved(client, part) for key, part in value.items()
    }


def _context(client, context):
    if isinstance(context, list):
        return [_context(client, part) for part in context]
    if isinstance(context, dict):
        return _resolved(client, context)
    if context in CONTEXTS:
        return CONTEXTS[context]
    return _resolved(client, document(client, context.partition(FOLDER)[2])["@context"])
