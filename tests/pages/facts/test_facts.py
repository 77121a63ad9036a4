"""What the database refuses about the project, and what the statement on accessibility may claim."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from pages.models import AccessibilityStatement, ContentVersion, Page, Project, TermsOfUse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Project, AccessibilityStatement, TermsOfUse, ContentVersion])
def test_table_of_one_row_refuses_a_second(model):
    row = model.objects.get()
    row.pk = 2
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.bulk_create([row])  # past whatever its save() would say first


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"ends_on": "2015-12-31"}, "Konec realizace musí být později než začátek."),
        ({"facebook_name": "", "facebook_url": "https://www.facebook.com/x"}, "K adrese na Facebooku doplňte"),
        ({"registration_number": "03 2 63"}, "Registrační číslo začíná „CZ.“"),
    ],
)
def test_impossible_project_is_refused_in_czech(values, sentence):
    project = Project.objects.get()
    for name, value in values.items():
        setattr(project, name, value)
    with pytest.raises(ValidationError, match=sentence):
        project.full_clean()


@pytest.mark.parametrize("address", ["o-projektu/", "/o-projektu", ""])
def test_page_address_begins_and_ends_with_a_slash(address):
    with pytest.raises(IntegrityError), transaction.atomic():
        Page.objects.create(address=address, menu_title="x")


def test_conformance_is_not_claimed_without_an_assessment():
    statement = AccessibilityStatement.objects.get()
    statement.status = "full"
    with pytest.raises(ValidationError, match="Doplňte, kdy a jak se web posoudil"):
        statement.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        statement.save()


@pytest.mark.parametrize("name", ["assessed_on", "revised_on"])
def test_an_assessment_that_is_to_come_is_none(name):
    statement = AccessibilityStatement.objects.get()
    setattr(statement, name, timezone.localdate() + timedelta(days=1))
    with pytest.raises(ValidationError, match="Tento den teprve přijde"):
        statement.full_clean()
    setattr(statement, name, timezone.localdate())
    statement.full_clean()


def test_statement_says_that_nobody_assessed_the_site_yet(client):
    body = client.get("/pristupnost/").content.decode()
    assert "Posouzení zatím neproběhlo." in body
    assert "<strong>zcela v\u00a0souladu" not in body
    assert "<strong>částečně" not in body
    assert "Nepřístupný obsah" not in body


def test_statement_keeps_the_legal_order_of_its_headings(client):
    AccessibilityStatement.objects.update(
        status="partial", assessed_on="2026-10-05", method="vlastní posouzení", nonconformities="Starší PDF."
    )
    body = client.get("/pristupnost/").content.decode()
    headings = [
        "Toto prohlášení se vztahuje",
        ">Stav souladu<",
        "částečně v\u00a0souladu",
        ">Nepřístupný obsah<",
        "a) Nesoulad s\u00a0právními předpisy",
        "Starší PDF.",
        ">Vypracování tohoto prohlášení o\u00a0přístupnosti<",
        "Způsob posouzení: vlastní posouzení.",
        ">Zpětná vazba a\u00a0kontaktní údaje<",
        ">Postupy pro prosazování práva<",
        "Digitální a\u00a0informační agentura",
        "yukd8p7",
    ]
    places = [body.find(heading) for heading in headings]
    assert -1 not in places, headings[places.index(-1)]
    assert places == sorted(places)


def test_means_are_listed_without_empty_lines():
    assert Project(means="vzdělávání\n\n  výzkum \r\n").means_list == ["vzdělávání", "výzkum"]


@pytest.mark.parametrize("number", ["00551024", "551023", "00 55 10 23", "٠٠٥٥١٠٢٣"])
def test_a_mistyped_ico_is_refused_in_czech(number):
    project = Project.objects.get()
    project.implementer_ico = number
    with pytest.raises(ValidationError, match="IČO"):
        project.full_clean()
