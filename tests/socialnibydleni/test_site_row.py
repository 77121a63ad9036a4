"""The row of django.contrib.sites says what SITE_URL says, whatever anybody wrote into it."""

import pytest
from django.contrib.redirects.models import Redirect
from django.contrib.sites.models import Site
from django.core import checks
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def warnings():
    found = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
    return [(message.id, message.msg) for message in found]


def test_the_row_follows_the_address_of_the_site_with_every_migration(settings):
    assert Site.objects.get().domain == "127.0.0.1:8000"
    settings.SITE_URL = "https://www.socialnibydleni.example"
    call_command("migrate", verbosity=0)
    assert [(site.pk, site.domain) for site in Site.objects.all()] == [(1, "www.socialnibydleni.example")]


def test_a_long_address_fits(settings):
    settings.SITE_URL = f"https://{'a' * 60}.{'b' * 30}.cz"
    call_command("migrate", verbosity=0)
    assert Site.objects.get().domain == f"{'a' * 60}.{'b' * 30}.cz"


def test_the_check_says_when_the_row_and_the_address_differ(settings):
    assert warnings() == []
    settings.SITE_URL = "https://www.socialnibydleni.example"
    said = "The row of the site says 127.0.0.1:8000, SITE_URL says www.socialnibydleni.example."
    assert warnings() == [("site.W001", said)]
    Site.objects.all().delete()
    assert warnings() == [("site.W001", "The row of the site says nothing, SITE_URL says www.socialnibydleni.example.")]
    call_command("migrate", verbosity=0)
    assert warnings() == []


def test_before_the_first_migration_the_check_has_nothing_to_say(monkeypatch):
    monkeypatch.setattr(Site._meta, "db_table", "not_there_yet")
    assert warnings() == []


def test_redirects_go_on_when_the_site_gets_another_name(client, settings):
    Redirect.objects.create(site_id=settings.SITE_ID, old_path="/stara/", new_path="/nova/")
    settings.SITE_URL = "https://www.socialnibydleni.example"
    call_command("migrate", verbosity=0)
    assert client.get("/stara/")["Location"] == "/nova/"
