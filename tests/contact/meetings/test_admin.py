"""The staff's list and form of requests: who reaches them, what they show, and what they never give away."""

from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.contrib.admin.models import LogEntry

from contact.meetings import inbox
from contact.models import ContactCentre, MeetingRequest, OutgoingMail
from pages.typography import NBSP
from tests.contact.hours.schedules import at
from tests.contact.meetings.desk import LIST, at_time, cancel, decide, form_of, read, words
from tests.contact.meetings.rows import NOW, SECRETS, asked

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
    rows = read(response).findall(".//table[@id='result_list']/tbody/tr")
    for small in (small for row in rows for small in row.iter("small")):
        small.text = f" {small.text or ''}"
    return [[words(cell) for cell in row] for row in rows]


def listed(response):
    """The numbers of the requests, as they stand one below the other."""
    return [cells[0].split()[-1] for cells in table(response)]


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
    assert table(staff.get(f"{LIST}?ukazat=domluvene")) == [
        [
            f"Jana Tichá hledá pomoc s bydlením, {row.reference}",
            "Hrozí nám vystěhování.",
            "domluvená 2. 12. 2026 9.30–10.30",
            "23. 11. 2026 v 10.00",
            "upozornění centra: čeká, 1 pokus: SMTPServerDisconnected",
        ]
    ]


def test_only_the_last_mail_is_trouble_and_only_while_it_is_not_sent(staff):
    row = asked()
    add_mail(row, attempts=9, problem="SMTPServerDisconnected")
    add_mail(row, attempts=3, problem="SMTPServerDisconnected", sent_at=NOW)
    assert table(staff.get(LIST))[0][-1] == ""


def test_what_is_open_stands_before_what_is_closed_and_the_newest_first(staff):
    old, closed = asked(created_at=NOW - timedelta(days=9)), asked(state="closed", closed_at=NOW)
    new = asked(state="in-progress")
    assert listed(staff.get(f"{LIST}?ukazat=vse")) == [new.reference, old.reference, closed.reference]


def test_the_inbox_shows_first_what_waits_and_says_how_much_stands_elsewhere(staff):
    new, busy = asked(), asked(state="in-progress", created_at=NOW - timedelta(days=1))
    agreed = asked(state="agreed", agreed_at=at("2026-12-02 09:30"))
    closed = asked(state="closed", closed_at=NOW)
    page = staff.get(LIST)
    assert listed(page) == [new.reference, busy.reference]
    tabs = read(page).findall(".//nav[@class='tabs']/a")
    titles = ["Čekají na vás (2)", "Domluvené (1)", "Vyřízené (1)", "Všechny (4)"]
    assert [words(tab) for tab in tabs] == titles
    assert [tab.get("aria-current") for tab in tabs] == ["page", None, None, None]
    assert [listed(staff.get(LIST + tab.get("href"))) for tab in tabs[1:3]] == [[agreed.reference], [closed.reference]]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "přišla dnes, odpovězte do 26. 11. 2026"),
        (1, "čeká od včerejška, odpovězte do 25. 11. 2026"),
        (3, "čeká 3 dny, odpovězte do 25. 11. 2026"),
        (5, "čeká 5 dní, odpovězte dnes"),
        (6, "čeká 6 dní, slíbili jsme odpověď do 20. 11. 2026"),
    ],
)
def test_a_request_says_how_long_it_waits_against_what_was_promised(staff, days, said):
    ContactCentre.objects.update(answers_within="do tří pracovních dnů")
    row = asked(created_at=NOW - timedelta(days=days))
    assert table(staff.get(LIST))[0][3].endswith(said)
    assert said[1:] in words(read(staff.get(form_of(row))).find(".//div[@id='content']"))


def test_where_nothing_was_promised_nothing_is_said_of_it(staff):
    ContactCentre.objects.update(answers_within="")
    asked(created_at=NOW - timedelta(days=40))
    assert table(staff.get(LIST))[0][3].endswith("čeká 40 dní")


@pytest.mark.parametrize(
    ("promise", "day"),
    [
        ("do tří pracovních dnů", date(2026, 12, 28)),  # over Christmas and a weekend
        ("do 3 pracovních dnů", date(2026, 12, 28)),
        ("do pěti dnů", date(2026, 12, 26)),
        ("do týdne", date(2026, 12, 28)),
        ("nejpozději do dvou týdnů", date(2027, 1, 4)),
        ("co nejdřív", None),
        ("", None),
    ],
)
def test_a_promise_is_understood_only_where_it_names_a_number_of_days(promise, day):
    assert inbox.promised_by(promise, date(2026, 12, 21)) == day


def test_it_says_who_may_answer(staff, client_of):
    row = asked()
    client_of("Autor")
    for address in [LIST, form_of(row)]:
        body = words(read(staff.get(address)).find(".//main"))
        assert "Odpovědět může: " in body, address
        assert "autor" not in body.lower(), address


@pytest.mark.parametrize(
    "typed", ["{0.reference}", "ticha jana", "JANA.TICHA@", "601 222 333", f"601{NBSP}222", "vystehovani"]
)
def test_a_request_is_found_by_what_people_remember(staff, typed):
    row = asked()
    asked(name="Petr", email="petr@example.org", phone="", topic="Něco jiného.")
    assert listed(staff.get(f"{LIST}?q={quote(typed.format(row))}")) == [row.reference]


