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

    def read(client=editor_client):
        sections = client.get("/sprava/").context["sections"]
        (lines,) = [section.lines for section in sections if section.title == "Provoz webu"]
        return [(line.text.replace(NBSP, " "), line.url, line.note) for line in lines]

    return read


@pytest.fixture
def two_mails():
    mail.notify(asked(), NOW - DAY)
    CommandRun.objects.create(name="housekeeping", ran_at=NOW)


def test_housekeeping_that_never_ran_is_missed(told):
    note = "zatím nikdo nemaže osobní údaje, řekněte to správci webu"
    assert told() == [("Úklid ještě nikdy neběžel", "", note)]


def test_housekeeping_says_when_it_ran(told):
    call_command("housekeeping")
    assert told() == [("Úklid naposledy běžel 23. 11. 2026 v 10.00", "", "")]


@pytest.mark.parametrize(("ago", "note"), [(2 * DAY, ""), (2 * DAY + MINUTE, "to je dlouho, řekněte to správci webu")])
def test_housekeeping_is_missed_after_two_days(told, ago, note):
    CommandRun.objects.create(name="housekeeping", ran_at=NOW - ago)
    assert told()[0][2] == note


@pytest.mark.parametrize(
    ("verified_on", "runs_out"),
    [((2026, 6, 8), None), ((2026, 6, 7), "7. 12. 2026"), ((2026, 5, 23), "23. 11. 2026"), ((2026, 5, 22), None)],
)
def test_verification_of_the_hours_warns_before_it_runs_out(told, verified_on, runs_out):
    ContactCentre.objects.update(hours_verified_on=date(*verified_on))
    note = "pak web přestane říkat, kdy jste na telefonu"
    address = "/sprava/contact/contactcentre/1/overit/hours_verified/"
    warning = (f"Ověření konzultačních hodin platí už jen do {runs_out}", address, note)
    assert told()[1:] == ([warning] if runs_out else [])


def test_mails_are_stuck_after_a_day(told, two_mails):
    assert told()[1:] == []
    OutgoingMail.objects.update(created_at=NOW - DAY - MINUTE)
    text = "Zprávy, které se už déle než den nedaří odeslat: 2"
    assert told()[1:] == [(text, "/sprava/contact/meetingrequest/", "")]
    outbox.send_due(lambda: NOW)
    assert told()[1:] == []


def test_refused_mails_are_counted(told, two_mails):
    OutgoingMail.objects.filter(kind="acknowledgement").update(given_up_at=NOW, created_at=NOW - 2 * DAY)
    text = "Zprávy, které server příjemce natrvalo odmítl: 1"
    assert told()[1:] == [(text, "/sprava/contact/meetingrequest/", "")]


def test_who_may_not_see_requests_gets_the_number_alone(told, two_mails, client, let_in):
    author = User.objects.create_user("autor", is_staff=True)
    author.groups.set([Group.objects.get(name="Autor")])
    OutgoingMail.objects.update(given_up_at=NOW)
    assert told(let_in(client, author))[1:] == [("Zprávy, které server příjemce natrvalo odmítl: 2", "", "")]


def test_a_site_that_only_prints_its_mails_says_so(told, settings):
    assert not [text for text, _, _ in told() if "poštovní server" in text]
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert "Zprávy se neposílají: web nezná poštovní server" in [text for text, _, _ in told()]
