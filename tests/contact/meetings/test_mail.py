"""What the mails say, to whom, and what no mail says."""

from email import message_from_bytes, policy

import pytest
from django.core import mail as django_mail
from django.db import transaction

from contact.meetings import mail, outbox
from contact.models import ContactCentre, OutgoingMail
from pages.typography import NBSP
from tests.contact.hours.schedules import at
from tests.contact.meetings.rows import NOW, SECRETS, asked

pytestmark = pytest.mark.django_db

SIGNATURE = """
Kontaktní centrum
+420 778 455 761
socialni.bydleni@mpsv.cz
http://127.0.0.1:8000/kontaktni-centrum/
"""


@pytest.fixture
def centre():
    return ContactCentre.objects.get()


def rows():
    return {row.kind: row for row in OutgoingMail.objects.all()}


def sent():
    """Everything due, as a mail server gets it."""
    outbox.send_due(lambda: NOW)
    return [message_from_bytes(each.message().as_bytes(), policy=policy.default) for each in django_mail.outbox]


def agreed(**changes):
    return asked(state="agreed", agreed_at=at("2026-12-02 09:30"), agreed_minutes=45, **changes)


def test_centre_is_told_that_a_request_came_and_not_a_word_of_it():
    request = asked()
    mail.notify(request, NOW)
    notice = rows()["notice"]
    assert notice.recipient == "socialni.bydleni@mpsv.cz"
    assert notice.subject == f"Nová žádost o schůzku: {request.reference}"
    assert (
        notice.body
        == f"""Dobrý den,

na webu je nová žádost o schůzku. Má číslo {request.reference}.
Žadatel uvedl: hledám pomoc s bydlením

Celou žádost si přečtete po přihlášení:
http://127.0.0.1:8000/sprava/contact/meetingrequest/{request.pk}/change/

Web http://127.0.0.1:8000
"""
    )


@pytest.mark.parametrize(
    ("answers_within", "promise"), [("", ""), ("do tří pracovních dnů", "Ozveme se vám do tří pracovních dnů.\n")]
)
def test_sender_is_told_that_nothing_is_agreed_yet_and_promised_only_what_the_centre_promises(
    centre, answers_within, promise
):
    ContactCentre.objects.update(answers_within=answers_within)
    request = asked()
    mail.notify(request, NOW)
    acknowledgement = rows()["acknowledgement"]
    assert acknowledgement.recipient == "jana.ticha@example.org"
    assert acknowledgement.subject == f"Vaše žádost o schůzku: {request.reference}"
    assert (
        acknowledgement.body
        == f"""Dobrý den,

děkujeme, vaše žádost o schůzku k nám došla. Má číslo {request.reference}.

Schůzka tím ještě není domluvená, termín s vámi teprve domluvíme.
{promise}
Když nám budete volat nebo psát, uveďte prosím číslo žádosti.
Pokud jste o schůzku nežádali, dejte nám to prosím vědět.
{SIGNATURE}"""
    )


def test_invitation_says_when_and_where_and_numbers_itself():
    request = agreed()
    mail.invite(request, NOW)
    invitation = rows()["invitation"]
    assert invitation.subject == f"Pozvánka na schůzku: {request.reference}"
    assert (
        invitation.body
        == f"""Dobrý den,

schůzka k vaší žádosti {request.reference} je domluvená.

Kdy: středa 2. 12. 2026 od 9.30 do 10.15 hodin
Kde: Na Maninách 876/7, Praha-Holešovice

Součástí zprávy je pozvánka do kalendáře.

Když se vám termín nebude hodit, zavolejte nám nebo napište.
{SIGNATURE}"""
    )
    assert {"METHOD:REQUEST", "SEQUENCE:1"} <= set(invitation.calendar.split("\r\n"))
    request.refresh_from_db()
    assert request.invitation_number == 1


def test_a_later_invitation_says_that_it_replaces_the_earlier_ones():
    request = agreed(invitation_number=1)
    mail.invite(request, NOW)
    body = rows()["invitation"].body
    assert "Součástí zprávy je pozvánka do kalendáře.\nNahrazuje všechny předchozí.\n" in body


def test_cancellation_names_the_time_that_is_taken_back():
    request = agreed(invitation_number=1)
    mail.cancel(request, NOW)
    cancellation = rows()["cancellation"]
    assert cancellation.subject == f"Zrušení schůzky: {request.reference}"
    assert (
        cancellation.body
        == f"""Dobrý den,

schůzka k vaší žádosti {request.reference} se nekoná.

Zrušený termín: středa 2. 12. 2026 od 9.30 do 10.15 hodin

Když budete chtít jiný termín, zavolejte nám nebo napište.
{SIGNATURE}"""
    )
    assert {"METHOD:CANCEL", "SEQUENCE:2"} <= set(cancellation.calendar.split("\r\n"))


