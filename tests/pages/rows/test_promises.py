"""What must never be stored is refused by the database, whoever writes; the form says why."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from contact.models import ContactCentre
from municipalities.models import Municipality
from pages.models import (
    AccessibilityStatement,
    ContentVersion,
    Document,
    DocumentVersion,
    Notice,
    Page,
    PageVersion,
    PreviewLink,
    Project,
    Source,
)
from tests.admin_forms import form_data

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture(autouse=True)
def _rows():
    Notice.objects.create(text="Zavřeno", starts_at=NOW, ends_at=NOW + timedelta(1))
    PreviewLink.objects.create(created_at=NOW, expires_at=NOW + timedelta(30))
    document = Document.objects.create(title="Metodika", description="Popis.", year=2020, category="metodika")
    DocumentVersion.objects.create(document=document, url="https://www.mpsv.cz/")


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Project, {"website": "ftp://example.cz/"}),
        (Project, {"implementer_url": "javascript:alert(1)"}),
        (Source, {"url": "ftp://example.cz/"}),
        (Municipality, {"website": "data:text/html,x"}),
        (Municipality, {"concept_title": "x", "concept_url": "file:///etc/passwd"}),
        (Notice, {"link_text": "x", "link_address": "javascript:alert(1)"}),
        (Notice, {"link_text": "x", "link_address": "//example.cz/"}),
        (Document, {"accessible_url": "//example.cz/"}),
        (DocumentVersion, {"url": "javascript:alert(1)"}),
        (DocumentVersion, {"url": "", "stored_name": "../../db.sqlite3", "digest": "a", "size": 1, "extension": "pdf"}),
        (DocumentVersion, {"url": "", "stored_name": "g" * 32, "digest": "a", "size": 1, "extension": "pdf"}),
        (DocumentVersion, {"url": "", "stored_name": "a" * 31, "digest": "a", "size": 1, "extension": "pdf"}),
        (AccessibilityStatement, {"status": "perfect"}),
        (AccessibilityStatement, {"feedback_email": "a@example.cz\nBcc: b@example.cz"}),
        (ContactCentre, {"email": "a@example.cz\r"}),
        (ContactCentre, {"email": "a@example.cz\x7f"}),
        (Page, {"parent_id": F("id")}),
        (Page, {"kind": "odd"}),
        (PreviewLink, {"expires_at": NOW + timedelta(days=30, seconds=1)}),
    ],
)
def test_the_database_refuses(model, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        model._base_manager.update(**values)


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Project, {"website": "http://example.cz/", "strategy_url": ""}),
        (Notice, {"link_text": "x", "link_address": "tel:+420778455761"}),
        (Document, {"accessible_url": "/o-projektu/"}),
        (DocumentVersion, {"url": "", "stored_name": "0f" * 16, "digest": "a", "size": 1, "extension": "pdf"}),
        (ContactCentre, {"email": "háčky@žluťoučký.cz"}),
    ],
)
def test_and_takes_what_is_right(model, values):
    assert model._base_manager.update(**values) >= 1


def test_the_form_says_what_the_database_would_refuse(editor_client):
    address = "/sprava/pages/project/1/change/"
    data = form_data(editor_client.get(address))
    refused = editor_client.post(address, {**data, "website": "ftp://example.cz/"})
    assert refused.context["adminform"].form.non_field_errors() == ["Adresa webu začíná https:// nebo http://."]


def test_no_page_stands_above_itself():
    home = Page.objects.get(address="/")
    first, second = (Page.objects.create(address=address, parent=home) for address in ["/prvni/", "/druha/"])
    second.parent = first
    second.save()
    first.parent = second
    with pytest.raises(ValidationError, match="Stránka nemůže být pod sebou"):
        first.save()


@pytest.mark.parametrize("values", [{"body": "<p>Jinak.</p>"}, {"title": "Jinak", "publish_at": None}, {"number": 9}])
def test_the_text_of_a_version_is_changed_by_no_query_either(values):
    with pytest.raises(ValidationError, match="Uložená verze textu se už nemění"):
        PageVersion.objects.filter(number=1).update(**values)


def test_nor_is_the_version_of_a_document():
    with pytest.raises(ValidationError, match="Uložená verze dokumentu se už nemění"):
        DocumentVersion.objects.update(url="https://example.cz/")


def test_the_number_of_the_content_only_rises():
    ContentVersion.objects.raise_number()
    number = ContentVersion.objects.current()
    for lower in [number, number - 1]:
        with pytest.raises(ValueError, match="only rises"):
            ContentVersion.objects.update(number=lower)
        with pytest.raises(ValueError, match="only rises"):
            ContentVersion(number=lower).save()
    ContentVersion.objects.raise_number()
    assert ContentVersion.objects.current() == number + 1
