"""What a save of a request does, seen through the admin: the mails, the messages, the warnings."""

import pytest
import time_machine
import vobject
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contact.meetings import mail
from contact.models import MeetingRequest, OutgoingMail
from pages.typography import NBSP
from tests.contact.hours.schedules import at
from tests.contact.meetings.desk import (
    again,
    at_time,
    box,
    cancel,
    decide,
    fields,
    form_of,
    is_asked,
    read,
    refusals,
    told,
    words,
)
from tests.contact.meetings.rows import NOW, asked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]

# Within the hours: on Wednesdays from 9 to 13.
WEDNESDAY, NEXT_WEDNESDAY = at_time("25. 11. 2026", "10:00"), at_time("2. 12. 2026", "9.30")
CHRISTMAS_EVE = at_time("24. 12. 2026", "10:00")
CALL = f"Zavolejte +420{NBSP}601{NBSP}222{NBSP}333: "


@pytest.fixture
def row():
    return asked()


def mails(row):
    """Those to the sender."""
    return list(row.mails.exclude(kind__in=OutgoingMail.TO_CENTRE).values_list("kind", flat=True))


def copies(row):
    return list(row.mails.filter(kind__in=OutgoingMail.TO_CENTRE).values_list("kind", flat=True))


def is_saved(response):
    return bool(response.redirect_chain)


def test_agreeing_sends_an_invitation_and_says_so(staff, row):
    response = decide(staff, row, state="agreed", agreed_minutes=45, **WEDNESDAY)
    row.refresh_from_db()
    assert (row.state, row.agreed_at, row.agreed_minutes) == ("agreed", at("2026-11-25 10:00"), 45)
    assert (mails(row), row.invitation_number) == (["invitation"], 1)
    assert "DTSTART;TZID=Europe/Prague:20261125T100000" in row.mails.last().calendar
    assert "Pozvánka odchází e-mailem: schůzka 25. 11. 2026 10.00–10.45." in told(response)


def test_a_moved_or_longer_meeting_is_a_new_invitation_and_a_note_is_none(staff, row):
    decide(staff, row, state="agreed", **WEDNESDAY)
    decide(staff, row, note="Přijde s dcerou.")
    assert mails(row) == ["invitation"]
    decide(staff, row, **NEXT_WEDNESDAY)
    decide(staff, row, agreed_minutes=90)
    row.refresh_from_db()
    assert (mails(row), row.invitation_number) == (["invitation"] * 3, 3)
    assert row.note == "Přijde s dcerou."


def test_a_cancellation_has_its_own_question_and_takes_back_what_was_agreed(staff, row):
    decide(staff, row, state="agreed", **WEDNESDAY)
    response = cancel(staff, row)
    row.refresh_from_db()
    assert (mails(row), row.invitation_number) == (["invitation", "cancellation"], 2)
    assert "DTSTART;TZID=Europe/Prague:20261125T100000" in row.mails.last().calendar
    assert "DTEND;TZID=Europe/Prague:20261125T110000" in row.mails.last().calendar
    assert "Zrušení odchází e-mailem: schůzka 25. 11. 2026 10.00–11.00." in told(response)
    assert (row.state, row.agreed_at, row.closed_at) == ("in-progress", None, None)


def test_with_the_cancellation_the_request_may_be_settled(staff, row):
    decide(staff, row, state="agreed", **WEDNESDAY)
    cancel(staff, row, then="closed")
    row.refresh_from_db()
    assert (row.state, row.closed_at, mails(row)) == ("closed", NOW, ["invitation", "cancellation"])


def test_looking_at_the_question_cancels_nothing_and_neither_does_an_old_one(staff, row):
    decide(staff, row, state="agreed", **WEDNESDAY)
    address = f"{form_of(row).removesuffix('change/')}zrusit/"
    assert "Zrušit schůzku?" in staff.get(address).content.decode()
    answer = staff.post(address, {"seen_record": "jiná", "then": "closed"}, follow=True)
    assert "Nic se nezrušilo: mezitím žádost někdo změnil." in told(answer)
    assert mails(row) == ["invitation"]


