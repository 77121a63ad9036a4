"""Images in the admin: sent by a form or by the editor's script, looked at, and deleted where no text needs them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pages.models import Image, ImageFile
from socialnibydleni.management.commands.housekeeping import set_orphans_aside
from tests.free_pages import new_page, new_public_page
from tests.pages.images.sending import figure, sent, stored
from tests.pages.uploads.made_images import drawn, saved

pytestmark = pytest.mark.django_db
ADD, SEND = "/sprava/pages/image/add/", "/sprava/pages/image/nahrat/"


def text(answer):
    return answer.content.decode()


def test_an_author_uploads_an_image_and_reads_what_to_write_into_a_text(author):
    answer = author.post(ADD, {"upload": sent()}, follow=True)
    image = Image.objects.get()
    assert (image.original_name, image.created_by.username) == ("ulice.jpg", "Autor")
    assert [(copy.width, copy.extension) for copy in image.files.all()] == [
        (width, kind) for width in [480, 600] for kind in ["avif", "jpg", "webp"]
    ]
    shown = text(author.get(reverse("admin:pages_image_change", args=[image.pk])))
    assert f"&lt;figure&gt;&lt;img data-image=&quot;{image.pk}&quot;" in shown
    assert "v žádném" in shown
    assert answer.status_code == 200


def test_the_same_image_again_is_the_same_image(author):
    for name in ["ulice.jpg", "jina.jpg"]:
        assert author.post(ADD, {"upload": sent(name=name)}).status_code == 302
    assert Image.objects.get().original_name == "ulice.jpg"
    assert ImageFile.objects.count() == 6


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "Vyberte soubor s obrázkem."),
        ({"upload": sent(b"", "nic.png")}, "prázdný"),
        ({"upload": sent(b"<svg/>", "kresba.png")}, "SVG"),
    ],
)
def test_what_is_no_image_is_refused_in_its_place(author, files, words):
    answer = author.post(ADD, files)
    assert answer.status_code == 200
    assert words in " ".join(answer.context["adminform"].form.errors["upload"])
    assert not Image.objects.exists()


def test_the_script_sends_a_file_and_gets_the_image_or_the_reason(author):
    found = author.post(SEND, {"upload": sent(saved(drawn(), "PNG"), "obrazek.exe")}).json()
    assert found == {"image": Image.objects.get().pk, "name": "obrazek.exe"}
    assert "hýbe" not in author.post(SEND, {}).json()["error"]
    assert author.post(SEND, {}).json() == {"error": "Vyberte soubor s obrázkem."}
    assert "PDF" in author.post(SEND, {"upload": sent(b"%PDF-1.7", "x.jpg")}).json()["error"]


def test_who_may_write_no_texts_may_send_no_images(client, client_of):
    assert client.post(SEND, {"upload": sent()}).status_code == 302
    assert client_of("Kontaktní centrum").post(SEND, {"upload": sent()}).status_code == 403
    assert client_of("Správce").get(ADD).status_code == 403
    assert not Image.objects.exists()


def test_an_image_that_a_text_needs_stays_and_any_other_may_go(publisher, image):
    delete = reverse("admin:pages_image_delete", args=[image.pk])
    page = new_page(publisher, body=figure(image))
    assert "Smazat ho nejde" in text(publisher.post(delete, {"post": "yes"}, follow=True))
    assert page.menu_title in text(publisher.get(reverse("admin:pages_image_change", args=[image.pk])))
    page.delete()
    new_public_page(publisher)
    assert publisher.post(delete, {"post": "yes"}).status_code == 302
    assert not Image.objects.exists()


def test_the_copies_are_no_orphans_until_their_image_goes(image):
    stored(colour="yellow")
    in_two_days = timezone.now() + timedelta(days=2)
    assert set_orphans_aside(in_two_days) == 0
    image.delete()
    assert set_orphans_aside(in_two_days) == 6
