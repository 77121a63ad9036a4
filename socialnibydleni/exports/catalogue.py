"""The catalogue of open data, from which the national one may copy.

Source: DCAT-AP-CZ, Rozhraní katalogů otevřených dat, version 2024-05-28, „Rozhraní DCAT-AP Dokumenty“: a list of data
sets, and at the address of each its whole record. A form of data may be offered only with its terms of use: until an
editor has chosen them, the records name no files.
"""

from functools import partial
from typing import Any

from django.conf import settings

from contact.exports import open_data as contact_data
from contact.help import open_data as help_data
from municipalities import open_data as municipalities_data
from pages.frame.frame import Frame
from pages.open_data import project
from pages.open_data.formats import ADDRESS, JSON_LD, OFN, DataSet, File, absolute, as_json, cs, in_languages
from pages.open_data.terms_of_use import CC_BY
from pages.reading import documents_data, events_data

# By the part of the site that they tell of.
_DATA_SETS = {
    "municipalities": municipalities_data.DATA_SET,
    "contact": contact_data.DATA_SET,
    "help": help_data.DATA_SET,
    "documents": documents_data.DATA_SET,
    "events": events_data.DATA_SET,
    "open-data": project.DATA_SET,
}
DATA_SETS = tuple(data_set for part, data_set in _DATA_SETS.items() if part in settings.CONTENT.parts)

STANDARD_CONTEXT = (
    f"{OFN}/dcat-ap-cz-rozhraní-katalogů-otevřených-dat/2024-05-28/kontexty/rozhraní-katalogů-otevřených-dat.jsonld"
)
EU_LISTS = "http://publications.europa.eu/resource/authority"
AUTHORITIES = "https://rpp-opendata.egon.gov.cz/odrpp/zdroj/orgán-veřejné-moci/"  # by the register of rights and duties
CZECHIA = "https://linked.cuzk.cz/resource/ruian/stat/1"
OPEN_DATA_DIRECTIVE = "http://data.europa.eu/eli/dir/2019/1024/oj"  # the standard's own mark of open data


def catalogue(frame: Frame) -> str:
    """The list of data sets."""
    return as_json(
        {
            "@context": STANDARD_CONTEXT,
            "typ": "Katalog",
            "iri": absolute(CATALOGUE.address),
            "název": cs(f"Otevřená data {_of_project(frame)}"),
            "popis": cs("Údaje z webu projektu ve strojově čitelné podobě."),
            **_publisher(frame),
            **_contact_point(frame),
            "domovská_stránka": absolute(ADDRESS),
            **_archived(frame),
            "datová_sada": [absolute(RECORDS[data_set.key].address) for data_set in DATA_SETS],
        }
    )


def record(data_set: DataSet, frame: Frame) -> str:
    """The whole record of a data set, with its files once there are terms of use; its address is its identifier."""
    return as_json(
        {
            "@context": STANDARD_CONTEXT,
            "typ": "Datová sada",
            "iri": absolute(RECORDS[data_set.key].address),
            "název": cs(f"{data_set.title} {_of_project(frame)}"),
            "popis": cs(data_set.description),
            **_publisher(frame),
            **_contact_point(frame),
            "téma": [f"{EU_LISTS}/data-theme/{theme}" for theme in data_set.themes],
            "periodicita_aktualizace": f"{EU_LISTS}/frequency/{'NEVER' if frame.is_closed else 'IRREG'}",
            "klíčové_slovo": {"cs": list(data_set.keywords)},
            "prvek_rúian": [CZECHIA],
            "dokumentace": f"{absolute(ADDRESS)}#{data_set.key}",
            "specifikace": list(data_set.standards.values()),
            "právní_předpis": [OPEN_DATA_DIRECTIVE],
            **_archived(frame),
            **_distributions(data_set, frame),
        }
    )


CATALOGUE = File("katalog.jsonld", JSON_LD, catalogue)
RECORDS = {row.key: File(f"katalog/{row.key}.jsonld", JSON_LD, partial(record, row)) for row in DATA_SETS}


def _distributions(data_set: DataSet, frame: Frame) -> dict[str, Any]:
    terms = _terms_of_use(frame)
    return {"distribuce": [_distribution(data_set, file, terms) for file in data_set.files]} if terms else {}


def _distribution(data_set: DataSet, file: File, terms: dict[str, Any]) -> dict[str, Any]:
    return {
        "typ": "Distribuce",
        "iri": f"{absolute(RECORDS[data_set.key].address)}#{file.format.file_type}",
        "název": cs(f"{data_set.title}: {file.name}"),
        "podmínky_užití": terms,
        "právní_předpis": [OPEN_DATA_DIRECTIVE],
        "přístupové_url": absolute(file.address),
        "soubor_ke_stažení": absolute(file.address),
        "formát": f"{EU_LISTS}/file-type/{file.format.file_type}",
        "typ_média": f"http://www.iana.org/assignments/media-types/{file.format.media_type}",
        **({"schéma": absolute(file.schema)} if file.schema else {}),
    }


def _archived(frame: Frame) -> dict[str, Any]:
    """Where the site is kept for good; by its whole name, since the standard's context has no word for it."""
    is_known = frame.is_closed and frame["project"].archive_url
    return {"https://schema.org/archivedAt": {"@id": frame["project"].archive_url}} if is_known else {}


def _terms_of_use(frame: Frame) -> dict[str, Any] | None:
    """What an editor chose; None while nothing is claimed."""
    chosen = frame.get("terms_of_use")
    if chosen is None:
        return None
    author = in_languages(frame["project"].implementer, frame)
    return {
        "typ": "Specifikace podmínek užití",
        "autorské_dílo": chosen.works,
        **({"autor": author} if chosen.works == CC_BY else {}),
        "databáze_jako_autorské_dílo": chosen.database,
        **({"autor_databáze": author} if chosen.database == CC_BY else {}),
        "databáze_chráněná_zvláštními_právy": chosen.special_right,
        "osobní_údaje": chosen.personal_data,
    }


def _publisher(frame: Frame) -> dict[str, str]:
    """Who gives the data; nothing while nobody said who that is in the register."""
    project = frame.get("project")
    return {"poskytovatel": f"{AUTHORITIES}{project.publisher_id}"} if project and project.publisher_id else {}


def _contact_point(frame: Frame) -> dict[str, Any]:
    centre = frame.get("contact_centre")
    if centre is None:
        return {}
    return {
        "kontaktní_bod": {"typ": "Organizace", "jméno": cs(str(centre)), "e-mail": f"mailto:{centre.email}"},
    }


def _of_project(frame: Frame) -> str:
    project = frame.get("project")
    return f"projektu {project.short_name}" if project else "projektu"
