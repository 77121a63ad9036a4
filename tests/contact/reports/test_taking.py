"""A report is taken once, with no more than its sender said; robots and floods make neither rows nor mails."""

import re
from datetime import timedelta

import html5lib
import pytest
from django.db import IntegrityError, OperationalError, connection
from django.test import Client, override_settings

from contact.asking.reception import REPORTS
from contact.models import MeetingRequest, OutgoingMail, Report, SenderCount
from pages.models import AccessibilityStatement
from pages.web.outage import AWAY
from tests.contact.meetings import asking
from tests.contact.meetings.asking import A_WHILE, shown, stamp_in
from tests.contact.meetings.rows import NOW
from tests.contact.reports.reporting import ADDRESS, ANSWERS, open_report, report, reported, send_report
from tests.thorough import examples

pytestmark = pytest.mark.django_db


def test_a_report_is_kept_with_its_page_and_text_and_nothing_of_the_machine(client):
    response = report(client)
    row = Report.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"{ADDRESS}prijato/{row.reference}/")
    kept = {name: getattr(row, name) for name in ANSWERS}
    assert kept == {**ANSWERS, "version": 1}
    assert (row.created_at, row.state, row.closed_at) == (NOW + A_WHILE, Report.State.NEW, None)
    assert "127.0.0.1" not in str(vars(row))


def test_the_form_sets_no_cookie_and_is_in_no_index_and_no_memory(client):
    for response in [client.get(ADDRESS), report(client), client.get(report(client, text="Jiná.")["Location"])]:
        assert not response.cookies
        assert "no-store" in response["Cache-Control"]
    for address in [ADDRESS, f"{ADDRESS}prijato/{Report.objects.first().reference}/"]:
        body = client.get(address).content.decode()
        assert '<meta name="robots" content="noindex">' in body
        assert "<script" not in body
    assert ADDRESS not in client.get("/sitemap.xml").content.decode()


def test_one_report_is_one_mail_to_the_centre_without_a_word_of_it(client):
    report(client)
    mail, row = OutgoingMail.objects.get(), Report.objects.get()
    assert (mail.kind, mail.recipient) == (OutgoingMail.Kind.REPORT, "socialni.bydleni@mpsv.cz")
    assert mail.subject == f"Nové hlášení z webu: Hlášení {row.reference}"
    assert f"/sprava/contact/report/{row.pk}/change/" in mail.body
    for said in [ANSWERS["text"], ANSWERS["email"], ANSWERS["page"]]:
        assert said not in mail.subject + mail.body


def test_a_report_without_its_mail_is_no_report(client, monkeypatch):
    def broken(*_):
        raise RuntimeError

    monkeypatch.setattr("contact.asking.report_views.REPORTS", REPORTS._replace(told=broken))
    client.raise_request_exception = False
    assert report(client).status_code == 500
    assert Report.objects.count() == SenderCount.objects.count() == 0