def test_what_is_not_agreed_cannot_be_cancelled(staff, row):
    answer = staff.post(f"{form_of(row).removesuffix('change/')}zrusit/", {"then": "closed"}, follow=True)
    assert "Tahle žádost nemá domluvenou schůzku, která by šla zrušit." in told(answer)
    assert (MeetingRequest.objects.get().state, mails(row)) == ("new", [])


@pytest.mark.parametrize("state", ["closed", "in-progress", "new"])
def test_nothing_but_that_question_cancels_and_to_settle_an_agreed_one_asks_first(staff, row, state):
    decide(staff, row, state="agreed", **WEDNESDAY)
    page = decide(staff, row, state=state)
    assert refusals(page) == [
        "Schůzka 25. 11. 2026 10.00–11.00 je pořád domluvená. Tím se nezruší a žadateli nic neodejde."
    ]
    assert (MeetingRequest.objects.get().state, mails(row)) == ("agreed", ["invitation"])
    assert is_saved(again(staff, row, page, state=state, **box(page)))
    assert (MeetingRequest.objects.get().state, mails(row)) == (state, ["invitation"])


def test_the_invitation_is_read_before_it_is_sent_and_is_the_one_that_is_sent(staff, row):
    page = staff.get(form_of(row))
    data = {**fields(page), "state": "agreed", **WEDNESDAY}
    shown = staff.post(form_of(row), data)
    assert (is_asked(shown), mails(row)) == (True, [])
    moved = staff.post(form_of(row), data | {"seen": fields(shown)["seen"]} | NEXT_WEDNESDAY)
    assert (is_asked(moved), mails(row)) == (True, [])
    assert is_saved(staff.post(form_of(row), data | {"seen": fields(shown)["seen"]}, follow=True))
    letter = read(shown).find(".//section[@id='letter']")
    mail = row.mails.get(kind="invitation")
    text = "".join(letter.find(".//div[@class='mail__body']").itertext())
    assert "".join(text.split()).startswith("".join(mail.body.split()))
    assert [mail.recipient, mail.subject] == [words(line) for line in letter.iterfind(".//b")][::2]


def test_the_script_of_the_form_shows_the_same_invitation_and_sends_nothing(staff, row):
    data = {**fields(staff.get(form_of(row))), **WEDNESDAY}
    address = form_of(row).replace("change", "nahled")
    live = staff.post(address, data)
    seen = read(live).find(".//input[@name='seen']").get("value")
    assert staff.post(address, data | at_time("nikdy", "")).status_code == 204
    assert "je svátek: Štědrý den." in staff.post(address, data | CHRISTMAS_EVE).content.decode()
    assert mails(row) == []
    assert is_saved(staff.post(form_of(row), data | {"state": "agreed", "seen": seen}, follow=True))


def test_a_day_without_its_year_is_the_coming_one_and_ten_is_a_time(staff, row):
    decide(staff, row, state="agreed", **at_time("25. 11.", "10"))
    row.refresh_from_db()
    assert row.agreed_at == at("2026-11-25 10:00")


def test_the_hours_of_the_phone_do_not_bind_a_meeting(staff, row):
    assert is_saved(decide(staff, row, state="agreed", **at_time("24. 11. 2026", "16:00")))


def test_without_an_email_the_staff_are_told_to_call(staff):
    row = asked(email="")
    response = decide(staff, row, state="agreed", **WEDNESDAY)
    assert f"Pozvánka neodejde. {CALL}schůzka je 25. 11. 2026 10.00–11.00.".replace(NBSP, " ") in told(response)
    response = cancel(staff, row, then="closed")
    assert f"Zrušení neodejde. {CALL}ruší se schůzka 25. 11. 2026 10.00–11.00.".replace(NBSP, " ") in told(response)
    assert (mails(row), copies(row)) == ([], ["meeting", "meeting-off"])


