"""What the status line says at a moment, word by word, and that every page says the same."""

from datetime import date

import pytest
import time_machine

from contact import now
from contact.hours.engine import Kind, SpecialDays, state_at
from contact.hours.words import status
from contact.models import ContactCentre, HoursException
from pages import registry
from pages.frame import frame, memory
from socialnibydleni.serving import error_pages
from tests.contact.hours.schedules import CENTRE, at, hours, with_specials

VERIFIED = date(2026, 9, 21)


def said(schedule, moment):
    """The whole line, with * where the strong part ends."""
    line = status(state_at(schedule, at(moment)))
    return line and f"{line.strong}*{line.rest}"


def read(client, address):
    """A page without what typography put into it."""
    return client.get(address).content.decode().replace("\u00a0", " ").replace("\u2060", "")


@pytest.mark.parametrize(
    ("moment", "line"),
    [
        ("2026-11-25 09:00", "Teď můžete volat* do 13 hodin"),
        ("2026-11-25 12:44", "Teď můžete volat* do 13 hodin"),
        ("2026-11-25 12:45", "Teď můžete volat*, ale jen do 13 hodin"),
        ("2026-11-25 13:00", "Teď na telefonu nejsme.* Volejte v pátek 9–13 hodin."),
        ("2026-11-27 08:59", "Teď na telefonu nejsme.* Volejte dnes 9–13 hodin."),
        ("2026-11-28 12:00", "Teď na telefonu nejsme.* Volejte v pondělí 12–16 hodin."),
        ("2026-11-24 12:00", "Teď na telefonu nejsme.* Volejte ve středu 9–13 hodin."),
        (
            "2026-09-28 12:00",
            "Dnes na telefonu nejsme.* Napište nám, nebo volejte ve středu 9–13 hodin. Důvod: Den české státnosti.",
        ),
        ("2027-03-19 13:00", "Teď na telefonu nejsme.* Napište nám."),
        ("2027-03-22 12:00", None),
    ],
)
def test_every_state_has_its_words(moment, line):
    assert said(CENTRE, moment) == line


@pytest.mark.parametrize(
    ("moment", "day"),
    [("2026-12-21", "v pondělí 4. ledna"), ("2026-12-28", "v pondělí 4. ledna"), ("2026-12-29", "v pondělí")],
)
def test_a_day_that_is_far_off_is_named_by_its_date(moment, day):
    away = with_specials(SpecialDays(date(2026, 12, 21), date(2027, 1, 3), "dovolená"))
    assert said(away, f"{moment} 12:00").split("volejte ")[1] == f"{day} 12–16 hodin. Důvod: dovolená."


def test_exceptional_hours_are_told_as_such():
    here = with_specials(SpecialDays(date(2026, 12, 25), date(2026, 12, 25), "pracujeme", hours(("09:00", "10:30"))))
    assert said(here, "2026-12-25 09:30") == "Teď můžete volat* do 10.30 hodin"
    assert said(here, "2026-12-25 11:00") == "Teď na telefonu nejsme.* Volejte v pondělí 12–16 hodin."


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-25T10:00+01:00", "<strong>Teď můžete volat</strong> do 13 hodin"),
        ("2026-11-25T14:00+01:00", "<strong>Teď na telefonu nejsme.</strong> Volejte v pátek 9–13 hodin."),
    ],
)
def test_card_slim_card_and_centre_say_the_same(client, moment, words):
    ContactCentre.objects.update(hours_verified_on=VERIFIED)
    with time_machine.travel(moment, tick=False):
        for address in ["/", "/kontaktni-centrum/", "/obce/vir/"]:
            assert read(client, address).count(words) == 1, address


