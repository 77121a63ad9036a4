"""What editors are told of the site's upkeep: housekeeping, a verification that runs out, mails that are stuck."""

from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.core.management import call_command

from contact.meetings import mail, outbox
from contact.models import ContactCentre, OutgoingMail
from pages.models import CommandRun
from pages.typography import NBSP
from pages.upkeep import LATE
from tests.contact.meetings.rows import NOW, asked

pytestmark = pytest.mark.django_db

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def told(editor_client):
    """The lines of the section, as (text, address, note)."""

    def read(client=editor_client, title="Provoz webu"):
        sections = client.get("/sprava/").context["sections"]
        (lines,) = [section.lines for section in sections if section.title == title]
        return [(line.text.replace(NBSP, " "), line.url, line.note) for line in lines]

    return read


@pytest.fixture
def two_mails():
    mail.notify(asked(), NOW - DAY)
    for name in LATE:
        CommandRun.objects.note(name, NOW)


TELL = "Řekněte to tomu, kdo web provozuje."


def test_what_never_ran_is_missed(told):
    assert told() == [
        ("Úklid webu ještě nikdy neběžel", "", f"Zatím nikdo nemaže osobní údaje. {TELL}"),
        ("Záloha webu ještě nikdy nevznikla", "", f"Při havárii by se vše ztratilo. {TELL}"),
        ("Kopie webu pro případ poruchy ještě nikdy nevznikla", "", f"Při poruše by čtenáři neviděli nic. {TELL}"),
    ]


def test_housekeeping_is_missed_after_two_days_and_a_backup_after_a_good_day(told, two_mails):
    CommandRun.objects.filter(name="housekeeping").update(ran_at=NOW - 2 * DAY)
    CommandRun.objects.filter(name="backup").update(ran_at=NOW - DAY)
    assert told() == []
    CommandRun.objects.filter(name="housekeeping").update(ran_at=NOW - 2 * DAY - MINUTE)
    CommandRun.objects.filter(name="backup").update(ran_at=NOW - 2 * DAY)
    assert told() == [
        ("Úklid webu naposledy běžel 21. 11. 2026 v 9.59", "", f"To je dlouho. {TELL}"),
        ("Záloha webu naposledy vznikla 21. 11. 2026 v 10.00", "", f"To je dlouho. {TELL}"),
    ]


def test_what_runs_as_it_should_is_no_line(told, two_mails):
    OutgoingMail.objects.all().delete()
    CommandRun.objects.filter(name="housekeeping").delete()
    call_command("housekeeping")
    assert told() == []


@pytest.mark.parametrize(
    ("verified_on", "runs_out"),
    [((2026, 6, 8), None), ((2026, 6, 7), "7. 12. 2026"), ((2026, 5, 23), "23. 11. 2026"), ((2026, 5, 22), None)],
)
def test_verification_of_the_hours_warns_before_it_runs_out(told, verified_on, runs_out):
    ContactCentre.objects.update(hours_verified_on=date(*verified_on))
    note = "Pak web přestane říkat, kdy jste na telefonu."
    address = "/sprava/contact/contactcentre/1/overit/hours_verified/"
    warning = (f"Ověření konzultačních hodin platí už jen do {runs_out}", address, note)
    lines = [line for line in told(title="K ověření") if line[0].startswith("Ověření konzultačních hodin")]
    assert lines == ([warning] if runs_out else [])


def test_mails_are_stuck_after_a_day(told, two_mails):
    assert told() == []
    OutgoingMail.objects.update(created_at=NOW - DAY - MINUTE)
    text = "Zprávy, které se už déle než den nedaří odeslat: 2"
    assert told() == [(text, "/sprava/contact/meetingrequest/", "")]
    outbox.send_due(lambda: NOW)
    assert told() == []


def test_refused_mails_are_counted(told, two_mails):
    OutgoingMail.objects.filter(kind="acknowledgement").update(given_up_at=NOW, created_at=NOW - 2 * DAY)
    text = "Zprávy, které server příjemce natrvalo odmítl: 1"
    assert told() == [(text, "/sprava/contact/meetingrequest/", "")]


def test_who_may_not_see_requests_gets_the_number_alone(told, two_mails, client, let_in):
    manager = User.objects.create_user("spravce", is_staff=True)
    manager.groups.set([Group.objects.get(name="Správce")])
    OutgoingMail.objects.update(given_up_at=NOW)
    assert told(let_in(client, manager)) == [("Zprávy, které server příjemce natrvalo odmítl: 2", "", "")]


def test_a_site_that_sends_no_mails_says_so_in_words_for_editors(told, settings, editor_client):
    assert not [text for text, _, _ in told() if "neposílají" in text]
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert ("Zprávy se neposílají", "", f"Web nemá poštovní server. {TELL}") in told()
    assert "EMAIL_URL" not in editor_client.get("/sprava/").content.decode()