def test_the_centres_own_calendar_follows_every_step(staff, row):
    decide(staff, row, state="agreed", **WEDNESDAY)
    decide(staff, row, **NEXT_WEDNESDAY)
    cancel(staff, row)
    decide(staff, row, state="agreed", **NEXT_WEDNESDAY)
    assert copies(row) == ["meeting", "meeting", "meeting-off", "meeting"]
    events = [vobject.readOne(mail.calendar).vevent for mail in row.mails.filter(kind__in=OutgoingMail.TO_CENTRE)]
    assert len({event.uid.value for event in events}) == 1
    assert [(event.sequence.value, event.status.value, event.dtstart.value) for event in events] == [
        ("1", "CONFIRMED", at("2026-11-25 10:00")),
        ("2", "CONFIRMED", at("2026-12-02 09:30")),
        ("3", "CANCELLED", at("2026-12-02 09:30")),
        ("4", "CONFIRMED", at("2026-12-02 09:30")),
    ]


def test_closing_notes_when_and_reopening_forgets_it(staff, row):
    decide(staff, row, state="closed")
    row.refresh_from_db()
    assert row.closed_at == NOW
    with time_machine.travel(at("2026-11-23 11:00"), tick=False):
        decide(staff, row, note="Už volal.")
    row.refresh_from_db()
    assert row.closed_at == NOW
    decide(staff, row, state="new")
    row.refresh_from_db()
    assert row.closed_at is None


def test_closing_after_the_meeting_sends_nothing(staff, row):
    decide(staff, row, state="agreed", **at_time("23. 11. 2026", "12:00"))
    with time_machine.travel(at("2026-11-23 13:00"), tick=False):
        assert is_saved(decide(staff, row, state="closed"))
    assert mails(row) == ["invitation"]


def test_a_time_without_the_state_is_only_noted_and_the_staff_are_told(staff, row):
    response = decide(staff, row, **WEDNESDAY)
    assert "Termín je jen poznamenaný. Pozvánka odejde, až ji pošlete." in told(response)
    assert mails(row) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"state": "agreed"}, "Domluvená žádost musí mít termín."),
        ({"agreed_at_0": "25. 11. 2026"}, "Zadejte platný čas."),
        (at_time("25. 13. 2026", "10:00"), "Zadejte platné datum."),
        (at_time("25. 11. 2062", "10:00"), "Zkontrolujte rok 2062."),
        (at_time("31. 12. 9999", "23:59"), "Zkontrolujte rok 9999."),
        (at_time("1. 1. 0001", "0:00"), "Zkontrolujte rok 1."),
        (
            {"state": "agreed", **at_time("23. 11. 2026", "10:00")},
            "Termín 23. 11. 2026 10.00–11.00 už minul. Napište takový, který teprve bude.",
        ),
    ],
)
def test_what_cannot_be_agreed_is_refused_and_has_no_box(staff, row, changes, sentence):
    response = decide(staff, row, **changes)
    assert (refusals(response), box(response)) == ([sentence], {})
    assert MeetingRequest.objects.get() == row
    assert mails(row) == []


def test_a_holiday_is_named_and_agreed_only_with_the_box_ticked(staff, row):
    assert box(staff.get(form_of(row))) == {}
    page = decide(staff, row, state="agreed", note="Přijde i v den svátku.", **CHRISTMAS_EVE)
    agreed = {"state": "agreed"}
    assert refusals(page) == ["24. 12. 2026 je svátek: Štědrý den."]
    assert (MeetingRequest.objects.get().state, mails(row)) == ("new", [])
    assert not is_saved(again(staff, row, page, **agreed))
    assert is_saved(again(staff, row, page, **agreed, **box(page)))
    row.refresh_from_db()
    assert (row.state, row.note, mails(row)) == ("agreed", "Přijde i v den svátku.", ["invitation"])
    assert is_saved(decide(staff, row, note="Přece jen ne sama."))