@pytest.mark.django_db
def test_a_closure_entered_by_an_editor_is_on_every_page_at_the_next_request(client):
    ContactCentre.objects.update(hours_verified_on=VERIFIED)
    with time_machine.travel("2026-11-25T10:00+01:00", tick=False):
        assert "Teď můžete volat" in client.get("/").content.decode()
        HoursException.objects.create(
            centre_id=1, from_day="2026-11-25", through_day="2026-11-26", reason="porucha <linky>"
        )
        for address in ["/", "/kontaktni-centrum/", "/obce/vir/"]:
            body = read(client, address)
            assert "<strong>Dnes na telefonu nejsme.</strong>" in body
            assert "Důvod: porucha &lt;linky&gt;." in body
            assert "Teď můžete volat" not in body


@pytest.mark.django_db
def test_exceptions_and_holidays_of_the_next_30_days_stand_above_the_table(client):
    ContactCentre.objects.update(hours_verified_on=VERIFIED)
    HoursException.objects.create(centre_id=1, from_day="2026-12-28", through_day="2027-01-03", reason="dovolená")
    with time_machine.travel("2026-12-01T10:00+01:00", tick=False):
        note = read(client, "/kontaktni-centrum/").partition("Kdy na telefonu nebudeme")[2].partition("</ul>")[0]
    assert [item.partition("</li>")[0] for item in note.split("<li>")[1:]] == [
        'pátek <time datetime="2026-12-25">25. 12. 2026</time> (1. svátek vánoční)',
        '<time datetime="2026-12-28">28. 12. 2026</time> až <time datetime="2027-01-03">3. 1. 2027</time> (dovolená)',
    ]


@pytest.mark.django_db
def test_today_is_marked_while_the_hours_are_known_and_green_only_if_somebody_answers(client):
    ContactCentre.objects.update(hours_verified_on=VERIFIED)
    for day, mark in [
        ("25", '<tr class="hours__today"><th scope="row">středa <'),
        ("26", '<tr><th scope="row">čtvrtek <'),
    ]:
        with time_machine.travel(f"2026-11-{day}T20:00+01:00", tick=False):
            body = client.get("/kontaktni-centrum/").content.decode()
        assert body.count('<span class="tag">dnes</span>') == body.count(f'{mark}span class="tag">') == 1
    with time_machine.travel("2027-03-22T10:00+01:00", tick=False):
        body = client.get("/kontaktni-centrum/").content.decode()
    assert 'class="tag"' not in body + client.get("/").content.decode()
    assert "hours__today" not in body


@pytest.mark.django_db
def test_kept_error_pages_never_say_whether_somebody_answers_now(client):
    ContactCentre.objects.update(hours_verified_on=VERIFIED)
    with time_machine.travel("2026-11-25T10:00+01:00", tick=False):
        client.get("/")
        memory.forget()
        for code in error_pages.MESSAGES:
            body = error_pages.response(code).content.decode()
            assert 'class="status' not in body
            assert "tel:+420778455761" in body


@pytest.mark.django_db
def test_pages_change_when_the_engine_says_so_or_when_today_is_another_day():
    ContactCentre.objects.update(hours_verified_on=VERIFIED)
    facts = registry.load_facts()
    for moment, change in [
        ("2026-11-25 08:00", "2026-11-25 09:00"),
        ("2026-11-25 12:50", "2026-11-25 13:00"),
        ("2026-11-25 13:00", "2026-11-26 00:00"),
        ("2027-03-21 23:00", "2027-03-22 00:00"),
    ]:
        assert registry.next_change(facts, at(moment)) == at(change)
    assert registry.next_change(facts, at("2027-03-22 00:00")) == at("2027-03-23 00:00")  # closures come near
    assert registry.next_change({}, at("2026-11-25 08:00")) == at("2026-11-26 00:00")  # verified help may end


@pytest.mark.django_db
def test_a_withheld_frame_knows_nothing():
    ContactCentre.objects.update(hours_verified_on=VERIFIED)
    facts, moment = registry.load_facts(), at("2026-11-25 10:00")
    assert now.state(frame.Frame(moment, facts)).kind is Kind.OPEN
    assert now.state(frame.Frame(moment, facts, is_withheld=True)).kind is Kind.UNKNOWN