def test_what_is_sent_twice_is_one_report_and_one_mail(client):
    stamp = open_report(client)
    first, second = send_report(client, stamp), send_report(client, stamp)
    assert first["Location"] == second["Location"]
    assert (Report.objects.count(), OutgoingMail.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": ""}, "Vyberte, co je špatně."),
        ({"kind": "x"}, "Vyberte, co je špatně."),
        ({"text": " "}, "Napište, co je špatně. Stačí jedna věta."),
        ({"text": "a" * 2001}, "Zkraťte prosím popis o 1 znak. Vejde se jich sem 2000."),
        ({"email": "jana"}, "E-mail napište celý, se zavináčem a bez mezer, háčků a čárek, např. jmeno@example.cz."),
        ({"web": "x"}, "Ve formuláři bylo vyplněné i pole, které lidé nevidí."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, changes, sentence):
    response = send_report(client, open_report(client), **changes)
    body = response.content.decode()
    assert response.status_code == 200
    assert "Zprávu jsme zatím nepřijali" in shown(response)
    assert sentence in shown(response)
    assert "<title>Chyba: " in body
    assert ('name="page" value="/obce/brno/"' in body, 'name="version" value="1"' in body) == (True, True)
    if "text" not in changes:
        assert ANSWERS["text"] in body
    assert not Report.objects.exists()
    html5lib.HTMLParser(strict=True).parse(body)


def test_a_stamp_that_is_none_of_ours_is_refused_and_a_new_one_comes_back(client):
    response = send_report(client, "x")
    assert "Stránka s formulářem už neplatí." in shown(response)
    assert send_report(client, stamp_in(response)).status_code == 200  # too quick, by the clock
    assert send_report(client, stamp_in(response), moment=NOW + 2 * A_WHILE).status_code == 303


def test_an_e_mail_is_nobodys_duty(client):
    assert report(client, email="").status_code == 303


@pytest.mark.parametrize(
    ("page", "version"), [("https://evil.example/", "1"), ("//evil/", "1"), ("/a?b", "x"), ("", "-1")]
)
def test_a_page_that_is_none_of_ours_is_not_kept(client, page, version):
    assert report(client, page=page, version=version).status_code == 303
    assert Report.objects.get().page == ""


@pytest.mark.parametrize(("version", "kept"), [("2", 2), ("", None), ("٣", None), ("1e3", None), ("9" * 10, None)])
def test_a_text_that_has_no_number_is_not_kept(client, version, kept):
    report(client, version=version)
    assert Report.objects.get().version == kept


@pytest.mark.thorough
def test_posts_of_robots_make_no_row_and_no_mail(client):
    stamp = open_report(client)
    for number in range(examples(5, 50)):
        send_report(client, stamp, web="https://casino.example", text=f"{number}")
        send_report(client, "", text=f"{number}")
        send_report(client, stamp, moment=NOW + timedelta(seconds=1), text=f"{number}")
        send_report(client, stamp, moment=NOW + timedelta(days=2), text=f"{number}")
    assert (Report.objects.count(), OutgoingMail.objects.count(), SenderCount.objects.count()) == (0, 0, 0)


@override_settings(MEETING_LIMIT_PER_ADDRESS=2)
def test_one_address_has_its_limit_and_it_is_not_that_of_meetings(client):
    answers = [report(client, text=f"Chyba {number}") for number in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 429]
    assert "Dnes už další zprávy nepřijmeme" in shown(answers[-1])
    assert (Report.objects.count(), OutgoingMail.objects.count()) == (2, 2)
    assert asking.ask(client).status_code == 303
    assert MeetingRequest.objects.count() == 1


@override_settings(MEETING_LIMIT_TOTAL=1)
def test_a_flood_of_reports_leaves_the_form_for_meetings_as_quick_as_ever(client):
    networks = [f"10.0.{number}.1" for number in range(4)]
    stamp = open_report(client)
    answers = [send_report(client, stamp, text=ip, extra={"REMOTE_ADDR": ip}).status_code for ip in networks]
    assert answers == [303, 303, 429, 429]
    assert not SenderCount.objects.is_slow((NOW + A_WHILE).date())
    assert asking.ask(client).status_code == 303


def test_a_form_from_elsewhere_is_refused_and_keeps_its_text(client):
    response = send_report(client, open_report(client), extra={"HTTP_ORIGIN": "https://evil.example"})
    assert response.status_code == 403
    assert ANSWERS["text"] in response.content.decode()
    assert not Report.objects.exists()


def test_too_much_is_refused_before_anything_looks_at_it(client):
    assert send_report(client, open_report(client), text="a" * 40_000).status_code == 400


@pytest.mark.parametrize("known", [True, False])
def test_in_an_outage_what_was_typed_comes_back(known):
    client = Client(raise_request_exception=False)
    stamp = open_report(client)

    def refuse(*_query):
        assert not known, "a query in spite of everything"
        raise OperationalError("could not connect")

    with connection.execute_wrapper(refuse):
        response = send_report(client, stamp, extra={AWAY: True} if known else {})
    body = response.content.decode()
    assert response.status_code == 503
    assert "Web má poruchu a zprávu neuložil." in shown(response)
    assert re.search(r'value="wrong"[^>]* checked', body)
    for text in [ANSWERS["text"], ANSWERS["email"], f'value="{stamp}"', 'value="/obce/brno/"']:
        assert text in body
    html5lib.HTMLParser(strict=True).parse(body)


def test_who_left_an_e_mail_reads_where_the_answer_comes_and_nobody_else_reads_his_address(client):
    seen = shown(client.get(report(client)["Location"]))
    assert "Děkujeme. Zprávu si přečtou správci webu a pracovníci Kontaktního centra." in seen
    assert "Odpovíme na e-mail, který jste uvedli." in seen
    assert ANSWERS["email"] not in seen
    assert "Odpovíme" not in shown(client.get(report(client, email="", text="Jiná.")["Location"]))


def test_an_answer_by_a_day_is_promised_only_once_an_editor_said_so_and_only_about_accessibility(client):
    complaint, other = reported(kind="accessibility"), reported()
    received = [f"{ADDRESS}prijato/{row.reference}/" for row in [complaint, other]]
    pages = [ADDRESS, "/pristupnost/", *received]
    assert not any(re.search(r"do \d+ dn", shown(client.get(page))) for page in pages)
    statement = AccessibilityStatement.objects.get()
    statement.answer_days = 15
    statement.save()
    assert ["do 15 dnů" in shown(client.get(page)) for page in pages] == [True, True, True, False]


def test_a_number_that_nobody_has_leads_nowhere(client):
    assert client.get(f"{ADDRESS}prijato/2345ABCD/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "promise"),
    [
        ({"kind": "x"}, "report_kind_is_known"),
        ({"page": "https://evil.example/"}, "report_page_is_of_this_site"),
        ({"page": "//evil.example/"}, "report_page_is_of_this_site"),
        ({"email": "a@b.cz\nBcc: c"}, "report_email_is_one_line"),
        ({"state": "closed"}, "report_closed_has_a_moment"),
        ({"closed_at": NOW}, "report_closed_has_a_moment"),
    ],
)
def test_the_database_refuses_what_must_not_be(changes, promise):
    with pytest.raises(IntegrityError, match=promise):
        reported(**changes)