def test_without_an_e_mail_only_the_centre_is_written_to():
    request = agreed(email="")
    mail.notify(request, NOW)
    mail.invite(request, NOW)
    mail.cancel(request, NOW)
    assert set(rows()) == {"notice", "meeting", "meeting-off"}
    assert {row.recipient for row in rows().values()} == {"socialni.bydleni@mpsv.cz"}


def test_the_centre_is_told_for_its_own_calendar_and_where_the_request_is():
    request = agreed()
    mail.invite(request, NOW)
    mail.cancel(request, NOW)
    link = f"http://127.0.0.1:8000/sprava/contact/meetingrequest/{request.pk}/change/"
    copy, off = (rows()[kind] for kind in ["meeting", "meeting-off"])
    assert (copy.recipient, copy.subject) == (
        "socialni.bydleni@mpsv.cz",
        f"Schůzka do kalendáře: {request.reference}",
    )
    assert (
        copy.body
        == f"""Dobrý den,

schůzka k žádosti {request.reference} je domluvená.

Kdy: středa 2. 12. 2026 od 9.30 do 10.15 hodin
Kde: Na Maninách 876/7, Praha-Holešovice

Součástí zprávy je záznam do vašeho kalendáře.

Žádost si přečtete po přihlášení:
{link}

Web http://127.0.0.1:8000
"""
    )
    assert off.subject == f"Zrušená schůzka do kalendáře: {request.reference}"
    assert "se nekoná.\n\nZrušený termín: středa 2. 12. 2026 od 9.30 do 10.15 hodin\n" in off.body
    for row in (copy, off):
        assert link in row.calendar.replace("\r\n ", "")


def test_only_the_address_on_the_envelope_is_personal():
    request = agreed(note="Volala i sestra.")
    mail.notify(request, NOW)
    mail.invite(request, NOW)
    mail.cancel(request, NOW)
    private = {**SECRETS, "note": "Volala i sestra."}
    for row in OutgoingMail.objects.all():
        told = {what for what, text in private.items() if text in row.subject + row.body + row.message_id}
        assert told == set(), row.kind
        told = {what for what, text in private.items() if text in row.calendar.replace("\r\n ", "")}
        assert told <= ({"email"} if row.recipient == request.email else set()), row.kind  # the attendee


def test_facts_stand_in_a_mail_as_in_a_text_and_not_as_in_markup(centre):
    ContactCentre.objects.update(street="U Sv. Anny & Jana 1")
    mail.invite(agreed(), NOW)
    body = rows()["invitation"].body
    assert "Kde: U Sv. Anny & Jana 1, Praha-Holešovice" in body
    assert NBSP not in body


def test_headers_say_that_a_machine_writes_and_where_people_answer(settings):
    settings.MAIL_FROM = "web@example.cz"
    mail.notify(asked(email=""), NOW)
    row = rows()["notice"]
    (message,) = sent()
    assert {name: message[name] for name in ["From", "Reply-To", "To", "Subject", "Message-ID", "Date"]} == {
        "From": "Sociální bydlení – Kontaktní centrum <web@example.cz>",
        "Reply-To": "socialni.bydleni@mpsv.cz",
        "To": "socialni.bydleni@mpsv.cz",
        "Subject": row.subject,
        "Message-ID": row.message_id,
        "Date": "Mon, 23 Nov 2026 10:00:00 +0100",
    }
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content() == row.body


def test_without_an_address_of_its_own_the_site_writes_from_the_centres():
    mail.notify(asked(email=""), NOW)
    (message,) = sent()
    assert message["From"] == "Sociální bydlení – Kontaktní centrum <socialni.bydleni@mpsv.cz>"


@pytest.mark.parametrize(("send", "method"), [(mail.invite, "REQUEST"), (mail.cancel, "CANCEL")])
def test_calendar_is_a_part_of_the_mail_that_names_its_method(send, method):
    send(agreed(), NOW)
    for row, message, meant in zip(OutgoingMail.objects.all(), sent(), ["PUBLISH", method], strict=True):
        assert message.get_content_type() == "multipart/alternative"
        text, calendar = message.iter_parts()
        assert text.get_content() == row.body
        assert calendar.get_content_type() == "text/calendar"
        assert calendar["Content-Type"].params == {"method": meant, "charset": "utf-8"}
        assert calendar.get_content() == row.calendar.replace("\r\n", "\n")


def test_a_request_that_is_rolled_back_leaves_no_mail_and_wakes_nobody(monkeypatch):
    woken = []
    monkeypatch.setattr(outbox, "wake", lambda: woken.append(None))
    with transaction.atomic():
        mail.notify(asked(), NOW)
        transaction.set_rollback(True)
    assert (rows(), woken) == ({}, [])


def test_every_mail_has_a_name_of_its_own_from_this_site():
    mail.notify(asked(), NOW)
    mail.notify(asked(), NOW)
    names = [row.message_id for row in OutgoingMail.objects.all()]
    assert len(names) == len(set(names)) == 4
    assert all(name.endswith("@127.0.0.1>") for name in names)
