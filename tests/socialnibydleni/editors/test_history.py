"""The history of every fact, the way back, and verification without pretending a change."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from contact.models import ContactCentre
from municipalities.models import Municipality
from pages.models import Project
from tests import admin_forms
from tests.admin_forms import change

pytestmark = pytest.mark.django_db
CENTRE = "/sprava/contact/contactcentre/1"


def form_data(response):
    """What the form of an old version would send back unchanged."""
    form = response.context["adminform"].form
    return {name: form[name].value() or "" for name in form.fields}


def test_history_says_who_changed_what_from_what_to_what(editor_client):
    change(editor_client, ContactCentre.objects.get(), phone="601 234 567")
    body = editor_client.get(f"{CENTRE}/history/").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "<strong>Telefon:</strong> +420 778 455 761 → +420 601 234 567" in body
    assert "<strong>Ověřeno dne:</strong> 16. 9. 2020 → prázdné" in body
    assert "editorka" in body
    assert "při instalaci" in body


def test_a_restored_phone_number_is_back_on_every_page(editor_client, client):
    change(editor_client, ContactCentre.objects.get(), phone="601 234 567")
    assert "tel:+420601234567" in client.get("/").content.decode()

    first = ContactCentre.history.earliest()
    restore = f"{CENTRE}/history/{first.pk}/"
    old = form_data(editor_client.get(restore))
    assert old["phone"].split() == ["+420", "778", "455", "761"]
    assert editor_client.post(restore, old).status_code == 302
    for address in ["/", "/obce/vir/", "/kontaktni-centrum/", "/neni/"]:
        body = client.get(address).content.decode()
        assert "tel:+420778455761" in body
        assert "601" not in body


@pytest.mark.parametrize(
    ("address", "row", "field"),
    [
        ("/sprava/pages/project/1/overit/verified/", Project.objects.get, "verified"),
        (f"{CENTRE}/overit/verified/", ContactCentre.objects.get, "verified"),
        (f"{CENTRE}/overit/hours_verified/", ContactCentre.objects.get, "hours_verified"),
    ],
)
def test_verifying_notes_the_day_and_the_editor_and_changes_nothing_else(client, let_in, editor, address, row, field):
    records = type(row()).history.count()
    with time_machine.travel("2026-11-23T23:30+01:00", tick=False):
        editor_client = let_in(client, editor)
        assert "Potvrdit, že údaje platí" in editor_client.get(address).content.decode()
        assert editor_client.post(address).status_code == 302
    assert str(getattr(row(), f"{field}_on")) == "2026-11-23"
    assert getattr(row(), f"{field}_by") == editor
    *_, verification = type(row()).history.order_by("history_id")
    assert type(row()).history.count() == records + 1
    assert verification.history_change_reason == f"ověřeno: {row().VERIFIABLE[field].label}"
    delta = verification.diff_against(type(row()).history.earliest("history_id"))
    assert set(delta.changed_fields) <= {f"{field}_on", f"{field}_by"}


def test_verified_hours_ask_nobody_to_write_first(editor_client, client):
    assert "Nejdřív nám prosím napište." in client.get("/").content.decode()
    editor_client.post(f"{CENTRE}/overit/hours_verified/")
    assert "Nejdřív nám prosím napište." not in client.get("/").content.decode()


def test_verification_survives_the_account_of_the_verifier(editor_client, editor):
    editor_client.post(f"{CENTRE}/overit/verified/")
    editor.delete()
    assert ContactCentre.objects.get().verified_by is None
    assert ContactCentre.objects.get().verified_on is not None


def test_day_of_a_verification_is_never_typed(editor_client):
    for row in [Project.objects.get(), ContactCentre.objects.get(), Municipality.objects.get(slug="vir")]:
        address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
        fields = editor_client.get(address).context["adminform"].form.fields
        assert not [name for name in fields if name.endswith("verified_on")]


@pytest.mark.parametrize(
    "address",
    ["abc/history/", "abc/history/1/", "1/history/abc/", "abc/overit/verified/", "abc/hodiny/1/vratit/", "²/history/"],
)
def test_odd_numbers_in_addresses_are_not_found(editor_client, address):
    assert editor_client.get(f"/sprava/contact/contactcentre/{address}").status_code in {302, 404}


def test_what_cannot_be_verified_is_not_found(editor_client):
    assert editor_client.get(f"{CENTRE}/overit/pocasi/").status_code == 404
    assert editor_client.get("/sprava/contact/contactcentre/7/overit/verified/").status_code == 404


def test_what_is_to_be_verified_is_asked_in_czech(editor_client):
    page = editor_client.get(f"{CENTRE}/overit/verified/").content.decode()
    assert '<tr><th scope="row">Ulice a číslo</th><td>Na Maninách 876/7</td></tr>' in page
    assert "svátcích" not in page  # what a verification is not about


def test_a_changed_fact_loses_its_verification_and_no_other_does(editor_client, client):
    for what in ["verified", "hours_verified"]:
        editor_client.post(f"{CENTRE}/overit/{what}/")
    answer = change(editor_client, ContactCentre.objects.get(), phone="601 234 567")
    centre = ContactCentre.objects.get()
    assert (centre.verified_on, centre.verified_by) == (None, None)
    assert centre.hours_verified_on is not None
    told = editor_client.get(answer.url).content.decode()
    assert "už pro ně neplatí (kontakty)" in told
    assert "Kontakty jsou ze zdroje z 16. 9. 2020." in client.get("/").content.decode().replace("\u00a0", " ")


def test_what_is_saved_after_a_verification_is_a_change_and_touches_no_other_column():
    centre, elsewhere = ContactCentre.objects.get(), ContactCentre.objects.get()
    elsewhere.answers_within = "do týdne"
    elsewhere.save()
    centre.verify("verified", None, date(2026, 11, 23))
    assert ContactCentre.objects.get().answers_within == "do týdne"
    centre.phone = "+420601234567"
    centre.save()
    assert not ContactCentre.history.latest("history_id").history_change_reason


def test_a_fact_that_nobody_verifies_leaves_the_verification(editor_client):
    editor_client.post(f"{CENTRE}/overit/verified/")
    change(editor_client, ContactCentre.objects.get(), answers_within="do týdne")
    assert ContactCentre.objects.get().verified_on is not None


def test_an_old_state_shows_its_own_verification_and_brings_none_back(editor_client):
    ContactCentre.objects.get().verify("verified", None, date(2026, 11, 23))
    verified = ContactCentre.history.latest("history_id")
    change(editor_client, ContactCentre.objects.get(), phone="601 234 567")
    body = editor_client.get(f"{CENTRE}/history/").content.decode()
    assert "<td>ověřeno: kontakty</td>" in body
    old_address = f"{CENTRE}/history/{verified.pk}/"
    old = editor_client.get(old_address)
    assert "23. 11. 2026" in old.content.decode().replace("\u00a0", " ")
    assert editor_client.post(old_address, form_data(old)).status_code == 302
    centre = ContactCentre.objects.get()
    assert (centre.phone, centre.verified_on) == ("+420778455761", None)


def test_who_has_a_form_open_while_another_verifies_can_still_save(editor_client):
    data = admin_forms.form_data(editor_client.get(f"{CENTRE}/change/"))
    editor_client.post(f"{CENTRE}/overit/verified/")
    assert editor_client.post(f"{CENTRE}/change/", data | {"answers_within": "do týdne"}).status_code == 302
    assert ContactCentre.objects.get().answers_within == "do týdne"
