"""Who helps people without a home as open data: a table, and linked data after the open formal standard Kontakty.

Contacts stand there only while their verification holds, as on the page.
"""

from operator import attrgetter
from typing import Any

from contact.help import shown
from contact.help.rows import Help
from pages.frame.frame import Frame
from pages.open_data import formats
from pages.open_data.formats import OFN, SOURCE_TERMS, DataSet, File, Term

CONTACT = f"{OFN}/kontakty/2020-07-01"


def iri(row: Help) -> str:
    """Its place on the page about help."""
    return f"{formats.absolute(row.get_absolute_url())}#{row.anchor}"


def _area(row: Help) -> str:
    return row.orp or row.get_region_display() or "Česko"


# What the standard has names of its own for; in JSON-LD these are written as it says.
WHO = (
    Term("iri", "Identifikátor řádku. U obce adresa v registru RÚIAN.", iri, "anyURI"),
    Term("název", "Název. U obce úřední, u pomoci ten, kdo pomáhá.", attrgetter("who")),
    Term("telefon", "Telefon toho, kdo pomáhá. Jen ověřený.", attrgetter("phone")),
    Term("web_pomoci", "Web toho, kdo pomáhá. Jen ověřený.", attrgetter("web"), "anyURI"),
)
WHAT = (
    Term("s_čím_pomůže", "S čím lidem bez bydlení pomůže.", attrgetter("what")),
    Term("pro_koho", "Komu pomáhá.", attrgetter("for_whom")),
    Term("kde_pomáhá", "Celé Česko, kraj, nebo obvod obce s rozšířenou působností.", _area),
    Term("kdy_pomáhá", "Kdy se tam dá dovolat nebo přijít, slovy.", attrgetter("hours")),
    Term("místo_ve_zdroji", "Kde to ve zdroji stojí, např. paragraf zákona.", attrgetter("provision")),
    *SOURCE_TERMS,
)
TERMS = WHO + WHAT


def table(frame: Frame) -> str:
    """Who helps at the frame's moment, as CSV."""
    return formats.as_csv(TERMS, shown.rows(frame))


def table_description(_frame: Frame) -> str:
    """What the columns of the table mean; it stands where CSV on the Web looks for it."""
    return formats.as_json(formats.csv_description("pomoc.csv", TERMS))


def contacts(frame: Frame) -> str:
    """The same in JSON-LD, each after the open formal standard Kontakty."""
    return formats.as_json([_contact(row, frame) for row in shown.rows(frame)])


def _contact(row: Help, frame: Frame) -> dict[str, Any]:
    return {
        "@context": formats.context(f"{CONTACT}/kontexty/kontakt.jsonld"),
        "typ": "Kontakt",
        "iri": iri(row),
        "název": formats.in_languages(row.who, frame),
        **({"telefon": f"tel:{row.phone}"} if row.phone else {}),
        **({"url": row.web} if row.web else {}),
        **formats.known_facts(WHAT, row),
    }


DATA_SET = DataSet(
    key="pomoc",
    title="Kam se obrátit",
    description="Kdo pomáhá lidem, kteří nemají kde bydlet nebo o bydlení mohou přijít, s čím a kde.",
    keywords=("sociální bydlení", "pomoc", "bytová nouze"),
    themes=("SOCI",),
    standards={"Kontakty": f"{CONTACT}/"},
    terms=TERMS,
    files=(
        File("pomoc.csv", formats.CSV, table, f"{formats.ADDRESS}pomoc.csv-metadata.json"),
        File("pomoc.jsonld", formats.JSON_LD, contacts),  # the standard's schema is that of one contact, not of a list
    ),
    descriptions=(File("pomoc.csv-metadata.json", formats.CSV_DESCRIPTION, table_description),),
)
