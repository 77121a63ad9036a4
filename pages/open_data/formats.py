"""Open data: what a data set is made of, and how its facts are written down.

One list of terms feeds every file of a data set, so that CSV, GeoJSON and JSON-LD cannot disagree. A name that no
standard defines has its address on the page of open data, where people find it explained.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO
from operator import attrgetter
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.text import slugify

from pages.facts.provenance import Source
from pages.frame.frame import Frame
from pages.typography import NBSP, WORD_JOINER

ADDRESS = "/otevrena-data/"
CONTEXT_NAME = "kontext.jsonld"
OFN = "https://ofn.gov.cz"  # the open formal standards of zákon č. 106/1999 Sb., § 3a odst. 3
THING = f"{OFN}/věc/2020-07-01"

_JSON_LD_TYPES = {"anyURI": "@id", "date": "http://www.w3.org/2001/XMLSchema#date"}
# As the context of the standard Věc has them; it is not imported, because some readers lose their way in imports.
_OF_ANY_THING = {
    "iri": "@id",
    "typ": "@type",
    "název": {"@id": "http://purl.org/dc/terms/title", "@container": "@language"},
}
BYTE_ORDER_MARK = "\ufeff"
_PLAIN = str.maketrans({NBSP: " ", WORD_JOINER: None})  # both are for the eye; an editor may have pasted one


@dataclass(frozen=True)
class Term:
    """A name in the files: what it means, its XML Schema type, and how a row gives its value; None and "" is unknown.

    Without `read` the document that holds the term makes its value itself.
    """

    name: str
    meaning: str
    read: Callable[[Any], Any] | None = None
    datatype: str = "string"


class Format(NamedTuple):
    """A form of files: for people and what for, for HTTP, and its code in the EU's list of file types."""

    label: str
    purpose: str
    content_type: str
    file_type: str = ""

    @property
    def media_type(self) -> str:
        """The content type without its parameters: „text/csv“."""
        return self.content_type.partition(";")[0]


CSV = Format("Tabulka", "Otevřete v Excelu.", "text/csv; charset=utf-8; header=present", "CSV")  # RFC 4180, § 3
CSV_DESCRIPTION = Format(
    "Popis sloupců", "Pro programy, které čtou tabulku.", "application/csvm+json"
)  # CSV on the Web
GEOJSON = Format("Body na mapě", "Otevřete v mapě.", "application/geo+json", "GEOJSON")  # RFC 7946
JSON_LD = Format("Propojená data", "Pro programy.", "application/ld+json", "JSON_LD")


class File(NamedTuple):
    """A file below ADDRESS, and where its schema is; `write` raises Http404 while the row it is about is missing."""

    name: str
    format: Format
    write: Callable[[Frame], str]
    schema: str = ""

    @property
    def address(self) -> str:
        """The path on this site."""
        return ADDRESS + self.name


class DataSet(NamedTuple):
    """Facts that are offered together, in files that say the same."""

    key: str
    title: str
    description: str
    keywords: tuple[str, ...]
    themes: tuple[str, ...]  # codes of the EU's list of data themes
    standards: Mapping[str, str]  # the open formal standards it follows: name and address
    terms: tuple[Term, ...]
    files: tuple[File, ...]
    descriptions: tuple[File, ...] = ()  # schemas of the files that we write ourselves
    definitions: Mapping[str, Any] = {}  # what its JSON-LD needs besides the terms


def source_terms(field: str, prefix: str, said: str) -> tuple[Term, ...]:
    """Where facts come from: three terms beginning with `prefix`, of the source that a row has in `field`."""

    def of_source(read: Callable[[Source], Any]) -> Callable[[Any], Any]:
        return lambda row: read(source) if (source := getattr(row, field)) else None

    return (
        Term(prefix, f"Zdroj {said} a kdo ho vydal.", of_source(lambda source: f"{source.name}, {source.publisher}")),
        Term(f"{prefix}_odkaz", f"Kde si zdroj {said} může přečíst každý.", of_source(attrgetter("link")), "anyURI"),
        Term(f"{prefix}_ke_dni", f"Den, ke kterému platí zdroj {said}.", of_source(attrgetter("dated_on")), "date"),
    )


