"""Reports as an inbox: who sees what, for how long it waits, how it is settled, erased and found."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.test import override_settings
from django.urls import reverse

from contact.models import OutgoingMail, Report
from contact.reports import inbox
from contact.reports.models import erase
from pages.models import AccessibilityStatement
from tests.contact.meetings.asking import at_the_moment
from tests.contact.meetings.rows import NOW
from tests.contact.reports.reporting import ANSWERS, reported

pytestmark = pytest.mark.django_db

LIST = "/sprava/contact/report/"
DAY = timedelta(days=1)


def settle(desk, row, **changes):
    address = reverse("admin:contact_report_change", args=[row.pk])
    form = desk.get(address)
    values = {"state": row.state, "note": row.note, "seen_record": form.context["seen_record"], **changes}
    return desk.post(address, values)


@pytest.mark.parametrize(
    ("group", "status"), [("Vydavatel", 200), ("Kontaktní centrum", 200), ("Autor", 403), ("Správce", 403)]
)
def test_reports_are_for_who_mends_texts_and_who_answers(client_of, group, status):
    assert client_of(group).get(LIST).status_code == status


def test_the_list_is_filtered_by_state_and_kind_and_found_by_words(client_of):
    reported(text="Nejde číst mapu", kind="accessibility")
    reported(text="Starý telefon", state="closed", closed_at=NOW)
    vera = client_of("Vydavatel")
    assert "Nejde číst mapu" in shown_list(vera, "?kind__exact=accessibility")
    assert "Starý telefon" not in shown_list(vera, "?kind__exact=accessibility")
    assert "Nejde číst mapu" not in shown_list(vera, "?state__exact=closed")
    assert "Starý telefon" in shown_list(vera, "?q=stary")
    assert "Nejde číst mapu" not in shown_list(vera, "?q=stary")


def shown_list(client, query=""):
    return client.get(LIST + query).content.decode()


def test_the_form_shows_what_the_reader_had_before_him(client_of):
    row = reported(page="/o-projektu/", version=1)
    text = client_of("Vydavatel").get(f"{LIST}{row.pk}/change/").content.decode()
    for said in [ANSWERS["text"], "/o-projektu/", f'href="mailto:{ANSWERS["email"]}"', ">verze 1</a>"]:
        assert said in text
    other = client_of("Kontaktní centrum").get(f"{LIST}{row.pk}/change/").content.decode()
    assert ">verze 1</a>" not in other  # texts are not theirs to look at
    assert "verze 1" in other


def test_a_report_is_settled_with_its_moment_and_opened_again_without_and_nothing_is_sent(client_of):
    row, vera = reported(), client_of("Vydavatel")
    assert settle(vera, row, state="closed", note="Opraveno.").status_code == 302
    row.refresh_from_db()
    assert (row.state, row.note, row.closed_at is not None) == ("closed", "Opraveno.", True)
    settle(vera, row, state="in-progress")
    row.refresh_from_db()
    assert (row.state, row.closed_at) == ("in-progress", None)
    assert not OutgoingMail.objects.exists()


def test_the_log_of_editors_has_no_word_of_the_reader(client_of):
    row, vera = reported(), client_of("Vydavatel")
    settle(vera, row, state="closed")
    address = f"{LIST}{row.pk}/delete/"
    vera.post(address, {"post": "yes", "seen_record": vera.get(address).context["seen_record"]})
    assert not Report.objects.exists()
    said = " ".join(f"{entry.object_repr} {entry.change_message}" for entry in LogEntry.objects.all())
    assert row.reference in said
    assert ANSWERS["text"] not in said
    assert ANSWERS["email"] not in said


def test_what_the_reader_wrote_cannot_be_changed(client_of):
    row = reported()
    settle(client_of("Vydavatel"), row, text="Jinak.", email="x@example.cz", kind="other", page="/")
    row.refresh_from_db()
    assert {name: str(getattr(row, name)) for name in ANSWERS} == ANSWERS


@override_settings(MEETING_RETENTION_DAYS=90)
def test_a_settled_report_is_erased_when_its_time_is_over_and_an_open_one_is_not():
    reported(state="closed", closed_at=NOW - 90 * DAY)
    kept = [reported(state="closed", closed_at=NOW - 89 * DAY), reported(created_at=NOW - 900 * DAY)]
    assert erase(NOW) == 1
    assert {*Report.objects.all()} == {*kept}


@pytest.mark.parametrize(
    ("came", "days", "said"),
    [
        (0 * DAY, None, "přišlo dnes"),
        (1 * DAY, None, "čeká od včerejška"),
        (12 * DAY, None, "čeká 12 dní"),
    ],
)
def test_a_complaint_about_accessibility_says_its_age_and_no_day_while_nobody_set_one(came, days, said):
    row = reported(kind="accessibility", created_at=NOW - came)
    assert inbox.age(row, NOW.date()) == said
    assert inbox.due(row, days, NOW.date()) == ("do kdy odpovědět, zatím nikdo neurčil", False)


@pytest.mark.parametrize(
    ("days", "said", "presses"),
    [
        (15, "odpovězte do 26. 11. 2026", False),
        (12, "odpovězte dnes", True),
        (10, "odpověď měla přijít do 21. 11. 2026", True),
    ],
)
def test_once_an_editor_has_set_the_days_it_says_by_when(days, said, presses):
    row = reported(kind="accessibility", created_at=NOW - 12 * DAY)
    told, is_loud = inbox.due(row, days, NOW.date())
    assert (told.replace("\u00a0", " "), is_loud) == (said, presses)


def test_other_reports_and_settled_ones_have_no_day():
    settled = reported(kind="accessibility", state="closed", closed_at=NOW)
    assert inbox.due(reported(), 15, NOW.date()) == inbox.due(settled, 15, NOW.date()) == ("", False)
    assert inbox.age(settled, NOW.date()) == ""


def test_the_start_page_counts_new_ones_and_names_each_complaint_with_its_age(client_of):
    reported()
    complaint = reported(kind="accessibility", created_at=NOW - 12 * DAY)
    reported(kind="accessibility", state="closed", closed_at=NOW)
    vera = client_of("Vydavatel")
    with at_the_moment(NOW):
        lines = [*inbox.lines(request_of(vera))]
    assert [line.text for line in lines] == [
        "Nová hlášení z webu: 2",
        f"Podnět k přístupnosti čeká 12 dní: Hlášení {complaint.reference}",
    ]


def test_what_waits_for_two_weeks_is_named_and_a_late_answer_is_loud(client_of):
    reported(kind="accessibility", state="in-progress", created_at=NOW - 20 * DAY)
    AccessibilityStatement.objects.update(answer_days=15)
    lines = [*inbox.lines(request_of(client_of("Vydavatel")))]
    assert [(line.text.partition(":")[0], line.tone) for line in lines] == [
        ("Podnět k přístupnosti čeká 20 dní", "loud"),
        ("Hlášení nevyřízená déle než 14 dní", ""),
    ]


def request_of(desk):
    """A request of the start page, at the moment of the reports."""
    with at_the_moment(NOW):
        return desk.get("/sprava/").wsgi_request
