"""A fixed page that a newer version brings to an installation with a menu, and with an editor's page in its way."""

import pytest
from django.apps import apps
from django.contrib.redirects.models import Redirect
from django.utils import timezone

from pages.models import ContentVersion, Page, PageVersion
from pages.rows import fixed_page
from tests.free_pages import move

pytestmark = pytest.mark.django_db
ADDRESS, MOVED = "/kam-se-obratit/", "/kam-se-obratit-2/"
MENU = ["/o-projektu/", "/obce/", "/kontaktni-centrum/", "/dokumenty/", "/aktuality/"]


@pytest.fixture(autouse=True)
def _as_in_version_1_0():
    Page.objects.filter(address=ADDRESS).delete()
    Page.objects.update(menu_position=None)
    for position, address in enumerate(MENU, start=1):
        Page.objects.filter(address=address).update(menu_position=position)


def in_the_way(*, is_public=True):
    """An editor's page at the address, with a former one, an older text and a draft."""
    home = Page.objects.get(address="/")
    page = Page.objects.create(address=ADDRESS, kind=Page.Kind.FREE, parent=home, menu_title="Kam jít")
    for number in range(2 if is_public else 0):
        text = {"title": f"Kam jít {number}", "body": "<p>Naše rady.</p>"}
        PageVersion.objects.create(page=page, publish_at=timezone.now(), **text)
    PageVersion.objects.create(page=page, title="Koncept")
    Redirect.objects.create(site_id=1, old_path="/driv/", new_path=ADDRESS)
    return page


def update():
    fixed_page.add(apps, "default", ADDRESS, "Kam se obrátit", before="/kontaktni-centrum/")


def menu():
    shown = Page.objects.exclude(menu_position=None).order_by("menu_position")
    return list(shown.values_list("address", flat=True))


def test_the_page_stands_in_its_place_in_the_menu_and_all_behind_it_move_on(client):
    before = ContentVersion.objects.current()
    update()
    assert menu() == [*MENU[:2], ADDRESS, *MENU[2:]]
    assert ContentVersion.objects.current() > before
    response = client.get(ADDRESS)
    assert response.status_code == 200
    assert "<h1>Kam se obrátit</h1>" in response.content.decode().replace("\u00a0", " ")
    assert Page.objects.get(address=ADDRESS).is_fixed


def test_a_second_time_changes_nothing():
    update()
    before = ContentVersion.objects.current()
    update()
    assert (menu(), ContentVersion.objects.current()) == ([*MENU[:2], ADDRESS, *MENU[2:]], before)


def test_a_site_without_content_gets_the_page_with_it():
    PageVersion.objects.all()._raw_delete("default")
    apps.get_model("municipalities.Municipality").objects.all().delete()
    Page.objects.update(parent=None)
    Page.objects.all().delete()
    update()
    assert not Page.objects.exists()


def test_a_page_of_editors_moves_with_all_its_versions_and_readers_are_led_there(client):
    page = in_the_way()
    update()
    page.refresh_from_db()
    assert (page.address, page.kind, page.versions.count()) == (MOVED, Page.Kind.FREE, 3)
    assert "Naše rady." in client.get(MOVED).content.decode().replace("\u00a0", " ")
    assert "Naše rady." not in client.get(ADDRESS).content.decode().replace("\u00a0", " ")
    assert client.get("/driv/")["Location"] == MOVED
    assert Redirect.objects.get(old_path=ADDRESS).new_path == MOVED  # for the former version, taken back to


def test_a_page_beside_the_menu_moves_nothing_in_it():
    Page.objects.filter(kind=Page.Kind.QUESTION).update(parent=None)
    Page.objects.filter(address="/otazky/").delete()
    for _ in range(2):
        fixed_page.add(apps, "default", "/otazky/", "Otázky a odpovědi", before=None)
    assert menu() == MENU
    assert Page.objects.get(address="/otazky/").is_fixed


def test_a_taken_number_is_passed_over_and_of_a_draft_nothing_is_told():
    home = Page.objects.get(address="/")
    Page.objects.create(address=MOVED, kind=Page.Kind.FREE, parent=home, menu_title="Druhá")
    page = in_the_way(is_public=False)
    update()
    page.refresh_from_db()
    assert page.address == "/kam-se-obratit-3/"
    assert not Redirect.objects.filter(old_path=ADDRESS).exists()


def test_the_start_page_names_the_page_that_moved_until_it_has_a_better_address(editor_client):
    page = in_the_way()
    update()
    said = "Kam jít: stránka teď stojí na /kam-se-obratit-2/"
    assert said in editor_client.get("/sprava/").content.decode().replace("\u00a0", " ")
    move(editor_client, page, "kam-jit")
    assert said not in editor_client.get("/sprava/").content.decode().replace("\u00a0", " ")
    assert editor_client.get(MOVED)["Location"] == "/kam-jit/"
