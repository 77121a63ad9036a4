"""The mail that asks the centre to verify its hours before the verification runs out."""

from datetime import date, timedelta

import pytest

from contact.meetings import mail
from contact.models import ContactCentre, OutgoingMail
from tests.contact.hours.schedules import at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("day", "number"), [("11-05", 0), ("11-06", 1), ("11-20", 1), ("11-21", 0)])
def test_centre_is_reminded_within_the_last_fortnight_of_a_verification(day, number):
    ContactCentre.objects.update(hours_verified_on=date(2026, 5, 20))
    mail.remind_of_verification(at(f"2026-{day} 08:00"))
    assert OutgoingMail.objects.count() == number


def test_centre_is_reminded_once_a_verification():
    for verified_on in [date(2026, 5, 20), date(2026, 11, 20)]:
        ContactCentre.objects.update(hours_verified_on=verified_on)
        for days in [175, 176]:
            mail.remind_of_verification(at(f"{verified_on} 08:00") + timedelta(days=days))
    assert [row.recipient for row in OutgoingMail.objects.all()] == ["socialni.bydleni@mpsv.cz"] * 2
    assert (
        OutgoingMail.objects.first().body
        == """Dobrý den,

konzultační hodiny na webu naposledy někdo ověřil 20. 5. 2026.
Po 20. 11. 2026 přestane web říkat, kdy jste na telefonu.

Zkontrolujte je prosím a potvrďte tady:
http://127.0.0.1:8000/sprava/contact/contactcentre/1/overit/hours_verified/

Web http://127.0.0.1:8000
"""
    )


def test_hours_that_nobody_ever_verified_remind_nobody():
    ContactCentre.objects.update(hours_verified_on=None)
    mail.remind_of_verification(at("2026-11-20 08:00"))
    assert OutgoingMail.objects.count() == 0
