"""The hours and the exceptions as they have been, and the way back to them."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from contact.models import ConsultationHours, ContactCentre, HoursException
from pages.typography import WORD_JOINER
from tests.contact.meetings.desk import read, told, words

pytestmark = pytest.mark.django_db

HISTORY = "/sprava/contact/openinghours/1/history/"
SOURCE = "v pondělí od 12 do 16 hodin, ve středu a v pátek od 9 do 13 hodin"


@pytest.fixture
def later():
    """The test goes on so many hours later."""
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        yield lambda hours: clock.move_to(start + timedelta(hours=hours))


def sets(editor_client, number):
    """The texts of the first (hours) or second (exceptions) list of sets, the newest first."""
    lists = read(editor_client.get(HISTORY)).findall(".//div[@id='content']//table")
    table = lists[number]
    return [words(row.findall("td")[2]) for row in table.iterfind("tbody/tr")]


def ways_back(editor_client, what):
    return re.findall(rf'action="(.*?/{what}/\d+/vratit/)"', editor_client.get(HISTORY).content.decode())


def restore(what, record):
    return reverse("admin:contact_openinghours_restore_hours", args=[1, what, record])


def test_restored_hours_are_back_in_the_table(editor_client, client, later):
    later(1)
    ContactCentre.objects.get().hours.filter(weekday=0).delete()
    ConsultationHours.objects.create(centre_id=1, weekday=1, opens_at="8:00", closes_at="9:00")
    new = "v úterý od 8 do 9 hodin, ve středu a v pátek od 9 do 13 hodin"
    assert sets(editor_client, 0) == [new, SOURCE]
    later(2)
    (back,) = ways_back(editor_client, "hodiny")
    answer = editor_client.post(back, follow=True)
    assert told(answer)[0] == f"Konzultační hodiny jsou zpět: {SOURCE}."
    assert "Ověřit konzultační hodiny" in told(answer)[1]
    page = client.get("/kontaktni-centrum/").content.decode().replace(WORD_JOINER, "")
    assert "12–16" in page
    assert "8–9\u00a0hodin" not in page


def test_restored_exceptions_are_back_on_every_page(editor_client, client, later):
    today = timezone.localdate()
    ContactCentre.objects.update(hours_verified_on=today)
    days = {"from_day": today, "through_day": today + timedelta(days=1)}  # late in the evening two hours later is then
    exception = HoursException.objects.create(centre_id=1, **days, reason="výpadek")
    said = str(exception)
    later(1)
    exception.delete()
    assert "Důvod: výpadek." not in client.get("/").content.decode().replace("\u00a0", " ")
    later(2)
    (back,) = ways_back(editor_client, "vyjimky")
    assert told(editor_client.post(back, follow=True))[0] == f"Výjimky z hodin jsou zpět: {said}."
    assert "Důvod: výpadek." in client.get("/").content.decode().replace("\u00a0", " ")
    assert sets(editor_client, 1) == [said, "žádné", said]
    assert sets(editor_client, 0) == [SOURCE]


def test_every_sentence_of_the_history_says_when_it_is_valid(editor_client, later):
    later(1)
    for row in ConsultationHours.objects.filter(weekday__in=[0, 4]):
        row.valid_through = date(2026, 12, 31)
        row.save()
    for weekday in [0, 1]:
        new = {"opens_at": "8:00", "closes_at": "9:00", "valid_from": date(2027, 1, 1)}
        ConsultationHours.objects.create(centre_id=1, weekday=weekday, **new)
    assert sets(editor_client, 0) == [
        "do 31. 12. 2026 v pondělí od 12 do 16 hodin, v pátek od 9 do 13 hodin; ve středu od 9 do 13 hodin; "
        "od 1. 1. 2027 v pondělí a v úterý od 8 do 9 hodin",
        SOURCE,
    ]


@pytest.mark.parametrize("what", ["hodiny", "vyjimky"])
def test_sets_are_restored_by_post_only_and_where_they_were(editor_client, what):
    HoursException.objects.create(centre_id=1, from_day="2026-12-01", through_day="2026-12-01", reason="školení")
    record = {"hodiny": ConsultationHours, "vyjimky": HoursException}[what].history.first().pk
    assert editor_client.get(restore(what, record)).status_code == 405
    for unknown in [restore(what, 0), restore("pocasi", record)]:
        assert editor_client.post(unknown).status_code == 404


def test_who_verifies_the_hours_sees_their_validity_and_the_exceptions_since_the_last_time(editor_client):
    ContactCentre.objects.update(hours_verified_on=date(2026, 11, 2))
    for day in [1, 2, 3]:
        days = {"from_day": date(2026, 11, day), "through_day": date(2026, 11, day)}
        HoursException.objects.create(centre_id=1, **days, reason="školení")
    new = {"opens_at": "8:00", "closes_at": "9:00", "valid_from": date(2027, 1, 1)}
    ConsultationHours.objects.create(centre_id=1, weekday=1, **new)
    page = read(editor_client.get("/sprava/contact/openinghours/1/overit/hours_verified/"))
    facts = {words(row.find("th")): words(row.find("td")) for row in page.iterfind(".//div[@id='content']//tbody/tr")}
    assert facts == {
        "Konzultační hodiny": f"{SOURCE}; od 1. 1. 2027 v úterý od 8 do 9 hodin",
        "Výjimky z hodin": "2. 11. 2026 zavřeno (školení); 3. 11. 2026 zavřeno (školení)",
    }
