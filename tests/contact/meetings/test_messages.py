"""A line of the staff for the sender: seen in the mail before it goes, kept with it, erased with the request."""

import pytest
from django.contrib.admin.models import LogEntry

from contact.models import MeetingRequest, OutgoingMail
from tests.contact.meetings.desk import (
    LIST,
    again,
    at_time,
    cancel,
    decide,
    fields,
    form_of,
    hidden,
    is_asked,
    read,
    words,
)
from tests.contact.meetings.rows import asked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]

WEDNESDAY = at_time("25. 11. 2026", "10:00")
TYPED = "Vezměte si\r\nplány & <b>smlouvu</b>."
MESSAGE = "Vezměte si\nplány & <b>smlouvu</b>."


@pytest.fixture
def row():
    return asked()


def sent(row):
    """Kind and message of each mail to the sender."""
    return list(row.mails.exclude(kind__in=OutgoingMail.TO_CENTRE).values_list("kind", "message"))


def letter(response):
    """What the sender will read, and nothing where no mail is shown."""
    body = read(response).find(".//div[@class='mail__body']")
    return "" if body is None else " ".join(" ".join(body.itertext()).split())


def waiting(row):
    return MeetingRequest.objects.get(pk=row.pk).message


def test_the_message_is_read_in_the_invitation_before_it_goes_and_goes_as_it_was_read(staff, row):
    data = {**fields(staff.get(form_of(row))), "state": "agreed", "message": TYPED, **WEDNESDAY}
    shown = staff.post(form_of(row), data)
    assert is_asked(shown)
    assert "Vezměte si plány & <b>smlouvu</b>." in letter(shown)
    assert sent(row) == []
    other = staff.post(form_of(row), data | {"message": "Jinak.", "seen": fields(shown)["seen"]})
    assert (is_asked(other), sent(row)) == (True, [])
    staff.post(form_of(row), data | {"seen": fields(shown)["seen"]})
    assert sent(row) == [("invitation", MESSAGE)]
    mail = row.mails.get(kind="invitation")
    assert f"\n\n{MESSAGE}\n\n" in mail.body
    assert waiting(row) == ""


def test_without_a_message_the_mail_has_no_gap(staff, row):
    decide(staff, row, state="agreed", message=" \r\n ", **WEDNESDAY)
    assert sent(row) == [("invitation", "")]
    assert "\n\n\n" not in row.mails.get(kind="invitation").body


def test_the_script_of_the_form_shows_the_message_in_the_invitation(staff, row):
    data = {**fields(staff.get(form_of(row))), "message": TYPED, **WEDNESDAY}
    live = staff.post(form_of(row).replace("change", "nahled"), data)
    assert "Vezměte si plány & <b>smlouvu</b>." in letter(live)


def test_a_message_waits_with_what_is_only_noted(staff, row):
    decide(staff, row, message=TYPED, **WEDNESDAY)
    assert (sent(row), waiting(row)) == ([], MESSAGE)
    assert fields(staff.get(form_of(row)))["message"].strip() == MESSAGE


def test_a_message_to_who_is_invited_already_goes_with_a_new_invitation_but_never_with_a_note(staff, row):
    decide(staff, row, state="agreed", **WEDNESDAY)
    page = staff.get(form_of(row))
    note = {**fields(page), "message": TYPED, "_note": "1"}
    del note["state"]
    staff.post(form_of(row), note)
    assert (sent(row), waiting(row)) == ([("invitation", "")], MESSAGE)
    again(staff, row, staff.get(form_of(row)), state="agreed")
    assert (sent(row), waiting(row)) == ([("invitation", ""), ("invitation", MESSAGE)], "")


def test_the_time_cannot_be_changed_by_a_note_without_an_invitation(staff, row):
    decide(staff, row, state="agreed", **WEDNESDAY)
    note = {**fields(staff.get(form_of(row))), **at_time("2. 12. 2026", "10"), "_note": "1"}
    shown = staff.post(form_of(row), note)
    assert (is_asked(shown), sent(row)) == (True, [("invitation", "")])


