"""Two saves of the same at once: one holds, the other is told, and nothing that was typed is lost."""

import pytest
from django.utils import timezone

from contact.models import ContactCentre, MeetingRequest
from municipalities.models import Municipality
from pages.models import AccessibilityStatement, Document, Notice, Page, Project, Source, TermsOfUse
from tests.at_once import rows
from tests.at_once.desks import address_of, fields_of, texts_of
from tests.own_database import apart, overtaken

TERMS = {
    name: TermsOfUse._meta.get_field(name).choices for name in ["works", "database", "special_right", "personal_data"]
}


def make_document():
    return Document.objects.create(title="Metodika", description="Popis.", year=2020, category="metodika")


def make_notice():
    at = timezone.now()
    return Notice.objects.create(text="Zavřeno", starts_at=at, ends_at=at.replace(year=at.year + 1))


def make_request():
    return MeetingRequest.objects.create(
        key="a", created_at=timezone.now(), sender="person", email="a@example.cz", topic="Bydlení"
    )


def terms(place):
    return {name: choices[place][0] for name, choices in TERMS.items()}


SAVES = {
    "centre": (ContactCentre.objects.get, {"street": "Jiná 1"}, {"town": "Brno"}),
    "project": (Project.objects.get, {"short_name": "Jiný název"}, {"fund": "Jiný fond"}),
    "municipality": (Municipality.objects.first, {"district": "Jiný okres"}, {"orp": "Jiná obec"}),
    "source": (Source.objects.first, {"name": "Jiný zdroj"}, {"publisher": "Jiný úřad"}),
    "statement": (AccessibilityStatement.objects.get, {"enforcer": "Jiný"}, {"enforcer_address": "Jinde 1"}),
    "terms": (TermsOfUse.objects.get, terms(0), terms(1)),
    "notice": (make_notice, {"text": "Zavřeno v pondělí"}, {"text": "Zavřeno v úterý"}),
    "document": (make_document, {"title": "Jiná"}, {"author": "Jiný"}),
    "page": (lambda: Page.objects.get(address="/o-projektu/"), {"title": "Jiné"}, {"title": "Jinak"}),
    "account": (rows.account, {"last_name": "Nová"}, {"first_name": "Jan"}),
    "request": (make_request, {"state": "in-progress"}, {"note": "Volali jsme."}),
}


def stored(row, names):
    """What the database has of the row, as a form shows it."""
    row = apart(lambda: type(row).objects.filter(pk=row.pk).first())
    return {name: getattr(row, name) or "" for name in names}


@pytest.mark.parametrize("name", SAVES)
def test_of_two_saves_at_once_one_holds_and_the_other_is_told(desks, name):
    one, other = desks()
    make, mine, theirs = SAVES[name]
    row = apart(make)
    address = address_of(type(row), "change", row.pk)
    before = one.opens(address)
    first, second = overtaken(one.sends(address, before, **mine), other.sends(address, before, **theirs))
    assert (first.status_code, second.status_code) == (302, 200)
    assert "mezitím" in texts_of(second).lower()
    told = fields_of(second)
    assert {key: told[key] for key in theirs} == theirs
    names = [key for key in mine if key not in ("title", "body")]
    assert stored(row, names) == {key: mine[key] for key in names}
    again = apart(other.sends(address, told))
    assert again.status_code == 302, texts_of(again)


def test_a_form_for_a_new_row_sent_twice_at_once_makes_one_row(desks):
    (desk,) = desks(1)
    address = address_of(Notice, "add")
    days = {"starts_at_0": "7. 12. 2026", "starts_at_1": "8:00", "ends_at_0": "1. 1. 2099", "ends_at_1": "0:00"}
    form = {**desk.opens(address), "text": "Zavřeno", **days}
    first, second = overtaken(desk.sends(address, form), desk.sends(address, form))
    assert (first.status_code, second.status_code) == (302, 302)
    assert apart(Notice.objects.count) == 1
