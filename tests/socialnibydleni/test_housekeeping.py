"""What housekeeping sends, erases and notes, and that one part in trouble does not stop the others."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail as django_mail
from django.core.management import CommandError, call_command

from contact.meetings import mail
from contact.models import ContactCentre, MeetingRequest, OutgoingMail, Report, SenderCount
from pages.models import CommandRun, PreviewLink, WordForms
from socialnibydleni.management.commands import housekeeping
from tests.contact.meetings.rows import NOW, asked
from tests.contact.reports.reporting import reported

pytestmark = pytest.mark.django_db

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def keep_house(moment=NOW):
    with time_machine.travel(moment, tick=False):
        call_command("housekeeping")


def closed(at):
    return asked(state="closed", closed_at=at)


def test_it_sends_what_is_due_and_says_so(capsys):
    mail.notify(asked(), NOW)
    keep_house()
    assert len(django_mail.outbox) == 2
    assert OutgoingMail.objects.waiting().count() == 0
    assert capsys.readouterr().out == (
        "Housekeeping: reminding of verifications, telling editors of texts, sending mails (2), "
        "erasing requests for a meeting (0), erasing reports (0), deleting failed sign-ins (0), "
        "deleting unused second factors (0), deleting old preview links (0), forgetting sent forms (0), "
        "erasing kept forms (0), "
        "erasing working copies (0), "
        "telling calendars (0), writing down erasures, clearing up (0), "
        "setting orphaned files aside (0), judging documents (0), clearing sessions, writing down word forms, "
        "reading documents (0), looking at links to other sites (switched off).\n"
    )


def test_it_reminds_of_the_hours_in_the_same_run_and_once():
    ContactCentre.objects.update(hours_verified_on=date(2026, 5, 30))
    keep_house()
    keep_house(NOW + DAY)
    assert [message.subject for message in django_mail.outbox] == ["Ověřte konzultační hodiny na webu"]


@pytest.mark.parametrize("days", [90, 3])
def test_request_is_erased_with_its_mails_when_its_time_is_over(settings, days):
    settings.MEETING_RETENTION_DAYS = days
    for moment in [NOW, NOW + MINUTE]:
        mail.notify(closed(at=moment), NOW)
    kept = MeetingRequest.objects.get(closed_at=NOW + MINUTE)
    keep_house(NOW + timedelta(days=days) - MINUTE)
    assert MeetingRequest.objects.count() == 2
    keep_house(NOW + timedelta(days=days))
    assert MeetingRequest.objects.get() == kept
    assert {row.request for row in OutgoingMail.objects.all()} == {kept}


def test_a_restored_backup_is_cleaned_at_the_next_run():
    keep_house()
    closed(at=NOW - 91 * DAY)
    keep_house()
    assert MeetingRequest.objects.count() == 0


def test_a_report_and_the_mail_about_it_go_when_their_times_are_over():
    mail.tell_of_report(reported(state="closed", closed_at=NOW), NOW)
    keep_house(NOW + 90 * DAY - MINUTE)
    assert (Report.objects.count(), OutgoingMail.objects.count()) == (1, 1)
    keep_house(NOW + 90 * DAY)
    assert (Report.objects.count(), OutgoingMail.objects.count()) == (0, 1)  # it names nobody
    keep_house(NOW + 600 * DAY)
    assert OutgoingMail.objects.filter(kind=OutgoingMail.Kind.REPORT).count() == 0


def test_open_requests_stay_however_old():
    asked(created_at=NOW - 3000 * DAY, state="in-progress")
    keep_house()
    assert MeetingRequest.objects.count() == 1


def test_counts_of_senders_stay_for_their_day_in_prague():
    for day in [date(2026, 11, 22), date(2026, 11, 23)]:
        SenderCount.objects.create(day=day, number=1)
    keep_house(NOW.replace(hour=22, minute=59))  # 23.59 in Prague
    assert [row.day for row in SenderCount.objects.all()] == [date(2026, 11, 23)]
    keep_house(NOW.replace(hour=23, minute=0))
    assert SenderCount.objects.count() == 0


def test_reminders_go_a_year_after_they_were_sent():
    for number, sent_at in enumerate([NOW - 366 * DAY, NOW - 365 * DAY, None]):
        OutgoingMail.objects.create(
            kind="reminder", message_id=f"<{number}@127.0.0.1>", sent_at=sent_at, created_at=NOW, not_before=NOW + DAY
        )
    keep_house()
    assert sorted(OutgoingMail.objects.values_list("message_id", flat=True)) == ["<1@127.0.0.1>", "<2@127.0.0.1>"]


def test_it_notes_when_it_ran_last():
    keep_house()
    keep_house(NOW + DAY)
    assert list(CommandRun.objects.values_list("name", "ran_at")) == [("housekeeping", NOW + DAY)]


def test_part_in_trouble_stops_no_other_and_the_run_does_not_count(monkeypatch):
    def fail(moment):
        raise ConnectionError("jana.ticha@example.org")

    closed(at=NOW - 91 * DAY)
    monkeypatch.setitem(housekeeping.PARTS, "sending mails", fail)
    with pytest.raises(CommandError) as stopped:
        keep_house()
    assert str(stopped.value) == "Housekeeping failed at sending mails (ConnectionError). The rest was done."
    assert stopped.value.returncode == 1
    assert MeetingRequest.objects.count() == 0
    assert CommandRun.objects.count() == 0


def test_links_to_previews_go_a_month_after_their_end():
    for days in [30, 31]:
        PreviewLink.objects.create(created_at=NOW, expires_at=NOW - timedelta(days=days))
    keep_house()
    assert [NOW - link.expires_at for link in PreviewLink.objects.all()] == [timedelta(days=30)]


def test_new_words_are_written_down_for_the_search():
    WordForms.objects.all().delete()
    keep_house()
    assert WordForms.objects.table()["obcich"] == ["obec"]
