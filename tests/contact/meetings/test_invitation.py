"""The message that puts an agreed meeting into the sender's calendar, and the one that takes it out."""

import pytest
import vobject

from contact.meetings.invitation import copy_for_centre, invitation
from contact.models import ContactCentre, MeetingRequest
from tests.contact.hours.schedules import at

NOW = at("2026-11-25 10:00")


@pytest.fixture
def centre():
    street = "Na Maninách 876/7"
    return ContactCentre(
        email="centrum@example.cz", phone="+420778455761", street=street, town="Praha", town_part="Holešovice"
    )


@pytest.fixture
def request_for_meeting():
    return MeetingRequest(
        reference="ABCD2345",
        name="Jana Nováková",
        email="jana@example.cz",
        phone="+420601234567",
        topic="TÉMA",
        preferred_time="KDY SE TO HODÍ",
        note="POZNÁMKA",
        agreed_at=at("2026-12-01 13:00"),
        agreed_minutes=90,
        invitation_number=3,
    )


def read(text):
    calendar = vobject.readOne(text)
    calendar.validate(raiseException=True)
    return calendar


def test_invitation_asks_the_sender_to_the_agreed_time_and_place(request_for_meeting, centre):
    calendar = read(invitation(request_for_meeting, centre, NOW))
    assert calendar.method.value == "REQUEST"
    assert {name: lines[0].value for name, lines in calendar.vevent.contents.items()} == {
        "uid": "schuzka-ABCD2345@127.0.0.1",
        "dtstamp": NOW,
        "sequence": "3",
        "status": "CONFIRMED",
        "organizer": "mailto:centrum@example.cz",
        "attendee": "mailto:jana@example.cz",
        "dtstart": at("2026-12-01 13:00"),
        "dtend": at("2026-12-01 14:30"),
        "location": "Na Maninách 876/7, Praha-Holešovice",
        "summary": "Sociální bydlení – schůzka v Kontaktním centru",
        "description": "Číslo žádosti: ABCD2345\nTelefon: +420 778 455 761",
    }
    assert calendar.vevent.organizer.params == {"CN": ["Sociální bydlení – Kontaktní centrum"]}
    assert calendar.vevent.attendee.params == {
        "PARTSTAT": ["NEEDS-ACTION"],
        "ROLE": ["REQ-PARTICIPANT"],
        "RSVP": ["TRUE"],
    }


def test_cancellation_takes_the_same_meeting_back_and_wants_no_answer(request_for_meeting, centre):
    asked = read(invitation(request_for_meeting, centre, NOW)).vevent
    request_for_meeting.invitation_number += 1
    calendar = read(invitation(request_for_meeting, centre, NOW, cancels=True))
    assert (calendar.method.value, calendar.vevent.status.value) == ("CANCEL", "CANCELLED")
    assert (calendar.vevent.uid.value, calendar.vevent.sequence.value) == (asked.uid.value, "4")
    assert calendar.vevent.attendee.value == asked.attendee.value
    assert calendar.vevent.attendee.params["RSVP"] == ["FALSE"]


@pytest.mark.parametrize("day", ["2026-03-28", "2026-03-30", "2026-10-24", "2026-10-26"])
def test_a_meeting_is_at_its_hour_on_either_side_of_a_change_of_the_clocks(request_for_meeting, centre, day):
    request_for_meeting.agreed_at = at(f"{day} 09:30")
    text = invitation(request_for_meeting, centre, NOW)
    assert f"DTSTART;TZID=Europe/Prague:{day.replace('-', '')}T093000\r\n" in text
    assert read(text).vevent.dtstart.value == at(f"{day} 09:30")


def test_nothing_that_people_wrote_goes_into_a_calendar(request_for_meeting, centre):
    text = invitation(request_for_meeting, centre, NOW) + invitation(request_for_meeting, centre, NOW, cancels=True)
    unfolded = text.replace("\r\n ", "")
    for written in ["name", "phone", "topic", "preferred_time", "note"]:
        assert getattr(request_for_meeting, written) not in unfolded, written


LINK = "http://127.0.0.1:8000/sprava/contact/meetingrequest/1/change/"


def test_the_centre_gets_the_same_meeting_without_anybody_in_it(request_for_meeting, centre):
    asked = read(invitation(request_for_meeting, centre, NOW)).vevent
    calendar = read(copy_for_centre(request_for_meeting, centre, NOW, LINK))
    assert calendar.method.value == "PUBLISH"
    same = ["uid", "dtstamp", "sequence", "status", "organizer", "dtstart", "dtend", "location"]
    assert {name: lines[0].value for name, lines in calendar.vevent.contents.items()} == {
        **{name: asked.contents[name][0].value for name in same},
        "summary": "Schůzka k žádosti ABCD2345",
        "description": LINK,
    }


def test_what_is_cancelled_is_published_as_such_for_the_centre(request_for_meeting, centre):
    text = copy_for_centre(request_for_meeting, centre, NOW, LINK, cancels=True)
    calendar = read(text)
    assert (calendar.method.value, calendar.vevent.status.value) == ("PUBLISH", "CANCELLED")
    assert calendar.vevent.summary.value == "Zrušeno: schůzka k žádosti ABCD2345"
    for written in ["name", "phone", "email", "topic", "preferred_time", "note"]:
        assert getattr(request_for_meeting, written) not in text.replace("\r\n ", ""), written
