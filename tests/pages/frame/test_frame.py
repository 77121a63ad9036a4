"""One content version, one set of facts, one moment a request."""

from datetime import datetime, time, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from contact.hours.clock import PRAGUE
from contact.models import ConsultationHours, ContactCentre, Help
from municipalities.models import Municipality
from pages import registry
from pages.frame import memory
from pages.models import AccessibilityStatement, ContentVersion, LoadedEntry, Page, PageVersion, Project, Source
from tests.own_database import apart


@pytest.mark.django_db
@pytest.mark.parametrize(
    "model",
    [Project, Source, AccessibilityStatement, Page, PageVersion, Municipality, ContactCentre, ConsultationHours],
)
def test_saving_any_content_raises_the_content_version(model):
    before = ContentVersion.objects.current()
    model.objects.first().save()
    assert ContentVersion.objects.current() > before


@pytest.mark.django_db
def test_deleting_content_raises_the_content_version():
    before = ContentVersion.objects.current()
    ConsultationHours.objects.first().delete()
    assert ContentVersion.objects.current() > before


@pytest.mark.django_db
def test_what_is_not_content_leaves_the_version_alone():
    before = ContentVersion.objects.current()
    LoadedEntry.objects.create(key="x")
    assert ContentVersion.objects.current() == before


@pytest.mark.django_db
def test_a_change_taken_back_takes_its_version_back():
    before = ContentVersion.objects.current()
    with transaction.atomic():
        Project.objects.get().save()
        assert ContentVersion.objects.current() > before
        transaction.set_rollback(True)
    assert ContentVersion.objects.current() == before


@pytest.mark.django_db
def test_facts_are_read_once_a_version(django_assert_num_queries):
    held = memory.facts()
    next_midnight = datetime.combine(timezone.localdate() + timedelta(days=1), time.min, PRAGUE)
    assert held.until == next_midnight  # when the next hour comes is asked once too
    with django_assert_num_queries(1):
        assert memory.facts() is held
    Project.objects.get().save()
    assert memory.facts() is not held


@pytest.mark.django_db
def test_listeners_hear_of_new_facts_once_a_version():
    heard = []
    memory.when_facts_change(heard.append)
    memory.when_facts_change(heard.append)
    try:
        memory.facts()
        memory.facts()
        assert len(heard) == 1
        assert heard[0]["project"].short_name == "Podpora sociálního bydlení"
    finally:
        memory._listeners.remove(heard.append)


def test_a_committed_change_renews_what_this_process_holds(committed):
    @transaction.atomic
    def change():
        Source.objects.create(name="Zdroj", publisher="Někdo", dated_on="2026-01-01")
        assert heard == []

    heard = []
    listener = lambda: heard.append("changed")  # noqa: E731
    registry.when_content_changes(listener)
    try:
        apart(change)
        assert heard == ["changed"]
    finally:
        registry._listeners.remove(listener)


@pytest.mark.django_db
def test_an_empty_database_shows_a_site_without_facts(client):
    Page.objects.update(parent=None)
    PageVersion.objects.exclude(translated_from=None).delete()
    for model in [PageVersion, Municipality, Page, ContactCentre, Help, AccessibilityStatement, Project, Source]:
        model.objects.all().delete()
    memory.forget()
    assert client.get("/").status_code == 404
    assert client.get("/obce/vir/").status_code == 404
    assert "Evropská unie" in client.get("/").content.decode()
    assert client.get("/sitemap.xml").status_code == 200
