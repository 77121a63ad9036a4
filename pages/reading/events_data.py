"""The events as open data: a table, and linked data after the open formal standard Události.

Its schema and context were not at hand: the names are those of its specification, and nobody has validated the files.
"""

from collections.abc import Callable
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from pages.events import listing
from pages.events.event import Event
from pages.events.when import When
from pages.frame.frame import Frame
from pages.open_data import formats
from pages.open_data.formats import OFN, DataSet, File, Term

STANDARD = f"{OFN}/události/2020-07-01"


def iri(event: Event) -> str:
    """The page of the event."""
    return formats.absolute(event.address)


def _of_facts(name: str) -> Callable[[Event], Any]:
    return attrgetter(f"facts.{name}")


def _starts(event: Event) -> str:
    return event.when.iso if event.when else ""


def _ends(event: Event) -> str:
    """The moment at which it ends; of one without it the last day."""
    when = event.when
    if when is None:
        return ""
    return when.end.isoformat() if when.ends_at else when.ends_on.isoformat()


def _registration(event: Event) -> str:
    """Where one registers now; nobody knows that of what outlives its moment."""
    if event.is_withheld or not event.takes_registrations:
        return ""
    facts = event.facts
    return facts.registration_url or f"mailto:{facts.registration_email}"


def _price(event: Event) -> str:
    return "zdarma" if event.facts.is_free else event.facts.price


# What the standard has names of its own for; in JSON-LD these are written as it says.
EVENT_TERMS = (
    Term("iri", "Identifikátor řádku. U obce adresa v registru RÚIAN.", iri, "anyURI"),
    Term("název", "U dokumentu a akce název, u obce úřední název, u pomoci ten, kdo pomáhá.", attrgetter("text.title")),
    Term("popis_akce", "O čem akce je, jednou větou.", attrgetter("text.summary")),
    Term("začíná", "Den nebo chvíle, kdy akce začíná.", _starts),
    Term("končí", "Chvíle, kdy akce končí, nebo její poslední den.", _ends),
    Term("místo_konání", "Kde se akce koná.", attrgetter("where")),
)
ABOUT = (
    Term("stav_akce", "Obsazeno, přesunuto nebo zrušeno. Prázdný: jak byla ohlášená.", attrgetter("told.word")),
    Term(
        "původně_začínala",
        "Kdy měla začít akce, která je přesunutá.",
        lambda event: event.told.previously and event.told.previously.iso,
    ),
    Term("pro_koho_je", "Pro koho akce je.", _of_facts("audience")),
    Term("pořádá", "Kdo akci pořádá.", _of_facts("organiser")),
    Term("cena", "Kolik stojí vstup.", _price),
    Term("přihláška", "Kam se teď přihlásit. Prázdná, když to nejde.", _registration, "anyURI"),
    Term("jazyk_akce", "V jakém jazyce akce je.", _of_facts("language")),
    Term("tlumočení", "Do čeho se akce tlumočí.", _of_facts("interpreting")),
    Term("přístupnost_místa", "Jak se na místo dostane každý.", _of_facts("accessibility")),
)
TERMS = EVENT_TERMS + ABOUT


def table(frame: Frame) -> str:
    """The events that readers see at the frame's moment, as CSV."""
    return formats.as_csv(TERMS, _offered(frame))


def table_description(_frame: Frame) -> str:
    """What the columns of the table mean; it stands where CSV on the Web looks for it."""
    return formats.as_json(formats.csv_description("akce.csv", TERMS))


def events(frame: Frame) -> str:
    """The same in JSON-LD, each in the terms of the open formal standard Události."""
    return formats.as_json([_event(event) for event in _offered(frame)])


def _offered(frame: Frame) -> list[Event]:
    return [event for event in listing.told(frame) if event.when]


def _event(event: Event) -> dict[str, Any]:
    return {
        "@context": formats.context(f"{STANDARD}/kontexty/událost.jsonld"),
        "typ": "Událost",
        "iri": iri(event),
        "název": formats.cs(event.text.title),
        "popis": formats.cs(event.text.summary),
        **({"doba_trvání": [_duration(event.when)]} if event.when else {}),
        **({"umístění": [_place(event)]} if event.facts.is_at_a_place and event.where else {}),
        **formats.known_facts(ABOUT, event),
    }


def _duration(when: When) -> dict[str, Any]:
    """After Časová specifikace: an interval from a moment, or a day, to another."""
    return {
        "typ": "Časová specifikace",
        "časový_interval": {
            "typ": "Časový interval",
            "začátek": _moment(when.start if when.starts_at else when.starts_on),
            "konec": _moment(when.end if when.ends_at else when.ends_on),
        },
    }


def _moment(at: date) -> dict[str, str]:
    name = "datum_a_čas" if isinstance(at, datetime) else "datum"
    return {"typ": "Časový okamžik", name: at.isoformat()}


def _place(event: Event) -> dict[str, Any]:
    facts = event.facts
    line = ", ".join(filter(None, [facts.street, facts.town]))
    address = {"adresa": {"typ": "Adresa", "text": formats.cs(line)}} if line else {}
    return {"typ": "Umístění", "název": formats.cs(facts.place or facts.town), **address}


DATA_SET = DataSet(
    key="akce",
    title="Akce",
    description="Semináře, konference a setkání: kdy a kde jsou, pro koho a co se u nich změnilo.",
    keywords=("sociální bydlení", "akce", "seminář"),
    themes=("SOCI", "EDUC"),
    standards={"Události": f"{STANDARD}/"},
    terms=TERMS,
    files=(
        File("akce.csv", formats.CSV, table, f"{formats.ADDRESS}akce.csv-metadata.json"),
        File("akce.jsonld", formats.JSON_LD, events),
    ),
    descriptions=(File("akce.csv-metadata.json", formats.CSV_DESCRIPTION, table_description),),
)