def test_a_cancellation_shows_its_mail_and_with_a_message_it_is_read_once_more(staff, row):
    decide(staff, row, state="agreed", message="Přineste plány.", **WEDNESDAY)
    decide(staff, row, message="Čeká.", _note="1")
    address = f"{LIST}{row.pk}/zrusit/"
    page = staff.get(address)
    assert "se nekoná" in letter(page)
    assert "Čeká." not in letter(page)
    asked_again = cancel(staff, row, then="closed", message=TYPED)
    assert "Vezměte si plány & <b>smlouvu</b>." in letter(asked_again)
    assert read(asked_again).find(".//input[@value='closed']").get("checked") is not None
    assert [kind for kind, _ in sent(row)] == ["invitation"]
    staff.post(address, {**hidden(asked_again), "then": "closed", "message": TYPED})
    assert sent(row) == [("invitation", "Přineste plány."), ("cancellation", MESSAGE)]
    assert f"\n\n{MESSAGE}\n\n" in row.mails.get(kind="cancellation").body
    assert (MeetingRequest.objects.get().state, waiting(row)) == ("closed", "")


def test_a_message_that_is_too_long_is_refused_and_stays(staff, row):
    decide(staff, row, state="agreed", **WEDNESDAY)
    long = "x" * (MeetingRequest.MESSAGE_LENGTH + 1)
    for answer in [cancel(staff, row, message=long), decide(staff, row, message=long)]:
        assert read(answer).find(".//ul[@class='errorlist']") is not None
        assert long in answer.content.decode()
    assert sent(row) == [("invitation", "")]


def test_what_was_written_to_the_sender_stands_in_the_course_of_the_request(staff, row):
    decide(staff, row, state="agreed", message=TYPED, **WEDNESDAY)
    lines = read(staff.get(form_of(row))).findall(".//ol[@class='timeline']/li")
    told = [words(line.find("blockquote")) for line in lines if line.find("blockquote") is not None]
    assert told == ["Vezměte si plány & <b>smlouvu</b>."]


def test_the_message_is_nowhere_but_with_its_request_and_goes_with_it(staff, row, caplog):
    decide(staff, row, state="agreed", message="Tajný vzkaz.", **WEDNESDAY)
    shown = hidden(cancel(staff, row, message="Tajný vzkaz."))
    cancel(staff, row, message="Tajný vzkaz.", seen=shown["seen"])
    decide(staff, row, message="Tajný vzkaz.")
    assert [message for _, message in sent(row)] == ["Tajný vzkaz."] * 2
    row.refresh_from_db()
    elsewhere = [*row.mails.values_list("calendar", flat=True)]
    elsewhere += row.mails.filter(kind__in=OutgoingMail.TO_CENTRE).values_list("body", flat=True)
    elsewhere += [f"{entry.object_repr} {entry.change_message}" for entry in LogEntry.objects.all()]
    elsewhere += [record.getMessage() for record in caplog.records]
    elsewhere += [staff.get(address).content.decode() for address in [LIST, "/sprava/", f"{LIST}{row.pk}/history/"]]
    assert [text for text in elsewhere if "Tajný" in text] == []
    staff.post(f"{LIST}{row.pk}/delete/", {**hidden(staff.get(f"{LIST}{row.pk}/delete/")), "post": "yes"})
    assert (MeetingRequest.objects.count(), OutgoingMail.objects.count()) == (0, 0)


def test_who_has_no_email_is_asked_for_no_message(staff):
    row = asked(email="")
    assert "message" not in fields(staff.get(form_of(row)))
    decide(staff, row, state="agreed", **WEDNESDAY)
    assert "Vzkaz" not in staff.get(f"{LIST}{row.pk}/zrusit/").content.decode()
    cancel(staff, row)
    assert MeetingRequest.objects.get().state == "in-progress"
