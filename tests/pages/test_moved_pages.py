"""A changed address leads on from where it was; nobody is sent twice, round in a circle, or told of a draft."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.redirects.models import Redirect
from django.urls import reverse

from pages.models import Page
from tests.admin_forms import change, publish, write_draft
from tests.free_pages import move, new_page, new_public_page, withdraw

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=3)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def text_of(response):
    return response.content.decode().replace("\u00a0", " ")


def main_of(client, address):
    return text_of(client.get(address)).partition("<main")[2].partition("</main>")[0]


def answers(client, address):
    """(status, where it leads)."""
    response = client.get(address)
    return response.status_code, response.get("Location", "")


def test_a_changed_address_leads_to_the_new_one(desk, client):
    page = new_public_page(desk, slug="stara")
    move(desk, page, "nova")
    assert answers(client, "/stara/") == (301, "/nova/")
    assert answers(client, "/stara") == (301, "/nova/")
    assert answers(client, "/nova/") == (200, "")
    assert "/stara/" not in client.get("/sitemap.xml").content.decode()


def test_whoever_comes_by_the_old_address_with_a_query_is_led_on_too(desk, client):
    page = new_public_page(desk, slug="stara")
    move(desk, page, "nova")
    assert answers(client, "/stara/?fbclid=abc") == (301, "/nova/")


def test_nobody_keeps_a_redirect_that_may_turn_round(desk, client):
    page = new_public_page(desk, slug="stara")
    move(desk, page, "nova")
    policy = {part.strip() for part in client.get("/stara/")["Cache-Control"].split(",")}
    assert policy == {"public", "max-age=0", "must-revalidate"}


def test_nobody_is_sent_twice(desk, client):
    page = new_public_page(desk, slug="a")
    for slug in ["b", "c", "d"]:
        move(desk, page, slug)
    assert {slug: answers(client, f"/{slug}/") for slug in "abcd"} == {
        "a": (301, "/d/"),
        "b": (301, "/d/"),
        "c": (301, "/d/"),
        "d": (200, ""),
    }
    said = text_of(desk.get(reverse("admin:pages_page_change", args=[page.pk])))
    assert "Sem vedou i starší adresy: /a/, /b/, /c/." in said


def test_back_and_forth_makes_no_circle(desk, client):
    page = new_public_page(desk, slug="a")
    for slug in ["b", "a", "b", "a"]:
        move(desk, page, slug)
    assert (answers(client, "/a/"), answers(client, "/b/")) == ((200, ""), (301, "/a/"))
    assert list(Redirect.objects.values_list("old_path", "new_path")) == [("/b/", "/a/")]


def test_two_pages_that_change_places_each_have_their_own(desk, client):
    first, second = new_public_page(desk, "První", slug="a"), new_public_page(desk, "Druhá", slug="b")
    move(desk, first, "c")
    move(desk, second, "a")
    move(desk, first, "b")
    assert "<h1>První</h1>" in main_of(client, "/b/")
    assert "<h1>Druhá</h1>" in main_of(client, "/a/")
    assert answers(client, "/c/") == (301, "/b/")


def test_a_new_page_on_an_old_address_wins_once_it_is_public(desk, client):
    page = new_public_page(desk, slug="a")
    move(desk, page, "b")
    new = new_page(desk, "Nová", slug="a")
    assert answers(client, "/a/") == (301, "/b/")  # nobody is told of the draft
    publish(desk, new)
    assert "<h1>Nová</h1>" in main_of(client, "/a/")
    withdraw(desk, new)
    assert answers(client, "/a/") == (410, "")
    said = text_of(desk.get(reverse("admin:pages_page_change", args=[page.pk])))
    assert "starší adresy" not in said


def test_a_draft_that_moves_to_an_old_address_changes_nothing_for_readers(desk, client):
    page = new_public_page(desk, slug="a")
    move(desk, page, "b")
    draft = new_page(desk, "Koncept", slug="koncept")
    move(desk, draft, "a")
    assert answers(client, "/a/") == (301, "/b/")
    assert answers(client, "/koncept/") == (404, "")


def test_an_address_that_no_reader_knew_leaves_nothing_behind(desk, client):
    page = new_page(desk, slug="tajna")
    move(desk, page, "tajnejsi")
    publish(
        desk, page, _now=None, _later="1", on_day="1. 12. 2026", at_time="8:00", confirmed="2026-12-01T08:00:00+01:00"
    )
    move(desk, page, "nejtajnejsi")
    assert Redirect.objects.count() == 0
    assert {answers(client, f"/{slug}/") for slug in ["tajna", "tajnejsi", "nejtajnejsi"]} == {(404, "")}


def test_who_changes_an_address_is_told_which_texts_link_to_the_old_one(desk):
    page = new_public_page(desk, slug="a")
    about = Page.objects.get(address="/o-projektu/")
    write_draft(desk, about, body='<p><a href="/a/">Jak to chodí</a></p>')
    publish(desk, about)
    change(desk, page, slug="b")
    said = text_of(desk.get("/sprava/"))
    assert "Adresa se změnila. Kdo přijde na /a/, dostane se na /b/." in said
    assert "Na starou adresu odkazují texty: O projektu." in said


def test_fixed_pages_and_municipalities_keep_their_addresses(desk):
    for address in ["/o-projektu/", "/obce/vir/"]:
        page = Page.objects.get(address=address)
        form = desk.get(reverse("admin:pages_page_change", args=[page.pk])).context["adminform"].form
        assert not {"slug", "above", "address", "kind", "parent"} & form.fields.keys()
        write_draft(desk, page, slug="jinam", above="/obce/", address="/jinam/")
        assert Page.objects.get(pk=page.pk).address == address
