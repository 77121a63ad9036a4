"""Two editors at one fact: what one has saved, the other can't take back, or vouch for, without having seen it."""

import pytest
from django.test import Client
from django.urls import reverse

from contact.models import ContactCentre
from municipalities.models import Municipality
from pages.models import Project
from tests.admin_forms import form_data

pytestmark = pytest.mark.django_db
CHANGED = "Mezitím údaje uložil někdo jiný"
SEEN = 'name="seen_record" value="'


def address_of(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def open_form(client, row):
    """What the form would send back unchanged, with what it has seen."""
    response = client.get(address_of(row))
    seen = response.content.decode().partition(SEEN)[2].partition('"')[0]
    return {**form_data(response), "seen_record": seen}


@pytest.fixture
def second(client_of):
    return client_of("Vydavatel")


@pytest.mark.parametrize(
    ("model", "first", "other"),
    [
        (Municipality, {"district": "Jiný okres"}, {"orp": "Jiná obec"}),
        (Project, {"short_name": "Jiný název"}, {"fund": "Jiný fond"}),
    ],
)
def test_who_saves_second_is_told_and_may_then_decide(editor_client, second, model, first, other):
    row = model.objects.first()
    mine, theirs = open_form(editor_client, row), open_form(second, row)
    assert editor_client.post(address_of(row), {**mine, **first}).status_code == 302
    ((name, value),) = first.items()
    refused = second.post(address_of(row), {**theirs, **other})
    assert refused.status_code == 200
    assert CHANGED in refused.content.decode().replace("\xa0", " ")
    row.refresh_from_db()
    assert getattr(row, name) == value
    ((their_name, their_value),) = other.items()
    again = {**form_data(refused), "seen_record": refused.content.decode().partition(SEEN)[2].partition('"')[0]}
    assert again[their_name] == their_value
    assert second.post(address_of(row), again).status_code == 302
    row.refresh_from_db()
    assert getattr(row, their_name) == their_value
    assert getattr(row, name) != value  # knowingly


def test_one_editor_saves_as_often_as_needed(editor_client):
    row = Municipality.objects.first()
    for district in ["Jeden", "Druhý"]:
        data = {**open_form(editor_client, row), "district": district}
        assert editor_client.post(address_of(row), data).status_code == 302
    row.refresh_from_db()
    assert row.district == "Druhý"


def test_nobody_vouches_for_what_was_changed_since(editor_client, second):
    centre = ContactCentre.objects.get()
    ask = f"{address_of(centre).removesuffix('change/')}overit/verified/"
    seen = editor_client.get(ask).content.decode().partition(SEEN)[2].partition('"')[0]
    centre.email = "jiny@example.cz"
    centre.save()
    refused = editor_client.post(ask, {"seen_record": seen})
    assert "Údaje mezitím někdo změnil." in refused.content.decode().replace("\xa0", " ")
    centre.refresh_from_db()
    assert centre.verified_on is None  # it was of another address
    assert "jiny@example.cz" in refused.content.decode()
    seen = refused.content.decode().partition(SEEN)[2].partition('"')[0]
    assert editor_client.post(ask, {"seen_record": seen}).status_code == 302
    centre.refresh_from_db()
    assert centre.verified_on is not None


def test_a_changed_web_address_is_hidden_until_somebody_has_verified_it(editor_client):
    row = Municipality.objects.get(slug="vir")
    row.website = "https://www.virvudolisvratky.cz/"
    row.save()
    ask = f"{address_of(row).removesuffix('change/')}overit/website_verified/"
    assert editor_client.post(ask).status_code == 302
    assert "virvudolisvratky" in Client().get("/obce/vir/").content.decode()
    data = {**open_form(editor_client, row), "website": "https://www.jina.example/"}
    assert editor_client.post(address_of(row), data).status_code == 302
    body = Client().get("/obce/vir/").content.decode()
    assert "virvudolisvratky" not in body
    assert "jina.example" not in body
    editor_client.post(ask)
    assert "jina.example" in Client().get("/obce/vir/").content.decode()
    before = row.history.filter(website="https://www.virvudolisvratky.cz/").first()
    restore = f"{address_of(row).removesuffix('change/')}history/{before.pk}/"
    old = form_data(editor_client.get(restore))
    assert editor_client.post(restore, old).status_code == 302
    row.refresh_from_db()
    assert (row.website, row.website_verified_on) == (before.website, None)


@pytest.mark.parametrize(
    "model", ["contact/contactcentre", "pages/project", "municipalities/municipality", "pages/notice"]
)
def test_an_address_of_no_row_is_not_found(editor_client, model):
    for place in ["abc/change/", "abc/history/", "1/history/abc/"]:
        assert editor_client.get(f"/sprava/{model}/{place}").status_code == 404, place
