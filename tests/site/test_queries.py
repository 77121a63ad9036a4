"""How many questions a page asks the database, however many rows there are."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contact.models import ConsultationHours, HoursException
from municipalities.models import Municipality
from pages.frame import memory
from pages.languages.languages import CZECH, czech_address, of_path
from pages.models import Notice, Page, PageVersion
from socialnibydleni.serving import process
from tests import listed
from tests.pages.events.made import event

pytestmark = pytest.mark.django_db

MONDAY = date(2027, 1, 4)
HELP, LISTS = "/kam-se-obratit/", ["/otazky/", "/slovnik/"]


def questions(client, address):
    """How many the page asks as the first one of a process, and then."""
    memory.forget()
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
    return tuple(counts)


@pytest.mark.thorough
def test_a_page_asks_at_most_twelve_questions_in_a_new_process_and_four_from_then_on(client):
    for address in listed.in_time(client):
        first, then = questions(client, address)
        first, then = first - (address in LISTS), then - (address in LISTS)  # the texts of their kind
        if of_path(address) is not CZECH:
            first -= 2  # whether the Czech text is newer, and of a statement when that was made
        is_help = czech_address(address) == HELP
        assert first <= 12 + 2 * is_help, address  # who helps, and in which situations
        assert then <= 4 + is_help, address


def fill():
    """More rows of every kind, several versions of every text, pages below pages, and a notice that stands."""
    now = timezone.now()
    Notice.objects.create(text="Nejsme tu.", starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=1))
    for page in Page.objects.all():
        for number in range(2):
            say(page, f"Změna {number}")
    for parent in Page.objects.filter(kind=Page.Kind.FIXED):
        for number in range(2):
            free = Page.objects.create(
                address=f"/volna-{parent.pk}-{number}/", kind=Page.Kind.FREE, parent=parent, menu_title="Volná"
            )
            say(free, "")
    for number in range(3):
        event(f"akce-{number}")
    for number in range(10):
        code = f"{100000 + number}"
        town = Municipality.objects.first()
        town.pk = town.text = None
        town.name, town.slug, town.lau2_code = f"Obec {number}", f"obec-{number}", code
        town.save(force_insert=True)
    for number in range(20):
        day = MONDAY + timedelta(days=number)
        ConsultationHours.objects.create(
            centre_id=1, weekday=number % 7, opens_at=f"0:{number:02}", closes_at=f"0:{number + 1:02}"
        )
        HoursException.objects.create(centre_id=1, from_day=day, through_day=day, reason="školení")


def say(page, change_note):
    moment = timezone.now() - timedelta(days=1)
    PageVersion.objects.create(
        page=page, title="Nadpis", body="<p>Text.</p>", publish_at=moment, change_note=change_note
    )


def test_the_number_of_questions_does_not_grow_with_the_rows(client, monkeypatch, django_assert_max_num_queries):
    fill()
    found = listed.everything(client)
    assert len(found) == 52 + 2 * 13 + 10 + 4 + 3 * (7 + 1 + 16 + 10)  # the last of other languages
    process.next_end()  # what a process that serves asks once for all its pages
    monkeypatch.setattr(memory, "_is_watched", True)
    for address in found:
        with django_assert_max_num_queries(4):
            assert client.get(address).status_code == 200
