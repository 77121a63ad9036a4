"""The contact centre's open data, read as the standard Časová specifikace says and held against the engine."""

import json
from datetime import date, time, timedelta

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Literal, URIRef
from rdflib.namespace import DCTERMS, RDF

from contact.exports.open_data import address, specifications
from contact.hours.engine import Schedule, Shift, SpecialDays, rule_on, verified_through
from contact.models import ContactCentre, HoursException
from pages.frame.door import WITHHELD
from pages.open_data.formats import as_json
from tests.contact.hours.schedules import CENTRE, DAY, hours, with_specials
from tests.open_data import LOCN, VCARD, document, graph

DAYS = "https://data.mvcr.gov.cz/zdroj/číselníky/dny-v-týdnu/položky/"
NAMES = ["pondělí", "úterý", "středa", "čtvrtek", "pátek", "sobota", "neděle"]

walls = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
pairs = st.tuples(walls, walls).map(sorted).map(tuple).filter(lambda pair: pair[0] < pair[1])
days = st.dates(date(2026, 9, 1), date(2027, 4, 30))
ranges = st.tuples(days, days).map(sorted)
shifts = st.builds(lambda weekday, pair, limits: Shift(weekday, *pair, *limits), st.integers(0, 6), pairs, ranges)
specials = st.builds(
    lambda limits, found: SpecialDays(*limits, "důvod", found), ranges, st.lists(pairs, max_size=2).map(tuple)
)
schedules = st.builds(
    Schedule,
    shifts=st.lists(shifts, max_size=4).map(tuple),
    specials=st.lists(specials, max_size=3).map(tuple),
    holidays_close=st.booleans(),
    verified_on=days,
)


def is_in(specification, day):
    """Whether a day is among those of a specification: in all the sets it names, and in none of its exceptions."""
    interval = specification.get("časový_interval")
    inside = interval is None or interval["začátek"]["datum"] <= day.isoformat() <= interval["konec"]["datum"]
    weekdays = specification.get("den_v_týdnu", [DAYS + name for name in NAMES])
    return (
        inside
        and DAYS + NAMES[day.weekday()] in weekdays
        and all(is_in(valid, day) for valid in specification.get("časová_platnost", []))
        and not any(is_in(exception, day) for exception in specification.get("výjimka", []))
    )


def told(schedule, day):
    """What somebody who has only the file takes the hours of a day for."""
    read = json.loads(as_json(list(specifications(schedule, schedule.verified_on))))
    return {(part["od"], part["do"]) for row in read if is_in(row, day) for part in row["časová_doba"]}


@settings(max_examples=150, deadline=None)
@given(schedules, st.integers(0, 200))
def test_on_any_verified_day_the_file_tells_the_hours_of_the_engine_and_on_later_ones_none(schedule, number):
    day = schedule.verified_on + number * DAY
    walls_of_day = rule_on(schedule, day).hours if day <= verified_through(schedule) else ()
    assert told(schedule, day) == {(f"{opens:%H:%M:%S}", f"{closes:%H:%M:%S}") for opens, closes in walls_of_day}


def test_the_hours_of_the_source_are_told_on_their_days_but_not_on_holidays():
    assert told(CENTRE, date(2026, 11, 25)) == {("09:00:00", "13:00:00")}
    assert told(CENTRE, date(2026, 10, 28)) == set()
    assert told(CENTRE, date(2026, 11, 26)) == set()


def test_no_hours_are_told_outside_of_their_verification():
    first, last = CENTRE.verified_on, verified_through(CENTRE)
    schedule = with_specials(SpecialDays(first - 9 * DAY, last + 9 * DAY, "prázdniny", hours(("10:00", "11:00"))))
    outside = [*(first - number * DAY for number in range(1, 8)), *(last + number * DAY for number in range(1, 8))]
    assert [told(CENTRE, day) | told(schedule, day) for day in outside] == [set()] * 14
    assert list(specifications(CENTRE, last))
    assert list(specifications(CENTRE, last + timedelta(days=1))) == []


@pytest.mark.parametrize(
    ("street", "parts"),
    [
        ("Na Maninách 876/7", ("Na Maninách", 876, 7, None)),
        ("Na Maninách 876/7a", ("Na Maninách", 876, 7, "a")),
        ("nám. 28. října 5/12", ("nám. 28. října", 5, 12, None)),
        ("Dlouhá 12", (None, None, None, None)),
        ("Vír č. ev. 12", (None, None, None, None)),
    ],
)
def test_an_address_is_taken_apart_only_where_that_is_sure(street, parts):
    told = address(ContactCentre(street=street, town="Praha", town_part="Holešovice"))
    names = ["název_ulice", "číslo_domovní", "číslo_orientační", "znak_čísla_orientačního"]
    found = [told.get("název_ulice", {}).get("cs"), *(told.get(name) for name in names[1:])]
    assert tuple(found) == parts
    assert told["text"] == {"cs": f"{street}, Praha-Holešovice"}


@pytest.mark.django_db
def test_the_file_is_a_contact_with_phone_and_email_and_address(client):
    read = graph(client, "kontaktni-centrum.jsonld")
    contact = URIRef("http://127.0.0.1:8000/kontaktni-centrum/#kontakt")
    assert VCARD.VCard in set(read.objects(contact, RDF.type))
    assert read.value(contact, DCTERMS.title) == Literal("Kontaktní centrum", lang="cs")
    assert read.value(contact, VCARD.hasTelephone) == URIRef("tel:+420778455761")
    assert read.value(contact, VCARD.hasEmail) == URIRef("mailto:socialni.bydleni@mpsv.cz")
    text = read.value(read.value(contact, LOCN.address), LOCN.fullAddress)
    assert text == Literal("Na Maninách 876/7, Praha-Holešovice", lang="cs")


@pytest.mark.django_db
@pytest.mark.parametrize(("phone", "name"), [("+420778455761", "mobil"), ("+420221921111", "telefon")])
def test_a_mobile_phone_is_told_from_one_on_a_line(client, phone, name):
    centre = ContactCentre.objects.get()
    centre.phone = phone
    centre.save()
    told = document(client, "kontaktni-centrum.jsonld")
    assert {key: told[key] for key in ["mobil", "telefon"] if key in told} == {name: f"tel:{phone}"}


@pytest.mark.django_db
def test_hours_stand_in_the_file_while_their_verification_holds_unless_withheld(client):
    centre = ContactCentre.objects.get()
    day = date(2026, 11, 27)
    HoursException.objects.create(centre=centre, from_day=day, through_day=day, reason="školení")
    centre.hours_verified_on = date(2026, 11, 24)
    centre.save()
    with time_machine.travel("2027-05-24T21:59Z", tick=False):
        told = document(client, "kontaktni-centrum.jsonld")
        withheld = client.get("/otevrena-data/kontaktni-centrum.jsonld", **{WITHHELD: True}).json()
    assert "konzultační_hodiny" not in withheld
    closed = [exception["název"]["cs"] for exception in told["konzultační_hodiny"][0]["výjimka"]]
    assert len(told["konzultační_hodiny"]) == 3
    assert closed[:2] == ["školení", "1. svátek vánoční"]
    with time_machine.travel("2027-05-24T22:00Z", tick=False):
        told = document(client, "kontaktni-centrum.jsonld")
    assert "konzultační_hodiny" not in told
    assert told["konzultační_hodiny_ověřeny_dne"] == "2026-11-24"
