"""A database that takes nothing more: readers go on, and who saves is told that nothing was saved."""

import os
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest
import time_machine
from django.db import connection, connections
from django.db.backends.signals import connection_created
from django.test import Client
from django.utils import timezone

from pages.models import Project
from socialnibydleni.editors.session import SIGNED_IN
from tests.at_once.desks import address_of, fields_of, texts_of
from tests.own_database import apart

FULL = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER no_room BEFORE UPDATE ON pages_project EXECUTE FUNCTION no_room()
"""


@contextmanager
def every_connection(statement):
    """To SQLite begins with this statement."""

    def say(connection, **_signal):
        connection.cursor().execute(statement)

    connection_created.connect(say)
    try:
        yield
    finally:
        connection_created.disconnect(say)


@contextmanager
def on_the_server(begin, end):
    """Of PostgreSQL, each a statement about the database of the test."""
    name = connections.settings["default"]["NAME"]
    with psycopg.connect(os.environ["DATABASE_URL"], dbname=name, autocommit=True) as owner:
        owner.execute(begin.format(name))
        try:
            yield
        finally:
            owner.execute("SET default_transaction_read_only = off")
            owner.execute(end.format(name))


def read_only():
    if connection.vendor == "sqlite":
        return every_connection("PRAGMA query_only = on")
    read_only = "ALTER DATABASE {} SET default_transaction_read_only = "
    return on_the_server(f"{read_only} on", f"{read_only} off")


def full():
    if connection.vendor == "sqlite":
        return every_connection("PRAGMA max_page_count = 1")  # SQLite makes it as many as there are
    return on_the_server(FULL, "DROP FUNCTION no_room CASCADE")


def _signed_in_now(client):
    session = client.session
    session[SIGNED_IN] = timezone.now().timestamp()
    session.set_expiry(timezone.now() + timedelta(hours=8))
    session.save()


@pytest.mark.parametrize("trouble", [read_only, full])
def test_a_save_in_trouble_says_that_it_was_none_and_brings_it_back_and_who_reads_goes_on(desks, trouble):
    (desk,) = desks(1)
    address, long = address_of(Project, "change", 1), "\n".join(f"{number}. prostředek" for number in range(20_000))
    data = apart(lambda: fields_of(desk.client.get(address)))
    before = apart(Project.objects.get)
    apart(lambda: _signed_in_now(desk.client))
    with trouble():
        refused = apart(desk.sends(address, data, means=long))
        assert refused.status_code == 503
        assert "Neuložilo se to, ale co jste napsali, nese tahle stránka s sebou." in texts_of(refused)
        assert apart(lambda: Client().get("/o-projektu/")).status_code == 200
        with time_machine.travel(timezone.now() + timedelta(hours=1)):  # a session would be prolonged
            assert apart(lambda: desk.client.get(address)).status_code == 200
    assert apart(Project.objects.get).means == before.means
    back = apart(desk.sends("/sprava/rozepsane/", fields_of(refused)))
    assert apart(lambda: desk.fields(back["Location"]))["means"] == long
    assert apart(desk.sends(address, data, means="Jiný")).status_code == 302
