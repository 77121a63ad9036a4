"""The documents as open data: a table, and linked data after the open formal standard Digitální objekty."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from django.utils import timezone

from pages.documents.document import Language
from pages.documents.listing import succession
from pages.documents.readable import told
from pages.documents.versions import DocumentVersion
from pages.frame.frame import Frame
from pages.open_data import formats
from pages.open_data.formats import OFN, DataSet, File, Term

OBJECT = f"{OFN}/digitální-objekty/2020-07-01"
MEDIA_TYPES = "http://www.iana.org/assignments/media-types"


def iri(version: DocumentVersion) -> str:
    """The page of the document, which stays whatever becomes of its file."""
    return formats.absolute(version.document.get_absolute_url())


def _of_document(name: str) -> Callable[[DocumentVersion], Any]:
    return attrgetter(f"document.{name}")


def _where(version: DocumentVersion) -> str:
    return formats.absolute(version.get_absolute_url())


def _pages(version: DocumentVersion) -> int | None:
    return version.readable.pages if version.readable else None


def _how_readable(version: DocumentVersion) -> str:
    """As the list says it; nothing where nobody knows."""
    if not version.readable:
        return ""
    hard = version.readable.hardships
    shut = version.readable.faults
    return f"nepřečte ho každý: {shut}" if shut else f"má nedostatky: {hard}" if hard else "přístupný"


# What the standard has names of its own for; in JSON-LD these are written as it says.
OBJECT_TERMS = (
    Term("iri", "Identifikátor řádku. U obce adresa v registru RÚIAN.", iri, "anyURI"),
    Term("název", "U dokumentu a akce název, u obce úřední název, u pomoci ten, kdo pomáhá.", _of_document("title")),
    Term("popis_dokumentu", "O čem dokument je, jednou větou.", _of_document("description")),
    Term("soubor", "Kde dokument leží ke stažení.", _where, "anyURI"),
    Term("typ_souboru", "Např. PDF. Prázdný u dokumentu na jiném webu.", lambda row: row.kind and row.kind.label),
)
ABOUT = (
    Term("velikost", "Velikost souboru v bajtech.", lambda row: row.size or None, "integer"),
    Term("počet_stran", "Kolik má PDF stran.", _pages, "integer"),
    Term("jazyk", "Kód jazyka dokumentu, ISO 639-1.", _of_document("language")),
    Term("téma", "Téma, pod kterým dokument na webu stojí.", lambda row: row.document.get_category_display()),
    Term("autor", "Kdo dokument napsal nebo vydal.", _of_document("author")),
    Term("rok_vydání", "Rok, ve kterém dokument vyšel.", _of_document("year"), "integer"),
    Term("na_webu_od", "Den, od kterého je na webu tato verze.", attrgetter("public_on"), "date"),
    Term("verze", "Kolikátá verze dokumentu to je.", attrgetter("number"), "integer"),
    Term("co_je_nového", "Co se ve verzi změnilo.", attrgetter("note")),
    Term("přístupnost", "Jestli dokument přečte i odečítač obrazovky. Prázdná: nevíme.", _how_readable),
    Term(
        "přístupná_verze",
        "Stránka se stejným obsahem pro odečítače.",
        lambda row: formats.absolute(row.document.accessible_url) if row.document.accessible_url else "",
        "anyURI",
    ),
    Term(
        "nahrazuje",
        "Starší dokument, místo kterého platí tento.",
        lambda row: row.older and formats.absolute(row.older.address),
        "anyURI",
    ),
    Term(
        "nahradil_ho",
        "Novější dokument, který platí místo tohoto.",
        lambda row: formats.absolute(row.newer[-1].address) if row.newer else "",
        "anyURI",
    ),
)
TERMS = OBJECT_TERMS + ABOUT


def table(frame: Frame) -> str:
    """The documents that readers see at the frame's moment, as CSV."""
    return formats.as_csv(TERMS, _offered(frame))


def table_description(_frame: Frame) -> str:
    """What the columns of the table mean; it stands where CSV on the Web looks for it."""
    return formats.as_json(formats.csv_description("dokumenty.csv", TERMS))


def objects(frame: Frame) -> str:
    """The same in JSON-LD, each after the open formal standard Digitální objekty."""
    return formats.as_json([_object(version) for version in _offered(frame)])


def _offered(frame: Frame) -> list[DocumentVersion]:
    shown = DocumentVersion.objects.shown(frame.moment).numbered(frame.moment)
    return succession.tell(told.tell(shown), frame)


def _object(version: DocumentVersion) -> dict[str, Any]:
    title, language = version.document.title, version.document.language
    # The standard asks for a name in Czech or English; ours lists the document by the one that it has.
    names = {language: title} if language in (Language.CZECH, Language.ENGLISH) else {"cs": title, language: title}
    return {
        "@context": formats.context(f"{OBJECT}/kontexty/digitální-objekt.jsonld"),
        "typ": "Digitální objekt",
        "iri": iri(version),
        "název": names,
        "popis": formats.cs(version.document.description),
        "aktualizováno": {
            "typ": "Časový okamžik",
            "datum_a_čas": timezone.localtime(version.public_at).isoformat(timespec="seconds"),
        },
        "url": _where(version),
        **({"typ_média": f"{MEDIA_TYPES}/{version.kind.content_type.partition(';')[0]}"} if version.kind else {}),
        **formats.known_facts(ABOUT, version),
    }


DATA_SET = DataSet(
    key="dokumenty",
    title="Dokumenty",
    description="Metodiky, výzkumy a další podklady: o čem jsou, kde leží, jak jsou přístupné a který nahradil který.",
    keywords=("sociální bydlení", "metodika", "výzkum"),
    themes=("SOCI",),
    standards={"Digitální objekty": f"{OBJECT}/"},
    terms=TERMS,
    files=(
        File("dokumenty.csv", formats.CSV, table, f"{formats.ADDRESS}dokumenty.csv-metadata.json"),
        File("dokumenty.jsonld", formats.JSON_LD, objects, f"{OBJECT}/schémata/digitální-objekty.json"),
    ),
    descriptions=(File("dokumenty.csv-metadata.json", formats.CSV_DESCRIPTION, table_description),),
)