def test_a_box_ticked_for_one_time_does_not_hold_for_another(staff, row):
    page = decide(staff, row, state="agreed", **CHRISTMAS_EVE)
    page = again(staff, row, page, state="agreed", **box(page), **at_time("25. 12. 2026", "10:00"))
    assert refusals(page) == ["25. 12. 2026 je svátek: 1. svátek vánoční."]
    assert is_saved(again(staff, row, page, state="agreed", **box(page)))


def test_a_meeting_at_the_same_time_is_named_by_its_number(staff, row):
    other = asked(state="agreed", agreed_at=at("2026-11-25 09:30"), agreed_minutes=31)
    asked(state="in-progress", agreed_at=at("2026-11-25 10:00"))
    page = decide(staff, row, state="agreed", **WEDNESDAY)
    assert refusals(page) == [f"Ve stejnou dobu je už domluvená schůzka: {other} (25. 11. 2026 9.30–10.01)."]
    assert is_saved(decide(staff, row, state="agreed", **at_time("25. 11. 2026", "10:01")))


@pytest.mark.parametrize(
    ("day", "clock", "instant"),
    [("25. 10. 2026", "2:30", "2026-10-25T02:30+02:00"), ("28. 3. 2027", "2:30", "2027-03-28T03:30+02:00")],
)
def test_an_hour_in_which_the_clocks_change_can_be_agreed_too(staff, row, day, clock, instant):
    with time_machine.travel(at("2026-10-01 10:00"), tick=False):
        page = decide(staff, row, state="agreed", **at_time(day, clock))
        assert "hodiny se posouvají" in refusals(page)[0]
        assert is_saved(again(staff, row, page, state="agreed", **box(page)))
    row.refresh_from_db()
    assert row.agreed_at.isoformat() == at(instant[:16]).isoformat()


def test_who_saves_second_is_refused_and_loses_nothing(staff, row):
    page = staff.get(form_of(row))
    assert is_saved(again(staff, row, page, state="in-progress", note="Volala jsem."))
    page = again(staff, row, page, note="Píšu mu.", **WEDNESDAY)
    assert refusals(page) == [
        "Žádost mezitím uložil někdo jiný. Je v ní stav „řeší se“, termín žádný, poznámka „Volala jsem.“. "
        "Co jste napsali vy, je níže a uložené to není. Porovnejte to a uložte znovu."
    ]
    assert MeetingRequest.objects.get().note == "Volala jsem."
    assert is_saved(again(staff, row, page))
    row.refresh_from_db()
    assert (row.note, row.agreed_at, row.state) == ("Píšu mu.", at("2026-11-25 10:00"), "in-progress")


@pytest.mark.parametrize("first", [{"state": "closed"}, {"note": "x"}, {"agreed_minutes": 30}, WEDNESDAY])
def test_whatever_the_first_one_changed_is_not_overwritten_unseen(staff, row, first):
    page = staff.get(form_of(row))
    assert is_saved(again(staff, row, page, **first))
    assert not is_saved(again(staff, row, page))


def test_a_form_that_does_not_say_what_it_was_made_of_is_refused(staff, row):
    assert not is_saved(decide(staff, row, loaded="", note="x"))


def test_a_save_without_its_mail_is_no_save(staff, row, monkeypatch):
    def fail(*_arguments):
        raise RuntimeError

    monkeypatch.setattr(mail, "invite", fail)
    with pytest.raises(RuntimeError):
        decide(staff, row, state="agreed", **WEDNESDAY)
    assert MeetingRequest.objects.get().state == "new"


def test_the_row_is_held_from_the_comparison_to_the_save(staff, row):
    with CaptureQueriesContext(connection) as queries:
        decide(staff, row, state="in-progress")
    # SQLite needs no such words: a transaction that may write lets no other one begin.
    held = [query for query in queries if query["sql"].endswith(("FOR UPDATE", "FOR NO KEY UPDATE"))]
    assert bool(held) is connection.features.has_select_for_update
