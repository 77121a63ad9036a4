"""Images as readers meet them: in a text, never before it is public and never after."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from pages.models import Page
from tests.admin_forms import publish, write_draft
from tests.free_pages import new_page, new_public_page, preview_link, withdraw
from tests.pages.images.sending import addresses, figure, stored

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = {"_now": None, "_later": "1", "on_day": "25. 11. 2026", "at_time": "13:00"}
LATER["confirmed"] = "2026-11-25T13:00:00+01:00"
PLACES = ["/", "/jak-to-chodi/", "/aktuality/", "/sitemap.xml", "/zmeny.atom", "/aktuality.atom", "/hledat/?q=vecer"]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def image():
    return stored()


def statuses(client, image):
    return {client.get(address).status_code for address in addresses(image)}


def named(client, image):
    """Where readers meet the name of the image or what it is said to show."""
    words = [image.name_of(image.digest), "okně se svítí", "ulice.jpg"]
    return [place for place in PLACES if any(word in client.get(place).content.decode() for word in words)]


def draft(desk, image):
    return new_page(desk, body=figure(image))


def planned(desk, image):
    page = draft(desk, image)
    publish(desk, page, **LATER)
    return page


def withdrawn(desk, image):
    page = draft(desk, image)
    publish(desk, page)
    withdraw(desk, page)
    return page


def replaced(desk, image):
    page = draft(desk, image)
    publish(desk, page)
    write_draft(desk, page)
    publish(desk, page)
    return page


def drafted_over(desk, image):
    page = new_public_page(desk)
    write_draft(desk, page, body=figure(image))
    return page


@pytest.mark.parametrize("state", [draft, planned, withdrawn, replaced, drafted_over])
def test_no_answer_has_an_image_of_a_text_that_readers_do_not_see(state, client, publisher, image):
    state(publisher, image)
    assert statuses(client, image) == {404}
    assert named(client, image) == []
    for address in addresses(image):
        answer = client.get(address)
        assert answer["Content-Type"].startswith("text/html")
        assert "Cache-Control" not in answer or "immutable" not in answer["Cache-Control"]
    looks = [
        reverse("admin:pages_image_look", args=[image.pk]),
        reverse("admin:pages_image_file", args=[image.pk, 480, "jpg"]),
    ]
    assert {Client().get(address).status_code for address in looks} == {302}  # to the door


def test_an_image_of_a_public_text_is_there_for_ever_in_every_copy(client, publisher, image):
    new_public_page(publisher, body=figure(image))
    for address, copy in zip(addresses(image), image.files.all(), strict=True):
        answer = client.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, copy.content_type)
        assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
        assert (len(b"".join(answer)), answer["X-Content-Type-Options"]) == (copy.size, "nosniff")
    assert client.get(addresses(image)[0].replace("-480", "-481")).status_code == 404
    assert client.post(addresses(image)[0]).status_code == 405


def test_a_planned_text_brings_its_image_at_its_moment(client, publisher, image, clock):
    planned(publisher, image)
    assert statuses(client, image) == {404}
    clock.move_to(NOW + timedelta(days=1))
    assert statuses(client, image) == {200}


def test_an_image_in_a_text_of_an_unpublished_municipality_is_not_public(client, publisher, image):
    page = new_public_page(publisher, body=figure(image))
    Page.objects.filter(pk=page.pk).update(kind=Page.Kind.MUNICIPALITY, address="/obce/nikde/")
    assert statuses(client, image) == {404}


def test_the_proxy_is_told_to_send_the_copy_and_to_keep_none(client, publisher, image, settings):
    new_public_page(publisher, body=figure(image))
    settings.X_ACCEL_PREFIX = "/chranene/"
    copy = image.files.first()
    answer = client.get(addresses(image)[0])
    assert (answer["X-Accel-Redirect"], answer["X-Accel-Expires"]) == (f"/chranene/dokumenty/{copy.stored_name}", "0")
    assert answer.content == b""


def test_a_copy_that_is_gone_from_the_disk_is_no_page(client, publisher, image, monkeypatch, caplog):
    new_public_page(publisher, body=figure(image))
    monkeypatch.setattr("pages.documents.stored_files.opened", lambda name: open(f"/nowhere/{name}"))  # noqa: PTH123, SIM115
    assert statuses(client, image) == {404}
    assert "can't be read" in caplog.text


def test_who_has_a_preview_link_sees_the_images_of_drafts_through_it_alone(client, publisher, image):
    page, token = draft(publisher, image), preview_link(publisher).token
    body = client.get(f"/nahled/{token}{page.address}").content.decode()
    for address in addresses(image):
        assert f"/nahled/{token}{address}" in body
        answer = client.get(f"/nahled/{token}{address}")
        assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
        assert client.get(f"/nahled/nic{address}").status_code == 404


def test_a_preview_link_shows_no_image_of_a_text_that_was_withdrawn(client, publisher, image):
    withdrawn(publisher, image)
    token = preview_link(publisher).token
    assert {client.get(f"/nahled/{token}{address}").status_code for address in addresses(image)} == {404}


def test_an_editor_sees_the_image_of_a_draft_in_its_preview(publisher, image):
    page = draft(publisher, image)
    body = publisher.get(f"/sprava/pages/page/{page.pk}/verze/1/").content.decode()
    address = reverse("admin:pages_image_file", args=[image.pk, 480, "avif"])
    assert f"{address} 480w" in body
    answer = publisher.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/avif")