def test_an_odd_search_finds_nothing_and_breaks_nothing(staff):
    asked()
    for typed in ["\\", "(", "[a", "%", "' OR 1=1", "x" * 4000, "ox " * 2000, "🏠"]:
        assert listed(staff.get(LIST, {"q": typed})) == [], typed


def test_requests_are_filtered_by_state_and_by_who_asks(staff):
    row = asked(state="closed", closed_at=NOW, sender="municipality")
    asked(state="new", sender="municipality")
    asked(state="closed", closed_at=NOW)
    page = staff.get(f"{LIST}?ukazat=vyrizene&sender__exact=municipality")
    assert listed(page) == [row.reference]


def test_an_empty_list_says_what_will_be_here(staff):
    assert "Zatím žádná žádost nepřišla." in staff.get(LIST).content.decode()
    asked()
    assert "Takovou žádost tu nemáme" in staff.get(f"{LIST}?q=nikdo").content.decode()
    assert "nemáme" not in staff.get(LIST).content.decode()


def test_a_long_list_is_read_by_pages_with_the_same_few_queries(staff, django_assert_num_queries):
    for _ in range(60):
        add_mail(asked())
    staff.get(LIST)
    # Who it is and what he may: five. The list: how many there are, how many are chosen and how many stand in each tab,
    # the rows, their mails, who may answer. The frame: what is known of the centre (two), how many are new, and
    # how many reports.
    with django_assert_num_queries(15):
        assert len(listed(staff.get(LIST))) == 50


def asked_for(response):
    """What the sender wrote, by the name it has in the form."""
    pairs = read(response).find(".//dl[@class='pairs']")
    return {words(pair.find("dt")): pair.find("dd") for pair in pairs}


def test_what_the_sender_wrote_is_shown_as_text_and_cannot_be_changed(staff):
    row = asked(topic="<b>Byt</b>\nVyhodí nás & hned.", preferred_time="")
    page = staff.get(form_of(row))
    assert "".join(read(page).find(".//p[@class='quote']").itertext()) == "<b>Byt</b>\nVyhodí nás & hned."
    assert words(asked_for(page)["Kdy se to hodí"]) == "neuvedeno"
    decide(staff, row, topic="Nic.", name="Nikdo", email="x@example.org", reference="AAAAAAAA")
    assert list(MeetingRequest.objects.values_list("topic", "name", "email", "reference")) == [
        (row.topic, row.name, row.email, row.reference)
    ]


def test_email_and_phone_are_links_and_no_address_can_add_a_recipient(staff):
    row = asked(email="x?bcc=y&z@example.org")
    found = asked_for(staff.get(form_of(row)))
    links = [found[name].find("a") for name in ["E-mail", "Telefon"]]
    assert [(link.get("href"), words(link)) for link in links] == [
        ("mailto:x%3Fbcc%3Dy%26z@example.org", "x?bcc=y&z@example.org"),
        ("tel:+420601222333", "+420 601 222 333"),
    ]
    assert words(asked_for(staff.get(form_of(asked(email=""))))["E-mail"]) == "neuvedeno"
    assert words(asked_for(staff.get(form_of(asked(phone=""))))["Telefon"]) == "neuvedeno"


def course(response):
    """What has happened, line by line."""
    lines = read(response).findall(".//ol[@class='timeline']/li")
    return [(line.text or "").replace(NBSP, " ") for line in lines]


def test_the_course_of_a_request_tells_the_fate_of_each_mail_and_no_text(staff):
    row = asked()
    assert course(staff.get(form_of(row))) == ["Žádost přišla z webu", "Odpovězte nebo domluvte termín"]
    add_mail(row, body="TAJNÉ", sent_at=at("2026-11-23 09:05"), attempts=2, problem="SMTPServerDisconnected")
    add_mail(row, "acknowledgement", given_up_at=NOW, attempts=1, problem="SMTPRecipientsRefused 550")
    add_mail(row, "invitation", attempts=3, problem="ConnectionRefusedError")
    add_mail(row, "cancellation")
    page = staff.get(form_of(row))
    assert course(page)[1:-1] == [
        "Upozornění centra: odesláno 23. 11. 2026 v 9.05",
        "Potvrzení žadateli: nedoručitelné: SMTPRecipientsRefused 550",
        "Pozvánka: čeká, 3 pokusy: ConnectionRefusedError",
        "Zrušení schůzky: čeká na odeslání",
    ]
    assert "TAJNÉ" not in page.content.decode()


def test_the_course_of_a_request_tells_who_noted_what(staff):
    row = asked()
    decide(staff, row, note="Volali jsme.")
    page = staff.get(form_of(row))
    assert course(page)[1] == "Změněno: Poznámka pro kolegy"
    assert words(read(page).findall(".//ol[@class='timeline']/li/time")[1]).startswith("23. 11. 2026 v 10.00, ")


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
    cancel(staff, row)
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
        (f"Žádost {row.reference}", "Změněno: Domluvený termín a Poznámka pro kolegy"),
        (f"Žádost {row.reference}", ""),
    ]
