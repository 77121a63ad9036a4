"""A text says how old it is once nobody has written or verified it for a year, and claims nothing else."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from pages import registry
from pages.models import Page, PageVersion, TextVerification
from tests.admin_forms import publish, write_draft

pytestmark = pytest.mark.django_db

AGE = "Text je z 16. 9. 2020. Od té doby se mohlo něco změnit."
WITH_PROSE = ["/", "/o-projektu/", "/obce/", "/obce/vir/", "/kontaktni-centrum/"]


def read(client, address):
    body = client.get(address).content.decode().replace("\u00a0", " ")
    return body.replace('<time datetime="2020-09-16">', "").replace("</time>", "")


@pytest.fixture
def about():
    return Page.objects.get(address="/o-projektu/")


def verify(editor_client, page):
    address = f"/sprava/pages/page/{page.pk}/overit/"
    seen = editor_client.get(address).context["seen"]
    return editor_client.post(address, {"live": seen}, follow=True)


@pytest.mark.parametrize("address", WITH_PROSE)
def test_prose_of_2020_says_so_where_it_begins(client, address):
    body = read(client, address)
    assert body.count(AGE) == 1
    assert body.index("<h1") < body.index(AGE) < body.index("</main>")


@pytest.mark.parametrize("address", ["/pristupnost/", "/hledat/", "/neni/", "/kontaktni-centrum/schuzka/", "/obce.csv"])
def test_what_is_young_or_no_prose_says_nothing_of_its_age(client, address):
    assert "Od té doby se mohlo" not in client.get(address).content.decode()


def test_a_text_grows_old_at_the_midnight_after_its_year(client, editor_client, about):
    with time_machine.travel("2026-11-30T10:00+01:00", tick=False) as clock:
        write_draft(editor_client, about)
        publish(editor_client, about)
        assert "Od té doby se mohlo" not in client.get("/o-projektu/").content.decode()
        clock.move_to("2027-11-30T23:59+01:00")
        assert "Od té doby se mohlo" not in client.get("/o-projektu/").content.decode()
        midnight = datetime.fromisoformat("2027-12-01T00:00+01:00")
        turns = registry.load_facts()["turns"]
        assert midnight in turns  # by which pages in memory are made anew
        clock.move_to(midnight)
        assert "Text je z\u00a0" in client.get("/o-projektu/").content.decode()


def test_a_verified_text_is_as_it_was_and_no_longer_called_old(client, editor_client, editor, about):
    body = PageVersion.objects.get(page=about).body
    answer = verify(editor_client, about)
    assert "Text je ověřený." in answer.content.decode()
    row = TextVerification.objects.get()
    assert (row.version.page, row.verified_by) == (about, editor)
    page = read(client, "/o-projektu/")
    today = timezone.localdate()
    assert AGE not in page
    assert "Poslední aktualizace: 16. 9. 2020" in page  # to verify changes nothing
    assert f'Text jsme ověřili: <time datetime="{today}">' in page
    assert PageVersion.objects.get(page=about).body == body
    with time_machine.travel(timezone.now() + timedelta(days=400), tick=False):
        assert "Text je z 16. 9. 2020, naposledy jsme ho ověřili" in read(client, "/o-projektu/")


def test_a_new_version_has_no_verification_of_the_old_one(client, editor_client, about):
    verify(editor_client, about)
    write_draft(editor_client, about)
    publish(editor_client, about, change_note="Doplnili jsme postup.")
    assert "Text jsme ověřili" not in read(client, "/o-projektu/")


def test_a_text_that_changed_meanwhile_is_not_verified_unseen(editor_client, about):
    address = f"/sprava/pages/page/{about.pk}/overit/"
    seen = editor_client.get(address).context["seen"]
    write_draft(editor_client, about)
    publish(editor_client, about, change_note="Doplnili jsme postup.")
    assert "Mezitím se změnilo, co čtenáři vidí" in editor_client.post(address, {"live": seen}).content.decode()
    assert not TextVerification.objects.exists()


def test_only_who_publishes_verifies_and_only_what_readers_see(client_of, editor_client, about):
    address = f"/sprava/pages/page/{about.pk}/overit/"
    assert client_of("Autor").get(address).status_code == 403
    withdrawn = Page.objects.create(address="/pokus/", kind=Page.Kind.FREE, menu_title="Pokus")
    answer = editor_client.get(f"/sprava/pages/page/{withdrawn.pk}/overit/", follow=True)
    assert "Tady není co ověřit" in answer.content.decode()
