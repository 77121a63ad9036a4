"""The feed of the hours and the contact as readers get them: their addresses, their headers, the links to them."""

from datetime import date, timedelta

import pytest
import time_machine
import vobject

from contact.models import ConsultationHours, ContactCentre, HoursException
from pages.models import Project
from tests.contact.exports.readers import fed_hours
from tests.contact.hours.schedules import at

pytestmark = pytest.mark.django_db

CALENDAR, CARD = "/kontaktni-centrum/hodiny.ics", "/kontaktni-centrum/kontakt.vcf"
VERIFIED, KNOWN, EXPIRED = "2026-09-21", at("2026-09-23 10:00"), at("2027-03-22 00:00")


@pytest.fixture(autouse=True)
def _verified():
    with time_machine.travel(at(f"{VERIFIED} 00:00"), tick=False):
        ContactCentre.objects.get().verify("hours_verified", None, date.fromisoformat(VERIFIED))


def read(client, address, moment=KNOWN):
    with time_machine.travel(moment, tick=False):
        return vobject.readOne(client.get(address).content.decode())


@pytest.mark.parametrize(
    ("address", "kind", "name"),
    [
        (CALENDAR, "text/calendar; charset=utf-8; method=PUBLISH", "hodiny.ics"),
        (CARD, "text/vcard; charset=utf-8", "kontakt.vcf"),
    ],
)
def test_a_file_says_its_kind_and_its_name_and_may_be_kept_by_who_asks_again(client, address, kind, name):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, kind)
    assert response["Content-Disposition"] == f'inline; filename="{name}"'
    assert set(response["Cache-Control"].split(", ")) == {"public", "max-age=0", "must-revalidate"}
    assert not response.cookies
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", [CALENDAR, CARD])
def test_a_file_is_the_same_whatever_the_moment_so_that_it_need_not_be_sent_again(client, address):
    with time_machine.travel(KNOWN, tick=False):
        content = client.get(address).content
    with time_machine.travel(KNOWN + timedelta(days=100), tick=False):
        assert client.get(address).content == content


@pytest.mark.parametrize("address", [CALENDAR, CARD])
def test_there_is_no_file_while_there_is_no_centre(client, address):
    ContactCentre.objects.all().delete()
    assert client.get(address).status_code == 404


def test_calendar_follows_the_rows(client):
    first = at("2026-09-23 09:00")
    assert first in [event.dtstart.value for event in read(client, CALENDAR).vevent_list]
    with time_machine.travel(at("2026-09-22 08:00"), tick=False):
        ConsultationHours.objects.create(centre_id=1, weekday=3, opens_at="8:00", closes_at="9:00")
        HoursException(centre_id=1, from_day="2026-09-23", through_day="2026-09-23", reason="školení").save()
    events = read(client, CALENDAR).vevent_list
    told = [(event.dtstart.value, event.status.value) for event in events]
    assert told[:4] == [
        (at("2026-09-21 12:00"), "CONFIRMED"),  # is over
        (first, "CANCELLED"),
        (at("2026-09-24 08:00"), "CONFIRMED"),
        (at("2026-09-25 09:00"), "CONFIRMED"),
    ]


def test_calendar_has_nothing_ahead_once_the_verification_has_run_out(client):
    assert fed_hours(client.get(CALENDAR).content.decode())[-1][1] < EXPIRED


def test_card_follows_the_rows_and_names_the_project(client):
    Project.objects.update(short_name="Bydlení pro všechny")
    ContactCentre.objects.update(phone="+420601234567")
    card = read(client, CARD)
    assert card.fn.value == "Kontaktní centrum projektu Bydlení pro všechny"
    assert card.tel.value == "+420601234567"


def test_card_stands_without_a_project(client):
    Project.objects.all().delete()
    assert read(client, CARD).fn.value == "Kontaktní centrum projektu"


@pytest.mark.parametrize(("moment", "is_offered"), [(KNOWN, True), (EXPIRED, False)])
def test_page_offers_the_calendar_only_while_there_is_something_in_it(client, moment, is_offered):
    with time_machine.travel(moment, tick=False):
        body = client.get("/kontaktni-centrum/").content.decode()
    assert ('<a href="webcal://127.0.0.1:8000/kontaktni-centrum/hodiny.ics">' in body) is is_offered
    assert (f'<a href="{CALENDAR}">' in body) is is_offered
    assert f'<a class="more" href="{CARD}">Uložit kontakt do telefonu' in body
