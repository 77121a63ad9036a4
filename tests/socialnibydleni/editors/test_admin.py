"""The editors' door, for now: the stock admin in Czech."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from contact.models import ConsultationHours, ContactCentre, MeetingRequest, Report
from municipalities.models import Municipality
from pages.models import (
    Document,
    DocumentVersion,
    ExternalAddress,
    Image,
    LanguageState,
    Notice,
    Page,
    PreviewLink,
    Project,
)
from tests.contact.meetings.rows import asked
from tests.contact.reports.reporting import reported

pytestmark = pytest.mark.django_db
NOT_FOR_EDITORS = {"CommandRun", "ContentVersion", "Erasure", "KeptForm", "LoadedEntry", "SenderCount", "SentForm"}
NOT_FOR_EDITORS |= {"DocumentPage", "DocumentText", "DocumentWord", "ExternalRound"}
NOT_FOR_EDITORS |= {"OpenForm", "PublicationRequest", "ToldOpening", "Verdict", "WordForms", "WorkingCopy"}
IN_ANOTHER_FORM = {
    "AssessmentDraft",
    "ConsultationHours",
    "DocumentVersion",
    "EventFacts",
    "EventState",
    "HoursException",
    "ImageFile",
    "KnownFault",
    "OutgoingMail",
    "PageVersion",
    "TextVerification",
}


def admin_address(row, action="change"):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{action}", args=[row.pk])


def document():
    row = {"title": "Koncepce", "description": "Popis.", "year": 2020, "category": "koncepce"}
    document = Document.objects.create(publish_at=timezone.now(), **row)
    DocumentVersion.objects.create(document=document, url="https://www.mpsv.cz/koncepce")
    return document


def preview_link():
    return PreviewLink.objects.create(created_at=timezone.now(), expires_at=timezone.now())


def notice():
    return Notice.objects.create(text="Zavřeno.", starts_at=timezone.now(), ends_at=timezone.now() + timedelta(days=1))


NOT_THERE_ON_THE_FIRST_DAY = {
    MeetingRequest: asked,
    Report: reported,
    Document: document,
    Image: lambda: Image.objects.create(digest="0" * 64, original_name="ulice.jpg", width=600, height=400),
    PreviewLink: preview_link,
    Notice: notice,
}


def row_of(model):
    return model.objects.first() or NOT_THERE_ON_THE_FIRST_DAY[model]()


def site_models():
    return [
        model for name in ["pages", "municipalities", "contact"] for model in apps.get_app_config(name).get_models()
    ]


def test_every_model_is_registered_or_stands_in_another_form():
    missing = {model.__name__ for model in site_models() if not admin.site.is_registered(model)}
    histories = {name for name in missing if name.startswith("Historical")}
    assert missing - histories == NOT_FOR_EDITORS | IN_ANOTHER_FORM


@pytest.mark.parametrize(
    "model",
    [
        model
        for model in admin.site._registry
        if model._meta.app_label != "auth"
        and model._meta.proxy_for_model is not Page
        and model not in (ExternalAddress, LanguageState)  # lists alone
    ],
)
def test_every_form_has_fieldsets_and_every_open_field_its_label(model, editor_client):
    row = row_of(model)
    response = editor_client.get(admin_address(row))
    assert response.status_code == 200
    assert admin.site._registry[model].fieldsets
    for field in response.context["adminform"].form:
        assert field.label != field.name.replace("_", " ").capitalize(), f"{field.name} has a label of Django's making"


@pytest.mark.parametrize(
    "model",
    [m for m, its_admin in admin.site._registry.items() if hasattr(m, "get_absolute_url") and its_admin.view_on_site],
)
def test_view_on_site_leads_to_a_page_that_answers(model, editor_client, client):
    row = row_of(model)
    link = editor_client.get(admin_address(row)).context["absolute_url"]
    target = editor_client.get(link)["Location"]
    assert target.startswith(f"{settings.SITE_URL}/")
    assert client.get(target.removeprefix(settings.SITE_URL)).status_code == 200


@pytest.mark.parametrize("address", ["/sprava/", "/sprava/pages/page/", "/sprava/password_change/"])
def test_admin_speaks_czech(editor_client, address):
    body = editor_client.get(address).content.decode()
    assert '<html lang="cs"' in body
    assert "Správa webu Podpora sociálního bydlení" in body


def test_address_of_a_municipality_is_chosen_once(editor_client):
    form = editor_client.get(admin_address(Municipality.objects.get(slug="vir"))).context["adminform"].form
    assert "slug" not in form.fields
    assert "slug" in editor_client.get("/sprava/municipalities/municipality/add/").context["adminform"].form.fields


def test_fixed_pages_are_neither_moved_nor_deleted(editor_client):
    page = Page.objects.get(address="/o-projektu/")
    fields = set(editor_client.get(admin_address(page)).context["adminform"].form.fields)
    assert fields == {"base", "title", "summary", "body"}
    assert editor_client.get(admin_address(page, "delete")).status_code == 403


@pytest.mark.parametrize("model", [Project, ContactCentre])
def test_the_only_row_is_neither_doubled_nor_deleted(editor_client, model):
    assert editor_client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")).status_code == 403
    assert editor_client.get(admin_address(model.objects.get(), "delete")).status_code == 403


def test_the_four_groups_of_editors_exist():
    assert set(Group.objects.values_list("name", flat=True)) == {"Autor", "Vydavatel", "Kontaktní centrum", "Správce"}


def test_lists_of_the_admin_take_a_bounded_number_of_queries(editor_client, django_assert_max_num_queries):
    for model in [Page, Municipality, Document]:
        with django_assert_max_num_queries(18):  # the facts for the head of the page among them, once in a process
            editor_client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"))


def test_hours_are_edited_with_the_centre():
    assert not admin.site.is_registered(ConsultationHours)
