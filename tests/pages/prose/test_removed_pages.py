"""Pages go only while nothing leads to them: what readers saw is taken off the web, what nobody saw is deleted."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.urls import reverse

from pages.models import Page
from tests.admin_forms import publish, write_draft
from tests.free_pages import delete, new_page, new_public_page, withdraw

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


def test_a_page_to_which_texts_link_is_neither_deleted_nor_withdrawn_and_they_are_named(desk, client):
    page = new_public_page(desk, slug="a")
    about, centre = Page.objects.get(address="/o-projektu/"), Page.objects.get(address="/kontaktni-centrum/")
    for other, href in [(about, "/a/#cast"), (centre, "http://127.0.0.1:8000/a/?x=1")]:
        write_draft(desk, other, body=f'<p><a href="{href}">Jak to chodí</a></p>')
    _publish_whatever_the_gate_says(about, NOW)
    _publish_whatever_the_gate_says(centre, LATER)  # only planned
    write_draft(desk, Page.objects.get(address="/obce/"), body='<p><a href="/a/">Jen koncept</a></p>')
    for refused in [delete(desk, page), withdraw(desk, page)]:
        body = text_of(refused).partition('id="content-main"')[2]
        assert "na stránku /a/ vedou odkazy z jiných míst" in body
        assert re.findall(r"/page/(\d+)/change/", body) == [str(about.pk), str(centre.pk), str(page.pk)]
    assert client.get("/a/").status_code == 200


def test_a_link_that_was_taken_out_again_holds_nobody_up(desk, client):
    page = new_public_page(desk, slug="a")
    about = Page.objects.get(address="/o-projektu/")
    for body in ['<p><a href="/a/">Jak to chodí</a></p>', "<p>O adrese /a/ jen píšeme, /b/a/ je jiná.</p>"]:
        write_draft(desk, about, body=body)
        publish(desk, about)
    assert withdraw(desk, page).status_code == 302
    assert client.get("/a/").status_code == 410


def test_a_page_with_pages_below_is_not_deleted_and_they_are_named(desk):
    page = new_page(desk, slug="a")
    new_page(desk, "Podrobně", above="/a/")
    body = text_of(delete(desk, page))
    assert "pod stránkou /a/ jsou jiné stránky" in body
    assert ">Podrobně</a>" in body
    assert Page.objects.filter(pk=page.pk).exists()


def test_what_readers_ever_saw_is_never_deleted_and_the_refusal_says_what_can_be_done(desk, client):
    page = new_public_page(desk, slug="a")
    form = text_of(desk.get(reverse("admin:pages_page_change", args=[page.pk])))
    assert "Smazat stránku" not in form
    withdraw(desk, page)
    assert "čtenáři ji viděli" in text_of(delete(desk, page))
    assert answers(client, "/a/") == (410, "")


def test_a_page_that_no_reader_saw_is_deleted_with_its_versions(desk, client):
    page = new_page(desk, slug="b")
    write_draft(desk, page, title="Koncept")
    publish(
        desk, page, _now=None, _later="1", on_day="1. 12. 2026", at_time="8:00", confirmed="2026-12-01T08:00:00+01:00"
    )
    question = text_of(desk.get(reverse("admin:pages_page_delete", args=[page.pk])))
    assert "Smaže se stránka /b/ a " in question
    with time_machine.travel(LATER, tick=False):
        assert delete(desk, page).status_code == 302
        assert not Page.objects.filter(pk=page.pk).exists()
        changes = [change.text for change in desk.get("/sprava/").context["changes"]]
        assert "Jak to chodí: smazáno" in changes
    with time_machine.travel(NOW + timedelta(days=30), tick=False):
        assert answers(client, "/b/") == (404, "")


def test_a_page_that_readers_came_to_see_while_the_question_stood_open_is_not_deleted(desk, client):
    page = new_page(desk, slug="a")
    desk.get(reverse("admin:pages_page_delete", args=[page.pk]))
    publish(desk, page)
    assert delete(desk, page).status_code == 200
    assert client.get("/a/").status_code == 200


def test_fixed_pages_and_municipalities_are_never_deleted(desk):
    for address in ["/o-projektu/", "/obce/vir/"]:
        page = Page.objects.get(address=address)
        assert delete(desk, page).status_code == 403
        assert withdraw(desk, page).status_code == 302
        assert Page.objects.filter(pk=page.pk).exists()


def test_whoever_publishes_may_delete_a_page_and_an_author_may_not(client, let_in, desk, django_user_model):
    page = new_page(desk)
    for group, status in [("Autor", 403), ("Vydavatel", 302)]:
        user = django_user_model.objects.create(username=group, is_staff=True)
        user.groups.set([Group.objects.get(name=group)])
        assert delete(let_in(client, user), page).status_code == status, group


def test_a_withdrawn_page_says_so_and_is_on_no_list(desk, client):
    page = new_public_page(desk, above="/o-projektu/")
    withdraw(desk, page)
    response = client.get("/jak-to-chodi/")
    assert response.status_code == 410
    assert "<h1>Tuto stránku jsme vzali z webu</h1>" in text_of(response)
    assert '<meta name="robots" content="noindex">' in text_of(response)
    for address in ["/", "/o-projektu/", "/sitemap.xml", "/hledat/?q=chodí"]:
        assert "jak-to-chodi" not in client.get(address).content.decode(), address
    feed = client.get("/zmeny.atom").content.decode()
    about = [entry for entry in feed.split("<entry>") if "/jak-to-chodi/" in entry]
    assert [re.search("<title>(.*?)</title>", entry)[1] for entry in about] == ["Stránku jsme vzali z webu"]
    assert "chodí" not in feed


def test_the_pages_above_are_named_only_while_readers_may_open_them(desk, client):
    above = new_public_page(desk, "Rozcestník")
    new_public_page(desk, "Podrobně", above="/rozcestnik/")
    assert '<a href="/rozcestnik/">Rozcestník</a>' in main_of(client, "/podrobne/")
    withdraw(desk, above)
    assert "ozcestn" not in main_of(client, "/podrobne/")
    write_draft(desk, above, title="Nový rozcestník")
    assert "ozcestn" not in main_of(client, "/podrobne/")
    publish(desk, above)
    assert '<a href="/rozcestnik/">Rozcestník</a>' in main_of(client, "/podrobne/")


def _publish_whatever_the_gate_says(page, moment):
    version = page.versions.order_by("-number").first()
    version.publish_at = moment
    version.save()
