"""The staff's list and form of requests: who reaches them, what they show, and what they never give away."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.contrib.admin.models import LogEntry

from contact.models import MeetingRequest, OutgoingMail
from pages.typography import NBSP
from tests.contact.meetings.desk import LIST, at_time, decide, form_of, read, words
from tests.contact.meetings.rows import NOW, SECRETS, asked
from tests.contact.schedules import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]

GROUPS = ["Autor", "Vydavatel", "Správce"]


def delete_page(row):
    return f"{LIST}{row.pk}/delete/"


def history(row):
    return f"{LIST}{row.pk}/history/"


def pages_of(row):
    return [LIST, form_of(row), delete_page(row), history(row)]


def add_mail(row, kind="notice", **fate):
    number = OutgoingMail.objects.count()
    times = {"created_at": NOW + timedelta(seconds=number), "not_before": NOW}
    return OutgoingMail.objects.create(kind=kind, request=row, message_id=f"<{number}@example.cz>", **times, **fate)


def table(response):
    """The rows of the list, each as the texts of its cells."""
    rows = read(response).iterfind(".//table[@id='result_list']/tbody/tr")
    return [[words(cell) for cell in row] for row in rows]


def listed(response):
    return [cells[0] for cells in table(response)]


def test_who_has_not_signed_in_is_led_to_the_door(client):
    row = asked()
    for address in pages_of(row):
        assert client.get(address)["Location"] == f"/sprava/login/?next={address}"
        assert client.post(address, {"state": "closed", "post": "yes"}).status_code == 302
    assert MeetingRequest.objects.get().state == "new"


@pytest.mark.parametrize("group", GROUPS)
def test_no_other_group_sees_changes_or_deletes_a_request(client_of, group):
    row, editor = asked(), client_of(group)
    for address in pages_of(row):
        assert editor.get(address).status_code == 403, address
        assert editor.post(address, {"state": "closed", "post": "yes"}).status_code == 403, address
    assert MeetingRequest.objects.get().state == "new"


def test_the_contact_centre_reaches_everything_and_adds_nothing(staff):
    row = asked()
    assert [staff.get(address).status_code for address in pages_of(row)] == [200] * 4
    assert staff.get(f"{LIST}add/").status_code == 403


def test_the_list_says_what_the_staff_must_know(staff):
    row = asked(state="agreed", agreed_at=at("2026-12-02 09:30"))
    add_mail(row, attempts=1, problem="SMTPServerDisconnected")
    assert table(staff.get(LIST)) == [
        [
            row.reference,
            "23. 11. 2026 10.00",
            "domluvená",
            "Jana Tichá",
            "hledám pomoc s bydlením",
            "2. 12. 2026 9.30–10.30",
            "upozornění centra: čeká, 1 pokus: SMTPServerDisconnected",
        ]
    ]


def test_only_the_last_mail_is_trouble_and_only_while_it_is_not_sent(staff):
    row = asked()
    add_mail(row, attempts=9, problem="SMTPServerDisconnected")
    add_mail(row, attempts=3, problem="SMTPServerDisconnected", sent_at=NOW)
    assert table(staff.get(LIST))[0][-1] == "-"


def test_what_is_open_stands_before_what_is_closed_and_the_newest_first(staff):
    old, closed = asked(created_at=NOW - timedelta(days=9)), asked(state="closed", closed_at=NOW)
    new = asked(state="in-progress")
    assert listed(staff.get(LIST)) == [new.reference, old.reference, closed.reference]


@pytest.mark.parametrize(
    "typed", ["{0.reference}", "ticha jana", "JANA.TICHA@", "601 222 333", f"601{NBSP}222", "vystehovani"]
)
def test_a_request_is_found_by_what_people_remember(staff, typed):
    row = asked()
    asked(name="Petr", email="petr@example.org", phone="", topic="Něco jiného.")
    assert listed(staff.get(f"{LIST}?q={quote(typed.format(row))}")) == [row.reference]


def test_an_odd_search_finds_nothing_and_breaks_nothing(staff):
    asked()
    for typed in ["\\", "(", "[a", "%", "' OR 1=1", "x" * 4000, "qx " * 2000, "🏠"]:
        assert listed(staff.get(LIST, {"q": typed})) == [], typed


def test_requests_are_filtered_by_state_and_by_who_asks(staff):
    row = asked(state="in-progress", sender="municipality")
    asked(state="new", sender="municipality")
    asked(state="in-progress")
    page = staff.get(f"{LIST}?state__exact=in-progress&sender__exact=municipality")
    assert listed(page) == [row.reference]
    titles = [each.get("data-filter-title") for each in read(page).iterfind(".//nav//details")]
    assert titles == ["co čeká", "stav", "kdo žádá", "přišla"]


def test_an_empty_list_says_what_will_be_here(staff):
    assert "Zatím žádná žádost nepřišla." in staff.get(LIST).content.decode()
    asked()
    assert "Takovou žádost tu nemáme." in staff.get(f"{LIST}?q=nikdo").content.decode()
    assert "nemáme" not in staff.get(LIST).content.decode()


def test_a_long_list_is_read_by_pages_with_the_same_few_queries(staff, django_assert_num_queries):
    for _ in range(60):
        add_mail(asked())
    staff.get(LIST)
    # Who it is and what he may: five. The list: how many there are and how many are chosen, the rows, their mails.
    with django_assert_num_queries(12):
        assert len(listed(staff.get(LIST))) == 50


def shown(response, name):
    """The text of a read-only field, its line breaks as \\n."""
    row = read(response).find(f".//div[@class='form-row field-{name}']")
    box = row.find(".//div[@class='readonly']")
    for line in box.iter("br"):
        line.text = "\n"
    return "".join(box.itertext())


def test_what_the_sender_wrote_is_shown_as_text_and_cannot_be_changed(staff):
    row = asked(topic="<b>Byt</b>\nVyhodí nás & hned.", preferred_time="")
    page = staff.get(form_of(row))
    assert shown(page, "came").replace(NBSP, " ") == "23. 11. 2026 10.00"
    assert shown(page, "topic") == "<b>Byt</b>\nVyhodí nás & hned."
    assert shown(page, "preferred_time") == "-"
    decide(staff, row, topic="Nic.", name="Nikdo", email="x@example.org", reference="AAAAAAAA")
    assert list(MeetingRequest.objects.values_list("topic", "name", "email", "reference")) == [
        (row.topic, row.name, row.email, row.reference)
    ]


def links(response):
    found = read(response).iterfind(".//div[@class='readonly']/a")
    return [(link.get("href"), words(link)) for link in found]


def test_email_and_phone_are_links_and_no_address_can_add_a_recipient(staff):
    row = asked(email="x?bcc=y&z@example.org")
    assert links(staff.get(form_of(row))) == [
        ("mailto:x%3Fbcc%3Dy%26z@example.org", "x?bcc=y&z@example.org"),
        ("tel:+420601222333", "+420 601 222 333"),
    ]
    assert shown(staff.get(form_of(asked(email=""))), "email_link") == "neuvedeno"
    assert shown(staff.get(form_of(asked(phone=""))), "phone_link") == "neuvedeno"


def test_the_form_tells_the_fate_of_each_mail_and_no_text(staff):
    row = asked()
    assert shown(staff.get(form_of(row)), "mails") == "Zatím nic."
    add_mail(row, body="TAJNÉ", sent_at=at("2026-11-23 09:05"), attempts=2, problem="SMTPServerDisconnected")
    add_mail(row, "acknowledgement", given_up_at=NOW, attempts=1, problem="SMTPRecipientsRefused 550")
    add_mail(row, "invitation", attempts=3, problem="ConnectionRefusedError")
    add_mail(row, "cancellation")
    page = staff.get(form_of(row))
    assert shown(page, "mails").replace(NBSP, " ").splitlines() == [
        "upozornění centra: odesláno 23. 11. 2026 9.05",
        "potvrzení žadateli: nedoručitelné: SMTPRecipientsRefused 550",
        "pozvánka: čeká, 3 pokusy: ConnectionRefusedError",
        "zrušení schůzky: čeká na odeslání",
    ]
    assert "TAJNÉ" not in page.content.decode()


def test_deleting_takes_the_mails_along(staff):
    row = asked()
    add_mail(row)
    add_mail(asked())
    assert staff.post(delete_page(row), {"post": "yes"}).status_code == 302
    assert (MeetingRequest.objects.count(), OutgoingMail.objects.count()) == (1, 1)


def test_a_meeting_that_somebody_counts_on_is_cancelled_before_it_is_deleted(staff):
    row, over = (asked(state="agreed", agreed_at=start) for start in [at("2026-11-25 10:00"), NOW])
    assert staff.post(delete_page(row), {"post": "yes"}).status_code == 403
    assert staff.post(delete_page(over), {"post": "yes"}).status_code == 302
    decide(staff, row, state="closed")
    assert staff.post(delete_page(row), {"post": "yes"}).status_code == 302


def test_nothing_personal_is_in_the_log_in_titles_or_where_a_request_is_deleted(staff):
    row = asked()
    decide(staff, row, note="Tajná poznámka", **at_time("25. 11. 2026", "10:00"))
    pages = {address: staff.get(address) for address in pages_of(row)}
    titles = [read(page).find(".//title") for page in pages.values()]
    assert [secret for secret in SECRETS.values() for title in titles if secret in words(title)] == []
    assert [secret for secret in SECRETS.values() if secret in pages[delete_page(row)].content.decode()] == []
    staff.post(delete_page(row), {"post": "yes"})
    entries = [(entry.object_repr, entry.get_change_message()) for entry in LogEntry.objects.order_by("id")]
    assert entries == [
        (f"Žádost {row.reference}", "Změněno: Domluvený termín a Poznámka"),
        (f"Žádost {row.reference}", ""),
    ]
