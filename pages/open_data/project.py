"""The project as open data."""

from operator import attrgetter

from django.conf import settings
from django.http import Http404

from pages.frame.frame import Frame
from pages.open_data import formats
from pages.open_data.formats import SOURCE_TERMS, THING, DataSet, File, Term

ARCHIVE = Term("archiv_odkaz", "Kde je web projektu uložený.", attrgetter("archive_url"), "anyURI")
TERMS = (
    Term("zkrácený_název", "Zkrácený název projektu.", attrgetter("short_name")),
    Term("registrační_číslo", "Registrační číslo projektu.", attrgetter("registration_number")),
    Term("operační_program", "Program, ze kterého se projekt platí.", attrgetter("operational_programme")),
    Term("fond", "Fond, ze kterého se projekt platí.", attrgetter("fund")),
    Term("začátek_realizace", "První den realizace projektu.", attrgetter("starts_on"), "date"),
    Term("konec_realizace", "Poslední den realizace projektu.", attrgetter("ends_on"), "date"),
    Term("realizátor", "Kdo projekt realizuje.", attrgetter("implementer")),
    Term("realizátor_odkaz", "Web realizátora projektu.", attrgetter("implementer_url"), "anyURI"),
    Term("hlavní_cíl", "Čeho chce projekt dosáhnout.", attrgetter("aim")),
    Term("prostředky", "Čím projekt cíle dosahuje.", lambda project: project.means_list or None),
    Term("dokument", "Dokument, kterým se pilotáž řídí.", attrgetter("strategy_name")),
    Term("dokument_odkaz", "Kde si dokument může přečíst každý.", attrgetter("strategy_url"), "anyURI"),
    Term("web", "Vlastní web obce nebo projektu. U obce jen ověřený.", attrgetter("website"), "anyURI"),
    ARCHIVE,
    *SOURCE_TERMS,
)


def document(frame: Frame) -> str:
    """The project in JSON-LD, its name and identifier after the open formal standard Věc.

    Raises:
        Http404: the content was not loaded yet.
    """
    project = frame.get("project")
    if project is None:
        raise Http404
    return formats.as_json(
        {
            "@context": formats.context(),
            "typ": "Projekt",
            "iri": f"{settings.SITE_URL}/#projekt",
            "název": formats.in_languages(project.full_name, frame),
            **formats.known_facts((term for term in TERMS if frame.is_closed or term is not ARCHIVE), project),
        }
    )


DATA_SET = DataSet(
    key="projekt",
    title="Základní údaje",
    description="Název, registrační číslo, doba realizace, cíl a financování projektu.",
    keywords=("sociální bydlení", "fondy Evropské unie", "projekt"),
    themes=("SOCI",),
    standards={"Věc": f"{THING}/"},
    terms=TERMS,
    files=(File("projekt.jsonld", formats.JSON_LD, document, f"{THING}/schémata/věc.json"),),
    definitions={
        "Projekt": "https://schema.org/Project",
        ARCHIVE.name: {"@id": "https://schema.org/archivedAt", "@type": "@id"},
    },
)
