"""A changed address leads on from where it was; nobody is sent twice, round in a circle, or told of a draft."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.redirects.models import Redirect
from django.urls import reverse

from pages.models import Page
from tests.admin_forms import publish, write_draft
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


def test_saving_a_draft_moves_no_page_that_readers_know(desk, client):
    page = new_public_page(desk, slug="a")
    for known in [page, Page.objects.get(address="/o-projektu/"), Page.objects.get(address="/obce/vir/")]:
        before = (known.address, known.menu_title, known.parent_id)
        write_draft(desk, known, title="Nově", slug="b", above="/obce/", menu_title="Jinak", address="/b/")
        known.refresh_from_db()
        assert (known.address, known.menu_title, known.parent_id) == before
    assert answers(client, "/a/") == (200, "")


def test_who_moves_a_page_reads_first_what_happens_to_readers_and_which_places_lead_there(desk, client):
    page = new_public_page(desk, slug="stara")
    move(desk, page, "a")
    about = Page.objects.get(address="/o-projektu/")
    write_draft(desk, about, body='<p><a href="/a/">Jak to chodí</a> a <a href="/stara/">jak to chodilo</a></p>')
    publish(desk, about)
    shown = desk.get(reverse("admin:pages_page_move", args=[page.pk]))
    said = text_of(shown)
    assert "Čtenáři tuto stránku znají na adrese /a/." in said
    assert "dřívějších adresách: /stara/." in said
    assert said.count("O projektu (verze 2)</a>") == 1
    assert reverse("admin:pages_page_change", args=[about.pk]) in said
    move(desk, page, "b", above="/o-projektu/", menu_title="Jak to jde")
    assert (page.address, page.menu_title, page.parent) == ("/b/", "Jak to jde", about)
    assert "Stránka je teď na adrese /b/. Kdo přijde na /a/, dostane se na ni také." in text_of(desk.get("/sprava/"))
    assert (answers(client, "/a/"), answers(client, "/stara/")) == ((301, "/b/"), (301, "/b/"))


def test_links_to_a_former_address_are_no_fault(desk):
    page = new_public_page(desk, slug="a")
    about = Page.objects.get(address="/o-projektu/")
    write_draft(desk, about, body='<h2>Jak</h2><p><a href="/a/">Jak to chodí</a></p>')
    publish(desk, about)
    move(desk, page, "b")
    faults = {part.title: part.lines for part in desk.get("/sprava/").context["sections"]}["Nalezené závady"]
    assert [line for line in faults if "/a/" in line.text] == []


def test_nobody_moves_a_page_on_from_where_another_editor_has_just_put_it(desk):
    page = new_public_page(desk, slug="a")
    address = reverse("admin:pages_page_move", args=[page.pk])
    opened = desk.get(address).context["seen_record"]
    move(desk, page, "b")
    answer = desk.post(address, {"slug": "c", "above": "", "menu_title": "Jak", "seen_record": opened})
    assert "Mezitím údaje uložil někdo jiný" in text_of(answer)
    page.refresh_from_db()
    assert page.address == "/b/"


def test_the_name_of_a_fixed_page_is_changed_by_that_step_too(desk, client):
    page = Page.objects.get(address="/o-projektu/")
    address = reverse("admin:pages_page_move", args=[page.pk])
    assert {*desk.get(address).context["form"].fields} == {"menu_title"}
    assert desk.post(address, {"menu_title": "Projekt", "slug": "jinam"}).status_code == 302
    assert '<a href="/o-projektu/">Projekt</a>' in text_of(client.get("/"))


def test_only_who_publishes_moves_what_readers_know(desk, client, client_of):
    page = new_public_page(desk, slug="a")
    address = reverse("admin:pages_page_move", args=[page.pk])
    author = client_of("Autor")
    assert author.get(address).status_code == 403
    assert author.post(address, {"slug": "b", "menu_title": "x"}).status_code == 403
    assert answers(client, "/a/") == (200, "")


def test_who_moves_a_draft_is_told_which_planned_texts_link_to_it(desk):
    page = new_page(desk, slug="a")
    about = Page.objects.get(address="/o-projektu/")
    planned = write_draft(desk, about, body='<p><a href="/a/">Jak to chodí</a></p>')
    planned.publish_at = LATER
    planned.save()
    move(desk, page, "b")
    assert "Na starou adresu odkazují texty: O projektu (verze 2)." in text_of(desk.get("/sprava/"))


def test_fixed_pages_and_municipalities_keep_their_addresses(desk):
    for address in ["/o-projektu/", "/obce/vir/"]:
        page = Page.objects.get(address=address)
        form = desk.get(reverse("admin:pages_page_change", args=[page.pk])).context["adminform"].form
        assert not {"slug", "above", "address", "kind", "parent"} & form.fields.keys()
        write_draft(desk, page, slug="jinam", above="/obce/", address="/jinam/")
        assert Page.objects.get(pk=page.pk).address == address
