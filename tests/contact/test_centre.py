"""The contact centre: what the form mends, what it refuses, what the database never holds."""

import pytest
from django.db import IntegrityError, transaction

from contact.editing.centre_form import ContactCentreForm
from contact.models import ConsultationHours, ContactCentre
from tests.admin_forms import form_data
from tests.contact.editing.hours_form import save

pytestmark = pytest.mark.django_db


ADDRESS = "/sprava/contact/contactcentre/1/change/"


def save_facts(editor_client, **values):
    return editor_client.post(ADDRESS, form_data(editor_client.get(ADDRESS)) | values)


def refused_with(response, sentence):
    return response.status_code == 200 and sentence in response.content.decode()


@pytest.mark.parametrize(
    "typed",
    ["+420 778 455 761", "778455761", "778 455 761", "00420 778455761", "+420-778-455-761", "778\u00a0455\u00a0761"],
)
def test_phone_is_understood_however_it_is_typed(editor_client, typed):
    assert save_facts(editor_client, phone=typed).status_code == 302
    assert ContactCentre.objects.get().phone == "+420778455761"


@pytest.mark.parametrize("typed", ["12345", "volejte", "+0123456789", "778 455 761 a taky 602"])
def test_what_is_no_phone_is_refused_with_an_example(editor_client, typed):
    assert refused_with(save_facts(editor_client, phone=typed), "např. +420 601 234 567")
    assert ContactCentre.objects.get().phone == "+420778455761"


def test_hours_are_replaced_in_one_save(editor_client, client):
    assert save(editor_client, (1, "8:00", "9:30"), (1, "13:00", "15:00")).status_code == 302
    body = client.get("/kontaktni-centrum/").content.decode()
    assert "8\u2060–\u20609.30" in body.replace("8–9", "8\u2060–\u20609")
    assert "12\u2060–\u206016" not in body


def test_hours_that_end_before_they_begin_are_refused(editor_client):
    assert refused_with(save(editor_client, (1, "10:00", "8:00")), "Konec musí být později než začátek.")


def test_an_incomplete_row_is_refused_and_nothing_is_lost(editor_client):
    response = save(editor_client, (1, "", "10:07"))
    assert response.status_code == 200
    assert 'value="10:07"' in response.content.decode()


def test_database_refuses_hours_that_end_before_they_begin():
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsultationHours.objects.create(centre_id=1, weekday=1, opens_at="10:00", closes_at="10:00")


def test_database_refuses_an_eighth_day():
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsultationHours.objects.create(centre_id=1, weekday=7, opens_at="9:00", closes_at="10:00")


def test_database_refuses_a_phone_without_its_country():
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactCentre.objects.update(phone="778 455 761")


def test_page_without_hours_says_so_for_every_day(client):
    ConsultationHours.objects.all().delete()
    body = client.get("/kontaktni-centrum/").content.decode()
    assert body.count("bez telefonu") == 6


def test_site_without_a_centre_names_no_phone_and_stands(client):
    ContactCentre.objects.all().delete()
    for address in ["/", "/obce/", "/obce/vir/", "/kontaktni-centrum/", "/pristupnost/", "/neni/"]:
        body = client.get(address).content.decode()
        assert 'href="tel:' not in body, address
    assert "Kontakty teď doplňujeme." in client.get("/kontaktni-centrum/").content.decode()


def test_form_keeps_the_example_of_a_phone_in_sight():
    assert "+420 601 234 567" in ContactCentreForm.base_fields["phone"].help_text
