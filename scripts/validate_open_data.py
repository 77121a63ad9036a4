"""Validates a site's open data: python scripts/validate_open_data.py http://127.0.0.1:8000 FOLDER

FOLDER is a copy of github.com/datagov-cz/otevrene-formalni-normy. It carries no licence, so its schemas and contexts
are not part of this repository, and the tests know only what they write out themselves.
"""

import io
import json
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import BaseHandler, build_opener, install_opener, urlopen
from urllib.response import addinfourl

from jsonschema.validators import validator_for
from rdflib import Graph
from referencing import Registry, Resource

STANDARDS = "https://ofn.gov.cz"
PUBLIC = "https://www.example.cz"  # the schemas accept https alone, so the site is read as if it stood there
CATALOGUE = "dcat-ap-cz-rozhraní-katalogů-otevřených-dat/2024-05-28/schémata/katalog.json"
RECORD = "dcat-ap-cz-rozhraní-katalogů-otevřených-dat/2024-05-28/schémata/datová-sada.json"
DATA = {
    "obce.jsonld": "umístění/2020-07-01/schémata/umístění.json",
    "kontaktni-centrum.jsonld": "kontakty/2020-07-01/schémata/kontakt.json",
    "dokumenty.jsonld": "digitální-objekty/2020-07-01/schémata/digitální-objekt.json",
    "projekt.jsonld": "věc/2020-07-01/schémata/věc.json",
}
HOURS = "časová-specifikace/2020-07-01/schémata/časová-specifikace.json"
NOTHING = b'{"$schema": "https://json-schema.org/draft/2020-12/schema", "@context": {}}'


class Answers(BaseHandler):
    """Answers for the standards from the folder and for the public address from the site; nobody else is asked.

    What the folder refers to and lacks (GeoJSON's own schema and context) is NOTHING, which demands nothing.
    """

    handler_order = 0  # before urllib's own, which would ask the net

    def __init__(self, site: str, folder: Path):
        self.site, self.folder = site.encode(), folder

    def read(self, address: str) -> bytes:
        """The body behind an address."""
        if address.startswith(PUBLIC):
            with urlopen(address.replace(PUBLIC, self.site.decode(), 1)) as answer:  # noqa: S310 - the site we are given
                return answer.read().replace(self.site, PUBLIC.encode())
        if address.startswith(STANDARDS):
            return (self.folder / unquote(urlsplit(address).path).lstrip("/")).read_bytes()
        return NOTHING

    def https_open(self, request):
        """What urllib calls for a request by https: always a 200."""
        body, headers = io.BytesIO(self.read(request.full_url)), {"Content-Type": "application/ld+json"}
        answer = addinfourl(body, headers, request.full_url, 200)
        answer.msg = "OK"  # urllib asks every answer for it
        return answer


def faults(answers: Answers, document, schema: str) -> list[str]:
    """What the schema finds wrong; formats such as dates included."""
    registry = Registry(retrieve=lambda address: Resource.from_contents(json.loads(answers.read(address))))
    contents = json.loads(answers.read(f"{STANDARDS}/{schema}"))
    kind = validator_for(contents)
    validator = kind(contents, registry=registry, format_checker=kind.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(document)]


def check(answers: Answers, name: str, schema: str) -> list[str]:
    """Validate one file and read it as linked data; prints a line and returns the faults."""
    text = answers.read(f"{PUBLIC}/otevrena-data/{name}").decode()
    document = json.loads(text)
    found = []
    for number, item in enumerate(document if isinstance(document, list) else [document]):
        found += [f"{name}[{number}] {fault}" for fault in faults(answers, item, schema)]
        for row in item.get("konzultační_hodiny", []):
            found += [f"{name}[{number}] hours {fault}" for fault in faults(answers, row, HOURS)]
    triples = len(Graph().parse(data=text, format="json-ld"))
    print(f"{name}: {len(found)} faults against {schema}, {triples} triples")
    return found


def main(site: str, folder: str) -> int:
    """Validate the catalogue, its records and every JSON-LD file; the exit status."""
    answers = Answers(site.rstrip("/"), Path(folder))
    install_opener(build_opener(answers))
    catalogue = json.loads(answers.read(f"{PUBLIC}/otevrena-data/katalog.jsonld"))
    records = [address.removeprefix(f"{PUBLIC}/otevrena-data/") for address in catalogue["datová_sada"]]
    found = check(answers, "katalog.jsonld", CATALOGUE)
    for name in records:
        found += check(answers, name, RECORD)
    for name, schema in DATA.items():
        found += check(answers, name, schema)
    print(*found, sep="\n")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
