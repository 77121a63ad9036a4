"""What waits for the staff: on their start page, and the same in the list behind each line."""

from datetime import timedelta

import pytest

from tests.contact.hours.schedules import MINUTE
from tests.contact.meetings.desk import LIST, form_of, read, words
from tests.contact.meetings.rows import NOW, SECRETS, asked

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday_morning")]

TITLE = "Žádosti o schůzku"


def waiting(client):
    """The lines of the section as (text, address)."""
    shown = {section.title: section for section in client.get("/sprava/").context["sections"]}
    return [(line.text, line.url) for line in shown[TITLE].lines]


def behind(client, key):
    """The numbers of the requests in the list that a line leads to."""
    rows = read(client.get(f"{LIST}?ceka={key}")).iterfind(".//table[@id='result_list']/tbody/tr/td[1]")
    return {words(cell).split()[-1] for cell in rows}


def agreed(after, **changes):
    return asked(state="agreed", agreed_at=NOW + after, **changes)


def test_nothing_that_waits_is_said_too(staff):
    asked(state="closed", closed_at=NOW)
    assert waiting(staff) == []
    assert "V pořádku: žádná žádost nečeká" in words(
        read(staff.get("/sprava/")).find(".//p[@class='quiet todo__well']")
    )


def test_each_line_counts_what_its_list_shows(staff):
    fresh, old = asked(), asked(created_at=NOW - timedelta(days=14))
    forgotten = asked(state="in-progress", created_at=NOW - timedelta(days=90))
    asked(state="in-progress", created_at=NOW - timedelta(days=14) + MINUTE)
    asked(state="closed", closed_at=NOW, created_at=NOW - timedelta(days=90))
    assert waiting(staff) == [
        ("Nové žádosti: 2", f"{LIST}?ceka=nove"),
        ("Neuzavřené déle než 14 dní: 2", f"{LIST}?ceka=dlouho"),
    ]
    assert behind(staff, "nove") == {fresh.reference, old.reference}
    assert behind(staff, "dlouho") == {old.reference, forgotten.reference}


def test_meetings_of_the_next_seven_days_come_in_order_with_number_and_time_alone(staff):
    sooner, later = agreed(timedelta(0)), agreed(timedelta(days=7) - MINUTE)
    agreed(-MINUTE)
    agreed(timedelta(days=7))
    asked(state="in-progress", agreed_at=NOW + MINUTE)
    assert waiting(staff) == [
        ("Schůzky v příštích 7 dnech: 2", f"{LIST}?ceka=schuzky"),
        (f"Žádost {sooner.reference}: 23. 11. 2026 10.00–11.00", form_of(sooner)),
        (f"Žádost {later.reference}: 30. 11. 2026 9.59–10.59", form_of(later)),
    ]
    assert behind(staff, "schuzky") == {sooner.reference, later.reference}
    assert [secret for secret in SECRETS.values() if secret in staff.get("/sprava/").content.decode()] == []


def test_a_word_that_is_no_filter_shows_everything(staff):
    row = asked(state="closed", closed_at=NOW)
    assert behind(staff, "nesmysl") == {row.reference}


@pytest.mark.parametrize("group", ["Autor", "Vydavatel", "Správce"])
def test_others_do_not_even_see_that_something_waits(client_of, group):
    asked()
    body = client_of(group).get("/sprava/").content.decode()
    assert (TITLE in body, "Poslední změny" in body) == (False, True)
