"""Events as editors write them: the facts of when and where belong to the version, as its text does."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse

from pages.models import EventFacts, Page, PageVersion
from tests.admin_forms import change, form_data, publish
from tests.free_pages import new_page

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 7, 11, tzinfo=UTC)
FACTS = {
    "starts_on": "12. 1. 2027", "starts_at": "9", "ends_on": "", "ends_at": "13", "attendance": "misto",
    "place": "Kontaktní centrum", "town": "Praha-Holešovice", "registration_until_0": "8. 1. 2027",
    "registration_until_1": "12", "registration_url": "https://example.cz/prihlaska",
}  # fmt: skip


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def begun(editor, **typed):
    return new_page(editor, "Seminář", kind="event", slug="", **{**FACTS, **typed})


def facts():
    return EventFacts.objects.latest("pk")


def refused(answer):
    return dict(answer.context["adminform"].form.errors.items())


def test_an_editor_writes_an_event_with_its_facts_and_each_version_keeps_its_own(editor_client):
    begun(editor_client)
    page = Page.objects.get(address="/akce/seminar/")
    assert facts().when == (date(2027, 1, 12), date(2027, 1, 12), time(9), time(13))
    assert facts().registration_until == datetime(2027, 1, 8, 11, tzinfo=UTC)
    change(editor_client, page, starts_on="13. 1. 2027", ends_on="")
    first, second = (PageVersion.objects.get(page=page, number=number).event_facts for number in [1, 2])
    assert (first.starts_on, second.starts_on) == (date(2027, 1, 12), date(2027, 1, 13))
    change(editor_client, page)
    assert page.versions.count() == 2  # nothing changed
    editor_client.post(reverse("admin:pages_page_restore", args=[page.pk, 1]))
    assert facts().when == first.when
    assert facts().version.number == 3


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"starts_on": "28. 3. 2027", "starts_at": "2.30"}, "starts_at", "se čas posouvá z 2 na 3 hodiny"),
        ({"ends_at": "8"}, "ends_at", "Trvá-li přes půlnoc, doplňte den konce."),
        ({"ends_on": "1. 1. 2027"}, "ends_on", "Konec je dřív než začátek."),
        ({"starts_on": ""}, "starts_on", "Doplňte den, kdy akce začíná."),
        ({"is_free": "on", "price": "500 Kč"}, "price", "Nechte jen jedno."),
    ],
)
def test_an_editor_is_told_what_the_days_and_times_do_not_say_and_nothing_typed_is_lost(
    editor_client, typed, field, said
):
    text = {"kind": "event", "title": "Seminář", "summary": "", "body": "", "slug": "", "menu_title": ""}
    answer = editor_client.post(reverse("admin:pages_page_add"), {**text, **FACTS, **typed})
    assert said in refused(answer)[field][0]
    assert form_data(answer)["place"] == "Kontaktní centrum"
    assert not EventFacts.objects.exists()


def test_the_gate_stops_an_event_without_a_day_or_a_place(editor_client):
    begun(editor_client, starts_on="", starts_at="", ends_at="", place="", town="")
    page = Page.objects.get(address="/akce/seminar/")
    answer = editor_client.get(reverse("admin:pages_page_publish", args=[page.pk]))
    assert "Chybí den, kdy akce začíná." in [problem.message for problem in answer.context["problems"]]
    change(editor_client, page, starts_on="12. 1. 2027", place="Kontaktní centrum")
    publish(editor_client, page)
    assert PageVersion.objects.shown(NOON + timedelta(seconds=1)).filter(page=page).exists()
