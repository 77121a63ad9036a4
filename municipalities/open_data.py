"""The pilot municipalities as open data: the same rows as a table, as points for maps, and as linked data."""

from operator import attrgetter
from typing import Any

from municipalities.models import Municipality
from pages.frame.frame import Frame
from pages.open_data import formats
from pages.open_data.formats import OFN, SOURCE_TERMS, DataSet, File, Term, source_terms

PLACE = f"{OFN}/umístění/2020-07-01"
RUIAN = "https://linked.cuzk.cz/resource/ruian"


def iri(municipality: Municipality) -> str:
    """The municipality in the register RÚIAN, where others' data meet ours; its code there is that of LAU 2."""
    kind = "momc" if municipality.is_city_district else "obec"
    return f"{RUIAN}/{kind}/{municipality.lau2_code}"


# What the open formal standard Umístění has names of its own for; in JSON-LD these are written as it says.
WHERE = (
    Term("iri", "Identifikátor řádku. U obce adresa v registru RÚIAN.", iri, "anyURI"),
    Term("název", "U dokumentu a akce název, u obce úřední název, u pomoci ten, kdo pomáhá.", attrgetter("name")),
    Term("kraj", "Kraj, ve kterém obec leží.", Municipality.get_region_display),
    Term("okres", "Okres, ve kterém obec leží. V Praze okresy nejsou.", attrgetter("district")),
    Term("zeměpisná_šířka", "Severní šířka ve stupních, WGS 84.", attrgetter("latitude"), "double"),
    Term("zeměpisná_délka", "Východní délka ve stupních, WGS 84.", attrgetter("longitude"), "double"),
)
WHAT = (
    Term("druh", "Statutární město, město, městys, obec, nebo městská část.", Municipality.get_kind_display),
    Term("obec_s_rozšířenou_působností", "Obec, do jejíhož správního obvodu patří.", attrgetter("orp")),
    Term("kód_obce", "Kód LAU 2. U městské části její kód v RÚIAN.", attrgetter("lau2_code")),
    Term("kód_okresu", "Kód LAU 1.", attrgetter("lau1_code")),
    Term("kód_kraje", "Kód NUTS 3.", attrgetter("region")),
    Term("ičo", "Identifikační číslo obce.", attrgetter("company_number")),
    Term("počet_obyvatel", "Kolik v obci žije obyvatel.", attrgetter("population"), "integer"),
    Term("počet_obyvatel_ke_dni", "Den, ke kterému platí počet obyvatel.", attrgetter("population_on"), "date"),
    *source_terms("register", "zdroj_počtu_obyvatel", "počtu obyvatel"),
    *source_terms("codes_source", "zdroj_kódů", "kódů"),
    Term("web", "Vlastní web obce nebo projektu. U obce jen ověřený.", attrgetter("verified_website"), "anyURI"),
    Term("web_ověřen_dne", "Kdy web obce někdo naposledy otevřel.", attrgetter("website_verified_on"), "date"),
    Term("koncepce", "Název lokální koncepce sociálního bydlení.", attrgetter("concept_title")),
    Term("koncepce_odkaz", "Kde si koncepci může přečíst každý.", attrgetter("concept_url"), "anyURI"),
    Term("koncepce_schválena_dne", "Kdy obec koncepci schválila.", attrgetter("concept_approved_on"), "date"),
    Term("stránka", "Stránka o obci na tomto webu.", lambda row: formats.absolute(row.get_absolute_url()), "anyURI"),
    *SOURCE_TERMS,
)
TERMS = WHERE + WHAT


def table(_frame: Frame) -> str:
    """The municipalities as CSV."""
    return formats.as_csv(TERMS, _offered())


def table_description(_frame: Frame) -> str:
    """What the columns of the table mean; it stands where CSV on the Web looks for it."""
    return formats.as_json(formats.csv_description("obce.csv", TERMS))


def features(_frame: Frame) -> str:
    """The municipalities as GeoJSON; one without coordinates has no geometry (RFC 7946, 3.2)."""
    return formats.as_json({"type": "FeatureCollection", "features": [_feature(row) for row in _offered()]})


def places(_frame: Frame) -> str:
    """The municipalities in JSON-LD, each after the open formal standard Umístění."""
    return formats.as_json([_place(row) for row in _offered()])


def _offered() -> list[Municipality]:
    return list(Municipality.objects.published().select_related("source", "register", "codes_source"))


def _point(municipality: Municipality) -> dict[str, Any] | None:
    if municipality.latitude is None:
        return None
    return {"type": "Point", "coordinates": [municipality.longitude, municipality.latitude]}


def _feature(municipality: Municipality) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": iri(municipality),
        "geometry": _point(municipality),
        "properties": formats.facts(TERMS, municipality),
    }


def _place(municipality: Municipality) -> dict[str, Any]:
    point = _point(municipality)
    return {
        "@context": formats.context(f"{PLACE}/kontexty/umístění.jsonld"),
        "typ": "Umístění",
        "iri": iri(municipality),
        "název": formats.cs(municipality.name),
        **({"geometrie": point} if point else {}),
        "adresa": _address(municipality),
        **formats.known_facts(WHAT, municipality),
    }


def _address(municipality: Municipality) -> dict[str, Any]:
    """After the open formal standard Adresy."""
    kind = "momc" if municipality.is_city_district else "obce"
    names = {
        f"název_{kind}": municipality.name,
        "název_okresu": municipality.district,
        "název_vúsc": municipality.get_region_display(),
    }
    return {"typ": "Adresa", **{name: formats.cs(text) for name, text in names.items() if text}}


DATA_SET = DataSet(
    key="obce",
    title="Spolupracující obce",
    description="Obce, které v projektu ověřují sociální bydlení: kde leží, jejich kódy a počet obyvatel.",
    keywords=("sociální bydlení", "obce", "pilotní ověřování"),
    themes=("SOCI", "REGI"),
    standards={"Umístění": f"{PLACE}/"},
    terms=TERMS,
    files=(
        File("obce.csv", formats.CSV, table, f"{formats.ADDRESS}obce.csv-metadata.json"),
        File("obce.geojson", formats.GEOJSON, features),
        File("obce.jsonld", formats.JSON_LD, places),  # the standard's schema is that of one place, not of a list
    ),
    descriptions=(File("obce.csv-metadata.json", formats.CSV_DESCRIPTION, table_description),),
    definitions={"Umístění": "http://purl.org/dc/terms/Location"},  # the standard's own context leaves it out
)
