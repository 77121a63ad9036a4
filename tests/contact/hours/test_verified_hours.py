"""What readers are told about the hours depends on when somebody last verified them."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from contact.models import ContactCentre
from pages.facts.review import HOURS_MONTHS, due_on, is_due
from pages.frame.door import WITHHELD
from socialnibydleni.serving import error_pages

CENTRE = "/kontaktni-centrum/"
PLEASE_WRITE = "Nejdřív nám prosím napište."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("verified_on", "today", "asks_to_write"),
    [
        ("2020-09-16", "2021-03-16", False),
        ("2020-09-16", "2021-03-17", True),
        ("2026-08-31", "2027-02-28", False),
        ("2026-08-31", "2027-03-01", True),
        (None, "2026-11-23", True),
    ],
)
def test_readers_are_asked_to_write_once_the_hours_were_verified_too_long_ago(
    client, verified_on, today, asks_to_write
):
    ContactCentre.objects.update(hours_verified_on=verified_on)
    with time_machine.travel(f"{today}T12:00+01:00", tick=False):
        for address in ["/", "/kontaktni-centrum/", "/obce/vir/"]:
            assert (PLEASE_WRITE in client.get(address).content.decode()) is asks_to_write, address


@pytest.mark.django_db
@pytest.mark.parametrize(("today", "are_known"), [("2021-03-16", True), ("2021-03-17", False)])
def test_a_page_that_outlives_its_moment_does_not_send_people_away_from_a_phone_that_is_known(client, today, are_known):
    ContactCentre.objects.update(hours_verified_on="2020-09-16")
    with time_machine.travel(f"{today}T12:00+01:00", tick=False):
        withheld = client.get("/obce/vir/", **{WITHHELD: True}).content.decode()
        description = re.search(r'name="description" content="([^"]+)"', client.get(CENTRE).content.decode())[1]
        gone = error_pages.response(410).content.decode()
    for body in [withheld, gone]:
        assert 'naposledy ověřili <time datetime="2020-09-16">' in body
        assert (PLEASE_WRITE in body) is not are_known
    assert ("Na telefonu jsme" in description) is are_known


@pytest.mark.django_db
def test_hours_that_nobody_verified_say_so(client):
    ContactCentre.objects.update(hours_verified_on=None)
    assert "Konzultační hodiny jsme zatím neověřili." in client.get("/").content.decode()


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 36))
def test_a_verification_runs_out_on_the_same_day_or_the_last_one_of_a_shorter_month(day, months):
    due = due_on(day, months)
    assert (due.year - day.year) * 12 + due.month - day.month == months
    day_after = due + timedelta(days=1)
    assert due.day == day.day or (due.day < day.day and day_after.day == 1)
    assert not is_due(day, due, months)
    assert is_due(day, day_after, months)


def test_what_was_never_verified_is_due():
    assert is_due(None, date(2026, 11, 23), HOURS_MONTHS)