SOURCE_TERMS = (
    *source_terms("source", "zdroj", "údajů"),
    Term("ověřeno_dne", "Kdy údaje někdo naposledy porovnal se skutečností.", attrgetter("verified_on"), "date"),
)


def cs(text: str) -> dict[str, str]:
    """A text as the open formal standards write it: by language."""
    return {"cs": text}


def in_languages(text: str, frame: Frame) -> dict[str, str]:
    """A name of a row, by language: in Czech, and in others as far as somebody said how it is officially translated."""
    translated: dict[tuple[str, str], str] = frame.get("translated") or {}
    return cs(text) | {code: said for (code, czech), said in sorted(translated.items()) if czech == text}


def absolute(address: str) -> str:
    """The address with the site's host; an address of another site stays."""
    return address if "://" in address else settings.SITE_URL + address


def facts(terms: Iterable[Term], row: Any) -> dict[str, Any]:
    """What the row says, by name; None where it is not known."""
    values = {term.name: term.read(row) for term in terms if term.read}
    return {name: None if value == "" else value for name, value in values.items()}


def known_facts(terms: Iterable[Term], row: Any) -> dict[str, Any]:
    """As `facts`, without what is not known."""
    return {name: value for name, value in facts(terms, row).items() if value is not None}


def as_json(document: Any) -> str:
    """The document as JSON text; days as ISO 8601."""
    return json.dumps(document, ensure_ascii=False, indent=2, default=date.isoformat).translate(_PLAIN) + "\n"


def as_csv(terms: Iterable[Term], rows: Iterable[Any]) -> str:
    """The rows as RFC 4180 asks, with a header; what is not known is an empty field.

    The byte order mark is for Excel, which takes a table for one in the code page of its machine without it; readers of
    CSV on the Web leave it out (W3C, Encoding Standard, decode).
    """
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([term.name for term in terms])
    writer.writerows(facts(terms, row).values() for row in rows)
    return BYTE_ORDER_MARK + out.getvalue().translate(_PLAIN)


def csv_description(url: str, terms: Iterable[Term]) -> dict[str, Any]:
    """What the columns of the CSV at the relative `url` mean (W3C, Metadata Vocabulary for Tabular Data, 5.3–5.6)."""
    columns = [
        {
            "name": slugify(term.name),
            "titles": term.name,
            "dc:description": term.meaning,
            "datatype": term.datatype,
            "propertyUrl": f"{absolute(ADDRESS)}#{term.name}",
        }
        for term in terms
    ]
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "cs"}],
        "url": url,
        "tableSchema": {"columns": columns, "primaryKey": "iri", "aboutUrl": "{+iri}"},
    }


def vocabulary(data_sets: Iterable[DataSet]) -> Iterator[Term]:
    """Every term of the data sets once, in their order; one name means one thing in all of them."""
    yield from {term.name: term for data_set in data_sets for term in data_set.terms}.values()


def context(*standards: str) -> list[str]:
    """The JSON-LD context of a document: that of its standards, then ours."""
    return [*standards, absolute(ADDRESS + CONTEXT_NAME)]


def context_document(data_sets: Iterable[DataSet]) -> dict[str, Any]:
    """Our JSON-LD context: what any thing has, and for every other name an address on the page of open data."""
    data_sets = tuple(data_sets)
    terms: dict[str, Any] = {
        term.name: {"@type": _JSON_LD_TYPES[term.datatype]}
        for term in vocabulary(data_sets)
        if term.datatype in _JSON_LD_TYPES
    }
    for data_set in data_sets:
        terms |= data_set.definitions
    return {"@context": {"@version": 1.1, "@vocab": f"{absolute(ADDRESS)}#", **terms, **_OF_ANY_THING}}
